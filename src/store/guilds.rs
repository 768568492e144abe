//! A server's settings, and the record of who changed them.

use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::error::Result;
use crate::store::{id, key};

/// What is set for a server; a server that never set anything has the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub log_channel: Option<ChannelId>,
    pub protected_roles: Vec<RoleId>,
}

/// The settings of a server.
pub async fn settings(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Settings> {
    let row =
        sqlx::query!("select log_channel_id, protected_role_ids from guilds where guild_id = $1", key(guild))
            .fetch_optional(db)
            .await?;
    Ok(row.map_or_else(Settings::default, |row| Settings {
        log_channel: row.log_channel_id.map(id),
        protected_roles: row.protected_role_ids.into_iter().map(id).collect(),
    }))
}

/// Sets the log channel, and records who did.
pub async fn set_log_channel(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    channel: Option<ChannelId>,
) -> Result<()> {
    sqlx::query!("insert into guilds (guild_id) values ($1) on conflict do nothing", key(guild))
        .execute(&mut *tx)
        .await?;
    let old =
        sqlx::query_scalar!("select log_channel_id from guilds where guild_id = $1 for update", key(guild))
            .fetch_one(&mut *tx)
            .await?;
    sqlx::query!("update guilds set log_channel_id = $2 where guild_id = $1", key(guild), channel.map(key))
        .execute(&mut *tx)
        .await?;
    let new = channel.map(key);
    if old != new {
        record(tx, guild, actor, "log", as_text(old), as_text(new)).await?;
    }
    Ok(())
}

/// Ids go into JSON as text: a number would lose digits in other programs.
fn as_text(key: Option<i64>) -> Value {
    key.map_or(Value::Null, |key| Value::String(key.to_string()))
}

async fn record(
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

/// How much of each kind a reset deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Erased {
    pub cases: u64,
    pub settings: u64,
}

/// Deletes everything kept about a server, except the job that is doing it.
pub async fn guild_erase(tx: &mut PgConnection, guild: GuildId, except_job: i64) -> Result<Erased> {
    sqlx::query!("delete from jobs where guild_id = $1 and id <> $2", key(guild), except_job)
        .execute(&mut *tx)
        .await?;
    let cases = sqlx::query!("delete from cases where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    let settings =
        sqlx::query!("delete from setting_events where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    sqlx::query!("delete from guilds where guild_id = $1", key(guild)).execute(&mut *tx).await?;
    Ok(Erased { cases: cases.rows_affected(), settings: settings.rows_affected() })
}
