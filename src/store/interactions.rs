//! Interactions that ordered something, by id, so that Discord's retry, or a replay, does not order it twice.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{GuildId, InteractionId};
use crate::error::Result;
use crate::store::periodic::{Due, NewPeriodic};
use crate::store::{PIECE, key};

/// Takes the interaction for this transaction. Returns `false` if another delivery of it already ordered; waits for one
/// whose transaction is still open.
///
/// An order proves that Gavel is in the server, so its suspended jobs are due again, and its periodic jobs are added or
/// hastened. One round trip, because it comes with every order.
pub async fn interaction_take(
    tx: &mut PgConnection,
    guild: GuildId,
    interaction: InteractionId,
    periodic: &[(NewPeriodic, Due)],
) -> Result<bool> {
    let periodic: Vec<Value> = periodic.iter().map(|(new, due)| new.row(*due)).collect();
    let is_taken = sqlx::query_scalar!(
        r#"
        with taken as (
            insert into processed_interactions (guild_id, interaction_id) values ($1, $2) on conflict do nothing
            returning interaction_id
        ), resumed as (
            update jobs set suspended_at = null, run_at = now()
            where guild_id = $1 and suspended_at is not null and exists (select from taken)
        ), back as (
            update guilds set left_at = null where guild_id = $1 and left_at is not null and exists (select from taken)
        ), wanted as (
            select * from jsonb_to_recordset($3)
                as it (kind text, concurrency_key text, progress jsonb, run_at timestamptz, told_by text, is_hastened boolean)
            where exists (select from taken)
        ), begun as (
            insert into jobs (guild_id, kind, concurrency_key, urgent, periodic, payload, progress, run_at)
            select $1, kind, concurrency_key, false, true, '{}', progress, run_at from wanted
            where not exists (
                select from jobs where jobs.guild_id = $1 and jobs.kind = wanted.kind and periodic and finished_at is null
            )
            on conflict (guild_id, kind) where periodic and finished_at is null do nothing
        ), hastened as (
            update jobs set run_at = due.run_at from (
                select jobs.id, wanted.run_at from wanted join jobs on jobs.guild_id = $1 and jobs.kind = wanted.kind
                where periodic and finished_at is null and lease is null and suspended_at is null
                  and jobs.run_at > wanted.run_at and is_hastened and not coalesce(sidecar_hears(guild_id, told_by), false)
                for update of jobs skip locked
            ) due
            where jobs.id = due.id
        )
        select exists (select from taken) as "it!"
        "#,
        key(guild),
        key(interaction),
        Value::Array(periodic)
    )
    .fetch_one(tx)
    .await?;
    Ok(is_taken)
}

/// Takes the interaction over, for this transaction, from the job that it waited in. Returns `false` if that job has it no
/// longer.
pub async fn interaction_take_over(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    interaction: InteractionId,
    job: i64,
) -> Result<bool> {
    let done = sqlx::query!(
        "update processed_interactions set job_id = null where guild_id = $1 and interaction_id = $2 and job_id = $3",
        key(guild),
        key(interaction),
        job
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Returns `true` if a delivery of the interaction was committed.
pub async fn interaction_is_taken(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    interaction: InteractionId,
) -> Result<bool> {
    let taken = sqlx::query_scalar!(
        r#"select exists (select from processed_interactions where guild_id = $1 and interaction_id = $2) as "it!""#,
        key(guild),
        key(interaction)
    )
    .fetch_one(db)
    .await?;
    Ok(taken)
}

/// Returns the job that an interaction ordered.
pub async fn interaction_job(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    interaction: InteractionId,
) -> Result<Option<i64>> {
    let job = sqlx::query_scalar!(
        "select job_id from processed_interactions where guild_id = $1 and interaction_id = $2",
        key(guild),
        key(interaction)
    )
    .fetch_optional(db)
    .await?;
    Ok(job.flatten())
}

/// Returns the time of the newest order in a server, within the last day.
pub async fn interaction_newest(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Option<Timestamp>> {
    let newest = sqlx::query_scalar!(
        r#"select max(at) as "at: jiff_sqlx::Timestamp" from processed_interactions where guild_id = $1"#,
        key(guild)
    )
    .fetch_one(db)
    .await?;
    Ok(newest.map(|at| at.to_jiff()))
}

/// Deletes interactions older than a day, a piece of them; the HTTP endpoint rejects replays that old. Returns their
/// number.
pub async fn interactions_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from processed_interactions where interaction_id in (
             select interaction_id from processed_interactions where at < now() - interval '1 day' order by at limit $1)",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
