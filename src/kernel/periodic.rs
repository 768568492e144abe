//! Periodic jobs: each known server has one of each kind, which reschedules itself. A server is known once somebody
//! orders something in it, once Discord says that it added Gavel, and when a process starts.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sqlx::PgPool;
use twilight_model::guild::Permissions;

use crate::discord::lists::GUILDS;
use crate::domain::event::EventKind;
use crate::domain::ids::GuildId;
use crate::domain::permissions::covers;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::cx::Cx;
use crate::kernel::job::Job;
use crate::store::erasure;
use crate::store::periodic::{Due, NewPeriodic, periodic_begin, periodic_progress};

/// The delay until a server's periodic jobs run after it became known or was used.
const SOON: SignedDuration = SignedDuration::from_secs(15);

/// A job of which each known server has one. Its payload is empty; its state is all in its progress.
pub trait PeriodicJob: Job {
    /// A short name, for the operator.
    const TITLE: &'static str;
    /// The permissions that Gavel needs in the server for the job. If Gavel has them, the job runs soon after Gavel was
    /// used there.
    const NEEDS: Permissions;
    /// The kind of event that tells the same sooner. Where a sidecar reports it, the job is in no hurry.
    const TOLD_BY: Option<EventKind>;

    /// Returns the initial progress.
    fn begin(now: Timestamp) -> Self::Progress;
}

/// A kind of periodic job.
#[derive(Clone, Copy, Debug)]
pub struct Periodic {
    pub title: &'static str,
    pub needs: Permissions,
    kind: &'static str,
    told_by: Option<EventKind>,
    begin: fn(Timestamp) -> Result<Value>,
}

impl Periodic {
    pub(super) fn of<T: PeriodicJob>() -> Self {
        let begin = |now| serde_json::to_value(T::begin(now)).map_err(Error::broken);
        Self { title: T::TITLE, needs: T::NEEDS, kind: T::KIND, told_by: T::TOLD_BY, begin }
    }

    fn new_at(&self, now: Timestamp) -> Result<NewPeriodic> {
        let (progress, run_at) = ((self.begin)(now)?, now + SOON);
        Ok(NewPeriodic { kind: self.kind, progress, run_at, told_by: self.told_by })
    }
}

/// Returns the progress of a server's periodic job; `None` if the server does not have it.
pub async fn progress<T: PeriodicJob>(db: &PgPool, guild: GuildId) -> Result<Option<T::Progress>> {
    let progress = periodic_progress(db, guild, T::KIND).await?;
    progress.map(serde_json::from_value).transpose().map_err(Error::broken)
}

/// Adds the missing periodic jobs of servers that Gavel is in.
pub async fn known(app: &App, guilds: &[GuildId]) -> Result<()> {
    for periodic in app.registry.periodic() {
        periodic_begin(&app.db, guilds, &periodic.new_at(app.clock.now())?).await?;
    }
    Ok(())
}

/// Returns the periodic jobs that a server in which Gavel was just used must have, and which of them are hastened.
pub(super) fn used(cx: &Cx) -> Result<Vec<(NewPeriodic, Due)>> {
    let due = |periodic: &Periodic| {
        if covers(cx.at.app_permissions, periodic.needs) { Due::Hastened } else { Due::Unchanged }
    };
    let now = cx.app.clock.now();
    cx.app.registry.periodic().iter().map(|periodic| Ok((periodic.new_at(now)?, due(periodic)))).collect()
}

/// Asks Discord once, in the background, for the servers that Gavel is in.
pub fn start(app: &Arc<App>) {
    let app = Arc::clone(app);
    app.tracker.clone().spawn(async move {
        let told = tokio::select! {
            told = all_known(&app) => told,
            () = app.stopping.cancelled() => return,
        };
        if let Err(error) = told {
            tracing::warn!(%error, "Discord could not be asked for the servers; each is known when Gavel is used there");
        }
    });
}

async fn all_known(app: &App) -> Result<()> {
    let mut after = None;
    loop {
        let page = app.discord.guilds_after(after).await?;
        known(app, &page).await?;
        let is_last = page.len() < GUILDS;
        let last = page.last().copied();
        erasure::guilds_seen(&app.db, (after, last.filter(|_| !is_last)), &page).await?;
        after = last;
        if is_last {
            return Ok(());
        }
    }
}
