//! Discord's webhook events, as received.

use serde_json::Value;
use sqlx::PgExecutor;

use crate::error::Result;
use crate::store::PIECE;

/// Records an event. A repeated delivery changes nothing.
pub async fn webhook_event_record(db: impl PgExecutor<'_>, kind: &str, body: &Value) -> Result<()> {
    sqlx::query!(
        "insert into webhook_events (kind, body) values ($1, $2) on conflict (digest) do nothing",
        kind,
        body
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes events older than thirty days, a piece of them. Returns their number.
pub async fn webhook_events_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from webhook_events where id in (
             select id from webhook_events where received_at < now() - interval '30 days' order by received_at limit $1)",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
