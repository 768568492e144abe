//! Interactions that ordered something, by id, so that Discord's retry, or a replay, does not order it twice.

use jiff::Timestamp;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{GuildId, InteractionId};
use crate::error::Result;
use crate::store::{PIECE, key};

/// Takes the interaction for this transaction. Returns `false` if another delivery of it already ordered; waits for one
/// whose transaction is still open.
pub async fn interaction_take(
    tx: &mut PgConnection,
    guild: GuildId,
    interaction: InteractionId,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into processed_interactions (guild_id, interaction_id) values ($1, $2) on conflict do nothing",
        key(guild),
        key(interaction)
    )
    .execute(tx)
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

/// Stores the job that carries out the interaction's order.
pub async fn interaction_job_set(
    tx: &mut PgConnection,
    guild: GuildId,
    interaction: InteractionId,
    job: i64,
) -> Result<()> {
    sqlx::query!(
        "update processed_interactions set job_id = $3 where guild_id = $1 and interaction_id = $2",
        key(guild),
        key(interaction),
        job
    )
    .execute(tx)
    .await?;
    Ok(())
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
