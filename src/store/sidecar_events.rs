//! Events that sidecars sent, and the sidecars themselves.

use std::collections::{BTreeSet, HashSet};

use sqlx::{PgExecutor, PgPool};

use crate::domain::event::{Event, EventKind, Hello};
use crate::domain::ids::GuildId;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::store::{PIECE, id, key};

/// The most sidecars that are recorded. Those silent for an hour make room.
const MOST: i64 = 1_000;

/// Takes events. Returns the ids, with their servers, of those that were not taken before.
pub async fn events_take(db: impl PgExecutor<'_>, events: &[Event]) -> Result<HashSet<(GuildId, String)>> {
    let mut taken: Vec<(i64, String)> =
        events.iter().map(|event| (key(event.guild), event.id.clone())).collect();
    // Sorted, so that two deliveries of the same events wait for each other and never deadlock.
    taken.sort_unstable();
    let (guilds, ids): (Vec<i64>, Vec<String>) = taken.into_iter().unzip();
    let rows = sqlx::query!(
        "insert into events (guild_id, event_id) select * from unnest($1::bigint[], $2::text[])
         on conflict do nothing returning guild_id, event_id",
        &guilds,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (id(row.guild_id), row.event_id)).collect())
}

/// Deletes events older than two days, which no sidecar sends again; a piece of them. Returns their number.
pub async fn events_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from events where (guild_id, event_id) in (
             select guild_id, event_id from events where received_at < now() - interval '2 days' order by received_at limit $1)",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Records a sidecar's hello. One arrives each second, so the time is only updated every twenty seconds. Returns `false` if
/// there are too many sidecars to record another.
pub async fn sidecar_seen(db: &PgPool, hello: &Hello) -> Result<bool> {
    let missing_intents: Vec<String> =
        hello.missing_intents.iter().map(|kind| kind.as_str().to_owned()).collect();
    let has_room = sqlx::query_scalar!(
        r#"with gone as (delete from sidecars where seen_at < now() - interval '1 hour' and shards <> $1)
           select (count(*) < $2 or bool_or(shards = $1)) as "it!" from sidecars"#,
        hello.shards,
        MOST
    )
    .fetch_one(db)
    .await?;
    if !has_room {
        return Ok(false);
    }
    sqlx::query!(
        "insert into sidecars (shards, missing_intents) values ($1, $2)
         on conflict (shards) do update set missing_intents = excluded.missing_intents, seen_at = now()
         where sidecars.missing_intents <> excluded.missing_intents or sidecars.seen_at < now() - interval '20 seconds'",
        hello.shards,
        &missing_intents
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// Returns `true` if any sidecar said hello within the last minute.
pub async fn sidecar_is_there(db: impl PgExecutor<'_>) -> Result<bool> {
    let there = sqlx::query_scalar!(
        r#"select exists (select from sidecars where seen_at > now() - interval '1 minute') as "there!""#
    )
    .fetch_one(db)
    .await?;
    Ok(there)
}

/// Returns the kinds of events that the sidecars can't receive; `None` if none said hello within the last minute.
pub async fn sidecar_state(db: impl PgExecutor<'_>) -> Result<Option<Vec<EventKind>>> {
    let rows = sqlx::query_scalar!(
        "select missing_intents from sidecars where seen_at > now() - interval '1 minute'"
    )
    .fetch_all(db)
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let missing: BTreeSet<EventKind> =
        rows.iter().flatten().filter_map(|name| EventKind::parse(name)).collect();
    Ok(Some(missing.into_iter().collect()))
}

/// Returns `true` if any sidecar reports events of the kind from this server.
pub async fn sidecar_hears(db: impl PgExecutor<'_>, guild: GuildId, kind: EventKind) -> Result<bool> {
    let hears = sqlx::query_scalar!(r#"select sidecar_hears($1, $2) as "hears!""#, key(guild), kind.as_str())
        .fetch_one(db)
        .await?;
    Ok(hears)
}

/// Returns the number of the newest change of any server's settings, which may not be visible yet.
pub async fn settings_change_newest(db: impl PgExecutor<'_>) -> Result<i64> {
    let version = sqlx::query_scalar!(
        r#"select case when is_called then last_value else 0 end as "version!" from setting_events_seq_seq"#
    )
    .fetch_one(db)
    .await?;
    Ok(version)
}

/// Returns the settings of each server that set something. Unreadable ones are skipped, so that they don't affect the
/// others.
pub async fn settings_all(db: &PgPool) -> Result<Vec<(GuildId, Settings)>> {
    let rows =
        sqlx::query!("select guild_id, settings from guilds where settings <> '{}'").fetch_all(db).await?;
    let read = rows.into_iter().filter_map(|row| match serde_json::from_value(row.settings) {
        Ok(settings) => Some((id(row.guild_id), settings)),
        Err(error) => {
            tracing::error!(guild = row.guild_id, %error, "the settings of a server can't be read; its events are passed over");
            None
        }
    });
    Ok(read.collect())
}
