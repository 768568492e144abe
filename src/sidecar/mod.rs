//! The sidecar: holds the Gateway connection for features that start from an event. It filters the events, signs them
//! and sends them to the server; it owns no data and decides nothing.

mod ack_tracker;
mod events_client;
mod filter;
mod health;
mod intents;
mod message_cache;
mod publisher;
mod queue;
mod range;
mod sessions;
mod shard;
mod shards;
mod state;

use std::sync::{Arc, Mutex, OnceLock};

use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::error::Result;
pub use crate::sidecar::events_client::server_url;
pub use crate::sidecar::range::Range;
pub use crate::sidecar::state::Setup;
use crate::sidecar::state::Sidecar;
use crate::telemetry::metrics::SidecarMetrics;

/// Runs until it is told to stop, or Discord closes the Gateway for good.
///
/// # Errors
/// Fails if the token is refused, the shards are impossible, or an intent is not allowed.
pub async fn run(setup: Setup, listener: TcpListener) -> Result<()> {
    let tracker = TaskTracker::new();
    let stopping = setup.stopping.clone();
    let sidecar = Arc::new(Sidecar {
        metrics: SidecarMetrics::default(),
        identity: OnceLock::new(),
        queue: queue::Queue::new(setup.queue),
        acks: Mutex::default(),
        began: Notify::new(),
        message_cache: Mutex::new(message_cache::MessageCache::new(setup.recent)),
        subscriptions: watch::Sender::new(None),
        intents: watch::Sender::default(),
        setup,
    });
    tracker.spawn(health::serve(Arc::clone(&sidecar), listener));
    let heard_all = CancellationToken::new();
    let teller = tracker.spawn(publisher::tell(Arc::clone(&sidecar), heard_all.clone()));
    let ended = shards::run(&sidecar, &tracker).await;
    // Sends the queued events, if the server takes them; Discord repeats the rest after the restart.
    stopping.cancel();
    heard_all.cancel();
    let _ = teller.await;
    sessions::save(&sidecar).await;
    tracker.close();
    tracker.wait().await;
    ended
}
