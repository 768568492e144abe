//! `/about`: information on Gavel.

use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "about", desc = "What I am and what I promise")]
struct About {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, about).in_direct_messages()
}

async fn about(_: Cx, _: About) -> Result<Reply> {
    Ok(Reply::private(format!(
        "**Gavel {}** moderates this server. Every action that is ordered is carried out exactly once and recorded \
         truthfully, whatever crashes meanwhile.\n\
         I read no messages: I see only the commands, buttons and reports that people send me. \
         Type `/help` for what you can use here.",
        env!("CARGO_PKG_VERSION")
    )))
}
