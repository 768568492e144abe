//! `/nick set user nick reason?`, `/nick reset user reason?`: a member's name in this server.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};

use crate::actions::options;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::domain::kind::Kind;
use crate::domain::member_edit::MemberEdit;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "nick", desc = "Change a member's nickname, or take it away")]
enum Nick {
    #[command(name = "set")]
    Set(Set),
    #[command(name = "reset")]
    Reset(Reset),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "set", desc = "Give a member a nickname in this server")]
struct Set {
    /// Whose nickname
    user: ResolvedUser,
    /// The new nickname
    #[command(max_length = 32)]
    nick: String,
    /// Why; it is recorded
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "reset", desc = "Take a member's nickname away, so that their own name shows")]
struct Reset {
    /// Whose nickname
    user: ResolvedUser,
    /// Why; it is recorded
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, nick).permission(Kind::NickSet.permission()).completes(options::suggest)
}

async fn nick(cx: Cx, command: Nick) -> Result<Reply> {
    let (kind, user, nick, reason) = match command {
        Nick::Set(Set { user, nick, reason }) => {
            let nick = nick.trim().to_owned();
            if nick.is_empty() {
                return Err(Error::refused(
                    "A nickname needs a letter or two in it; `/nick reset` takes one away.",
                ));
            }
            (Kind::NickSet, user, Some(nick), reason)
        }
        Nick::Reset(Reset { user, reason }) => (Kind::NickReset, user, None, reason),
    };
    let request = ActionRequest::new(kind, CommandUser::of(&user), reason);
    order(&cx, ActionRequest { edit: Some(MemberEdit::Nick(nick)), ..request }).await
}
