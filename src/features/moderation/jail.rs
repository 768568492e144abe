//! `/jail user duration? reason? evidence? dm?`, `/unjail user reason?`: one role in place of all others, and back.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::Attachment;

use crate::actions::evidence;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::actions::{durations, options};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "jail", desc = "-")]
struct Jail {
    /// The member to jail
    user: ResolvedUser,
    /// How long, e.g. 12h, 7d, 2 weeks. Default: until /unjail
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// A picture or file as evidence; I keep a copy in the log
    evidence: Option<Attachment>,
    /// Send them a DM? Default: the server's setting
    dm: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "unjail", desc = "-")]
struct Unjail {
    /// The member to release
    user: ResolvedUser,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, jail).permission(Kind::Jail.permission()).completes(options::suggest)
}

pub(super) fn release() -> Command {
    Command::slash(Ack::Public, unjail).permission(Kind::Unjail.permission()).completes(options::suggest)
}

async fn jail(cx: Cx, args: Jail) -> Result<Reply> {
    let ends_at = match &args.duration {
        Some(text) => durations::ends(&cx, text).await?,
        None => None,
    };
    let request = ActionRequest::new(Kind::Jail, CommandUser::of(&args.user), args.reason);
    let evidence = evidence::given(args.evidence)?;
    order(&cx, ActionRequest { ends_at, tell: args.dm, evidence, ..request }).await
}

async fn unjail(cx: Cx, args: Unjail) -> Result<Reply> {
    let user = args.user.resolved.id;
    let Some(jailed) = cases::case_in_force(&cx.app.db, cx.guild()?, user, Kind::Jail).await? else {
        return cx.refuse(Error::refused(words::unjail_not_jailed(user))).await;
    };
    let request = ActionRequest::new(Kind::Unjail, CommandUser::of(&args.user), args.reason);
    order(&cx, ActionRequest { parent: Some(jailed.number), ..request }).await
}
