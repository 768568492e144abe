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
use super::ids::{ApplicationId, UserId};
use super::limits::Limiter;
use super::record::Record;
use super::signer::Signer;
use super::state::SavedState;
use super::world::World;
use crate::clock::Clock;

/// The shared state.
pub(super) struct Inner {
    pub(super) clock: Clock,
    pub(super) url: String,
    /// The first application, which acts unless another is named.
    pub(super) application: ApplicationId,
    pub(super) bot: UserId,
    /// `true` if the house rules count as violations too.
    pub(super) house_rules: bool,
    /// The world as it was at the start.
    pub(super) start: SavedState,
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
        self.world_as(self.application, act)
    }

    /// Reads or changes the world as one application sees it; as the first does if that one is unknown.
    pub(super) fn world_as<T>(&self, application: ApplicationId, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = lock(&self.world);
        world.act_as(application);
        let result = act(&mut world);
        let changes = std::mem::take(&mut world.changes);
        gateway::tell(&mut world, &changes);
        world.act_as(self.application);
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

    /// Returns the application with this token, and its bot.
    pub(super) fn by_token(&self, token: &str) -> Option<(ApplicationId, UserId)> {
        let world = lock(&self.world);
        let found = world.applications().find(|one| one.token == token);
        found.map(|one| (one.id, one.bot))
    }

    /// Returns the application with this id, or that of an interaction, and its bot.
    pub(super) fn by_path(&self, application: &str, interaction: &str) -> Option<(ApplicationId, UserId)> {
        let world = lock(&self.world);
        let asked = || world.exchanges.get(&interaction.parse().ok()?).map(|exchange| exchange.application);
        let id = application.parse().ok().or_else(asked)?;
        world.application(id).map(|one| (one.id, one.bot))
    }

    /// Returns the signer of requests to an application.
    pub(super) fn signer(&self, application: ApplicationId) -> Signer {
        self.world_as(application, |world| world.application.signer())
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
