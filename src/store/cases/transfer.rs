//! Export and import of cases, in batches.
//!
//! An imported case is an object with the columns' names, as in [`CaseLine`]: Postgres makes the row from it, so that
//! no list of columns can be out of step.

use std::collections::HashSet;

use serde_json::Value;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use tokio_stream::StreamExt;

use crate::domain::case::Case;
use crate::domain::exported::{CaseLine, EventLine};
use crate::domain::ids::{AuditEntryId, GuildId};
use crate::error::{Error, Result};
use crate::store::cases::record::Row;
use crate::store::{id, key};
use crate::words::Kept;

/// Begins a transaction in which every statement sees the record as it is now.
pub async fn snapshot(db: &PgPool) -> Result<Transaction<'static, Postgres>> {
    let mut tx = db.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only").execute(&mut *tx).await?;
    Ok(tx)
}

/// Returns the cases whose numbers come after one, with their whole history, in order. Pages instead of a cursor, so
/// that a slow reader runs into no time limit of the database.
pub async fn cases_after(
    tx: &mut PgConnection,
    guild: GuildId,
    after: i32,
    limit: u32,
) -> Result<Vec<CaseLine>> {
    let cases = query_cases!(
        "select",
        "from cases where guild_id = $1 and number > $2 order by number limit $3",
        key(guild),
        after,
        i64::from(limit)
    )
    .fetch_all(&mut *tx)
    .await?;
    let Some(last) = cases.last().map(|case| case.number) else { return Ok(Vec::new()) };
    let events = sqlx::query!(
        "select number, at, actor_id, event, detail from case_events
         where guild_id = $1 and number > $2 and number <= $3 order by number, seq",
        key(guild),
        after,
        last
    )
    .fetch_all(tx)
    .await?;
    let mut events = events.into_iter().peekable();
    let mut lines = Vec::with_capacity(cases.len());
    for row in cases {
        let mut own = Vec::new();
        while let Some(event) = events.next_if(|event| event.number == row.number) {
            own.push(EventLine {
                at: event.at.to_jiff(),
                actor_id: event.actor_id.map(id),
                event: event.event,
                detail: with_why(event.detail, |stored| Kept::stored(stored).text()),
            });
        }
        lines.push(CaseLine::new(Case::try_from(row)?, own));
    }
    Ok(lines)
}

/// Returns the detail of an event with its sentence written in another way.
fn with_why(mut detail: Value, written: impl FnOnce(&str) -> String) -> Value {
    if let Some(why) = detail.get_mut("why") {
        *why = why.as_str().map(written).into();
    }
    detail
}

/// Locks the server's counter until the transaction ends, so that nobody else opens a case. Returns the last number in
/// use.
pub async fn numbers_lock(tx: &mut PgConnection, guild: GuildId) -> Result<i32> {
    sqlx::query!("insert into guilds (guild_id) values ($1) on conflict do nothing", key(guild))
        .execute(&mut *tx)
        .await?;
    let last = sqlx::query_scalar!("select last_case from guilds where guild_id = $1 for update", key(guild))
        .fetch_one(tx)
        .await?;
    Ok(last)
}

/// Returns the last number in use; 0 if there is none.
pub async fn number_last(tx: &mut PgConnection, guild: GuildId) -> Result<i32> {
    let last = sqlx::query_scalar!("select last_case from guilds where guild_id = $1", key(guild));
    Ok(last.fetch_optional(tx).await?.unwrap_or_default())
}

/// Makes later numbers come after this one.
pub async fn numbers_raise(tx: &mut PgConnection, guild: GuildId, to: i32) -> Result<()> {
    sqlx::query!("update guilds set last_case = greatest(last_case, $2) where guild_id = $1", key(guild), to)
        .execute(tx)
        .await?;
    Ok(())
}

/// Calls `found` with each number up to `up_to` that has a case, in order.
pub async fn numbers_taken(
    tx: &mut PgConnection,
    guild: GuildId,
    up_to: i32,
    mut found: impl FnMut(i32),
) -> Result<()> {
    let mut numbers = sqlx::query_scalar!(
        "select number from cases where guild_id = $1 and number <= $2 order by number",
        key(guild),
        up_to
    )
    .fetch(tx);
    while let Some(number) = numbers.next().await {
        found(number?);
    }
    Ok(())
}

/// Makes Postgres plan anew. Plans made for a small table, above all those of foreign key checks, would stay in use
/// while the table grows, and read more of it for every row.
pub async fn plans_forget(tx: &mut PgConnection) -> Result<()> {
    sqlx::query!("analyze cases").execute(tx).await?;
    Ok(())
}

/// Inserts cases of one server, under free numbers, with their history. Adds no jobs.
/// An audit log entry that has its case already is left out of the later one.
pub async fn cases_insert(tx: &mut PgConnection, guild: GuildId, lines: Vec<CaseLine>) -> Result<()> {
    let mut recorded = entries_recorded(tx, guild, &lines).await?;
    let mut cases = Vec::with_capacity(lines.len());
    let mut events = Vec::new();
    for mut line in lines {
        line.audit_entry = line.audit_entry.filter(|entry| recorded.insert(*entry));
        let number = line.number;
        let mut case = serde_json::to_value(line).map_err(Error::broken)?;
        for sentence in ["failure", "summary", "void_reason"] {
            case[sentence] = case[sentence].as_str().map(|text| Kept::from(text).as_stored()).into();
        }
        case["guild_id"] = Value::from(key(guild));
        let history = case.as_object_mut().and_then(|case| case.remove("events"));
        if let Some(Value::Array(history)) = history {
            for mut event in history {
                event["detail"] = with_why(event["detail"].take(), |text| Kept::from(text).as_stored());
                event["number"] = number.into();
                event["place"] = events.len().into();
                events.push(event);
            }
        }
        cases.push(case);
    }
    sqlx::query!(
        "insert into cases select * from jsonb_populate_recordset(null::cases, $1)",
        Value::Array(cases)
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into case_events (guild_id, number, at, actor_id, event, detail)
         select $1, it.number, it.at, it.actor_id, it.event, it.detail
         from jsonb_to_recordset($2) as it (place integer, number integer, at timestamptz, actor_id bigint, event text, detail jsonb)
         order by it.place",
        key(guild),
        Value::Array(events)
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns which of the lines' audit log entries have a case in the server.
async fn entries_recorded(
    tx: &mut PgConnection,
    guild: GuildId,
    lines: &[CaseLine],
) -> Result<HashSet<AuditEntryId>> {
    let entries: Vec<i64> = lines.iter().filter_map(|line| line.audit_entry).map(key).collect();
    let recorded = sqlx::query_scalar!(
        r#"select audit_entry as "entry!" from cases where guild_id = $1 and audit_entry = any($2)"#,
        key(guild),
        &entries
    )
    .fetch_all(tx)
    .await?;
    Ok(recorded.into_iter().map(id).collect())
}
