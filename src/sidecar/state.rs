//! The settings and the shared state of a sidecar. The file to read first.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ed25519_dalek::SigningKey;
use secrecy::SecretString;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::discord::Discord;
use crate::domain::event::Wants;
use crate::domain::ids::ApplicationId;
use crate::sidecar::hearing::Hearing;
use crate::sidecar::ledger::Ledger;
use crate::sidecar::queue::Queue;
use crate::sidecar::range::Range;
use crate::sidecar::window::Window;
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
    pub ledger: Mutex<Ledger>,
    /// Rung when a session began.
    pub began: Notify,
    pub window: Mutex<Window>,
    /// What the server wants to be told; nothing until it said so.
    pub wants: watch::Sender<Option<Arc<Wants>>>,
    /// What can be heard of that.
    pub hearing: watch::Sender<Hearing>,
}

impl Sidecar {
    pub fn identify(&self, range: Range, application: ApplicationId) {
        let _ = self.identity.set((range, application));
    }

    pub fn identity(&self) -> Option<(Range, ApplicationId)> {
        self.identity.get().copied()
    }

    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
