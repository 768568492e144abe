//! `/timeout user duration reason? evidence? dm?`, `/untimeout user reason?`: silences a member for a while.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::actions::evidence;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::actions::{durations, options};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "timeout", desc = "-")]
struct Timeout {
    /// The member to time out
    user: ResolvedUser,
    /// How long, e.g. 10m, 2h, 1d 12h, 2 weeks, or perm
    #[command(max_length = 60, autocomplete = true)]
    duration: String,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// A picture or file as evidence; I keep a copy in the log
    evidence: Option<Attachment>,
    /// Send them a DM? Default: the server's setting
    dm: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "untimeout", desc = "-")]
struct Untimeout {
    /// The member whose timeout to end
    user: ResolvedUser,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, timeout).permission(Permissions::MODERATE_MEMBERS).completes(options::suggest)
}

pub(super) fn lift() -> Command {
    Command::slash(Ack::Public, untimeout)
        .permission(Permissions::MODERATE_MEMBERS)
        .completes(options::suggest)
}

async fn timeout(cx: Cx, args: Timeout) -> Result<Reply> {
    let ends_at = durations::ends(&cx, &args.duration).await?;
    let request = ActionRequest::new(Kind::Timeout, CommandUser::of(&args.user), args.reason);
    let evidence = evidence::given(args.evidence)?;
    order(&cx, ActionRequest { ends_at, tell: args.dm, evidence, ..request }).await
}

async fn untimeout(cx: Cx, args: Untimeout) -> Result<Reply> {
    order(&cx, ActionRequest::new(Kind::Untimeout, CommandUser::of(&args.user), args.reason)).await
}
