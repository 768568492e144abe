//! What goes by itself and did not work.

use jiff::Timestamp;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::GuildId;
use crate::domain::trouble::Concern;
use crate::error::Result;
use crate::store::key;

/// What does not work in a server now.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub concern: Concern,
    pub why: String,
    pub since: Timestamp,
}

/// Records that something did not work. Returns whether the server is to be told now: once a day.
pub async fn trouble_raise(
    tx: &mut PgConnection,
    guild: GuildId,
    concern: Concern,
    why: &str,
) -> Result<bool> {
    let is_told = sqlx::query_scalar!(
        r#"
        insert into troubles as t (guild_id, concern, why) values ($1, $2, $3)
        on conflict (guild_id, concern) do update
        set why = excluded.why, ended_at = null, since = case when t.ended_at is null then t.since else now() end,
            told_at = case when t.told_at < now() - interval '1 day' then now() else t.told_at end
        returning told_at = now() as "told!"
        "#,
        key(guild),
        concern.as_str(),
        why
    )
    .fetch_one(tx)
    .await?;
    Ok(is_told)
}

/// It works, or is to be tried anew.
pub async fn trouble_end(db: impl PgExecutor<'_>, guild: GuildId, concern: Concern) -> Result<()> {
    sqlx::query!(
        "update troubles set ended_at = now() where guild_id = $1 and concern = $2 and ended_at is null",
        key(guild),
        concern.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What does not work in a server now.
pub async fn troubles(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Vec<Trouble>> {
    let rows = sqlx::query!(
        "select concern, why, since from troubles where guild_id = $1 and ended_at is null order by since",
        key(guild)
    )
    .fetch_all(db)
    .await?;
    let trouble = |concern: &str, why, since: jiff_sqlx::Timestamp| {
        Some(Trouble { concern: Concern::parse(concern)?, why, since: since.to_jiff() })
    };
    Ok(rows.into_iter().filter_map(|row| trouble(&row.concern, row.why, row.since)).collect())
}
