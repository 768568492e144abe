//! The state that all handles of one stand-in share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::faults::Faults;
use super::feed::FeedEvent;
use super::gateway;
use super::ids::UserId;
use super::limits::Limiter;
use super::record::Record;
use super::signer::Signer;
use super::world::World;
use crate::clock::Clock;

/// The shared state.
pub(super) struct Inner {
    pub(super) clock: Clock,
    pub(super) url: String,
    pub(super) token: String,
    pub(super) bot: UserId,
    pub(super) signer: Signer,
    pub(super) client: Client<HttpConnector, Full<Bytes>>,
    /// The time that Discord waits for an answer.
    pub(super) deadline: Mutex<Duration>,
    /// The number of webhook calls after a deferral that don't find the webhook yet.
    pub(super) unknown_webhook_calls: Mutex<u32>,
    pub(super) world: Mutex<World>,
    pub(super) record: Mutex<Record>,
    pub(super) limiter: Mutex<Limiter>,
    pub(super) faults: Mutex<Faults>,
    pub(super) feed: broadcast::Sender<FeedEvent>,
    /// Changes whenever the world changed or a call came in.
    pub(super) beat: watch::Sender<u64>,
    pub(super) tasks: TaskTracker,
    pub(super) ended: CancellationToken,
}

impl Inner {
    pub(super) fn deadline(&self) -> Duration {
        *lock(&self.deadline)
    }

    /// Reads or changes the world, then sends the changes to the Gateway and the feed.
    pub(super) fn world<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = lock(&self.world);
        let result = act(&mut world);
        let changes = std::mem::take(&mut world.changes);
        gateway::tell(&mut world, &changes);
        let notes = std::mem::take(&mut world.notes);
        drop(world);
        if !notes.is_empty() {
            self.record().violations.extend(notes);
        }
        for change in changes {
            self.tell(FeedEvent::Changed(change));
        }
        result
    }

    /// Sends an event to the feed's subscribers.
    pub(super) fn tell(&self, event: FeedEvent) {
        // An error only means that nobody is subscribed.
        let _ = self.feed.send(event);
        self.stir();
    }

    /// Wakes the tasks that wait for something to happen.
    pub(super) fn stir(&self) {
        self.beat.send_modify(|beats| *beats += 1);
    }

    pub(super) fn record(&self) -> MutexGuard<'_, Record> {
        lock(&self.record)
    }

    pub(super) fn limiter(&self) -> MutexGuard<'_, Limiter> {
        lock(&self.limiter)
    }

    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }
}

/// Locks a mutex, poisoned or not.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
