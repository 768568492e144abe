//! The sidecar: holds the Gateway connection for features that start from an event. It filters what it hears, signs
//! it, and tells the server; it owns no data and decides nothing.

mod filter;
mod health;
mod hearing;
mod ledger;
mod post;
mod queue;
mod sessions;
mod shard;
mod shards;
mod tell;
mod window;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ed25519_dalek::SigningKey;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::discord::Discord;
use crate::domain::event::Wants;
use crate::domain::ids::ApplicationId;
use crate::error::Result;
pub use crate::sidecar::post::server_url;
pub use crate::sidecar::shards::Range;
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
struct Sidecar {
    setup: Setup,
    metrics: SidecarMetrics,
    /// Which shards of which application; known once Discord was asked.
    identity: OnceLock<(Range, ApplicationId)>,
    queue: queue::Queue,
    ledger: Mutex<ledger::Ledger>,
    /// Rung when a session began.
    began: Notify,
    window: Mutex<window::Window>,
    /// What the server wants to be told; nothing until it said so.
    wants: watch::Sender<Option<Arc<Wants>>>,
    /// What can be heard of that.
    hearing: watch::Sender<hearing::Hearing>,
}

impl Sidecar {
    fn identify(&self, range: Range, application: ApplicationId) {
        let _ = self.identity.set((range, application));
    }

    fn identity(&self) -> Option<(Range, ApplicationId)> {
        self.identity.get().copied()
    }

    fn ledger(&self) -> std::sync::MutexGuard<'_, ledger::Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn window(&self) -> std::sync::MutexGuard<'_, window::Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs until it is told to stop, or Discord closes the door for good.
///
/// # Errors
/// The token is refused, the shards are impossible, an intent is not allowed.
pub async fn run(setup: Setup, listener: TcpListener) -> Result<()> {
    let tracker = TaskTracker::new();
    let stopping = setup.stopping.clone();
    let sidecar = Arc::new(Sidecar {
        metrics: SidecarMetrics::default(),
        identity: OnceLock::new(),
        queue: queue::Queue::new(setup.queue),
        ledger: Mutex::default(),
        began: Notify::new(),
        window: Mutex::new(window::Window::new(setup.recent)),
        wants: watch::Sender::new(None),
        hearing: watch::Sender::default(),
        setup,
    });
    tracker.spawn(health::serve(Arc::clone(&sidecar), listener));
    let heard_all = CancellationToken::new();
    let teller = tracker.spawn(tell::tell(Arc::clone(&sidecar), heard_all.clone()));
    let ended = shards::run(&sidecar, &tracker).await;
    // What was heard is still told, where the server takes it; the rest Discord repeats after the restart.
    stopping.cancel();
    heard_all.cancel();
    let _ = teller.await;
    sessions::save(&sidecar).await;
    tracker.close();
    tracker.wait().await;
    ended
}
