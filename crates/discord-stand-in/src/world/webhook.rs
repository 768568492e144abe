//! Webhooks of channels, and invites.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::{ApplicationId, ChannelId, GuildId, UserId};

/// A webhook of a channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub(crate) id: u64,
    pub(crate) token: String,
    pub(crate) name: String,
    pub(crate) channel: ChannelId,
    pub(crate) guild: GuildId,
    pub(crate) creator: UserId,
    /// The application that made it.
    pub(crate) application: Option<ApplicationId>,
}

/// An invite to a server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Invite {
    pub(crate) code: String,
    pub(crate) guild: GuildId,
    pub(crate) channel: ChannelId,
    pub(crate) inviter: UserId,
    pub(crate) made: Timestamp,
    /// The life in seconds; 0 if it never ends.
    pub(crate) max_age: i64,
    pub(crate) max_uses: i64,
    pub(crate) uses: i64,
    pub(crate) temporary: bool,
}

impl Webhook {
    /// Returns the webhook as Discord describes it, given its description of the creator.
    pub(crate) fn json(&self, creator: Value) -> Value {
        json!({
            "id": self.id.to_string(),
            "type": 1,
            "guild_id": self.guild,
            "channel_id": self.channel,
            "user": creator,
            "name": self.name,
            "avatar": null,
            "token": self.token,
            "application_id": self.application,
        })
    }

    /// Returns the author of the webhook's messages under this name.
    pub(crate) fn author(&self, name: &str) -> Value {
        json!({
            "id": self.id.to_string(),
            "username": name,
            "avatar": null,
            "discriminator": "0000",
            "public_flags": 0,
            "flags": 0,
            "bot": true,
            "global_name": null,
            "clan": null,
            "primary_guild": null,
        })
    }
}
