//! `/setup`: one card of what works and what is missing, with buttons that mend it. Read `findings` first.

mod card;
mod control;
mod findings;
mod make;
mod presets;
mod press;
mod remove;

pub(super) use make::run as make;
pub(super) use press::press;
pub(super) use remove::run as remove;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::Permissions;

use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};

#[derive(CommandModel, CreateCommand)]
#[command(name = "setup", desc = "-")]
struct Setup {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, setup).only_reads().permission(Permissions::MANAGE_GUILD)
}

async fn setup(cx: Cx, _: Setup) -> Result<Reply> {
    card::shown(&cx.app, cx.guild()?, Audience::Private, card::Note::default()).await
}
