//! Work that must happen: jobs, their leases and their timers. Leases and due times go by the database's clock.
//!
//! Whoever holds a lease writes under it: each write names the lease, and finds nothing once it was lost.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::domain::ids::{ApplicationId, ChannelId, GuildId, UserId};
use crate::error::{Error, Result};
use crate::store::{id, key};

/// How long a lease lives without a heartbeat. A killed process's jobs are taken over after this.
pub const LEASE: Duration = Duration::from_secs(10);

/// What holds a lane for another job, and is never run.
const HELD: &str = "held";

/// The channel that wakes the workers of all replicas.
pub const WAKE: &str = "gavel_jobs";

/// Where the outcome is to be shown: the reply of the interaction that ordered the job.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Answer {
    pub application: ApplicationId,
    pub token: String,
    pub issued_at: Timestamp,
    /// The channel it is in.
    #[serde(default)]
    pub channel: Option<ChannelId>,
}

/// A job to be added.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub guild: GuildId,
    pub kind: &'static str,
    /// Jobs of one lane run one at a time.
    pub lane: String,
    pub payload: Value,
    pub answer: Option<Answer>,
    /// When it is due; at once when `None`.
    pub run_at: Option<Timestamp>,
}

/// A job. `lease` is the right to work on it.
#[derive(Clone, Debug)]
pub struct Job {
    pub id: i64,
    pub guild: GuildId,
    pub kind: String,
    pub payload: Value,
    pub progress: Value,
    pub answer: Option<Answer>,
    /// How often it was begun, this time included.
    pub attempts: i32,
    pub lease: Option<i64>,
    pub finished: bool,
    /// Who wants it to stop.
    pub cancelled_by: Option<UserId>,
}

struct Row {
    id: i64,
    guild_id: i64,
    kind: String,
    payload: Value,
    progress: Value,
    answer: Option<Value>,
    attempts: i32,
    lease: Option<i64>,
    finished: bool,
    cancelled_by: Option<i64>,
}

impl From<Row> for Job {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            guild: id(row.guild_id),
            kind: row.kind,
            payload: row.payload,
            progress: row.progress,
            answer: row.answer.and_then(|answer| serde_json::from_value(answer).ok()),
            attempts: row.attempts,
            lease: row.lease,
            finished: row.finished,
            cancelled_by: row.cancelled_by.map(id),
        }
    }
}

/// Adds a job that this process will run at once: it is born leased, unless its lane is busy, older work waits in it,
/// or it is due later. Then any worker takes it in its turn.
pub async fn job_add(tx: &mut PgConnection, new: NewJob) -> Result<Job> {
    let answer = new.answer.map(serde_json::to_value).transpose().map_err(Error::broken)?;
    if new.run_at.is_none() {
        sqlx::query!(
            "update jobs set lease = null, leased_until = null where guild_id = $1 and lane = $2 and leased_until <= now()",
            key(new.guild),
            new.lane
        )
        .execute(&mut *tx)
        .await?;
        let leased = sqlx::query_as!(
            Row,
            r#"
            insert into jobs (guild_id, kind, lane, payload, answer, attempts, lease, leased_until)
            select $1, $2, $3, $4, $5, 1, nextval('job_leases'), clock_timestamp() + make_interval(secs => $6)
            where not exists (
                select from jobs where guild_id = $1 and lane = $3 and finished_at is null and parked_at is null and run_at <= now()
            )
            on conflict (guild_id, lane) where lease is not null do nothing
            returning id, guild_id, kind, payload, progress, answer, attempts, lease, finished_at is not null as "finished!", cancelled_by
            "#,
            key(new.guild),
            new.kind,
            new.lane,
            new.payload,
            answer,
            LEASE.as_secs_f64()
        )
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(row) = leased {
            return Ok(row.into());
        }
    }
    let row = sqlx::query_as!(
        Row,
        r#"
        insert into jobs (guild_id, kind, lane, payload, answer, run_at)
        values ($1, $2, $3, $4, $5, coalesce($6, now()))
        returning id, guild_id, kind, payload, progress, answer, attempts, lease, finished_at is not null as "finished!", cancelled_by
        "#,
        key(new.guild),
        new.kind,
        new.lane,
        new.payload,
        answer,
        new.run_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>
    )
    .fetch_one(&mut *tx)
    .await?;
    wake(tx).await?;
    Ok(row.into())
}

/// Takes the job that has been due longest, of the kinds this program knows, whose lane is free.
pub async fn job_claim(db: &PgPool, kinds: &[String]) -> Result<Option<Job>> {
    sqlx::query!("update jobs set lease = null, leased_until = null where leased_until <= now()")
        .execute(db)
        .await?;
    let claimed = sqlx::query_as!(
        Row,
        r#"
        update jobs
        set lease = nextval('job_leases'), leased_until = now() + make_interval(secs => $2), attempts = attempts + 1
        where id = (
            select id from jobs j
            where finished_at is null and parked_at is null and lease is null and run_at <= now() and kind = any($1)
              and not exists (select from jobs o where o.guild_id = j.guild_id and o.lane = j.lane and o.lease is not null)
            order by run_at, id
            limit 1
            for update skip locked
        )
        returning id, guild_id, kind, payload, progress, answer, attempts, lease, finished_at is not null as "finished!", cancelled_by
        "#,
        kinds,
        LEASE.as_secs_f64()
    )
    .fetch_optional(db)
    .await;
    match claimed {
        Ok(row) => Ok(row.map(Job::from)),
        // Another worker took a job of the same lane in the same instant.
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Seconds until the next job is due, where one waits.
pub async fn jobs_next_due(db: &PgPool) -> Result<Option<f64>> {
    let due = sqlx::query_scalar!(
        "select extract(epoch from min(run_at) - now())::float8 from jobs where finished_at is null and parked_at is null and lease is null"
    )
    .fetch_one(db)
    .await?;
    Ok(due)
}

/// The number of jobs of a kind in a state (`leased`, `due`, `scheduled`, `suspended`), and how long the oldest has been due.
#[derive(Clone, Debug)]
pub struct Queue {
    pub kind: String,
    pub state: String,
    pub count: i64,
    /// Seconds; negative where it is due later.
    pub oldest: f64,
}

/// What is in the queue, by kind and state.
pub async fn jobs_state(db: &PgPool) -> Result<Vec<Queue>> {
    let rows = sqlx::query_as!(
        Queue,
        r#"
        select kind,
            case when lease is not null then 'leased' when parked_at is not null then 'suspended'
                 when run_at <= now() then 'due' else 'scheduled' end as "state!",
            count(*) as "count!", extract(epoch from now() - min(run_at))::float8 as "oldest!"
        from jobs where finished_at is null group by 1, 2
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// A job as it stands.
pub async fn job_find(db: impl PgExecutor<'_>, guild: GuildId, job: i64) -> Result<Option<Job>> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select id, guild_id, kind, payload, progress, answer, attempts, lease, finished_at is not null as "finished!", cancelled_by
        from jobs where guild_id = $1 and id = $2
        "#,
        key(guild),
        job
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Job::from))
}

/// The job of a kind that carries out a case, until it is done.
pub async fn job_of_case(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    kind: &str,
    number: i32,
) -> Result<Option<Job>> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select id, guild_id, kind, payload, progress, answer, attempts, lease, finished_at is not null as "finished!", cancelled_by
        from jobs where guild_id = $1 and kind = $2 and payload -> 'number' = to_jsonb($3::int) and finished_at is null
        limit 1
        "#,
        key(guild),
        kind,
        number
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Job::from))
}

/// Stores how far the job is, and prolongs the lease: the fence of every step. Returns who wants it to stop.
///
/// # Errors
/// [`Error::LeaseLost`] when somebody else has the job now.
pub async fn job_save(db: impl PgExecutor<'_>, job: &Job) -> Result<Option<UserId>> {
    let saved = sqlx::query_scalar!(
        "update jobs set progress = $4, leased_until = now() + make_interval(secs => $5) where guild_id = $1 and id = $2 and lease = $3 returning cancelled_by",
        key(job.guild),
        job.id,
        job.lease,
        job.progress,
        LEASE.as_secs_f64()
    )
    .fetch_optional(db)
    .await?;
    saved.map(|by| by.map(id)).ok_or(Error::LeaseLost)
}

/// Prolongs the lease, and those of the lanes that are held with it.
///
/// # Errors
/// [`Error::LeaseLost`] when somebody else has the job now.
pub async fn job_prolong(db: impl PgExecutor<'_>, job: &Job) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set leased_until = now() + make_interval(secs => $3) where guild_id = $1 and lease = $2",
        key(job.guild),
        job.lease,
        LEASE.as_secs_f64()
    )
    .execute(db)
    .await?;
    if done.rows_affected() > 0 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Takes more lanes under a job's lease, for work on many at once: those that nobody else is in. Their places are rows that
/// are never due.
pub async fn lanes_hold(tx: &mut PgConnection, job: &Job, lanes: &[String]) -> Result<HashSet<String>> {
    lanes_release(&mut *tx, job).await?;
    let held = sqlx::query_scalar!(
        "insert into jobs (guild_id, kind, lane, payload, run_at, lease, leased_until)
         select $1, $2, lane, jsonb_build_object('job', $3::bigint), now() + interval '100 years', $4, clock_timestamp() + make_interval(secs => $5)
         from unnest($6::text[]) as lane
         on conflict (guild_id, lane) where lease is not null do nothing
         returning lane",
        key(job.guild),
        HELD,
        job.id,
        job.lease,
        LEASE.as_secs_f64(),
        lanes
    )
    .fetch_all(tx)
    .await?;
    Ok(held.into_iter().collect())
}

/// Leaves the lanes that were held for a job, by this run or an earlier one.
pub async fn lanes_release(db: impl PgExecutor<'_>, job: &Job) -> Result<()> {
    sqlx::query!(
        "delete from jobs where guild_id = $1 and kind = $2 and payload = jsonb_build_object('job', $3::bigint)",
        key(job.guild),
        HELD,
        job.id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a job of a kind is not over yet.
pub async fn job_is_under_way(db: impl PgExecutor<'_>, guild: GuildId, kind: &str) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from jobs where guild_id = $1 and kind = $2 and finished_at is null) as "it!""#,
        key(guild),
        kind
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// The job is done, its outcome shown. The interaction's token is forgotten, and what was kept for a transcript.
pub async fn job_finish(db: impl PgExecutor<'_>, job: &Job) -> Result<()> {
    let done = sqlx::query!(
        "with finished as (
           update jobs set finished_at = now(), lease = null, leased_until = null, answer = null, last_error = null
           where guild_id = $1 and id = $2 and lease = $3 returning id
         ), forgotten as (
           delete from transcript_lines using finished where guild_id = $1 and job_id = finished.id
         )
         select id from finished",
        key(job.guild),
        job.id,
        job.lease
    )
    .fetch_optional(db)
    .await?;
    held(u64::from(done.is_some()))
}

/// Gives the lease back, to be taken up again after `after`.
pub async fn job_put_off(
    db: impl PgExecutor<'_>,
    job: &Job,
    after: Duration,
    error: Option<&str>,
) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set lease = null, leased_until = null, run_at = now() + make_interval(secs => $4), last_error = $5 where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease,
        after.as_secs_f64(),
        error
    )
    .execute(db)
    .await?;
    held(done.rows_affected())
}

/// Gives the lease back, to be taken up again as soon as others had their turn. All that this run did is stored.
pub async fn job_yield(db: &PgPool, job: &Job) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set lease = null, leased_until = null, attempts = 0, run_at = now(), last_error = null where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease
    )
    .execute(db)
    .await?;
    held(done.rows_affected())?;
    wake(db).await
}

/// Asks a job to stop at its next step. Returns who asked first; `None`: it is over.
pub async fn job_stop(db: &PgPool, guild: GuildId, job: i64, by: UserId) -> Result<Option<UserId>> {
    let first = sqlx::query_scalar!(
        r#"
        update jobs set cancelled_by = coalesce(cancelled_by, $3), run_at = least(run_at, now())
        where guild_id = $1 and id = $2 and finished_at is null
        returning cancelled_by as "by!"
        "#,
        key(guild),
        job,
        key(by)
    )
    .fetch_optional(db)
    .await?;
    wake(db).await?;
    Ok(first.map(id))
}

/// Wakes the workers of all replicas.
async fn wake(db: impl PgExecutor<'_>) -> Result<()> {
    sqlx::query!("select pg_notify($1, '')", WAKE).fetch_one(db).await?;
    Ok(())
}

/// Gives the lease back, until Gavel is in the server again.
pub async fn job_park(db: impl PgExecutor<'_>, job: &Job) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set lease = null, leased_until = null, parked_at = now() where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease
    )
    .execute(db)
    .await?;
    held(done.rows_affected())
}

/// Gavel is in the server: what was parked is due.
pub async fn jobs_unpark(db: impl PgExecutor<'_>, guild: GuildId) -> Result<u64> {
    let done = sqlx::query!(
        "update jobs set parked_at = null, run_at = now() where guild_id = $1 and parked_at is not null",
        key(guild)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

fn held(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Takes a waiting job back. `false`: it ran already, or is running now.
pub async fn job_cancel(db: impl PgExecutor<'_>, guild: GuildId, job: i64, kind: &str) -> Result<bool> {
    let done = sqlx::query!(
        "update jobs set finished_at = now(), answer = null where guild_id = $1 and id = $2 and kind = $3 and finished_at is null and lease is null and run_at > now()",
        key(guild),
        job,
        kind
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes the timers of these lanes' cases before this number due, where what they were set for is over; and what is tried
/// again and again of a lockdown there, for it has to give way.
pub async fn timers_ring(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    lanes: &[String],
    before: i32,
) -> Result<()> {
    sqlx::query!(
        "update jobs set run_at = now()
         where guild_id = $1 and lane = any($2) and kind in ('expire', 'renew', 'lockdown_step') and (payload->>'number')::int < $3
           and finished_at is null and lease is null and parked_at is null and run_at > now()
           and (kind = 'lockdown_step' or (payload->>'number')::int in (
             select number from cases where guild_id = $1 and (status = 'failed' or closed_at is not null or voided_at is not null)))",
        key(guild),
        lanes,
        before
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes what is tried again and again for a lockdown, or for its end, due now.
pub async fn steps_ring(db: impl PgExecutor<'_>, guild: GuildId, whole: i32) -> Result<()> {
    sqlx::query!(
        "update jobs set run_at = now()
         where guild_id = $1 and kind = 'lockdown_step'
           and finished_at is null and lease is null and parked_at is null and run_at > now()
           and (payload->>'number')::int in (select number from cases where guild_id = $1 and parent = $2 and status = 'pending')",
        key(guild),
        whole
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes the job of a lockdown, or of its end, due now, where every channel of it has its outcome.
pub async fn whole_ring(db: impl PgExecutor<'_>, guild: GuildId, whole: i32) -> Result<()> {
    sqlx::query!(
        "update jobs set run_at = now()
         where guild_id = $1 and kind in ('lockdown', 'lockdown_end') and payload->'number' = to_jsonb($2::int)
           and finished_at is null and lease is null and parked_at is null and run_at > now()
           and not exists (select from cases where guild_id = $1 and parent = $2 and channel_id is not null and status = 'pending')",
        key(guild),
        whole
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the waiting jobs of a kind in a lane.
pub async fn lane_clear(db: impl PgExecutor<'_>, guild: GuildId, lane: &str, kind: &str) -> Result<()> {
    sqlx::query!(
        "update jobs set finished_at = now(), answer = null where guild_id = $1 and lane = $2 and kind = $3 and finished_at is null and lease is null",
        key(guild),
        lane,
        kind
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the timers of a case. `ends` also while it runs: its next step finds the lease lost, before it did anything.
/// `renews` only while it waits: one that runs is telling Discord something, and keeps its lane until it has.
pub async fn timers_end(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    number: i32,
    ends: &str,
    renews: &str,
) -> Result<()> {
    sqlx::query!(
        "update jobs set finished_at = now(), lease = null, leased_until = null
         where guild_id = $1 and payload -> 'number' = to_jsonb($2::int) and finished_at is null
           and (kind = $3 or kind = $4 and lease is null)",
        key(guild),
        number,
        ends,
        renews
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Frees every lease: for a start that is sure to be alone with its database.
pub async fn leases_clear(db: impl PgExecutor<'_>) -> Result<()> {
    sqlx::query!("update jobs set lease = null, leased_until = null where lease is not null")
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets finished jobs after a day.
pub async fn jobs_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done =
        sqlx::query!("delete from jobs where finished_at < now() - interval '1 day'").execute(db).await?;
    Ok(done.rows_affected())
}
