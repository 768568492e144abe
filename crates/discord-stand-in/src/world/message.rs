//! Messages, as Discord keeps them and as tests look at them.

use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::check::files;
use crate::ids::{
    ApplicationId, AttachmentId, ChannelId, GuildId, MessageId, RoleId, UserId, created_at, iso,
};

/// Message flags.
pub(crate) mod flags {
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(crate) const VOICE_MESSAGE: u64 = 1 << 13;
    pub(crate) const COMPONENTS_V2: u64 = 1 << 15;
}

/// A message.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// Its id, which tells when it was written.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// In which server.
    pub guild: Option<GuildId>,
    /// Who wrote it.
    pub author: UserId,
    /// Its text.
    pub content: String,
    /// Its embeds, as Discord has them.
    pub embeds: Vec<Value>,
    /// Its components, as Discord has them, with their ids.
    pub components: Vec<Value>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Its poll.
    pub poll: Option<Value>,
    /// Its stickers, as Discord has them.
    pub stickers: Vec<Value>,
    /// What it forwards, as Discord has it.
    pub snapshots: Vec<Value>,
    /// Its flags.
    pub flags: u64,
    /// 0 for a message, 19 for a reply, 20 for a slash command's answer, 23 for a menu command's.
    pub kind: u8,
    /// When it was pinned, where it is.
    pub pinned: Option<Timestamp>,
    /// When it was last edited.
    pub edited: Option<Timestamp>,
    /// Who was really notified: what the text mentions and `allowed_mentions` lets through.
    pub mentions: Vec<UserId>,
    /// Which roles were notified.
    pub mention_roles: Vec<RoleId>,
    /// Whether everyone was notified.
    pub mention_everyone: bool,
    /// Where it is ephemeral: the only person who sees it.
    pub only_for: Option<UserId>,
    /// The message it answers.
    pub reference: Option<Value>,
    /// The interaction that made it.
    pub interaction: Option<Value>,
    /// The application, where an interaction made it.
    pub application: Option<ApplicationId>,
    /// The nonce given with it.
    pub nonce: Option<String>,
}

/// A file of a message.
#[derive(Clone, Debug, Serialize)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    pub filename: String,
    /// What it says it is.
    pub content_type: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Where it can be fetched: from the stand-in itself.
    pub url: String,
    /// What is in it.
    #[serde(skip)]
    pub bytes: Bytes,
}

impl Attachment {
    /// The attachment as Discord describes it.
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
    /// An empty message.
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
        }
    }

    /// When it was written.
    #[must_use]
    pub fn written(&self) -> Timestamp {
        created_at(self.id)
    }

    /// Whether nobody can delete it, as Discord's table of message types says.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.kind, 1..=5 | 21)
    }

    /// Whether only one person sees it.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.only_for.is_some()
    }

    /// Whether it only says that the application is thinking.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.flags & flags::LOADING != 0
    }

    /// Whether it is built of components alone.
    #[must_use]
    pub fn is_components_v2(&self) -> bool {
        self.flags & flags::COMPONENTS_V2 != 0
    }

    /// The message as Discord describes it, given how it describes the author and the people mentioned.
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
        let optional = [
            ("poll", self.poll.clone()),
            ("sticker_items", some(&self.stickers)),
            ("message_snapshots", some(&self.snapshots)),
            ("message_reference", self.reference.clone()),
            ("interaction_metadata", self.interaction.clone()),
            ("application_id", self.application.map(|id| json!(id))),
            ("webhook_id", self.application.map(|id| json!(id))),
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

/// A list that Discord leaves out where it is empty.
fn some(list: &[Value]) -> Option<Value> {
    (!list.is_empty()).then(|| json!(list))
}
