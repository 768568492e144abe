//! The world behind the API: servers, people, messages and registered commands.
//!
//! All of it is plain data behind one lock. Everything that changes it (a REST call, an interaction's answer, a
//! person's act in a test) uses the same functions, so that each of Discord's rules exists once.

mod access;
mod application;
mod applications;
pub(super) mod audit;
mod auto_moderation;
mod building;
mod channel;
mod conversation;
mod draft;
mod events;
mod fixture;
mod guild;
mod kept;
mod lookup;
mod member;
mod member_edit;
mod mentions;
mod message;
mod moderation;
mod overwrites;
mod seen;
pub(super) mod thread;
mod user;
mod webhook;

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;

pub use application::Application;
pub use audit::{AuditAction, AuditLogEntry};
pub use auto_moderation::AutoModHit;
pub use channel::{Channel, ChannelKind, Overwrite};
pub(super) use conversation::Pinned;
pub(super) use draft::{Draft, Upload};
pub use events::Reaction;
pub use fixture::Cast;
pub use guild::{Ban, Guild, Incidents, Role};
pub(super) use kept::number;
pub(super) use lookup::redact;
pub use member::Member;
pub(super) use member_edit::{Held, MemberEdit};
pub(super) use mentions::AllowedMentions;
pub(super) use message::flags;
pub use message::{Attachment, Message};
pub use seen::Control;
pub use thread::Thread;
pub use user::User;
pub(super) use webhook::{Invite, Webhook};

use building::APPLICATION;

use super::feed::Change;
use super::gateway;
use super::ids::{
    ApplicationId, AttachmentId, ChannelId, CommandId, GuildId, IdGenerator, InteractionId, MessageId, UserId,
};
use super::interaction::Exchange;
use super::registry::Command;
use crate::clock::Clock;

/// The whole world.
#[derive(Debug)]
pub(super) struct World {
    pub(super) clock: Clock,
    pub(super) ids: IdGenerator,
    /// The base of the URLs of messages' files.
    pub(super) base_url: String,
    /// The application that acts now; the world is described as it sees it.
    pub(super) application: Application,
    /// The other applications.
    pub(super) others: BTreeMap<ApplicationId, Application>,
    /// `true` while an act needs no permission.
    pub(super) forced: bool,
    pub(super) users: BTreeMap<UserId, User>,
    pub(super) guilds: BTreeMap<GuildId, Guild>,
    pub(super) channels: BTreeMap<ChannelId, Channel>,
    pub(super) messages: BTreeMap<ChannelId, BTreeMap<MessageId, Message>>,
    pub(super) commands: BTreeMap<CommandId, Command>,
    /// The lines that servers have set for commands in their settings of integrations, as Discord tells them.
    pub(super) command_lines: BTreeMap<GuildId, BTreeMap<CommandId, Vec<serde_json::Value>>>,
    /// The times at which commands were created within the last day.
    pub(super) creates: BTreeMap<(ApplicationId, Option<GuildId>), Vec<Timestamp>>,
    pub(super) exchanges: BTreeMap<InteractionId, Exchange>,
    /// Uploaded files.
    pub(super) files: BTreeMap<(ChannelId, AttachmentId), Bytes>,
    /// Messages by the nonce they were posted with.
    pub(super) nonces: BTreeMap<(ChannelId, String), (MessageId, Timestamp)>,
    pub(super) webhooks: BTreeMap<u64, Webhook>,
    pub(super) invites: BTreeMap<String, Invite>,
    /// The permissions that a bot gets with its role when it is added to a server.
    pub(super) bot_permissions: u64,
    /// The Gateway's sessions and rules.
    pub(super) gateway: gateway::State,
    /// The changes since the feed was last sent any.
    pub(super) changes: Vec<Change>,
    /// The violations since the record was last written.
    pub(super) notes: Vec<String>,
}

/// The acting user, and the reason they give.
#[derive(Clone, Debug)]
pub(super) struct By {
    pub(super) user: UserId,
    pub(super) reason: Option<String>,
}

impl World {
    /// Returns an empty world with one application in it.
    pub(super) fn new(clock: Clock, base_url: String, application: Application) -> Self {
        let mut bot = User::new(application.bot, &application.name.to_lowercase());
        bot.bot = true;
        bot.display_name = Some(application.name.clone());
        Self {
            clock,
            ids: IdGenerator::default(),
            base_url,
            users: BTreeMap::from([(bot.id, bot)]),
            application,
            others: BTreeMap::new(),
            forced: false,
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            commands: BTreeMap::new(),
            command_lines: BTreeMap::new(),
            creates: BTreeMap::new(),
            exchanges: BTreeMap::new(),
            files: BTreeMap::new(),
            nonces: BTreeMap::new(),
            webhooks: BTreeMap::new(),
            invites: BTreeMap::new(),
            bot_permissions: APPLICATION,
            gateway: gateway::State::default(),
            changes: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Returns the present moment.
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Returns a new id of the present moment.
    pub(super) fn fresh<T>(&mut self) -> twilight_model::id::Id<T> {
        let now = self.now();
        self.ids.id(now)
    }

    /// Queues a change for the feed and the Gateway.
    pub(super) fn changed(&mut self, change: Change) {
        self.changes.push(change);
    }
}
