//! Ends jobs that would never be done: those that the database refuses, and those that hold up each process that runs
//! them. Each is logged, and a job of its own reports it.

use serde::{Deserialize, Serialize};

use crate::discord::rest::Urgency;
use crate::domain::concurrency::ConcurrencyKey;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::job::Job;
use crate::store::broken::job_break;
use crate::store::jobs::{self, NewJob, StoredJob};
use crate::telemetry::metrics::JobOutcome;

/// The number of tries of such a job: two orders that meet may refuse one of them once.
const TRIES: i32 = 3;

/// The weight of a lost lease, beyond one, if its process lived to see it. A process that died proves little against the
/// job: it may have been killed, again and again.
pub(super) const HELD_UP: i32 = LOST - 2;
/// The weight at which a job is given up: of two lost leases, one at least with a living process, or of thirty processes
/// that died.
const LOST: i32 = 30;

/// The reason why a job is given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The database refuses what the job would store.
    #[default]
    Unstorable,
    /// One step of the job lost lease after lease.
    HoldsUp,
}

/// The job that reports a broken one.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReportBrokenJob {
    /// The id of the broken job.
    pub job: i64,
    /// The number of its case.
    pub case: Option<i32>,
    #[serde(default)]
    pub cause: Cause,
}

impl Job for ReportBrokenJob {
    const KIND: &'static str = "report_broken_job";
    type Progress = ();
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Returns `true` if another try is pointless.
pub(super) fn is_hopeless(job: &StoredJob, error: &Error) -> bool {
    matches!(error, Error::Unstorable(_)) && job.attempts >= TRIES && job.kind != ReportBrokenJob::KIND
}

/// Returns `true` if the present step of a job held up process after process.
pub(super) fn holds_up(job: &StoredJob) -> bool {
    job.leases_lost >= LOST && job.kind != ReportBrokenJob::KIND
}

/// Returns the error of a job that holds up its processes, for the operator.
pub(super) fn held_up() -> Error {
    Error::broken("it lost its lease again and again in one step")
}

/// Ends the job and adds the report in one transaction, so that it is reported once.
pub(super) async fn end(app: &App, job: &StoredJob, cause: Cause, error: &Error) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let case = job_break(&mut *tx, job, &error.to_string()).await?;
    let report = ReportBrokenJob { job: job.id, case, cause };
    let run_at = Some(app.clock.now());
    let new = NewJob { answer: job.answer.clone(), run_at, ..report.new_job(job.guild)? };
    jobs::job_add(&mut tx, new).await?;
    tx.commit().await?;
    app.metrics.job_run(&job.kind, JobOutcome::Broken, std::time::Duration::ZERO);
    match cause {
        Cause::Unstorable => {
            tracing::error!(job = job.id, kind = job.kind, guild = %job.guild, %error, "the database refuses a job for good; it is given up");
        }
        Cause::HoldsUp => {
            tracing::error!(job = job.id, kind = job.kind, guild = %job.guild, %error, "a job holds up each process that runs it; it is given up");
        }
    }
    app.wake.notify_one();
    Ok(())
}
