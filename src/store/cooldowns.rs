//! Cooldowns of commands, the same on every replica.

use std::time::Duration;

use sqlx::PgExecutor;

use crate::domain::ids::{InteractionId, UserId};
use crate::error::Result;
use crate::store::{PIECE, key};

/// Starts the cooldown, or returns the time left if it is running. A second delivery of the same interaction is let
/// through.
pub async fn cooldown_start(
    db: impl PgExecutor<'_>,
    user: UserId,
    command: &str,
    interaction: InteractionId,
    length: Duration,
) -> Result<Option<Duration>> {
    let left = sqlx::query_scalar!(
        r#"
        with taken as (
            insert into cooldowns as c (user_id, command, until, interaction_id)
            values ($1, $2, now() + make_interval(secs => $3), $4)
            on conflict (user_id, command) do update
                set until = excluded.until, interaction_id = excluded.interaction_id
                where c.until <= now() or c.interaction_id = excluded.interaction_id
            returning 1
        )
        select extract(epoch from until - now())::float8 as "left!"
        from cooldowns
        where user_id = $1 and command = $2 and not exists (select from taken)
        "#,
        key(user),
        command,
        length.as_secs_f64(),
        key(interaction)
    )
    .fetch_optional(db)
    .await?;
    Ok(left.map(|secs| Duration::from_secs_f64(secs.clamp(0.0, 86_400.0))))
}

/// Ends the cooldown that an interaction started.
pub async fn cooldown_end(
    db: impl PgExecutor<'_>,
    user: UserId,
    command: &str,
    interaction: InteractionId,
) -> Result<()> {
    sqlx::query!(
        "delete from cooldowns where user_id = $1 and command = $2 and interaction_id = $3",
        key(user),
        command,
        key(interaction)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes cooldowns that are over, a piece of them. Returns their number.
pub async fn cooldowns_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from cooldowns where until < now() and (user_id, command) in (
             select user_id, command from cooldowns where until < now() order by until limit $1)",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
