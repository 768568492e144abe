//! `/lockdown start reason? duration? invites? dms?`, `/lockdown end reason?`: locks many channels at once; ending it
//! restores what was before.

use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::actions::lockdown::{end, start};
use crate::actions::{durations, options};
use crate::domain::kind::Kind;
use crate::domain::pause::Pause;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};

#[derive(CommandModel, CreateCommand)]
#[command(name = "lockdown", desc = "-")]
enum Lockdown {
    #[command(name = "start")]
    Start(Start),
    #[command(name = "end")]
    End(End),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "start", desc = "-")]
struct Start {
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// How long, e.g. 30m, 12h, 7d. Default: until /lockdown end
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Pause invites during the lockdown
    invites: Option<bool>,
    /// Pause DMs between members who aren't friends during the lockdown
    dms: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "end", desc = "-")]
struct End {
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, lockdown).permission(Kind::Lockdown.permission()).completes(options::suggest)
}

async fn lockdown(cx: Cx, command: Lockdown) -> Result<Reply> {
    match command {
        Lockdown::Start(args) => {
            let ends_at = match &args.duration {
                Some(text) => durations::ends(&cx, text).await?,
                None => None,
            };
            let pause =
                Pause { invites: args.invites == Some(true), dms: args.dms == Some(true), until: None };
            start::order(&cx, start::LockdownPlan { reason: args.reason, ends_at, pause }).await
        }
        Lockdown::End(args) => {
            let plan =
                end::LockdownEndPlan { lockdown: None, reason: args.reason, audience: Audience::Public };
            end::order(&cx, plan).await
        }
    }
}
