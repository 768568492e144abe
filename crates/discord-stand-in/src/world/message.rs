//! Messages, as Discord keeps them and as tests look at them.

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::events::Reaction;
use crate::check::files;
use crate::ids::{
    ApplicationId, AttachmentId, ChannelId, GuildId, MessageId, RoleId, UserId, created_at, iso,
};

/// Message flags.
pub(crate) mod flags {
    pub(crate) const CROSSPOSTED: u64 = 1 << 0;
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(crate) const VOICE_MESSAGE: u64 = 1 << 13;
    pub(crate) const COMPONENTS_V2: u64 = 1 << 15;
}

/// A message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    /// The message's id, which holds its time.
    pub id: MessageId,
    /// The message's channel.
    pub channel: ChannelId,
    /// The message's server.
    pub guild: Option<GuildId>,
    /// The message's author.
    pub author: UserId,
    /// The message's text.
    pub content: String,
    /// The embeds, as Discord has them.
    pub embeds: Vec<Value>,
    /// The components, as Discord has them, with their ids.
    pub components: Vec<Value>,
    /// The message's files.
    pub attachments: Vec<Attachment>,
    /// The message's poll.
    pub poll: Option<Value>,
    /// The stickers, as Discord has them.
    pub stickers: Vec<Value>,
    /// The forwarded messages, as Discord has them.
    pub snapshots: Vec<Value>,
    /// The message's flags.
    pub flags: u64,
    /// The message type: 0 for a message, 19 for a reply, 20 for a slash command's answer, 23 for a menu command's.
    pub kind: u8,
    /// The time it was pinned, if it is.
    pub pinned: Option<Timestamp>,
    /// The time of the last edit.
    pub edited: Option<Timestamp>,
    /// The users that were notified: mentioned in the text and let through by `allowed_mentions`.
    pub mentions: Vec<UserId>,
    /// The roles that were notified.
    pub mention_roles: Vec<RoleId>,
    /// `true` if everyone was notified.
    pub mention_everyone: bool,
    /// The only person who sees the message, if it is ephemeral.
    pub only_for: Option<UserId>,
    /// The message that this one answers.
    pub reference: Option<Value>,
    /// The interaction that this message answers.
    pub interaction: Option<Value>,
    /// The application, if an interaction made the message.
    pub application: Option<ApplicationId>,
    /// The nonce that the author sent.
    pub nonce: Option<String>,
    /// The reactions, oldest first.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    /// The author as a webhook shows itself, if one wrote the message.
    #[serde(default)]
    pub webhook: Option<Value>,
}

/// A file of a message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// The attachment's id.
    pub id: AttachmentId,
    /// The file name.
    pub filename: String,
    /// The content type that was sent.
    pub content_type: Option<String>,
    /// The attachment's description.
    pub description: Option<String>,
    /// The URL, served by the stand-in itself.
    pub url: String,
    /// The file's content.
    #[serde(skip)]
    pub bytes: Bytes,
}

impl Attachment {
    /// Returns the attachment as Discord describes it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "filename": self.filename,
            "description": self.description,
            "content_type": self.content_type,
            "size": self.bytes.len(),
            "url": self.url,
            "proxy_url": self.url,
            "flags": 0,
        })
    }
}

impl Message {
    /// Returns an empty message.
    pub(crate) fn new(id: MessageId, channel: ChannelId, author: UserId) -> Self {
        Self {
            id,
            channel,
            guild: None,
            author,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            poll: None,
            stickers: Vec::new(),
            snapshots: Vec::new(),
            flags: 0,
            kind: 0,
            pinned: None,
            edited: None,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            only_for: None,
            reference: None,
            interaction: None,
            application: None,
            nonce: None,
            reactions: Vec::new(),
            webhook: None,
        }
    }

    /// Returns the time the message was written.
    #[must_use]
    pub fn written(&self) -> Timestamp {
        created_at(self.id)
    }

    /// Returns `true` if nobody can delete the message, by Discord's table of message types.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.kind, 1..=5 | 21)
    }

    /// Returns `true` if only one person sees the message.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.only_for.is_some()
    }

    /// Returns `true` if the message only says that the application is thinking.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.flags & flags::LOADING != 0
    }

    /// Returns `true` if the message uses Components V2.
    #[must_use]
    pub fn is_components_v2(&self) -> bool {
        self.flags & flags::COMPONENTS_V2 != 0
    }

    /// Returns the message as Discord describes it, given its descriptions of the author and the mentioned users.
    pub(crate) fn json(&self, author: Value, mentions: Vec<Value>) -> Value {
        let attachments = self.attachments.iter().filter(|file| !files::is_shown(&file.url, &self.embeds));
        let mut message = json!({
            "id": self.id,
            "channel_id": self.channel,
            "author": author,
            "content": self.content,
            "timestamp": iso(self.written()),
            "edited_timestamp": self.edited.map(iso),
            "tts": false,
            "mention_everyone": self.mention_everyone,
            "mentions": mentions,
            "mention_roles": self.mention_roles,
            "attachments": attachments.map(Attachment::json).collect::<Vec<_>>(),
            "embeds": self.embeds,
            "components": self.components,
            "pinned": self.pinned.is_some(),
            "type": self.kind,
            "flags": self.flags,
        });
        let hook = self.webhook.as_ref().map(|author| author["id"].clone());
        let optional = [
            ("poll", self.poll.clone()),
            ("sticker_items", some(&self.stickers)),
            ("message_snapshots", some(&self.snapshots)),
            ("message_reference", self.reference.clone()),
            ("interaction_metadata", self.interaction.clone()),
            ("application_id", self.application.map(|id| json!(id))),
            ("webhook_id", hook.or_else(|| self.application.map(|id| json!(id)))),
            ("nonce", self.nonce.as_ref().map(|nonce| json!(nonce))),
        ];
        for (field, value) in optional {
            if let Some(value) = value {
                message[field] = value;
            }
        }
        message
    }
}

/// Returns a list, or `None` if it is empty, since Discord then leaves it out.
fn some(list: &[Value]) -> Option<Value> {
    (!list.is_empty()).then(|| json!(list))
}
