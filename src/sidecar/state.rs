//! The settings and the shared state of a sidecar. Read this file first.

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

/// The operator's settings.
pub struct Setup {
    pub discord: Discord,
    pub token: SecretString,
    pub clock: Clock,
    /// The key that signs events.
    pub key: SigningKey,
    /// The URL of `gavel serve`.
    pub server: http::Uri,
    /// The shards; `None` for all that Discord recommends.
    pub range: Option<Range>,
    /// The text after "Watching" in the bot's presence; empty for none.
    pub watching: String,
    /// The size of the message cache, in messages.
    pub recent: usize,
    /// The size of the queue, in events.
    pub queue: usize,
    /// The directory of the saved sessions.
    pub directory: PathBuf,
    pub stopping: CancellationToken,
}

/// The shared state of a sidecar.
pub(super) struct Sidecar {
    pub setup: Setup,
    pub metrics: SidecarMetrics,
    /// The shards and the application, once Discord answered.
    pub identity: OnceLock<(Range, ApplicationId)>,
    pub queue: Queue,
    pub acks: Mutex<AckTracker>,
    /// Notified when a session began.
    pub began: Notify,
    pub message_cache: Mutex<MessageCache>,
    /// The server's subscriptions, once it sent them.
    pub subscriptions: watch::Sender<Option<Arc<Subscriptions>>>,
    /// The intents for the subscriptions.
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
