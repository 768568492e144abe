//! This process among those that serve: while it calls Discord, it tells the others of its calls, and shares the limits
//! with them. One that makes no calls says nothing.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::call_share::CallDemand;
use crate::error::Result;
use crate::kernel::app::App;
use crate::store::replicas;

/// The time between two reports of a process that calls Discord, and of one that wants more than its share.
const REPORT: Duration = Duration::from_millis(500);
const HURRIED: Duration = Duration::from_millis(200);
/// The time without calls after which a process gives its share back.
const QUIET: Duration = Duration::from_secs(2);

/// Starts sharing the limits of Discord with the other processes.
pub fn start(app: &Arc<App>) {
    app.discord.rest.share_none();
    app.tracker.spawn(share(Arc::clone(app)));
}

async fn share(app: Arc<App>) {
    let id = fastrand::i64(..);
    while !app.stopping.is_cancelled() {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = app.discord.rest.busy() => {}
        }
        share_while_busy(&app, id).await;
        // The signal of calls that are over.
        tokio::select! {
            biased;
            () = app.discord.rest.busy() => {}
            () = std::future::ready(()) => {}
        }
        app.discord.rest.share_none();
        // The calls of those who are served to their end need no more than what every process has.
        let gone = CallDemand { wanted: 0, share: 0, ..app.discord.rest.demand() };
        if let Err(error) = replicas::replica_report(&app.db, id, None, &gone).await {
            tracing::debug!(%error, "the share of the limits is free in three seconds");
        }
    }
}

/// Reports again and again until there were no calls for a while, or the process is to stop.
async fn share_while_busy(app: &App, id: i64) {
    let mut called = Instant::now();
    let mut is_known = false;
    while called.elapsed() < QUIET && !app.stopping.is_cancelled() {
        match report(app, id).await {
            Ok(()) => is_known = true,
            Err(error) => {
                tracing::debug!(%error, "the other processes can't be asked what they call");
                if !is_known {
                    app.discord.rest.share_with(&[], &[]);
                }
            }
        }
        let demand = app.discord.rest.demand();
        if demand.wanted > 0 {
            called = Instant::now();
        }
        let pause = if demand.wanted > demand.share { HURRIED } else { REPORT };
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Reads what the others said, takes a share beside theirs, and tells them.
async fn report(app: &App, id: i64) -> Result<()> {
    let beside = replicas::replicas_beside(&app.db, id).await?;
    let live: Vec<CallDemand> = beside.iter().filter(|one| one.is_live).map(|one| one.demand).collect();
    let all: Vec<CallDemand> = beside.iter().map(|one| one.demand).collect();
    app.discord.rest.share_with(&live, &all);
    let session = app.session.load(Ordering::Relaxed);
    let session = (session != 0).then_some(session);
    replicas::replica_report(&app.db, id, session, &app.discord.rest.demand()).await
}
