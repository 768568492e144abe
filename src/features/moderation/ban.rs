//! `/ban user duration? delete? reason? evidence? dm? note?`, `/softban user delete? reason? evidence?`.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::actions::delete_messages::Delete;
use crate::actions::durations::First;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::actions::{durations, evidence, options};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, CommandUser, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "ban", desc = "-")]
struct Ban {
    /// The person to ban; an id works too
    user: ResolvedUser,
    /// How long, e.g. 12h, 7d, 2 weeks. Default: permanently
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Their messages to delete. Default: nothing
    delete: Option<Delete>,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// A picture or file as evidence; I keep a copy in the log
    evidence: Option<Attachment>,
    /// Send them a DM? Default: the server's setting
    dm: Option<bool>,
    /// A note for moderators, never shown to the member
    #[command(max_length = 1000)]
    note: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "softban", desc = "-")]
struct Softban {
    /// The person to softban
    user: ResolvedUser,
    /// Their messages to delete. Default: the last day
    delete: Option<Delete>,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// A picture or file as evidence; I keep a copy in the log
    evidence: Option<Attachment>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, ban).permission(Permissions::BAN_MEMBERS).completes(suggest)
}

pub(super) fn soft() -> Command {
    Command::slash(Ack::Public, softban).permission(Permissions::BAN_MEMBERS).completes(options::suggest)
}

/// Suggests days first, because bans usually last days.
async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    match focus.option.as_str() {
        "duration" => durations::suggest(&cx, &focus.typed, First::Days).await,
        _ => options::suggest(cx, focus).await,
    }
}

async fn ban(cx: Cx, args: Ban) -> Result<Reply> {
    let ends_at = match &args.duration {
        Some(text) => durations::ends(&cx, text).await?,
        None => None,
    };
    let request = ActionRequest::new(Kind::Ban, CommandUser::of(&args.user), args.reason);
    let delete_seconds = args.delete.unwrap_or(Delete::Nothing).seconds();
    let evidence = evidence::given(args.evidence)?;
    order(&cx, ActionRequest { ends_at, delete_seconds, tell: args.dm, note: args.note, evidence, ..request })
        .await
}

async fn softban(cx: Cx, args: Softban) -> Result<Reply> {
    let request = ActionRequest::new(Kind::Softban, CommandUser::of(&args.user), args.reason);
    let delete_seconds = args.delete.unwrap_or(Delete::Day).seconds();
    let evidence = evidence::given(args.evidence)?;
    order(&cx, ActionRequest { delete_seconds, evidence, ..request }).await
}
