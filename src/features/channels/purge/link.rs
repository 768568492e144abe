//! The message given by its link or id in `before` and `after`.

use crate::domain::ids::{ChannelId, GuildId, MessageId};
use crate::error::{Error, Result};
use crate::words;

/// Discord's hosts, of the stable and other clients.
const HOSTS: [&str; 5] =
    ["discord.com", "www.discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"];

/// Returns the message that a text names, if it is in this channel.
///
/// # Errors
/// A refusal that names the option.
pub(super) fn message(option: &str, text: &str, guild: GuildId, channel: ChannelId) -> Result<MessageId> {
    let Some(Named { of, message }) = read(text) else {
        return Err(Error::refused(words::purge_link_unread(words::name_of(&format!("purge {option}")))));
    };
    match of {
        (Some(other), _) if other != guild => {
            Err(Error::refused(words::purge_link_other_server(words::name_of(&format!("purge {option}")))))
        }
        (_, Some(other)) if other != channel => Err(Error::refused(words::purge_link_other_channel(
            words::name_of(&format!("purge {option}")),
            other,
        ))),
        _ => Ok(message),
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Named {
    of: (Option<GuildId>, Option<ChannelId>),
    message: MessageId,
}

/// Reads `https://discord.com/channels/1/2/3`, `2-3` (copied by Shift + Copy ID) or `3`.
fn read(text: &str) -> Option<Named> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    if let Some((host, path)) = text.strip_prefix("https://").and_then(|rest| rest.split_once("/channels/")) {
        let mut ids = path.trim_end_matches('/').split('/');
        let (guild, channel, message) = (ids.next()?, ids.next()?, ids.next()?);
        let known = HOSTS.contains(&host) && ids.next().is_none();
        let of = (Some(guild.parse().ok()?), Some(channel.parse().ok()?));
        return known.then_some(Named { of, message: message.parse().ok()? });
    }
    let (channel, message) = match text.split_once('-') {
        Some((channel, message)) => (Some(channel.parse().ok()?), message),
        None => (None, text),
    };
    Some(Named { of: (None, channel), message: message.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn of(text: &str) -> Result<u64, String> {
        message("before", text, Id::new(10), Id::new(20)).map(Id::get).map_err(|error| error.to_string())
    }

    #[test]
    fn a_message_is_named_by_its_link_or_its_id() {
        for text in [
            "30",
            " 30 ",
            "20-30",
            "https://discord.com/channels/10/20/30",
            "<https://ptb.discord.com/channels/10/20/30>",
            "https://discordapp.com/channels/10/20/30/",
        ] {
            assert_eq!(of(text), Ok(30), "{text}");
        }
    }

    #[test]
    fn what_names_no_message_of_this_channel_is_refused_with_what_to_do() {
        let told = |text, what: &str| assert!(of(text).unwrap_err().contains(what), "{text}: {:?}", of(text));
        told("https://discord.com/channels/11/20/30", "another server");
        told("https://discord.com/channels/10/21/30", "<#21>");
        told("21-30", "<#21>");
        for text in [
            "",
            "soon",
            "-30",
            "0",
            "https://evil.example/channels/10/20/30",
            "https://discord.com/channels/10/20",
        ] {
            told(text, "Copy Message Link");
        }
    }
}
