//! The state that every handler and job can reach.

use std::sync::Arc;
use std::sync::atomic::AtomicI32;

use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tokio::sync::{Mutex, Notify};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::discord::Discord;
use crate::kernel::command_ids::KnownIds;
use crate::kernel::event_jobs::CachedSubscriptions;
use crate::kernel::event_quota::EventQuota;
use crate::kernel::feature::Registry;
use crate::kernel::recent::RecentSettings;
use crate::kernel::share::Shares;
use crate::telemetry::metrics::ServerMetrics;

/// One process of Gavel. Nothing in it is ever the only copy of a fact.
#[derive(Debug)]
pub struct App {
    pub db: PgPool,
    /// The database's own address, also where `db` goes through a pooler: for notifications and for sweeping.
    pub direct: Arc<PgConnectOptions>,
    pub discord: Discord,
    pub clock: Clock,
    pub registry: Registry,
    pub metrics: ServerMetrics,
    /// The running handlers and jobs, which shutdown waits for.
    pub tracker: TaskTracker,
    /// The signal that the process is to stop: nothing new is begun.
    pub stopping: CancellationToken,
    /// The signal that the process can't wait any longer: the jobs that still run are handed over.
    pub handing_over: CancellationToken,
    /// The signal that wakes this process's worker.
    pub wake: Notify,
    /// The database's process for this one's notifications; 0 if there is none.
    pub(super) session: AtomicI32,
    /// The limits on heavy reads, per server.
    pub shares: Arc<Shares>,
    /// The limits on the events of sidecars.
    pub(super) event_quota: EventQuota,
    /// The cached subscriptions that sidecars are given.
    pub(super) subscriptions: Mutex<Option<CachedSubscriptions>>,
    /// The ids of the registered commands.
    pub(super) known_ids: KnownIds,
    /// The settings that were read lately.
    pub(super) recent: RecentSettings,
}

impl App {
    #[must_use]
    pub fn new(db: PgPool, discord: Discord, clock: Clock, registry: Registry) -> Self {
        let commands: Vec<String> =
            registry.commands().map(|(_, command)| format!("/{}", command.definition.name)).collect();
        Self {
            metrics: ServerMetrics::new(&commands, &registry.job_kinds()),
            direct: db.connect_options(),
            db,
            discord,
            clock,
            registry,
            tracker: TaskTracker::new(),
            stopping: CancellationToken::new(),
            handing_over: CancellationToken::new(),
            wake: Notify::new(),
            session: AtomicI32::new(0),
            known_ids: KnownIds::default(),
            recent: RecentSettings::default(),
            shares: Arc::default(),
            event_quota: EventQuota::default(),
            subscriptions: Mutex::default(),
        }
    }

    /// Sets the database's own address, where the pool goes through a pooler.
    #[must_use]
    pub fn directly(self, direct: PgConnectOptions) -> Self {
        Self { direct: Arc::new(direct), ..self }
    }
}
