//! Ends jobs that the database refuses, since it would refuse them forever. Each is logged, and a job of its own
//! reports it.

use serde::{Deserialize, Serialize};

use crate::domain::concurrency::ConcurrencyKey;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::job::Job;
use crate::store::broken::job_break;
use crate::store::jobs::{self, NewJob, StoredJob};
use crate::telemetry::metrics::JobOutcome;

/// The number of tries of such a job: two orders that meet may refuse one of them once.
const TRIES: i32 = 3;

/// The job that reports a broken one.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReportBrokenJob {
    /// The id of the broken job.
    pub job: i64,
    /// The number of its case.
    pub case: Option<i32>,
}

impl Job for ReportBrokenJob {
    const KIND: &'static str = "report_broken_job";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Returns `true` if another try is pointless.
pub(super) fn is_hopeless(job: &StoredJob, error: &Error) -> bool {
    matches!(error, Error::Unstorable(_)) && job.attempts >= TRIES && job.kind != ReportBrokenJob::KIND
}

/// Ends the job and adds the report in one transaction, so that it is reported once.
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
