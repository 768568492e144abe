//! Periodic jobs: each known server has one of each kind, which reschedules itself.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::{Value, json};
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

    /// Returns the job as a row for the statement that comes with every order.
    pub(in crate::store) fn row(&self, due: Due) -> Value {
        json!({
            "kind": self.kind, "concurrency_key": self.key(), "progress": self.progress, "run_at": self.run_at,
            "told_by": self.told_by.map(EventKind::as_str), "is_hastened": due == Due::Hastened,
        })
    }
}

/// The time at which a periodic job that the server has already is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Unchanged,
    /// At `run_at`, if not before, unless a sidecar reports the same from the server.
    Hastened,
}

/// Adds a periodic job to servers that do not have it, spread over time. Does not wait for others who do the same.
pub async fn periodic_begin(db: impl PgExecutor<'_>, guilds: &[GuildId], new: &NewPeriodic) -> Result<()> {
    let guilds: Vec<i64> = guilds.iter().copied().map(key).collect();
    sqlx::query!(
        "insert into jobs (guild_id, kind, concurrency_key, urgent, periodic, payload, progress, run_at)
         select it.guild_id, $2, $5, false, true, '{}', $3, $4::timestamptz + (it.place - 1) * interval '100 milliseconds'
         from unnest($1::bigint[]) with ordinality as it (guild_id, place)
         where not exists (
             select from jobs where jobs.guild_id = it.guild_id and kind = $2 and periodic and finished_at is null
         )
         on conflict (guild_id, kind) where periodic and finished_at is null do nothing",
        &guilds,
        new.kind,
        new.progress,
        new.run_at.to_sqlx() as jiff_sqlx::Timestamp,
        new.key()
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
