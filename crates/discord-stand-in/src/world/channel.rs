//! Channels and their overwrites.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::thread::Thread;
use crate::ids::{ChannelId, GuildId, MessageId, UserId};

/// The type of a channel; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelKind {
    /// A text channel of a server.
    Text = 0,
    /// A direct-message channel.
    Direct = 1,
    /// A voice channel of a server.
    Voice = 2,
    /// A category.
    Category = 4,
    /// An announcement channel.
    Announcement = 5,
    /// A thread of an announcement channel.
    AnnouncementThread = 10,
    /// A thread that is visible to all who see its parent.
    PublicThread = 11,
    /// A thread that only its members see.
    PrivateThread = 12,
    /// A stage.
    Stage = 13,
    /// A channel whose posts are threads.
    Forum = 15,
    /// A forum whose posts are shown by their pictures.
    Media = 16,
}

/// A channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Channel {
    /// The channel's id.
    pub id: ChannelId,
    /// The channel's type.
    pub kind: ChannelKind,
    /// The channel's server; `None` for a direct-message channel.
    pub guild: Option<GuildId>,
    /// The channel's name; empty for direct messages.
    pub name: String,
    /// The channel's place in the list.
    pub position: i64,
    /// The channel's category, or a thread's channel.
    pub parent: Option<ChannelId>,
    /// The channel's topic.
    pub topic: Option<String>,
    /// Slow mode, in seconds.
    pub slowmode: u32,
    /// `true` if the channel is age-restricted.
    pub nsfw: bool,
    /// The overwrites by role or user id.
    pub overwrites: BTreeMap<u64, Overwrite>,
    /// The other user of a direct-message channel.
    pub recipient: Option<UserId>,
    /// The bot of a direct-message channel.
    pub bot: Option<UserId>,
    /// The newest message, even if it was deleted.
    pub last_message: Option<MessageId>,
    /// The state of a thread.
    #[serde(default)]
    pub thread: Option<Thread>,
    /// The tags that a forum offers, as Discord describes them.
    #[serde(default)]
    pub tags: Vec<Value>,
    /// `true` if each post of a forum needs a tag.
    #[serde(default)]
    pub wants_tags: bool,
}

/// The permissions that one role or member gets or loses in a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overwrite {
    /// 0 for a role, 1 for a member.
    pub kind: u8,
    /// The permissions given, as raw bits.
    pub allow: u64,
    /// The permissions taken, as raw bits.
    pub deny: u64,
}

/// The flag of a forum whose posts need a tag.
const REQUIRE_TAG: u64 = 1 << 4;

impl Channel {
    /// Returns a channel with nothing set.
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
            bot: None,
            last_message: None,
            thread: None,
            tags: Vec::new(),
            wants_tags: false,
        }
    }

    /// Returns `true` if the channel can hold messages.
    pub(crate) fn is_textual(&self) -> bool {
        self.kind != ChannelKind::Category && !self.has_posts()
    }

    /// Returns `true` for a forum or media channel, which holds posts and no messages.
    pub(crate) fn has_posts(&self) -> bool {
        matches!(self.kind, ChannelKind::Forum | ChannelKind::Media)
    }

    /// Returns the overwrites as Discord describes them.
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

    /// Returns the channel as Discord describes it; `recipient` is the other user of a direct-message channel.
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
        if self.has_posts() {
            channel["topic"] = json!(self.topic);
            channel["nsfw"] = json!(self.nsfw);
            channel["rate_limit_per_user"] = json!(self.slowmode);
            channel["last_message_id"] = json!(self.last_message);
            channel["available_tags"] = json!(self.tags);
            channel["flags"] = json!(if self.wants_tags { REQUIRE_TAG } else { 0 });
            channel["default_reaction_emoji"] = Value::Null;
            channel["default_sort_order"] = Value::Null;
            channel["default_forum_layout"] = json!(0);
        }
        if matches!(self.kind, ChannelKind::Voice | ChannelKind::Stage) {
            channel["bitrate"] = json!(64000);
            channel["user_limit"] = json!(0);
            channel["rtc_region"] = Value::Null;
        }
        channel
    }
}
