//! The worker: runs jobs, each under one lease, with each step stored before the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use tracing::Instrument;

use crate::discord::error_code;
use crate::discord::replies::Replies;
use crate::discord::rest::{Urgency, unhurried, urgently};
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::broken::{self, Cause};
use crate::kernel::job::{Known, LeasedJob, Next};
use crate::kernel::left;
use crate::kernel::reply::Reply;
use crate::kernel::watch::watched;
use crate::store::jobs::{self, LEASE, ReplyTarget, StoredJob};
use crate::store::{
    self, automod, cooldowns, erasure, interactions, queue, reminders, replicas, reports, sidecar_events,
    webhook_events,
};
use crate::telemetry::metrics::JobOutcome;
use crate::words;

/// The number of jobs that one process runs at a time.
const SLOTS: usize = 16;
/// The number of these that long work, posts in logs and the like may take.
const LESSER: usize = 10;
/// The longest time between two looks for jobs while the database notifies. Not longer than a lease: one that was taken
/// since the last look ends after the next.
const LOOK: Duration = LEASE;
/// The longest time between two looks while notifications are missing, or while jobs are found again and again.
const POLL: Duration = Duration::from_secs(1);
/// The time until the next look if a job is due that can't be had at the moment.
const AGAIN: Duration = Duration::from_millis(50);
/// The interval at which a lease is prolonged while its job runs.
const HEARTBEAT: Duration = Duration::from_secs(3);
/// The interval at which old rows are deleted.
const SWEEP: Duration = Duration::from_secs(3600);
/// The time for which a reply can be edited.
pub const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// The age of an interaction after which a reply that Discord does not know was never acknowledged.
pub const ACKNOWLEDGED_BY: Duration = Duration::from_secs(8);

/// The longest wait between two tries of a job.
const LONGEST: Duration = Duration::from_secs(300);
/// The longest wait between two tries while somebody waits for the outcome and can be shown it.
const AWAITED: Duration = Duration::from_secs(15);

/// The outcome of a run.
#[derive(Debug)]
pub enum RunOutcome {
    /// Done; the lease is still held, until the person has the reply.
    Done(Option<Reply>),
    /// Rescheduled, with the reason; `None` if that was the plan.
    Rescheduled(Option<Error>),
    /// Another process has the job.
    Lost,
    /// Ended, because the job can never be done. A job of its own reports that.
    Broken,
}

/// Runs a leased job once, in the language of those who read what it writes, prolonging its lease meanwhile. A job that can't go on now is
/// rescheduled.
pub async fn run(app: &Arc<App>, job: &StoredJob) -> RunOutcome {
    run_knowing(app, job, None).await
}

/// Runs a leased job once, with what its order knows.
pub(super) async fn run_knowing(app: &Arc<App>, job: &StoredJob, known: Option<Known>) -> RunOutcome {
    let is_for_caller = app.registry.is_for_caller(&job.kind);
    let languages = if is_for_caller { job.private_languages() } else { job.languages() };
    words::spoken(languages, app.command_ids(), run_in_language(app, job, known)).await
}

async fn run_in_language(app: &Arc<App>, job: &StoredJob, known: Option<Known>) -> RunOutcome {
    let Some(run) = app.registry.job(&job.kind) else {
        return reschedule(app, job, Some(Error::broken(format!("no job is named {}", job.kind)))).await;
    };
    if broken::holds_up(job) {
        return give_up(app, job, Cause::HoldsUp, broken::held_up()).await;
    }
    let began = Instant::now();
    // Whether the database was away: a lease that is lost then is nobody's fault.
    let was_away = AtomicBool::new(false);
    let urgency = match app.registry.urgency(&job.kind) {
        Urgency::Due if is_awaited(app, job) => Urgency::Awaited,
        urgency => urgency,
    };
    let run = urgently(urgency, unhurried(run(LeasedJob::new(Arc::clone(app), job.clone(), known))));
    let running = watched(format!("job {}", job.kind).into(), run);
    let span =
        tracing::info_span!("job", id = job.id, kind = job.kind, guild = %job.guild, attempt = job.attempts);
    let outcome = tokio::select! {
        outcome = running.instrument(span) => outcome,
        error = keep(app, job, &was_away) => Err(error),
        () = app.handing_over.cancelled() => return hand_over(app, job).await,
    };
    measure(app, job, &outcome, began.elapsed());
    match outcome {
        Ok(Next::Done(reply)) => RunOutcome::Done(reply),
        Ok(Next::RetryAt(at)) => {
            let wait = Duration::try_from(at.duration_since(app.clock.now())).unwrap_or(Duration::ZERO);
            match jobs::job_reschedule(&app.db, job, wait, None).await {
                Ok(()) => RunOutcome::Rescheduled(None),
                Err(_) => RunOutcome::Lost,
            }
        }
        Ok(Next::Yield) => match jobs::job_yield(&app.db, job).await {
            Ok(()) => RunOutcome::Rescheduled(None),
            Err(_) => RunOutcome::Lost,
        },
        Ok(Next::Suspend) => match jobs::job_suspend(&app.db, job).await {
            Ok(()) => RunOutcome::Rescheduled(None),
            Err(_) => RunOutcome::Lost,
        },
        Err(Error::LeaseLost) => {
            if !was_away.load(Ordering::Relaxed)
                && let Err(error) = jobs::lease_count_held_up(&app.db, job, broken::HELD_UP).await
            {
                tracing::debug!(job = job.id, %error, "a lost lease could not be counted");
            }
            RunOutcome::Lost
        }
        Err(error) if broken::is_hopeless(job, &error) => give_up(app, job, Cause::Unstorable, error).await,
        Err(error) => reschedule(app, job, Some(error)).await,
    }
}

fn measure(app: &App, job: &StoredJob, outcome: &Result<Next>, took: Duration) {
    let outcome = match outcome {
        Ok(Next::Done(_)) => JobOutcome::Done,
        Ok(Next::RetryAt(_) | Next::Yield) => JobOutcome::Rescheduled,
        Ok(Next::Suspend) => JobOutcome::Suspended,
        Err(Error::LeaseLost) => JobOutcome::LeaseLost,
        Err(error) if error.is_transient() => JobOutcome::Retried,
        Err(_) => JobOutcome::Failed,
    };
    app.metrics.job_run(&job.kind, outcome, took);
}

/// Ends a job for good, or reschedules it where that can't be stored.
async fn give_up(app: &App, job: &StoredJob, cause: Cause, error: Error) -> RunOutcome {
    match broken::end(app, job, cause, &error).await {
        Ok(()) => RunOutcome::Broken,
        Err(Error::LeaseLost) => RunOutcome::Lost,
        Err(_) => reschedule(app, job, Some(error)).await,
    }
}

/// Gives a job to another process, because this one ends.
async fn hand_over(app: &App, job: &StoredJob) -> RunOutcome {
    if let Err(error) = jobs::job_hand_over(&app.db, job).await {
        tracing::debug!(job = job.id, %error, "a job could not be handed over; its lease runs out");
    }
    RunOutcome::Rescheduled(None)
}

/// Prolongs the lease until it is lost. Says in `was_away` that the database could not be reached meanwhile.
async fn keep(app: &App, job: &StoredJob, was_away: &AtomicBool) -> Error {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        match jobs::job_prolong(&app.db, job).await {
            Err(Error::LeaseLost) => return Error::LeaseLost,
            Err(error) => {
                was_away.store(true, Ordering::Relaxed);
                tracing::warn!(job = job.id, %error, "the lease could not be prolonged");
            }
            Ok(()) => {}
        }
    }
}

async fn reschedule(app: &App, job: &StoredJob, error: Option<Error>) -> RunOutcome {
    let wait = backoff(job.attempts, error.as_ref(), if is_awaited(app, job) { AWAITED } else { LONGEST });
    let why = error.as_ref().map(ToString::to_string);
    match &error {
        Some(error) if error.is_transient() => {
            tracing::warn!(job = job.id, kind = job.kind, guild = %job.guild, attempts = job.attempts, wait = wait.as_secs(), %error, "the job is rescheduled");
        }
        Some(error) => {
            tracing::error!(job = job.id, kind = job.kind, guild = %job.guild, attempts = job.attempts, wait = wait.as_secs(), %error, "the job failed and is rescheduled");
        }
        None => {}
    }
    match jobs::job_reschedule(&app.db, job, wait, why.as_deref()).await {
        Ok(()) => RunOutcome::Rescheduled(error),
        Err(Error::LeaseLost) => RunOutcome::Lost,
        // The database does not answer: the lease runs out, and the job is taken up again.
        Err(_) => RunOutcome::Rescheduled(error),
    }
}

/// Returns `true` if somebody waits for the outcome, and can be shown it.
fn is_awaited(app: &App, job: &StoredJob) -> bool {
    job.answer.as_ref().is_some_and(|answer| age(app, answer) < TOKEN_LIFE)
}

/// Returns the wait before the next try: 1 s, 2 s, 4 s … up to `longest`, give or take a quarter, and never less than
/// Discord asked for.
fn backoff(attempts: i32, error: Option<&Error>, longest: Duration) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 9) - 1).unwrap_or(0);
    let base = Duration::from_secs(1 << doublings).min(longest);
    let jittered = base.mul_f64(0.75 + fastrand::f64() / 2.0);
    match error {
        Some(Error::Limited { after, .. }) => jittered.max(*after),
        _ => jittered,
    }
}

/// Starts this process's worker, which takes due jobs until the process is to stop.
pub fn start(app: &Arc<App>) {
    let notified = Arc::new(AtomicBool::new(false));
    app.tracker.spawn(work(Arc::clone(app), Arc::clone(&notified)));
    app.tracker.spawn(listen(Arc::clone(app), notified));
    app.tracker.spawn(sweep(Arc::clone(app)));
}

/// The result of a look at the queue.
enum Found {
    Job(Box<StoredJob>),
    /// Nothing to do for so long, unless the worker is woken.
    Nothing(Duration),
}

/// Takes due jobs. `notified` says whether the database wakes this worker.
async fn work(app: Arc<App>, notified: Arc<AtomicBool>) {
    let (slots, lesser) = (Arc::new(Semaphore::new(SLOTS)), Arc::new(Semaphore::new(LESSER)));
    let kinds = app.registry.job_kinds();
    let mut quiet = false;
    let mut looked = None;
    while !app.stopping.is_cancelled() {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        let lesser_slot = Arc::clone(&lesser).try_acquire_owned().ok();
        let wait = match find(&app, &kinds, lesser_slot.is_none(), &mut looked).await {
            Ok(Found::Job(job)) => {
                quiet = false;
                let app = Arc::clone(&app);
                let lesser_slot = lesser_slot.filter(|_| app.registry.urgency(&job.kind) > Urgency::Due);
                app.tracker.clone().spawn(async move {
                    run_to_reply(&app, *job).await;
                    drop((slot, lesser_slot));
                    app.wake.notify_one();
                });
                continue;
            }
            Ok(Found::Nothing(wait)) => {
                quiet = false;
                wait.min(if notified.load(Ordering::Relaxed) { LOOK } else { POLL })
            }
            Err(error) => {
                if !quiet {
                    tracing::warn!(%error, "the queue can't be read; trying again every second");
                }
                quiet = true;
                POLL
            }
        };
        drop(slot);
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = app.wake.notified() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Finds the next job. Looks first whether anything is due at all, unless it found a job since it last `looked`, and that
/// was less than [`POLL`] ago.
async fn find(app: &App, kinds: &[String], only_urgent: bool, looked: &mut Option<Instant>) -> Result<Found> {
    if looked.is_some_and(|at| at.elapsed() < POLL)
        && let Some(job) = queue::job_claim(&app.db, kinds, only_urgent).await?
    {
        return Ok(Found::Job(Box::new(job)));
    }
    *looked = None;
    let now = Instant::now();
    let ahead = queue::jobs_ahead(&app.db, kinds, only_urgent).await?;
    if ahead.lease_ends.is_some_and(|left| left <= 0.0) {
        queue::leases_free(&app.db).await?;
    } else {
        let next = ahead.due.into_iter().chain(ahead.lease_ends).fold(f64::INFINITY, f64::min);
        if next > 0.0 {
            // A millisecond more, so that it is due by then.
            return Ok(Found::Nothing(Duration::from_secs_f64(next.min(LOOK.as_secs_f64()) + 0.001)));
        }
    }
    if let Some(job) = queue::job_claim(&app.db, kinds, only_urgent).await? {
        *looked = Some(now);
        return Ok(Found::Job(Box::new(job)));
    }
    let out_of_the_way = queue::jobs_put_behind(&app.db, kinds).await?;
    Ok(Found::Nothing(if out_of_the_way > 0 { Duration::ZERO } else { AGAIN }))
}

/// Runs a job that a worker took, and shows its outcome.
async fn run_to_reply(app: &Arc<App>, job: StoredJob) {
    let (runner, leased) = (Arc::clone(app), job.clone());
    let ran = app.tracker.spawn(async move { run(&runner, &leased).await }).await;
    match ran {
        Ok(RunOutcome::Done(reply)) => {
            // The reply may take longer than a lease: who loses it leaves the rest to the next run.
            let was_away = AtomicBool::new(false);
            tokio::select! {
                () = deliver(app, &job, reply) => {}
                _ = keep(app, &job, &was_away) => {}
            }
        }
        Ok(RunOutcome::Rescheduled(_) | RunOutcome::Lost | RunOutcome::Broken) => {}
        Err(panic) => {
            reschedule(app, &job, Some(Error::broken(format!("the job panicked: {panic}")))).await;
        }
    }
}

/// Edits the outcome into the reply of the interaction that ordered the job, then finishes the job.
async fn deliver(app: &Arc<App>, job: &StoredJob, reply: Option<Reply>) {
    if let (Some(answer), Some(Reply::Message(said))) = (&job.answer, reply) {
        let age = age(app, answer);
        let replies = Replies::new(&app.discord, answer.application, &answer.token);
        let replies = if age > ACKNOWLEDGED_BY { replies.without_grace() } else { replies };
        let shown = if age < TOKEN_LIFE { said.show(&replies).await } else { Ok(()) };
        match shown {
            Ok(()) => {}
            Err(error) if error.is_transient() => {
                reschedule(app, job, Some(error)).await;
                return;
            }
            Err(error) => {
                tracing::info!(job = job.id, gone = error_code::is_reply_gone(&error), %error, "the outcome could not be shown");
            }
        }
    }
    if let Err(error) = jobs::job_finish(&app.db, job).await {
        tracing::warn!(job = job.id, %error, "the job is done, but that could not be stored; it will be looked at again");
    }
}

/// Returns the age of the interaction to reply to.
#[must_use]
pub fn age(app: &App, answer: &ReplyTarget) -> Duration {
    Duration::try_from(app.clock.now().duration_since(answer.issued_at)).unwrap_or(Duration::ZERO)
}

/// Wakes the worker when the database says that a job is due, and says in `notified` whether it does so.
async fn listen(app: Arc<App>, notified: Arc<AtomicBool>) {
    loop {
        let hearing = async {
            let direct = store::open_one((*app.direct).clone());
            let mut listener = PgListener::connect_with(&direct).await?;
            listener.listen(jobs::WAKE).await?;
            app.session.store(store::session(&mut listener).await?, Ordering::Relaxed);
            notified.store(true, Ordering::Relaxed);
            // What was said until now was not heard.
            app.wake.notify_one();
            while listener.try_recv().await?.is_some() {
                app.wake.notify_one();
            }
            // The connection was lost, and anything may have been said since.
            Ok(())
        };
        let heard: Result<(), sqlx::Error> = tokio::select! {
            () = app.stopping.cancelled() => return,
            heard = hearing => heard,
        };
        notified.store(false, Ordering::Relaxed);
        app.session.store(0, Ordering::Relaxed);
        app.wake.notify_one();
        if let Err(error) = heard {
            tracing::debug!(%error, "no notifications from the database; polling meanwhile");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// Deletes old rows: finished jobs, old interaction ids, webhook events, events and AutoMod hits, spent cooldowns.
async fn sweep(app: Arc<App>) {
    loop {
        if let Err(error) = sweep_once(&app).await {
            tracing::debug!(%error, "not everything was swept");
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(SWEEP) => {}
        }
    }
}

/// Deletes what is too old, piece by piece, until nothing is left of it.
///
/// # Errors
/// Fails if the database or Discord does not answer.
pub async fn sweep_once(app: &App) -> Result<()> {
    // Outside the pool, whose connections are for people.
    let db = store::open_one((*app.direct).clone());
    queue::jobs_let_go(&db).await?;
    while !app.stopping.is_cancelled() {
        let deleted = [
            queue::jobs_prune(&db).await?,
            interactions::interactions_prune(&db).await?,
            webhook_events::webhook_events_prune(&db).await?,
            sidecar_events::events_prune(&db).await?,
            automod::hits_prune(&db).await?,
            reports::quotes_prune(&db).await?,
            cooldowns::cooldowns_prune(&db).await?,
            erasure::retention_prune(&db).await?,
            replicas::replicas_prune(&db).await?,
            reminders::reminders_prune(&db).await?,
        ];
        if deleted.iter().all(|rows| *rows == 0) {
            break;
        }
    }
    let erased = left::erase(app, &db).await;
    db.close().await;
    erased
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_put_off_longer_each_time_and_never_before_discords_word() {
        assert!(backoff(1, None, LONGEST) <= Duration::from_secs(2));
        assert!(backoff(5, None, LONGEST) >= Duration::from_secs(12));
        assert!(backoff(1000, None, LONGEST) <= Duration::from_secs(400));
        assert!(backoff(1000, None, AWAITED) <= Duration::from_secs(20));
        let after = Duration::from_secs(1000);
        assert!(backoff(1, Some(&Error::Limited { route: String::new(), after }), LONGEST) >= after);
    }
}
