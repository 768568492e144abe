//! What every handler and job can reach.

use std::sync::Arc;

use sqlx::PgPool;
use tokio::sync::{Mutex, Notify};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::discord::Discord;
use crate::kernel::event_jobs::CachedSubscriptions;
use crate::kernel::feature::Registry;
use crate::kernel::share::Shares;
use crate::telemetry::metrics::ServerMetrics;

/// One process of Gavel. None of it is ever the only holder of a fact.
#[derive(Debug)]
pub struct App {
    pub db: PgPool,
    pub discord: Discord,
    pub clock: Clock,
    pub registry: Registry,
    pub metrics: ServerMetrics,
    /// Handlers and jobs under way: shutdown waits for them.
    pub tracker: TaskTracker,
    /// Set when the process is to end: nothing new is begun.
    pub stopping: CancellationToken,
    /// Wakes this process's worker.
    pub wake: Notify,
    /// What each server may read at a time.
    pub shares: Arc<Shares>,
    /// What sidecars are told to listen for.
    pub(super) subscriptions: Mutex<Option<CachedSubscriptions>>,
}

impl App {
    #[must_use]
    pub fn new(db: PgPool, discord: Discord, clock: Clock, registry: Registry) -> Self {
        let commands: Vec<String> =
            registry.commands().map(|(_, command)| format!("/{}", command.definition.name)).collect();
        Self {
            metrics: ServerMetrics::new(&commands, &registry.job_kinds()),
            db,
            discord,
            clock,
            registry,
            tracker: TaskTracker::new(),
            stopping: CancellationToken::new(),
            wake: Notify::new(),
            shares: Arc::default(),
            subscriptions: Mutex::default(),
        }
    }
}
