//! `/about`: information on Gavel.

use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "about", desc = "What I do and what you can rely on")]
struct About {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, about).only_reads().in_direct_messages()
}

async fn about(_: Cx, _: About) -> Result<Reply> {
    Ok(Reply::private(format!(
        "{}\n{}",
        words::about_promise(env!("CARGO_PKG_VERSION")),
        words::about_reading()
    )))
}
