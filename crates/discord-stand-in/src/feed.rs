//! What the stand-in tells whoever watches: calls, interactions, changes of the world.

use serde::Serialize;
use serde_json::Value;

use super::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use super::record::RecordedCall;
use super::world::{AuditLogEntry, AutoModHit, Channel, Member, Message};

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum FeedEvent {
    /// The application called the REST API.
    Call(Box<RecordedCall>),
    /// A signed request was posted to the application.
    Delivery(Box<Delivery>),
    /// Something in the world changed.
    Changed(Change),
}

/// One signed POST to the application, with what came back.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// Which interaction; none for webhook events and raw bodies.
    pub interaction: Option<InteractionId>,
    /// Where it went.
    pub url: String,
    /// `X-Signature-Ed25519`.
    pub signature: String,
    /// `X-Signature-Timestamp`.
    pub timestamp: String,
    /// What was posted.
    pub body: Value,
    /// HTTP status of the answer; none where there was no answer in time.
    pub status: Option<u16>,
    /// The answer's body; null where it had none.
    pub response: Value,
    /// What went wrong on the way.
    pub error: Option<String>,
    /// How long the answer took.
    pub took_ms: u64,
}

/// A change that can be seen in the world.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A message appeared.
    MessageCreated {
        /// The message.
        message: Box<Message>,
    },
    /// A message was edited or pinned.
    MessageEdited {
        /// The message as it is now.
        message: Box<Message>,
    },
    /// A message is gone.
    MessageDeleted {
        /// The message as it was.
        message: Box<Message>,
    },
    /// Messages are gone, at one go.
    MessagesDeleted {
        /// Where they stood.
        channel: ChannelId,
        /// Which.
        messages: Vec<MessageId>,
    },
    /// Someone joined.
    MemberJoined {
        /// Where.
        guild: GuildId,
        /// Who.
        member: Member,
    },
    /// A member's roles, name or timeout changed.
    MemberUpdated {
        /// Where.
        guild: GuildId,
        /// The member as they are now.
        member: Member,
    },
    /// Someone left or was removed.
    MemberLeft {
        /// Where.
        guild: GuildId,
        /// Who.
        user: UserId,
    },
    /// Someone was banned.
    Banned {
        /// Where.
        guild: GuildId,
        /// Who.
        user: UserId,
        /// Why.
        reason: Option<String>,
    },
    /// A ban was lifted.
    Unbanned {
        /// Where.
        guild: GuildId,
        /// Who.
        user: UserId,
    },
    /// A channel was made or changed.
    ChannelUpdated {
        /// The channel as it is now.
        channel: Box<Channel>,
    },
    /// A server was made, or its roles, rules or pauses changed.
    GuildUpdated {
        /// Which.
        guild: GuildId,
    },
    /// The registered commands changed.
    CommandsUpdated,
    /// The audit log grew.
    Audited {
        /// Where.
        guild: GuildId,
        /// The new line.
        entry: AuditLogEntry,
    },
    /// Auto-moderation did something.
    AutoModerated {
        /// What and why.
        hit: Box<AutoModHit>,
    },
    /// A person got an answer that is no message: a modal, choices, or none at all.
    Answered {
        /// To which interaction.
        interaction: InteractionId,
    },
}
