//! Servers' settings, and the record of their changes.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{GuildId, UserId};
use crate::domain::page::{MOST_COUNTED, Page, Place, Total};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::store::{automation_failures, id, key};

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

/// Changes the settings of a server, and records who changed them and how: a person, or the operator if `actor` is
/// `None`.
pub async fn settings_change<T>(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: impl Into<Option<UserId>>,
    change: impl FnOnce(&mut Settings) -> Result<T>,
) -> Result<T> {
    Ok(settings_change_noted(tx, guild, actor, change).await?.0)
}

/// Changes the settings of a server as [`settings_change`] does, and returns where the changes stand in the history;
/// `None` if nothing changed.
pub async fn settings_change_noted<T>(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: impl Into<Option<UserId>>,
    change: impl FnOnce(&mut Settings) -> Result<T>,
) -> Result<(T, Option<ChangeSpan>)> {
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
    // A setting that is absent has its default, and compares as null.
    let names = [&old, &new].into_iter().filter_map(Value::as_object).flat_map(|it| it.keys());
    for setting in names.collect::<BTreeSet<_>>() {
        if old[setting] != new[setting] {
            changes.push(json!({ "setting": setting, "old": old[setting], "new": new[setting] }));
        }
    }
    let seqs = sqlx::query_scalar!(
        "with changed as (update guilds set settings = $2 where guild_id = $1)
         insert into setting_events (guild_id, actor_id, setting, old, new)
         select $1, $3, change->>'setting', change->'old', change->'new' from unnest($4::jsonb[]) as change
         returning seq",
        key(guild),
        new,
        actor.into().map(key),
        &changes
    )
    .fetch_all(tx)
    .await?;
    let span = seqs.iter().min().zip(seqs.iter().max());
    Ok((changed, span.map(|(first, last)| ChangeSpan { first: *first, last: *last })))
}

/// Replaces the settings of a server by `after`, records each change, and ends the recorded failures of the automations
/// that are changed. Settings of newer versions stay. Changes nothing if the settings are no longer `before`.
pub async fn settings_replace(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: Option<UserId>,
    before: &Settings,
    after: &Settings,
) -> Result<Replaced> {
    let is_replaced = settings_change_noted(&mut *tx, guild, actor, |settings| {
        if settings != before {
            return Ok(false);
        }
        *settings = Settings { other: settings.other.clone(), ..after.clone() };
        Ok(true)
    });
    let (is_replaced, span) = is_replaced.await?;
    for automation in before.changed_automations(after).into_iter().filter(|_| is_replaced) {
        automation_failures::failure_end(&mut *tx, guild, automation).await?;
    }
    Ok(if is_replaced { Replaced::Done(span) } else { Replaced::Stale })
}

/// The place of some changes in a server's history of settings: that of the first and that of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSpan {
    pub first: i64,
    pub last: i64,
}

/// The outcome of replacing the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The settings are new ones; `None` if nothing is different.
    Done(Option<ChangeSpan>),
    /// Somebody changed the settings meanwhile.
    Stale,
}

/// Returns the changes of settings in a span of the history.
pub async fn settings_changed(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    span: ChangeSpan,
) -> Result<Vec<SettingEvent>> {
    let rows = sqlx::query_as!(
        EventRow,
        r#"select seq, at as "at: jiff_sqlx::Timestamp", actor_id, setting, old, new from setting_events
         where guild_id = $1 and seq between $2 and $3 order by seq"#,
        key(guild),
        span.first,
        span.last
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(event).collect())
}

/// Notes that a server was greeted. Returns `false` if it was before.
pub async fn guild_greeted(tx: &mut PgConnection, guild: GuildId) -> Result<bool> {
    let done = sqlx::query!(
        "insert into guilds as g (guild_id, greeted_at) values ($1, now()) on conflict (guild_id) do update
         set greeted_at = now() where g.greeted_at is null",
        key(guild)
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A change of a setting.
#[derive(Clone, Debug)]
pub struct SettingEvent {
    pub seq: i64,
    pub at: Timestamp,
    /// Who changed it; `None` for the operator.
    pub actor: Option<UserId>,
    pub setting: String,
    pub old: Value,
    pub new: Value,
}

struct EventRow {
    seq: i64,
    at: jiff_sqlx::Timestamp,
    actor_id: Option<i64>,
    setting: String,
    old: Option<Value>,
    new: Option<Value>,
}

fn event(row: EventRow) -> SettingEvent {
    let EventRow { seq, at, actor_id, setting, old, new } = row;
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    SettingEvent { seq, at: at.to_jiff(), actor: actor_id.map(id), setting, old, new }
}

/// Returns a page of the changes of a server's settings, the newest first.
pub async fn setting_events(
    db: &mut PgConnection,
    guild: GuildId,
    place: Place,
    size: u32,
) -> Result<Page<SettingEvent>> {
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from (select from setting_events where guild_id = $1 limit 1001) counted"#,
        key(guild)
    )
    .fetch_one(&mut *db)
    .await?;
    let limit = i64::from(size) + 1;
    let rows = match place {
        Place::Start | Place::After(_) => {
            let after = if let Place::After(key) = place { key } else { i64::MAX };
            sqlx::query_as!(
                EventRow,
                r#"select seq, at as "at: jiff_sqlx::Timestamp", actor_id, setting, old, new from setting_events
                 where guild_id = $1 and seq < $2 order by seq desc limit $3"#,
                key(guild),
                after,
                limit
            )
            .fetch_all(db)
            .await?
        }
        Place::Before(before) => sqlx::query_as!(
            EventRow,
            r#"select seq, at as "at: jiff_sqlx::Timestamp", actor_id, setting, old, new from setting_events
                 where guild_id = $1 and seq > $2 order by seq limit $3"#,
            key(guild),
            before,
            limit
        )
        .fetch_all(db)
        .await?,
    };
    let rows = rows.into_iter().map(event).collect();
    Ok(Page::new(place, rows, size, Total::up_to(MOST_COUNTED, total)))
}

/// Records a change of settings and who made it; `None` for the operator.
pub(in crate::store) async fn record(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: Option<UserId>,
    setting: &str,
    old: Value,
    new: Value,
) -> Result<()> {
    sqlx::query!(
        "insert into setting_events (guild_id, actor_id, setting, old, new) values ($1, $2, $3, $4, $5)",
        key(guild),
        actor.map(key),
        setting,
        old,
        new
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Records a change of Gavel's profile in a server: `fields` are those that changed.
pub async fn profile_changed(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    fields: Value,
) -> Result<()> {
    record(tx, guild, Some(actor), "profile", Value::Null, fields).await
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
