//! The message given by its link or id in `before` and `after`.

use crate::domain::ids::{ChannelId, GuildId, MessageId};
use crate::domain::message_link::MessageLink;
use crate::error::{Error, Result};
use crate::words;

/// Returns the message that a text names, if it is in this channel.
///
/// # Errors
/// A refusal that names the option.
pub(super) fn message(option: &str, text: &str, guild: GuildId, channel: ChannelId) -> Result<MessageId> {
    let option = || words::name_of(&format!("purge {option}"));
    let Some(link) = MessageLink::parse(text) else {
        return Err(Error::refused(words::purge_link_unread(option())));
    };
    match (link.guild, link.channel) {
        (Some(other), _) if other != guild => Err(Error::refused(words::purge_link_other_server(option()))),
        (_, Some(other)) if other != channel => {
            Err(Error::refused(words::purge_link_other_channel(option(), other)))
        }
        _ => Ok(link.message),
    }
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
