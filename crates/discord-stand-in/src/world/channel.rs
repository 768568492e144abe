//! Channels and their overwrites.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::ids::{ChannelId, GuildId, MessageId, UserId};

/// What kind of channel; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ChannelKind {
    /// Text in a server.
    Text = 0,
    /// A direct-message channel.
    Direct = 1,
    /// Voice in a server.
    Voice = 2,
    /// A heading over channels.
    Category = 4,
    /// A thread that everyone who sees the parent sees.
    PublicThread = 11,
}

/// A channel.
#[derive(Clone, Debug, Serialize)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// What kind.
    pub kind: ChannelKind,
    /// Its server, unless it is a direct-message channel.
    pub guild: Option<GuildId>,
    /// Its name; empty for direct messages.
    pub name: String,
    /// Its place in the list.
    pub position: i64,
    /// Its category, or a thread's channel.
    pub parent: Option<ChannelId>,
    /// Its topic.
    pub topic: Option<String>,
    /// Slow mode, in seconds.
    pub slowmode: u32,
    /// Whether it is for adults.
    pub nsfw: bool,
    /// Its overwrites by role or user id.
    pub overwrites: BTreeMap<u64, Overwrite>,
    /// The other side of a direct-message channel.
    pub recipient: Option<UserId>,
    /// The newest message it had.
    pub last_message: Option<MessageId>,
}

/// What one role or member may do here beyond, or short of, the server's rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Overwrite {
    /// 0 for a role, 1 for a member.
    pub kind: u8,
    /// Bits given, raw.
    pub allow: u64,
    /// Bits taken, raw.
    pub deny: u64,
}

impl Channel {
    /// A bare channel.
    pub(crate) fn new(id: ChannelId, kind: ChannelKind, name: &str) -> Self {
        Self {
            id,
            kind,
            guild: None,
            name: name.to_owned(),
            position: 0,
            parent: None,
            topic: None,
            slowmode: 0,
            nsfw: false,
            overwrites: BTreeMap::new(),
            recipient: None,
            last_message: None,
        }
    }

    /// Whether messages can stand here.
    pub(crate) fn is_textual(&self) -> bool {
        self.kind != ChannelKind::Category
    }

    /// The overwrites as Discord describes them.
    pub(crate) fn overwrites_json(&self) -> Value {
        let one = |(id, overwrite): (&u64, &Overwrite)| {
            json!({
                "id": id.to_string(),
                "type": overwrite.kind,
                "allow": overwrite.allow.to_string(),
                "deny": overwrite.deny.to_string(),
            })
        };
        self.overwrites.iter().map(one).collect()
    }

    /// The channel as Discord describes it; `recipient` is the other side of a direct-message channel.
    pub(crate) fn json(&self, recipient: Option<Value>) -> Value {
        if let Some(recipient) = recipient {
            return json!({
                "id": self.id,
                "type": 1,
                "last_message_id": self.last_message,
                "flags": 0,
                "recipients": [recipient],
            });
        }
        let mut channel = json!({
            "id": self.id,
            "type": self.kind as u64,
            "guild_id": self.guild,
            "name": self.name,
            "position": self.position,
            "parent_id": self.parent,
            "permission_overwrites": self.overwrites_json(),
            "flags": 0,
        });
        if self.is_textual() {
            channel["topic"] = json!(self.topic);
            channel["nsfw"] = json!(self.nsfw);
            channel["rate_limit_per_user"] = json!(self.slowmode);
            channel["last_message_id"] = json!(self.last_message);
        }
        if self.kind == ChannelKind::Voice {
            channel["bitrate"] = json!(64000);
            channel["user_limit"] = json!(0);
            channel["rtc_region"] = Value::Null;
        }
        channel
    }
}
