//! `/kick user reason? evidence? dm?`: removes a member from the server; they may come back.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::actions::{evidence, options};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "kick", desc = "-")]
struct Kick {
    /// The member to kick
    user: ResolvedUser,
    /// Reason, shown to the member
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// A picture or file as evidence; I keep a copy in the log
    evidence: Option<Attachment>,
    /// Send them a DM? Default: the server's setting
    dm: Option<bool>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, kick).permission(Permissions::KICK_MEMBERS).completes(options::suggest)
}

async fn kick(cx: Cx, args: Kick) -> Result<Reply> {
    let request = ActionRequest::new(Kind::Kick, CommandUser::of(&args.user), args.reason);
    let evidence = evidence::given(args.evidence)?;
    order(&cx, ActionRequest { tell: args.dm, evidence, ..request }).await
}
