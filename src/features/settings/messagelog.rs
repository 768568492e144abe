//! `/settings messagelog`: the channel for edited and deleted messages, and the messages to ignore.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;

use crate::domain::automation::Automation;
use crate::domain::settings;
use crate::domain::settings_rules::IGNORED;
use crate::error::{Error, Result};
use crate::features::settings::change::{change_of, writable};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "messagelog", desc = "-")]
pub(super) struct MessageLog {
    /// The channel to log them in
    #[command(
        channel_types = "guild_text guild_announcement public_thread private_thread announcement_thread"
    )]
    channel: Option<InteractionChannel>,
    /// A channel to ignore
    #[command(rename = "ignore_channel")]
    ignored: Option<InteractionChannel>,
    /// Stop ignoring that channel
    remove: Option<bool>,
    /// Ignore messages from bots? Default: yes
    #[command(rename = "ignore_bots")]
    bots: Option<bool>,
    /// Turn the message log off
    off: Option<bool>,
}

pub(super) async fn messagelog(cx: &Cx, args: MessageLog) -> Result<Reply> {
    if args.off == Some(true) {
        return change_of(cx, Automation::MessageLog, |settings| {
            settings.message_log = None;
            Ok(words::settings_messagelog_off())
        })
        .await;
    }
    if args.channel.is_none() && args.ignored.is_none() && args.bots.is_none() {
        return Err(Error::refused(words::settings_messagelog_nothing_given()));
    }
    let channel = match &args.channel {
        Some(channel) => Some(writable(cx, channel).await?),
        None => None,
    };
    change_of(cx, Automation::MessageLog, |settings| {
        let channel = channel.or(settings.message_log.as_ref().map(|log| log.channel));
        let channel = channel.ok_or_else(|| Error::refused(words::settings_messagelog_no_channel()))?;
        let old = settings.message_log.take();
        let (mut ignored, bots) = old.map(|log| (log.ignored, log.bots)).unwrap_or_default();
        if let Some(one) = args.ignored.map(|channel| channel.id) {
            ignored.retain(|it| *it != one);
            ignored.extend(Some(one).filter(|_| args.remove != Some(true)));
        }
        if ignored.len() > IGNORED {
            return Err(Error::refused(words::settings_messagelog_full(IGNORED)));
        }
        let log = settings::MessageLog { channel, ignored, bots: args.bots.map_or(bots, |ignore| !ignore) };
        let said = words::settings_messagelog_on(line(Some(&log)));
        settings.message_log = Some(log);
        Ok(said)
    })
    .await
}

/// Returns the line for the card of all settings.
pub(super) fn line(log: Option<&settings::MessageLog>) -> String {
    let Some(log) = log else { return words::word_off() };
    let ignored: Vec<String> = log.ignored.iter().map(|channel| format!("<#{channel}>")).collect();
    let (channel, ignored) = (log.channel, ignored.join(" "));
    match (log.bots, ignored.is_empty()) {
        (false, true) => format!("<#{channel}>"),
        (true, true) => words::settings_messagelog_line_bots(channel),
        (false, false) => words::settings_messagelog_line_ignored(channel, ignored),
        (true, false) => words::settings_messagelog_line_both(channel, ignored),
    }
}
