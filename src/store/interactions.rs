//! Interactions that ordered something: the key that keeps Discord's retry, or a replay, from ordering it twice.

use jiff::Timestamp;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{GuildId, InteractionId};
use crate::error::Result;
use crate::store::key;

/// Takes the interaction for this transaction. `false`: another delivery of it already ordered.
/// A delivery whose transaction is still open is waited for.
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

/// Notes the job that carries out what the interaction ordered.
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

/// The job that an interaction ordered.
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

/// When somebody last ordered something in a server, within a day.
pub async fn interaction_newest(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Option<Timestamp>> {
    let newest = sqlx::query_scalar!(
        r#"select max(at) as "at: jiff_sqlx::Timestamp" from processed_interactions where guild_id = $1"#,
        key(guild)
    )
    .fetch_one(db)
    .await?;
    Ok(newest.map(|at| at.to_jiff()))
}

/// Forgets what is older than a day; a replay that old is refused at the door.
pub async fn interactions_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!("delete from processed_interactions where at < now() - interval '1 day'")
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
