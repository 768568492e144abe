//! The messages chosen by a purge with a transcript, while it is running. [`job_finish`](super::jobs::job_finish)
//! deletes them.

use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{GuildId, MessageId};
use crate::error::Result;
use crate::store::key;

/// Stores messages that were chosen. Those already stored stay unchanged.
pub async fn lines_keep(
    tx: &mut PgConnection,
    guild: GuildId,
    job: i64,
    lines: &[(MessageId, Value)],
) -> Result<()> {
    let (ids, lines): (Vec<i64>, Vec<Value>) =
        lines.iter().map(|(id, line)| (key(*id), line.clone())).unzip();
    sqlx::query!(
        "insert into transcript_lines (guild_id, job_id, message_id, line)
         select $1, $2, kept.id, kept.line from unnest($3::bigint[], $4::jsonb[]) as kept (id, line)
         on conflict do nothing",
        key(guild),
        job,
        &ids,
        &lines
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Marks messages as deleted; only those appear in the transcript.
pub async fn lines_delete(
    tx: &mut PgConnection,
    guild: GuildId,
    job: i64,
    messages: &[MessageId],
) -> Result<()> {
    let ids: Vec<i64> = messages.iter().copied().map(key).collect();
    sqlx::query!(
        "update transcript_lines set deleted = true where guild_id = $1 and job_id = $2 and message_id = any($3)",
        key(guild),
        job,
        &ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns the deleted messages, oldest first.
pub async fn lines_deleted(db: impl PgExecutor<'_>, guild: GuildId, job: i64) -> Result<Vec<Value>> {
    let lines = sqlx::query_scalar!(
        "select line from transcript_lines where guild_id = $1 and job_id = $2 and deleted order by message_id",
        key(guild),
        job
    )
    .fetch_all(db)
    .await?;
    Ok(lines)
}
