//! The name of a message: its link, or its id.

use crate::domain::ids::{ChannelId, GuildId, MessageId};

/// Discord's hosts, of the stable and other clients.
const HOSTS: [&str; 5] =
    ["discord.com", "www.discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"];

/// A message, and the server and channel that its name says it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageLink {
    pub guild: Option<GuildId>,
    pub channel: Option<ChannelId>,
    pub message: MessageId,
}

impl MessageLink {
    /// Reads `https://discord.com/channels/1/2/3`, `2-3` (copied by Shift + Copy ID) or `3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('<').trim_end_matches('>');
        if let Some((host, path)) =
            text.strip_prefix("https://").and_then(|rest| rest.split_once("/channels/"))
        {
            let mut ids = path.trim_end_matches('/').split('/');
            let (guild, channel, message) = (ids.next()?, ids.next()?, ids.next()?);
            let known = HOSTS.contains(&host) && ids.next().is_none();
            let (guild, channel) = (Some(guild.parse().ok()?), Some(channel.parse().ok()?));
            return known.then_some(Self { guild, channel, message: message.parse().ok()? });
        }
        let (channel, message) = match text.split_once('-') {
            Some((channel, message)) => (Some(channel.parse().ok()?), message),
            None => (None, text),
        };
        Some(Self { guild: None, channel, message: message.parse().ok()? })
    }
}
