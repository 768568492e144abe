//! `/note user reason evidence?`: puts something on a person's record; they are not told.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::actions::evidence;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};

#[derive(CommandModel, CreateCommand)]
#[command(name = "note", desc = "-")]
struct Note {
    /// The person the note is about
    user: ResolvedUser,
    /// The note
    #[command(max_length = 1000)]
    reason: String,
    /// A picture or file as evidence; I keep a copy in the log
    evidence: Option<Attachment>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, note).permission(Permissions::MODERATE_MEMBERS)
}

async fn note(cx: Cx, args: Note) -> Result<Reply> {
    let request = ActionRequest::new(Kind::Note, CommandUser::of(&args.user), Some(args.reason));
    let evidence = evidence::given(args.evidence)?;
    order(&cx, ActionRequest { audience: Audience::Private, evidence, ..request }).await
}
