//! The feed for subscribers: calls, interactions and changes of the world.

use serde::Serialize;
use serde_json::Value;

use super::ids::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId};
use super::record::RecordedCall;
use super::world::{AuditLogEntry, AutoModHit, Channel, Member, Message};

/// An event of the feed.
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

/// A signed POST to the application and its response.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// The application.
    pub application: ApplicationId,
    /// The interaction; `None` for webhook events and raw bodies.
    pub interaction: Option<InteractionId>,
    /// The URL that was posted to.
    pub url: String,
    /// `X-Signature-Ed25519`.
    pub signature: String,
    /// `X-Signature-Timestamp`.
    pub timestamp: String,
    /// The posted body.
    pub body: Value,
    /// The HTTP status of the response; `None` if none came in time.
    pub status: Option<u16>,
    /// The response's body; null if it had none.
    pub response: Value,
    /// The error, if the delivery failed.
    pub error: Option<String>,
    /// The time until the response.
    pub took_ms: u64,
}

/// An event that is told as it is.
#[derive(Clone, Debug, Serialize)]
pub struct GatewayEvent {
    /// The event's name.
    pub name: &'static str,
    /// The event's server.
    pub guild: Option<GuildId>,
    /// The channel that a bot must see to receive the event.
    pub channel: Option<ChannelId>,
    /// The intent that the event needs; 0 if none.
    pub intent: u64,
    /// The payload.
    pub data: Value,
}

/// A visible change of the world.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A message was created.
    MessageCreated {
        /// The message.
        message: Box<Message>,
    },
    /// A message was edited or pinned.
    MessageEdited {
        /// The message as it is now.
        message: Box<Message>,
    },
    /// A message was deleted.
    MessageDeleted {
        /// The message before it was deleted.
        message: Box<Message>,
    },
    /// Messages were deleted in bulk.
    MessagesDeleted {
        /// The messages' channel.
        channel: ChannelId,
        /// The messages' ids.
        messages: Vec<MessageId>,
    },
    /// A user joined a server.
    MemberJoined {
        /// The server.
        guild: GuildId,
        /// The new member.
        member: Member,
    },
    /// A member's roles, name or timeout changed.
    MemberUpdated {
        /// The server.
        guild: GuildId,
        /// The member as they are now.
        member: Member,
    },
    /// A member left or was removed.
    MemberLeft {
        /// The server.
        guild: GuildId,
        /// The former member.
        user: UserId,
    },
    /// A user was banned.
    Banned {
        /// The server.
        guild: GuildId,
        /// The banned user.
        user: UserId,
        /// The ban's reason.
        reason: Option<String>,
    },
    /// A ban was lifted.
    Unbanned {
        /// The server.
        guild: GuildId,
        /// The unbanned user.
        user: UserId,
    },
    /// A channel or a thread was created.
    ChannelCreated {
        /// The new channel.
        channel: Box<Channel>,
    },
    /// A channel or a thread was deleted.
    ChannelDeleted {
        /// The channel before it was deleted.
        channel: Box<Channel>,
    },
    /// The reactions to a message changed.
    Reacted {
        /// The message's channel.
        channel: ChannelId,
        /// The message.
        message: MessageId,
    },
    /// Something happened that only the Gateway tells of.
    Told {
        /// The event.
        event: Box<GatewayEvent>,
    },
    /// A channel was changed.
    ChannelUpdated {
        /// The channel as it is now.
        channel: Box<Channel>,
    },
    /// A server was created, or its roles, rules or pauses changed.
    GuildUpdated {
        /// The server.
        guild: GuildId,
    },
    /// The registered commands changed.
    CommandsUpdated,
    /// An entry was added to the audit log.
    Audited {
        /// The server.
        guild: GuildId,
        /// The new entry.
        entry: AuditLogEntry,
    },
    /// Auto-moderation carried out an action.
    AutoModerated {
        /// The hit: the rule, the action and the message.
        hit: Box<AutoModHit>,
    },
    /// An answer to an interaction was applied, or a delivery ended, answered or not.
    Answered {
        /// The interaction.
        interaction: InteractionId,
    },
}
