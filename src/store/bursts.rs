//! Jobs that come in bursts: one job also does the work of those that wait behind it with the same key. Their payloads
//! are cleared as soon as the work is done.

use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::GuildId;
use crate::error::{Error, Result};
use crate::store::jobs::StoredJob;
use crate::store::key;

/// A job that waits behind another.
#[derive(Clone, Debug)]
pub struct Behind {
    pub id: i64,
    pub payload: Value,
}

/// Returns the jobs that are due behind a leased job, of its kind and with its key, oldest first, and were not begun.
/// No other worker takes them while that job has its lease.
pub async fn burst_behind(tx: &mut PgConnection, job: &StoredJob, limit: u32) -> Result<Vec<Behind>> {
    let rows = sqlx::query_as!(
        Behind,
        "select id, payload from jobs
         where guild_id = $1 and kind = $2 and concurrency_key = (select concurrency_key from jobs where guild_id = $1 and id = $3)
           and finished_at is null and suspended_at is null and lease is null and run_at <= now() and progress = '{}'
         order by run_at, id limit $4 for update",
        key(job.guild),
        job.kind,
        job.id,
        i64::from(limit)
    )
    .fetch_all(tx)
    .await?;
    Ok(rows)
}

/// Finishes the jobs that another one has done, and clears their payloads.
pub async fn burst_take(tx: &mut PgConnection, guild: GuildId, jobs: &[i64]) -> Result<()> {
    sqlx::query!(
        "update jobs set finished_at = now(), payload = '{}', last_error = null
         where guild_id = $1 and id = any($2) and finished_at is null and lease is null",
        key(guild),
        jobs
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Clears the payload of a leased job; only `progress` is left of it.
///
/// # Errors
/// [`Error::LeaseLost`] if another process has the job now.
pub async fn burst_forget(db: impl PgExecutor<'_>, job: &StoredJob, progress: &Value) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set payload = '{}', progress = $4 where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease,
        progress
    )
    .execute(db)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}
