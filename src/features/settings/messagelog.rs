//! `/settings messagelog`: the channel for edited and deleted messages, and the messages to ignore.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;

use crate::domain::automation::Automation;
use crate::domain::settings;
use crate::error::{Error, Result};
use crate::features::settings::change::{change_of, writable};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

/// The most channels that can be ignored.
const IGNORED: usize = 50;

#[derive(CommandModel, CreateCommand)]
#[command(name = "messagelog", desc = "Log edited and deleted messages")]
pub(super) struct MessageLog {
    /// Where
    #[command(channel_types = "guild_text guild_announcement")]
    channel: Option<InteractionChannel>,
    /// A channel whose messages are left out
    #[command(rename = "ignore-channel")]
    ignored: Option<InteractionChannel>,
    /// Yes: leave that channel out no more
    remove: Option<bool>,
    /// Whether bots' messages are left out; they are, unless you say no
    #[command(rename = "ignore-bots")]
    bots: Option<bool>,
    /// Yes: log none any more
    off: Option<bool>,
}

pub(super) async fn messagelog(cx: &Cx, args: MessageLog) -> Result<Reply> {
    if args.off == Some(true) {
        return change_of(cx, Automation::MessageLog, |settings| {
            settings.message_log = None;
            Ok("Edited and deleted messages are not logged any more.".to_owned())
        })
        .await;
    }
    if args.channel.is_none() && args.ignored.is_none() && args.bots.is_none() {
        return Err(Error::refused(
            "Nothing to change was given; add `channel`, `ignore-channel`, `ignore-bots` or `off`.",
        ));
    }
    let channel = match &args.channel {
        Some(channel) => Some(writable(cx, channel).await?),
        None => None,
    };
    change_of(cx, Automation::MessageLog, |settings| {
        let channel = channel.or(settings.message_log.as_ref().map(|log| log.channel));
        let channel = channel.ok_or_else(|| Error::refused("Choose where with `channel` first."))?;
        let old = settings.message_log.take();
        let (mut ignored, bots) = old.map(|log| (log.ignored, log.bots)).unwrap_or_default();
        if let Some(one) = args.ignored.map(|channel| channel.id) {
            ignored.retain(|it| *it != one);
            ignored.extend(Some(one).filter(|_| args.remove != Some(true)));
        }
        if ignored.len() > IGNORED {
            return Err(Error::refused(format!(
                "{IGNORED} channels are left out already; take one away first."
            )));
        }
        let log = settings::MessageLog { channel, ignored, bots: args.bots.map_or(bots, |ignore| !ignore) };
        let said = format!("Edited and deleted messages are logged: {}", line(Some(&log)));
        settings.message_log = Some(log);
        Ok(said)
    })
    .await
}

/// Returns the line for the card of all settings.
pub(super) fn line(log: Option<&settings::MessageLog>) -> String {
    let Some(log) = log else { return "off".to_owned() };
    let ignored: Vec<String> = log.ignored.iter().map(|channel| format!("<#{channel}>")).collect();
    let ignored = if ignored.is_empty() { String::new() } else { format!(", not {}", ignored.join(" ")) };
    let bots = if log.bots { ", bots too" } else { "" };
    format!("<#{}>{bots}{ignored}", log.channel)
}
