//! `/about`: information on Gavel.

use std::time::Duration;

use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::domain::settings::Settings;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

/// The time that the record has to say what is true for the server.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(CommandModel, CreateCommand)]
#[command(name = "about", desc = "What I do and what you can rely on")]
struct About {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, about).only_reads().in_direct_messages()
}

async fn about(cx: Cx, _: About) -> Result<Reply> {
    let mut lines = vec![words::about_promise(env!("CARGO_PKG_VERSION")), words::about_reading()];
    // Without the records, what holds everywhere is still true.
    if let Some(guild) = cx.at.guild
        && let Ok(Ok(settings)) = tokio::time::timeout(PATIENCE, cx.app.recent_settings(guild)).await
    {
        lines.extend(here(&settings));
    }
    Ok(Reply::private(lines.join("\n")))
}

/// Returns what is true for this server.
fn here(settings: &Settings) -> [String; 4] {
    let manual = match settings.ignores_manual {
        true => words::about_here_manual_off(),
        false => words::about_here_manual_on(),
    };
    let messages = match settings.message_log {
        Some(_) => words::about_here_messages_on(),
        None => words::about_here_messages_off(),
    };
    [words::about_here(), manual, messages, words::about_here_yours()]
}
