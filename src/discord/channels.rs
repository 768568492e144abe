//! Channels: reading them, and changing the overwrites of roles, the slowmode and the state of threads. Every call may be
//! repeated.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use twilight_http::request::Method;
use twilight_model::guild::Permissions;
use twilight_model::id::Id;
use twilight_model::id::marker::TagMarker;

use crate::discord::rest::Call;
use crate::discord::{Discord, error_code, request, request_because};
use crate::domain::channel::{Everyone, ThreadState, everyone};
use crate::domain::ids::{ChannelId, GuildId, RoleId};
use crate::domain::permission_context::Overwrite;
use crate::error::{Error, Result};

/// A channel, with the fields that locks and slowmodes need.
#[derive(Clone, Debug)]
pub struct Channel {
    pub id: ChannelId,
    /// The server; `None` for direct messages.
    pub guild: Option<GuildId>,
    pub kind: u8,
    /// The channel's category, or the thread's channel.
    pub parent: Option<ChannelId>,
    /// The slowmode in seconds.
    pub slowmode: u32,
    /// The overwrites; a thread has none of its own, and is found with those of its channel by [`Discord::place`].
    pub overwrites: Vec<Overwrite>,
    /// The state of a thread.
    pub thread: Option<ThreadState>,
    /// The tags that a forum offers, and whether each of its posts needs one.
    pub tags: Vec<ForumTag>,
    pub wants_tag: bool,
}

/// A tag of a forum.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct ForumTag {
    pub id: Id<TagMarker>,
    /// `true` if only those who manage threads can set it.
    #[serde(default)]
    pub moderated: bool,
}

/// The flag of a forum whose posts need a tag.
const REQUIRE_TAG: u64 = 1 << 4;

/// A change of a channel; `None` leaves a field as it is.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ChannelEdit {
    /// The seconds that people wait between two messages.
    #[serde(rename = "rate_limit_per_user", skip_serializing_if = "Option::is_none")]
    pub slowmode: Option<u32>,
    /// Locks or unlocks a thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked: Option<bool>,
    /// Closes or opens a thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

impl Channel {
    /// Returns `true` for a thread, which has no overwrites of its own.
    #[must_use]
    pub fn is_thread(&self) -> bool {
        matches!(self.kind, 10..=12)
    }

    /// Returns `true` for a thread that is closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.thread.is_some_and(|thread| thread.archived)
    }

    /// Returns `true` if the channel has a slowmode: Discord gives announcement channels none.
    #[must_use]
    pub fn has_slowmode(&self) -> bool {
        matches!(self.kind, 0 | 2 | 10..=13 | 15 | 16)
    }

    /// Returns `true` if the channel can be locked: people write or speak in it, and it has overwrites of its own.
    #[must_use]
    pub fn is_lockable(&self) -> bool {
        matches!(self.kind, 0 | 2 | 5 | 13 | 15 | 16)
    }

    /// Returns `true` for a category.
    #[must_use]
    pub fn is_category(&self) -> bool {
        self.kind == 4
    }

    /// Returns `true` for text and announcement channels.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self.kind, 0 | 5)
    }

    /// Returns `true` for forum and media channels, which hold posts: each message there begins a thread.
    #[must_use]
    pub fn has_posts(&self) -> bool {
        matches!(self.kind, 15 | 16)
    }

    /// Returns the permissions that posting cards in the channel takes.
    #[must_use]
    pub fn posting(&self) -> Permissions {
        let write = match self.thread {
            Some(ThreadState { locked: true, .. }) => {
                Permissions::SEND_MESSAGES_IN_THREADS | Permissions::MANAGE_THREADS
            }
            Some(_) => Permissions::SEND_MESSAGES_IN_THREADS,
            None if self.has_posts() => Permissions::SEND_MESSAGES | Permissions::SEND_MESSAGES_IN_THREADS,
            None => Permissions::SEND_MESSAGES,
        };
        Permissions::VIEW_CHANNEL | Permissions::EMBED_LINKS | write
    }

    /// Returns `true` for voice and stage channels.
    #[must_use]
    pub fn is_spoken(&self) -> bool {
        matches!(self.kind, 2 | 13)
    }

    /// Returns the overwrite of @everyone.
    #[must_use]
    pub fn everyone(&self) -> Everyone {
        self.guild.map_or_else(Everyone::default, |guild| everyone(guild, &self.overwrites))
    }
}

#[derive(Deserialize)]
struct Body {
    id: ChannelId,
    #[serde(default)]
    guild_id: Option<GuildId>,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(default)]
    parent_id: Option<ChannelId>,
    #[serde(default)]
    rate_limit_per_user: Option<u32>,
    #[serde(default)]
    permission_overwrites: Vec<OverwriteBody>,
    #[serde(default)]
    thread_metadata: Option<ThreadState>,
    #[serde(default)]
    available_tags: Vec<ForumTag>,
    #[serde(default)]
    flags: u64,
}

#[derive(Deserialize)]
struct OverwriteBody {
    #[serde(deserialize_with = "number")]
    id: u64,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(deserialize_with = "number")]
    allow: u64,
    #[serde(deserialize_with = "number")]
    deny: u64,
}

/// Reads a number in a string with all its bits: a bitflags type would drop those without a name.
pub(in crate::discord) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
    text.parse().map_err(D::Error::custom)
}

impl From<Body> for Channel {
    fn from(body: Body) -> Self {
        let overwrite =
            |it: OverwriteBody| Overwrite { id: it.id, kind: it.kind, allow: it.allow, deny: it.deny };
        Self {
            id: body.id,
            guild: body.guild_id,
            kind: body.kind,
            parent: body.parent_id,
            slowmode: body.rate_limit_per_user.unwrap_or_default(),
            overwrites: body.permission_overwrites.into_iter().map(overwrite).collect(),
            thread: body.thread_metadata,
            tags: body.available_tags,
            wants_tag: body.flags & REQUIRE_TAG != 0,
        }
    }
}

impl Discord {
    /// Returns a channel.
    pub async fn channel(&self, channel: ChannelId) -> Result<Channel> {
        Ok(self.rest.fetch::<Body>(self.build.channel(channel)).await?.into())
    }

    /// Returns a channel with the overwrites that hold in it: a thread's are those of its channel.
    pub async fn place(&self, channel: ChannelId) -> Result<Channel> {
        let place = self.channel(channel).await?;
        match place.parent.filter(|_| place.is_thread()) {
            Some(parent) => Ok(Channel { overwrites: self.channel(parent).await?.overwrites, ..place }),
            None => Ok(place),
        }
    }

    /// Returns the channels of a server, including those that Gavel can't see; without threads.
    pub async fn channels(&self, guild: GuildId) -> Result<Vec<Channel>> {
        let bodies: Vec<Body> = self.rest.fetch(self.build.guild_channels(guild)).await?;
        Ok(bodies.into_iter().map(Channel::from).collect())
    }

    /// Sets the overwrite of a role, such as @everyone, or removes it.
    pub async fn overwrite_set(
        &self,
        role: RoleId,
        channel: ChannelId,
        to: Everyone,
        reason: &str,
    ) -> Result<()> {
        let path = format!("channels/{channel}/permissions/{role}");
        if to.exists {
            let body = json!({ "type": 0, "allow": to.allow.to_string(), "deny": to.deny.to_string() });
            let put = request_because(Method::Put, path, Some(&body), reason)?;
            return self.rest.call(put, Call::default()).await.map(drop);
        }
        let delete = request_because(Method::Delete, path, None, reason)?;
        match self.rest.call(delete, Call::default()).await {
            Err(Error::Discord { code: error_code::UNKNOWN_OVERWRITE, .. }) => Ok(()),
            other => other.map(drop),
        }
    }

    /// Closes a thread, or opens it.
    pub async fn thread_close(&self, thread: ChannelId, closed: bool) -> Result<()> {
        let body = json!({ "archived": closed });
        let edit = request(Method::Patch, format!("channels/{thread}"), Some(&body))?;
        self.rest.call(edit, Call::default()).await.map(drop)
    }

    /// Changes a channel. A closed thread is refused unless the change opens it.
    pub async fn channel_edit(&self, channel: ChannelId, edit: ChannelEdit, reason: &str) -> Result<()> {
        let body = json!(edit);
        let edit = request_because(Method::Patch, format!("channels/{channel}"), Some(&body), reason)?;
        self.rest.call(edit, Call::default()).await.map(drop)
    }
}
