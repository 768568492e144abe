//! The settings and the shared state of a sidecar. The file to read first.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ed25519_dalek::SigningKey;
use secrecy::SecretString;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::discord::Discord;
use crate::domain::event::Subscriptions;
use crate::domain::ids::ApplicationId;
use crate::sidecar::ack_tracker::AckTracker;
use crate::sidecar::intents::GatewayIntents;
use crate::sidecar::message_cache::MessageCache;
use crate::sidecar::queue::Queue;
use crate::sidecar::range::Range;
use crate::telemetry::metrics::SidecarMetrics;

/// What an operator chooses.
pub struct Setup {
    pub discord: Discord,
    pub token: SecretString,
    pub clock: Clock,
    /// What events are signed with.
    pub key: SigningKey,
    /// Where `gavel serve` is.
    pub server: http::Uri,
    /// Which shards; those that Discord recommends, when `None`.
    pub range: Option<Range>,
    /// What the bot is watching; nothing is shown for an empty one.
    pub watching: String,
    /// How many recent messages are kept, for the message log.
    pub recent: usize,
    /// How many events are kept while the server does not take them.
    pub queue: usize,
    /// Where sessions are kept.
    pub directory: PathBuf,
    pub stopping: CancellationToken,
}

/// What the parts of a sidecar share.
pub(super) struct Sidecar {
    pub setup: Setup,
    pub metrics: SidecarMetrics,
    /// Which shards of which application; known once Discord was asked.
    pub identity: OnceLock<(Range, ApplicationId)>,
    pub queue: Queue,
    pub acks: Mutex<AckTracker>,
    /// Rung when a session began.
    pub began: Notify,
    pub message_cache: Mutex<MessageCache>,
    /// What the server wants to be told; nothing until it said so.
    pub subscriptions: watch::Sender<Option<Arc<Subscriptions>>>,
    /// What can be heard of that.
    pub intents: watch::Sender<GatewayIntents>,
}

impl Sidecar {
    pub fn identify(&self, range: Range, application: ApplicationId) {
        let _ = self.identity.set((range, application));
    }

    pub fn identity(&self) -> Option<(Range, ApplicationId)> {
        self.identity.get().copied()
    }

    pub fn acks(&self) -> MutexGuard<'_, AckTracker> {
        self.acks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn message_cache(&self) -> MutexGuard<'_, MessageCache> {
        self.message_cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
