//! Servers' settings, and the record of their changes.

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{GuildId, UserId};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::store::{key, unhurried};

/// Returns the settings of a server; the defaults if nothing was ever set.
pub async fn settings(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Settings> {
    let kept = sqlx::query_scalar!("select settings from guilds where guild_id = $1", key(guild))
        .fetch_optional(db)
        .await?;
    kept.map_or_else(|| Ok(Settings::default()), read)
}

/// Returns `true` if anything is recorded of a server.
pub async fn guild_is_known(db: impl PgExecutor<'_>, guild: GuildId) -> Result<bool> {
    let known = sqlx::query_scalar!(
        r#"select exists (select from guilds where guild_id = $1) or exists (select from cases where guild_id = $1) as "it!""#,
        key(guild)
    )
    .fetch_one(db)
    .await?;
    Ok(known)
}

pub(in crate::store) fn read(kept: Value) -> Result<Settings> {
    serde_json::from_value(kept).map_err(Error::broken)
}

/// Changes the settings of a server, and records who changed them and how.
pub async fn settings_change<T>(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    change: impl FnOnce(&mut Settings) -> Result<T>,
) -> Result<T> {
    // Written though nothing changes, because that locks the row.
    let kept = sqlx::query_scalar!(
        "insert into guilds as g (guild_id) values ($1) on conflict (guild_id) do update set guild_id = g.guild_id
         returning settings",
        key(guild)
    )
    .fetch_one(&mut *tx)
    .await?;
    let mut settings = read(kept)?;
    let old = serde_json::to_value(&settings).map_err(Error::broken)?;
    let changed = change(&mut settings)?;
    let new = serde_json::to_value(&settings).map_err(Error::broken)?;
    let mut changes = Vec::new();
    for (setting, value) in new.as_object().into_iter().flatten() {
        if *value != old[setting] {
            changes.push(json!({ "setting": setting, "old": old[setting], "new": value }));
        }
    }
    sqlx::query!(
        "with changed as (update guilds set settings = $2 where guild_id = $1)
         insert into setting_events (guild_id, actor_id, setting, old, new)
         select $1, $3, change->>'setting', change->'old', change->'new' from unnest($4::jsonb[]) as change",
        key(guild),
        new,
        key(actor),
        &changes
    )
    .execute(tx)
    .await?;
    Ok(changed)
}

/// Records a change of settings and who made it.
pub(in crate::store) async fn record(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    setting: &str,
    old: Value,
    new: Value,
) -> Result<()> {
    sqlx::query!(
        "insert into setting_events (guild_id, actor_id, setting, old, new) values ($1, $2, $3, $4, $5)",
        key(guild),
        key(actor),
        setting,
        old,
        new
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns the time at which a setting was last changed.
pub async fn setting_changed_at(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    setting: &str,
) -> Result<Option<Timestamp>> {
    let newest = sqlx::query_scalar!(
        r#"select max(at) as "at: jiff_sqlx::Timestamp" from setting_events where guild_id = $1 and setting = $2"#,
        key(guild),
        setting
    )
    .fetch_one(db)
    .await?;
    Ok(newest.map(|at| at.to_jiff()))
}

/// The numbers of rows that a reset deleted, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Erased {
    pub cases: u64,
    pub settings: u64,
}

/// Deletes everything stored about a server, except the job that is doing it.
pub async fn guild_erase(tx: &mut PgConnection, guild: GuildId, except_job: i64) -> Result<Erased> {
    unhurried(&mut *tx).await?;
    sqlx::query!("delete from jobs where guild_id = $1 and id <> $2", key(guild), except_job)
        .execute(&mut *tx)
        .await?;
    let cases = sqlx::query!("delete from cases where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    let settings =
        sqlx::query!("delete from setting_events where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from case_words where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from events where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from automod_hits where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from automation_failures where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from role_menus where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from reminders where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from guilds where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    Ok(Erased { cases: cases.rows_affected(), settings: settings.rows_affected() })
}
