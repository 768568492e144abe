//! Periodic jobs: each known server has one of each kind, which reschedules itself.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::PgExecutor;

use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::EventKind;
use crate::domain::ids::GuildId;
use crate::error::Result;
use crate::store::key;

/// A periodic job at its beginning.
#[derive(Clone, Debug)]
pub struct NewPeriodic {
    pub kind: &'static str,
    pub progress: Value,
    pub run_at: Timestamp,
    /// The kind of event that tells the same sooner.
    pub told_by: Option<EventKind>,
}

impl NewPeriodic {
    fn key(&self) -> String {
        ConcurrencyKey::Kind(self.kind.to_owned()).to_string()
    }
}

/// The time at which a periodic job that the server has already is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Unchanged,
    /// At `run_at`, if not before, unless a sidecar reports the same from the server.
    Hastened,
}

/// Adds a periodic job to servers that do not have it, spread over time.
pub async fn periodic_begin(db: impl PgExecutor<'_>, guilds: &[GuildId], new: &NewPeriodic) -> Result<()> {
    add(db, guilds, new, Due::Unchanged).await
}

/// Makes a server's periodic job due at `run_at`, if not before; adds it if the server does not have it. One round trip,
/// because it comes with every order.
pub async fn periodic_hasten(db: impl PgExecutor<'_>, guild: GuildId, new: &NewPeriodic) -> Result<()> {
    add(db, &[guild], new, Due::Hastened).await
}

/// Adds a periodic job where it is missing. Does not wait for others who do the same.
async fn add(db: impl PgExecutor<'_>, guilds: &[GuildId], new: &NewPeriodic, due: Due) -> Result<()> {
    let guilds: Vec<i64> = guilds.iter().copied().map(key).collect();
    sqlx::query!(
        "with begun as (
             insert into jobs (guild_id, kind, concurrency_key, urgent, periodic, payload, progress, run_at)
             select it.guild_id, $2, $5, false, true, '{}', $3, $4::timestamptz + (it.place - 1) * interval '100 milliseconds'
             from unnest($1::bigint[]) with ordinality as it (guild_id, place)
             where not exists (
                 select from jobs where jobs.guild_id = it.guild_id and kind = $2 and periodic and finished_at is null
             )
             on conflict (guild_id, kind) where periodic and finished_at is null do nothing
         )
         update jobs set run_at = $4 where $6 and id in (
             select id from jobs
             where guild_id = any($1) and kind = $2 and periodic and finished_at is null
               and lease is null and suspended_at is null and run_at > $4
               and not coalesce(sidecar_hears(guild_id, $7), false)
             for update skip locked
         )",
        &guilds,
        new.kind,
        new.progress,
        new.run_at.to_sqlx() as jiff_sqlx::Timestamp,
        new.key(),
        due == Due::Hastened,
        new.told_by.map(EventKind::as_str)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Returns the progress of a server's periodic job; `None` if the server does not have it.
pub async fn periodic_progress(db: impl PgExecutor<'_>, guild: GuildId, kind: &str) -> Result<Option<Value>> {
    let progress = sqlx::query_scalar!(
        "select progress from jobs where guild_id = $1 and kind = $2 and periodic and finished_at is null",
        key(guild),
        kind
    )
    .fetch_optional(db)
    .await?;
    Ok(progress)
}
