//! Jobs that were given up: they would never have been done.

use sqlx::PgExecutor;

use crate::error::{Error, Result};
use crate::store::jobs::StoredJob;
use crate::store::key;

/// Ends a job for good. `why` is for the operator. Returns the number of its case.
///
/// # Errors
/// [`Error::LeaseLost`] if another process has the job now.
pub async fn job_break(db: impl PgExecutor<'_>, job: &StoredJob, why: &str) -> Result<Option<i32>> {
    let done = sqlx::query_scalar!(
        "update jobs set finished_at = now(), broken_at = now(), lease = null, leased_until = null, answer = null, last_error = $4
         where guild_id = $1 and id = $2 and lease = $3 returning case_number",
        key(job.guild),
        job.id,
        job.lease,
        why
    )
    .fetch_optional(db)
    .await?;
    done.ok_or(Error::LeaseLost)
}

/// Returns the number of broken jobs that are still stored: those of thirty days.
pub async fn jobs_broken(db: impl PgExecutor<'_>) -> Result<i64> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from jobs where broken_at is not null"#)
        .fetch_one(db)
        .await?;
    Ok(count)
}
