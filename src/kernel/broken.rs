//! A job that the database refuses ends: it would be refused for ever. It is logged, and a job of its own tells of it.

use serde::{Deserialize, Serialize};

use crate::domain::concurrency::ConcurrencyKey;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::job::Job;
use crate::store::broken::job_break;
use crate::store::jobs::{self, NewJob, StoredJob};
use crate::telemetry::metrics::JobOutcome;

/// How often such a job is tried: two orders that meet may refuse one of them once.
const TRIES: i32 = 3;

/// The job that tells of a broken one.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReportBrokenJob {
    /// The job that broke.
    pub job: i64,
    /// The case that it was about.
    pub case: Option<i32>,
}

impl Job for ReportBrokenJob {
    const KIND: &'static str = "report_broken_job";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Returns whether trying again is of no use.
pub(super) fn is_hopeless(job: &StoredJob, error: &Error) -> bool {
    matches!(error, Error::Unstorable(_)) && job.attempts >= TRIES && job.kind != ReportBrokenJob::KIND
}

/// Ends the job, and orders that it be told: in one transaction, so that it is told once.
pub(super) async fn end(app: &App, job: &StoredJob, error: &Error) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let case = job_break(&mut *tx, job, &error.to_string()).await?;
    let report = ReportBrokenJob { job: job.id, case };
    let run_at = Some(app.clock.now());
    let new = NewJob { answer: job.answer.clone(), run_at, ..report.new_job(job.guild)? };
    jobs::job_add(&mut tx, new).await?;
    tx.commit().await?;
    app.metrics.job_run(&job.kind, JobOutcome::Broken, std::time::Duration::ZERO);
    tracing::error!(job = job.id, kind = job.kind, guild = %job.guild, %error, "the database refuses a job for good; it is given up");
    app.wake.notify_one();
    Ok(())
}
