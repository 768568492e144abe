//! `/about`: information on Gavel.

use std::time::Duration;

use twilight_interactions::command::{CommandModel, CreateCommand};

use crate::domain::log::Category;
use crate::domain::setting::Setting;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

/// The time that the record has to say what is true for the server.
const PATIENCE: Duration = Duration::from_millis(500);

/// The settings that are features which a server has or has not.
const FEATURES: [Setting; 10] = [
    Setting::Log,
    Setting::JailRole,
    Setting::Ladder,
    Setting::Appeals,
    Setting::MessageLog,
    Setting::Welcome,
    Setting::Leave,
    Setting::Autorole,
    Setting::Rejoin,
    Setting::Alert,
];

#[derive(CommandModel, CreateCommand)]
#[command(name = "about", desc = "-")]
struct About {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, about).only_reads().in_direct_messages()
}

async fn about(cx: Cx, _: About) -> Result<Reply> {
    let promise = words::about_promise(env!("CARGO_PKG_VERSION"));
    // Without the records, what holds everywhere is still true.
    let settings = match cx.at.guild {
        Some(guild) => tokio::time::timeout(PATIENCE, cx.app.recent_settings(guild)).await,
        None => return Ok(Reply::private([promise, words::about_reading(), words::about_help()].join("\n"))),
    };
    let lines = match settings {
        Ok(Ok(settings)) => [vec![promise, words::about_help()], here(&settings)].concat(),
        _ => vec![promise, words::about_help()],
    };
    Ok(Reply::private(lines.join("\n")))
}

/// Returns what is true for this server.
fn here(settings: &Settings) -> Vec<String> {
    let manual = match settings.ignores_manual {
        true => words::about_here_manual_off(),
        false => words::about_here_manual_on(),
    };
    let messages = match settings.message_log {
        Some(_) => words::about_here_messages_on(),
        None => words::about_reading(),
    };
    let (on, off): (Vec<_>, Vec<_>) = features(settings).into_iter().partition(|(_, is_on)| *is_on);
    let names =
        |all: Vec<(String, bool)>| all.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
    let mut lines = vec![words::about_here(), messages, manual];
    lines.extend((!on.is_empty()).then(|| words::about_here_on(names(on))));
    lines.extend((!off.is_empty()).then(|| words::about_here_off(names(off))));
    lines.push(words::about_here_kept());
    let kept = settings.retention.lines().into_iter().chain([words::privacy_kept_reports()]);
    lines.extend(kept.map(|line| format!("• {line}")));
    lines.push(words::about_here_yours());
    lines
}

/// Returns the features that a server turns on, each with whether it did.
fn features(settings: &Settings) -> Vec<(String, bool)> {
    let reports = (words::setup_reports(), settings.log_channel(Category::Reports).is_some());
    let set = FEATURES.into_iter().map(|setting| (setting.title(), !setting.is_usual(settings)));
    set.chain([reports]).collect()
}
