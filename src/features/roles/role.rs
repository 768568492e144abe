//! `/role add|remove user role duration? reason?`: changes one role, temporarily or permanently; at the end it is as
//! before.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::guild::Role;

use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::actions::{durations, options};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "role", desc = "-")]
enum RoleCommand {
    #[command(name = "add")]
    Add(Add),
    #[command(name = "remove")]
    Remove(Remove),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "add", desc = "-")]
struct Add {
    /// The member who gets it (can be you)
    user: ResolvedUser,
    /// The role; it must be below your highest role and mine
    role: Role,
    /// How long, e.g. 12h, 7d, 2 weeks. Default: permanently
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "remove", desc = "-")]
struct Remove {
    /// The member to take it from (can be you)
    user: ResolvedUser,
    /// The role; it must be below your highest role and mine
    role: Role,
    /// How long, e.g. 12h, 7d, 2 weeks. Default: permanently
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, role).permission(Kind::RoleAdd.permission()).completes(options::suggest)
}

async fn role(cx: Cx, command: RoleCommand) -> Result<Reply> {
    let (kind, Add { user, role, duration, reason }) = match command {
        RoleCommand::Add(add) => (Kind::RoleAdd, add),
        RoleCommand::Remove(Remove { user, role, duration, reason }) => {
            (Kind::RoleRemove, Add { user, role, duration, reason })
        }
    };
    let ends_at = match &duration {
        Some(text) => durations::ends(&cx, text).await?,
        None => None,
    };
    let request = ActionRequest::new(kind, CommandUser::of(&user), reason);
    order(&cx, ActionRequest { ends_at, role: Some(role.id), ..request }).await
}
