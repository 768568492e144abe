//! Jobs, their leases and their timers. Leases and due times use the database's clock.
//!
//! The holder of a lease names it in each write, which changes nothing once the lease was lost.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{ApplicationId, ChannelId, GuildId, InteractionId, UserId};
use crate::error::{Error, Result};
use crate::store::{id, key};
use crate::words::{Language, Languages};

/// The life of a lease without a heartbeat. After this, other processes take over a killed process's jobs.
pub const LEASE: Duration = Duration::from_secs(10);

/// The kind of the rows that hold a key for another job. They never run.
const HELD: &str = "held";

/// The notification channel that wakes the workers of all replicas: triggers of the table notify it.
pub const WAKE: &str = "gavel_jobs";

/// The place for the outcome: the reply of the interaction that ordered the job.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct ReplyTarget {
    pub application: ApplicationId,
    pub token: String,
    pub issued_at: Timestamp,
    /// The channel of the reply.
    #[serde(default)]
    pub channel: Option<ChannelId>,
    /// The language of the person who reads it.
    #[serde(default)]
    pub language: Option<Language>,
}

/// A job to add.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub guild: GuildId,
    pub kind: &'static str,
    /// The key; jobs with the same key run one at a time.
    pub key: ConcurrencyKey,
    /// The number of the job's case.
    pub case: Option<i32>,
    /// `false` if it may wait for others.
    pub urgent: bool,
    pub payload: Value,
    pub answer: Option<ReplyTarget>,
    /// The due time; `None` for at once.
    pub run_at: Option<Timestamp>,
}

impl NewJob {
    fn reply_target(&self) -> Result<Option<Value>> {
        self.answer.as_ref().map(serde_json::to_value).transpose().map_err(Error::broken)
    }
}

/// A job as it is stored. `lease` is the right to work on it.
#[derive(Clone, Debug)]
pub struct StoredJob {
    pub id: i64,
    pub guild: GuildId,
    pub kind: String,
    pub payload: Value,
    pub progress: Value,
    pub answer: Option<ReplyTarget>,
    /// The number of times it was begun, this time included.
    pub attempts: i32,
    /// The weight of the leases lost in the present step: one each, and more if the process lived through it.
    pub leases_lost: i32,
    pub lease: Option<i64>,
    pub finished: bool,
    /// The person who wants it to stop.
    pub cancelled_by: Option<UserId>,
    /// The number of times that Discord refused its call.
    pub refusals: u32,
    /// The time of the last report that Discord refuses it.
    pub reported_at: Option<Timestamp>,
    /// The language of the server.
    pub language: Language,
}

impl StoredJob {
    /// Returns the languages in which the job writes. It writes for the whole server, except in a reply for one person.
    #[must_use]
    pub fn languages(&self) -> Languages {
        Languages { reader: self.language, server: self.language }
    }

    /// Returns the languages of a reply that only the person reads who ordered the job.
    #[must_use]
    pub fn private_languages(&self) -> Languages {
        let reader = self.answer.as_ref().and_then(|answer| answer.language);
        Languages { reader: reader.unwrap_or(self.language), server: self.language }
    }
}

pub(super) struct Row {
    pub id: i64,
    pub guild_id: i64,
    pub kind: String,
    pub payload: Value,
    pub progress: Value,
    pub answer: Option<Value>,
    pub attempts: i32,
    pub leases_lost: i32,
    pub lease: Option<i64>,
    pub finished: bool,
    pub cancelled_by: Option<i64>,
    pub refusals: i32,
    pub reported_at: Option<jiff_sqlx::Timestamp>,
    pub language: Option<String>,
}

impl From<Row> for StoredJob {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            guild: id(row.guild_id),
            kind: row.kind,
            payload: row.payload,
            progress: row.progress,
            answer: row.answer.and_then(|answer| serde_json::from_value(answer).ok()),
            attempts: row.attempts,
            leases_lost: row.leases_lost,
            lease: row.lease,
            finished: row.finished,
            cancelled_by: row.cancelled_by.map(id),
            refusals: row.refusals.unsigned_abs(),
            reported_at: row.reported_at.map(|at| at.to_jiff()),
            language: row.language.as_deref().and_then(Language::of).unwrap_or_default(),
        }
    }
}

/// Adds a job. Without a due time it is created with a lease, to be run by this process at once, unless another job
/// with its key is running or due; otherwise any worker takes it in its turn.
pub async fn job_add(tx: &mut PgConnection, new: NewJob) -> Result<StoredJob> {
    add(tx, new, &[], None).await
}

/// Adds the job of an interaction's order, as [`job_add`] does, so that a second delivery finds it; and those beside it,
/// which have their due time. One round trip, unless another job has the key.
pub async fn order_add(
    tx: &mut PgConnection,
    new: NewJob,
    beside: &[NewJob],
    interaction: InteractionId,
) -> Result<StoredJob> {
    add(tx, new, beside, Some(interaction)).await
}

async fn add(
    tx: &mut PgConnection,
    new: NewJob,
    beside: &[NewJob],
    interaction: Option<InteractionId>,
) -> Result<StoredJob> {
    if new.run_at.is_some() {
        return add_waiting(tx, &new, beside, interaction).await;
    }
    if let Some(job) = add_leased(tx, &new, beside, interaction).await? {
        return Ok(job);
    }
    let freed = sqlx::query!(
        "update jobs set lease = null, leased_until = null, leases_lost = leases_lost + 1
         where guild_id = $1 and concurrency_key = $2 and lease is not null and leased_until <= now()",
        key(new.guild),
        new.key.to_string()
    )
    .execute(&mut *tx)
    .await?;
    if freed.rows_affected() > 0
        && let Some(job) = add_leased(tx, &new, &[], interaction).await?
    {
        return Ok(job);
    }
    add_waiting(tx, &new, &[], interaction).await
}

/// Adds a job with a lease, and those beside it. Returns `None` if another job with its key is running or due: then only
/// those beside it are added.
async fn add_leased(
    tx: &mut PgConnection,
    new: &NewJob,
    beside: &[NewJob],
    interaction: Option<InteractionId>,
) -> Result<Option<StoredJob>> {
    let leased = sqlx::query_as!(
        Row,
        r#"
        with beside as (
            insert into jobs (guild_id, kind, concurrency_key, case_number, payload, answer, run_at, urgent)
            select $1, kind, concurrency_key, case_number, payload, answer, run_at, urgent from jsonb_to_recordset($9)
                as it (kind text, concurrency_key text, case_number integer, payload jsonb, answer jsonb, run_at timestamptz, urgent boolean)
        ), added as (
            insert into jobs (guild_id, kind, concurrency_key, case_number, payload, answer, urgent, attempts, lease, leased_until)
            select $1, $2, $3, $4, $5, $6, $8, 1, nextval('job_leases'), clock_timestamp() + make_interval(secs => $7)
            where not exists (
                select from jobs
                where guild_id = $1 and concurrency_key = $3 and finished_at is null and suspended_at is null and run_at <= now()
            )
            on conflict (guild_id, concurrency_key) where lease is not null do nothing
            returning *
        ), ordered as (
            update processed_interactions set job_id = added.id from added
            where processed_interactions.guild_id = $1 and interaction_id = $10
        )
        select id, guild_id, kind, payload, progress, answer, attempts, leases_lost, lease, finished_at is not null as "finished!", cancelled_by, refusals, reported_at as "reported_at: jiff_sqlx::Timestamp", server_language(guild_id) as language
        from added
        "#,
        key(new.guild),
        new.kind,
        new.key.to_string(),
        new.case,
        new.payload,
        new.reply_target()?,
        LEASE.as_secs_f64(),
        new.urgent,
        rows(beside)?,
        interaction.map(key)
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(leased.map(StoredJob::from))
}

/// Adds a job that waits, and those beside it.
async fn add_waiting(
    tx: &mut PgConnection,
    new: &NewJob,
    beside: &[NewJob],
    interaction: Option<InteractionId>,
) -> Result<StoredJob> {
    let row = sqlx::query_as!(
        Row,
        r#"
        with beside as (
            insert into jobs (guild_id, kind, concurrency_key, case_number, payload, answer, run_at, urgent)
            select $1, kind, concurrency_key, case_number, payload, answer, run_at, urgent from jsonb_to_recordset($9)
                as it (kind text, concurrency_key text, case_number integer, payload jsonb, answer jsonb, run_at timestamptz, urgent boolean)
        ), added as (
            insert into jobs (guild_id, kind, concurrency_key, case_number, payload, answer, run_at, urgent)
            values ($1, $2, $3, $4, $5, $6, coalesce($7, now()), $8)
            returning *
        ), ordered as (
            update processed_interactions set job_id = added.id from added
            where processed_interactions.guild_id = $1 and interaction_id = $10
        )
        select id, guild_id, kind, payload, progress, answer, attempts, leases_lost, lease, finished_at is not null as "finished!", cancelled_by, refusals, reported_at as "reported_at: jiff_sqlx::Timestamp", server_language(guild_id) as language
        from added
        "#,
        key(new.guild),
        new.kind,
        new.key.to_string(),
        new.case,
        new.payload,
        new.reply_target()?,
        new.run_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>,
        new.urgent,
        rows(beside)?,
        interaction.map(key)
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(row.into())
}

/// Returns jobs with a due time as rows for a statement.
fn rows(jobs: &[NewJob]) -> Result<Value> {
    let row = |new: &NewJob| {
        Ok(json!({
            "kind": new.kind, "concurrency_key": new.key.to_string(), "case_number": new.case, "payload": new.payload,
            "answer": new.reply_target()?, "run_at": new.run_at, "urgent": new.urgent,
        }))
    };
    jobs.iter().map(row).collect()
}

/// Returns a job.
pub async fn job_find(db: impl PgExecutor<'_>, guild: GuildId, job: i64) -> Result<Option<StoredJob>> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select id, guild_id, kind, payload, progress, answer, attempts, leases_lost, lease, finished_at is not null as "finished!", cancelled_by, refusals, reported_at as "reported_at: jiff_sqlx::Timestamp", server_language(guild_id) as language
        from jobs where guild_id = $1 and id = $2
        "#,
        key(guild),
        job
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(StoredJob::from))
}

/// Returns the unfinished job of a kind that carries out a case.
pub async fn job_of_case(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    kind: &str,
    number: i32,
) -> Result<Option<StoredJob>> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select id, guild_id, kind, payload, progress, answer, attempts, leases_lost, lease, finished_at is not null as "finished!", cancelled_by, refusals, reported_at as "reported_at: jiff_sqlx::Timestamp", server_language(guild_id) as language
        from jobs where guild_id = $1 and case_number = $3 and kind = $2 and finished_at is null
        limit 1
        "#,
        key(guild),
        kind,
        number
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(StoredJob::from))
}

/// Stores the job's progress, and prolongs the lease: the fence of every step. Returns the person who wants it to stop.
///
/// # Errors
/// [`Error::LeaseLost`] if another process has the job now.
pub async fn job_save(db: impl PgExecutor<'_>, job: &StoredJob) -> Result<Option<UserId>> {
    let saved = sqlx::query_scalar!(
        "update jobs set progress = $4, leases_lost = 0, leased_until = now() + make_interval(secs => $5)
         where guild_id = $1 and id = $2 and lease = $3 returning cancelled_by",
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

/// Prolongs the lease, and those of the keys held with it.
///
/// # Errors
/// [`Error::LeaseLost`] if another process has the job now.
pub async fn job_prolong(db: impl PgExecutor<'_>, job: &StoredJob) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set leased_until = now() + make_interval(secs => $3)
         where guild_id = $1 and (id = $4 or held_for = $4) and lease = $2",
        key(job.guild),
        job.lease,
        LEASE.as_secs_f64(),
        job.id
    )
    .execute(db)
    .await?;
    if done.rows_affected() > 0 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Takes more keys under a job's lease, for work on many targets: those that no other job holds. Each is held by a row
/// that is never due. Returns the keys that were taken.
pub async fn keys_hold(
    tx: &mut PgConnection,
    job: &StoredJob,
    keys: impl Iterator<Item = ConcurrencyKey>,
) -> Result<HashSet<ConcurrencyKey>> {
    keys_release(&mut *tx, job).await?;
    let mut keys: HashMap<String, ConcurrencyKey> = keys.map(|key| (key.to_string(), key)).collect();
    let written: Vec<String> = keys.keys().cloned().collect();
    let held = sqlx::query_scalar!(
        "insert into jobs (guild_id, kind, concurrency_key, held_for, payload, run_at, lease, leased_until)
         select $1, $2, concurrency_key, $3, '{}', now() + interval '100 years', $4, clock_timestamp() + make_interval(secs => $5)
         from unnest($6::text[]) as concurrency_key
         on conflict (guild_id, concurrency_key) where lease is not null do nothing
         returning concurrency_key",
        key(job.guild),
        HELD,
        job.id,
        job.lease,
        LEASE.as_secs_f64(),
        &written
    )
    .fetch_all(tx)
    .await?;
    Ok(held.iter().filter_map(|written| keys.remove(written)).collect())
}

/// Releases the keys that were held for a job, by this run or an earlier one.
pub async fn keys_release(db: impl PgExecutor<'_>, job: &StoredJob) -> Result<()> {
    sqlx::query!("delete from jobs where guild_id = $1 and held_for = $2", key(job.guild), job.id)
        .execute(db)
        .await?;
    Ok(())
}

/// Returns `true` if a job of a kind is unfinished whose case has no outcome yet.
pub async fn job_is_under_way(db: impl PgExecutor<'_>, guild: GuildId, kind: &str) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"
        select exists (
            select from jobs join cases on cases.guild_id = jobs.guild_id and cases.number = jobs.case_number
            where jobs.guild_id = $1 and jobs.kind = $2 and jobs.finished_at is null and cases.status = 'pending'
        ) as "it!"
        "#,
        key(guild),
        kind
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// Returns `true` if an earlier job of the same kind and key is unfinished.
pub async fn job_is_behind(
    db: impl PgExecutor<'_>,
    job: &StoredJob,
    concurrency_key: &ConcurrencyKey,
) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"
        select exists (
            select from jobs
            where guild_id = $1 and concurrency_key = $2 and kind = $3 and id < $4 and finished_at is null
        ) as "it!"
        "#,
        key(job.guild),
        concurrency_key.to_string(),
        job.kind,
        job.id
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// Returns `true` if another job of the same kind and key is unfinished.
pub async fn job_has_other(
    db: impl PgExecutor<'_>,
    job: &StoredJob,
    concurrency_key: &ConcurrencyKey,
) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"
        select exists (
            select from jobs
            where guild_id = $1 and concurrency_key = $2 and kind = $3 and id <> $4 and finished_at is null
        ) as "it!"
        "#,
        key(job.guild),
        concurrency_key.to_string(),
        job.kind,
        job.id
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// Finishes a job whose outcome is shown. Deletes the interaction's token, and lines kept for a transcript.
pub async fn job_finish(db: impl PgExecutor<'_>, job: &StoredJob) -> Result<()> {
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

/// Gives the lease back. The job is due again after `after`.
pub async fn job_reschedule(
    db: impl PgExecutor<'_>,
    job: &StoredJob,
    after: Duration,
    error: Option<&str>,
) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set lease = null, leased_until = null, run_at = now() + make_interval(secs => $4), last_error = $5,
            leases_lost = case when $5::text is null then 0 else leases_lost end
         where guild_id = $1 and id = $2 and lease = $3",
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

/// Gives the lease back, to be resumed once others had their turn. All progress of this run must be stored.
pub async fn job_yield(db: &PgPool, job: &StoredJob) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set lease = null, leased_until = null, attempts = 0, leases_lost = 0, run_at = now(), last_error = null where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease
    )
    .execute(db)
    .await?;
    held(done.rows_affected())
}

/// Asks a job to stop at its next step. Returns the person who asked first; `None` if the job is over.
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
    Ok(first.map(id))
}

/// Gives the lease back, and suspends the job until Gavel is in the server again. Notes that Gavel left it.
pub async fn job_suspend(db: impl PgExecutor<'_>, job: &StoredJob) -> Result<()> {
    let done = sqlx::query!(
        "with gone as (
             update guilds set left_at = now()
             where guild_id = $1 and left_at is null and exists (select from jobs where guild_id = $1 and id = $2 and lease = $3)
         )
         update jobs set lease = null, leased_until = null, suspended_at = now() where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease
    )
    .execute(db)
    .await?;
    held(done.rows_affected())
}

/// Makes a server's suspended jobs due, because Gavel is in the server again. Returns their number.
pub async fn jobs_resume(db: impl PgExecutor<'_>, guild: GuildId) -> Result<u64> {
    let done = sqlx::query!(
        "with back as (update guilds set left_at = null where guild_id = $1 and left_at is not null)
         update jobs set suspended_at = null, run_at = now() where guild_id = $1 and suspended_at is not null",
        key(guild)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

fn held(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Cancels a waiting job. Returns `false` if it ran already or is running now.
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

/// Stores that Discord refused a leased job's call, and whether people were told so now.
///
/// # Errors
/// [`Error::LeaseLost`] if another process has the job now.
pub async fn job_refused(
    db: impl PgExecutor<'_>,
    job: &StoredJob,
    reported_at: Option<Timestamp>,
) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set refusals = refusals + 1, reported_at = coalesce($4, reported_at)
         where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease,
        reported_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>
    )
    .execute(db)
    .await?;
    held(done.rows_affected())
}

/// Stores that Discord accepted the call that it had refused.
///
/// # Errors
/// [`Error::LeaseLost`] if another process has the job now.
pub async fn refusals_forget(db: impl PgExecutor<'_>, job: &StoredJob) -> Result<()> {
    let done = sqlx::query!(
        "update jobs set refusals = 0, reported_at = null where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease
    )
    .execute(db)
    .await?;
    held(done.rows_affected())
}

/// Makes the waiting jobs with these keys due at once whose case (numbered below `before`) is already over; and those
/// that Discord refused and whose case is pending, because a later case may supersede it.
pub async fn superseded_make_due(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    keys: impl Iterator<Item = ConcurrencyKey>,
    before: i32,
) -> Result<()> {
    let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
    sqlx::query!(
        "update jobs j set run_at = now() from cases c
         where j.guild_id = $1 and j.concurrency_key = any($2) and j.case_number < $3
           and j.finished_at is null and j.lease is null and j.suspended_at is null and j.run_at > now()
           and c.guild_id = $1 and c.number = j.case_number
           and (c.status = 'failed' or c.closed_at is not null or c.voided_at is not null or c.status = 'pending' and j.refusals > 0)",
        key(guild),
        &keys,
        before
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a case's jobs of a kind. One that is running has lost its lease.
pub async fn case_end(db: impl PgExecutor<'_>, guild: GuildId, case: i32, kind: &str) -> Result<()> {
    sqlx::query!(
        "update jobs set finished_at = now(), answer = null, lease = null, leased_until = null
         where guild_id = $1 and case_number = $2 and kind = $3 and finished_at is null",
        key(guild),
        case,
        kind
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a case's waiting jobs of a kind due at once.
pub async fn case_make_due(db: impl PgExecutor<'_>, guild: GuildId, case: i32, kind: &str) -> Result<()> {
    sqlx::query!(
        "update jobs set run_at = now()
         where guild_id = $1 and case_number = $2 and kind = $3
           and finished_at is null and lease is null and suspended_at is null and run_at > now()",
        key(guild),
        case,
        kind
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes the waiting jobs of a kind due at once whose cases follow from this one and are pending.
pub async fn children_make_due(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    parent: i32,
    kind: &str,
) -> Result<()> {
    sqlx::query!(
        "update jobs set run_at = now()
         where guild_id = $1 and kind = $3
           and finished_at is null and lease is null and suspended_at is null and run_at > now()
           and case_number in (select number from cases where guild_id = $1 and parent = $2 and status = 'pending')",
        key(guild),
        parent,
        kind
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes the waiting job of a case due at once if every channel's case that follows from it has its outcome.
pub async fn parent_make_due(db: impl PgExecutor<'_>, guild: GuildId, parent: i32, kind: &str) -> Result<()> {
    sqlx::query!(
        "update jobs set run_at = now()
         where guild_id = $1 and case_number = $2 and kind = $3
           and finished_at is null and lease is null and suspended_at is null and run_at > now()
           and not exists (select from cases where guild_id = $1 and parent = $2 and channel_id is not null and status = 'pending')",
        key(guild),
        parent,
        kind
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the waiting jobs of a kind with this key.
pub async fn waiting_end(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    concurrency_key: &ConcurrencyKey,
    kind: &str,
) -> Result<()> {
    sqlx::query!(
        "update jobs set finished_at = now(), answer = null
         where guild_id = $1 and concurrency_key = $2 and kind = $3 and finished_at is null and lease is null",
        key(guild),
        concurrency_key.to_string(),
        kind
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the timers of a case. The `ends` timer is ended even while it runs: its next step finds the lease lost before
/// it does anything. The `renews` timer is only ended while it waits: a running one is calling Discord, and holds its
/// key until it is done.
pub async fn timers_end(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    number: i32,
    ends: &str,
    renews: &str,
) -> Result<()> {
    sqlx::query!(
        "update jobs set finished_at = now(), lease = null, leased_until = null
         where guild_id = $1 and case_number = $2 and finished_at is null
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

/// Frees every lease: for a start that is sure to be alone with its database. The process that had them died.
pub async fn leases_clear(db: impl PgExecutor<'_>) -> Result<()> {
    sqlx::query!("update jobs set lease = null, leased_until = null, leases_lost = leases_lost + 1 where lease is not null")
        .execute(db)
        .await?;
    Ok(())
}

/// Gives the lease back because the process ends: another takes the job up at once, and no lease was lost.
pub async fn job_hand_over(db: &PgPool, job: &StoredJob) -> Result<()> {
    sqlx::query!(
        "update jobs set lease = null, leased_until = null, run_at = now() where guild_id = $1 and id = $2 and lease = $3",
        key(job.guild),
        job.id,
        job.lease
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores that a lease ran out while its process lived: the job kept the process from prolonging it.
pub async fn lease_count_held_up(db: impl PgExecutor<'_>, job: &StoredJob, weight: i32) -> Result<()> {
    sqlx::query!(
        "update jobs set leases_lost = leases_lost + $4
         where guild_id = $1 and id = $2 and finished_at is null and lease is distinct from $3",
        key(job.guild),
        job.id,
        job.lease,
        weight
    )
    .execute(db)
    .await?;
    Ok(())
}
