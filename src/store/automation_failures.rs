//! Automations that failed.

use jiff::Timestamp;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::automation::Automation;
use crate::domain::ids::GuildId;
use crate::error::Result;
use crate::store::key;
use crate::words::Kept;

/// A failure that a server has now.
#[derive(Clone, Debug)]
pub struct AutomationFailure {
    pub automation: Automation,
    pub why: Kept,
    pub since: Timestamp,
}

/// Records a failure. Returns `true` if the server is to be told now: once a day.
pub async fn failure_record(
    tx: &mut PgConnection,
    guild: GuildId,
    automation: Automation,
    why: &Kept,
) -> Result<bool> {
    let is_told = sqlx::query_scalar!(
        r#"
        insert into automation_failures as t (guild_id, automation, why) values ($1, $2, $3)
        on conflict (guild_id, automation) do update
        set why = excluded.why, ended_at = null, since = case when t.ended_at is null then t.since else now() end,
            reported_at = case when t.reported_at < now() - interval '1 day' then now() else t.reported_at end
        returning reported_at = now() as "told!"
        "#,
        key(guild),
        automation.as_str(),
        why.as_stored()
    )
    .fetch_one(tx)
    .await?;
    Ok(is_told)
}

/// Ends a failure, because the automation works or is to be tried anew.
pub async fn failure_end(db: impl PgExecutor<'_>, guild: GuildId, automation: Automation) -> Result<()> {
    sqlx::query!(
        "update automation_failures set ended_at = now() where guild_id = $1 and automation = $2 and ended_at is null",
        key(guild),
        automation.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Returns the failures that a server has now.
pub async fn automation_failures(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Vec<AutomationFailure>> {
    let rows = sqlx::query!(
        "select automation, why, since from automation_failures where guild_id = $1 and ended_at is null order by since",
        key(guild)
    )
    .fetch_all(db)
    .await?;
    let trouble = |automation: &str, why: String, since: jiff_sqlx::Timestamp| {
        Some(AutomationFailure {
            automation: Automation::parse(automation)?,
            why: Kept::stored(&why),
            since: since.to_jiff(),
        })
    };
    Ok(rows.into_iter().filter_map(|row| trouble(&row.automation, row.why, row.since)).collect())
}
