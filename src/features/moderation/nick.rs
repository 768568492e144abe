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
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "nick", desc = "-")]
enum Nick {
    #[command(name = "set")]
    Set(Set),
    #[command(name = "reset")]
    Reset(Reset),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "set", desc = "-")]
struct Set {
    /// The member whose nickname to change
    user: ResolvedUser,
    /// The new nickname
    #[command(max_length = 32)]
    nick: String,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "reset", desc = "-")]
struct Reset {
    /// The member whose nickname to remove
    user: ResolvedUser,
    /// Reason, recorded in the case
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
                return Err(Error::refused(words::nick_empty()));
            }
            (Kind::NickSet, user, Some(nick), reason)
        }
        Nick::Reset(Reset { user, reason }) => (Kind::NickReset, user, None, reason),
    };
    let request = ActionRequest::new(kind, CommandUser::of(&user), reason);
    order(&cx, ActionRequest { edit: Some(MemberEdit::Nick(nick)), ..request }).await
}
