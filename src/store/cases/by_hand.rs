//! Cases of actions without Gavel: recorded once, with the time of the action, however late Gavel learns of it.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::{Case, NewCase};
use crate::domain::case_event::CaseEvent;
use crate::domain::ids::GuildId;
use crate::error::Result;
use crate::store::cases::force::cases_close;
use crate::store::cases::record::{Row, case_open, event_add, names, subject};
use crate::store::key;
use crate::words::Kept;

/// An action by hand, from the audit log.
#[derive(Clone, Debug)]
pub struct ActionByHand {
    pub entry: u64,
    pub at: Timestamp,
    /// The person who did it, in words.
    pub summary: Kept,
    /// The time at which it was over, if it is.
    pub over: Option<Timestamp>,
}

/// Returns `true` if an entry of the audit log has its case.
pub async fn entry_is_recorded(db: impl PgExecutor<'_>, guild: GuildId, entry: u64) -> Result<bool> {
    let recorded = sqlx::query_scalar!(
        r#"select exists (select from cases where guild_id = $1 and audit_entry = $2) as "recorded!""#,
        key(guild),
        entry.cast_signed()
    )
    .fetch_one(db)
    .await?;
    Ok(recorded)
}

/// Records an action. Closes what was in force before it, which is its parent if it lifted that. If something else took
/// effect later, the new case is closed at once.
pub async fn case_record(tx: &mut PgConnection, new: &NewCase, action: &ActionByHand) -> Result<Case> {
    let parent = if new.kind.lasts() { None } else { held_at(tx, new, action).await? };
    let opened = case_open(tx, &NewCase { parent, ..new.clone() }).await?;
    let row = query_cases!(
        "update cases set status = 'applied', created_at = $3, applied_at = $3, audit_entry = $4, summary = $5
         where guild_id = $1 and number = $2 returning",
        "",
        key(opened.guild),
        opened.number,
        action.at.to_sqlx() as jiff_sqlx::Timestamp,
        action.entry.cast_signed(),
        action.summary.as_stored()
    )
    .fetch_one(&mut *tx)
    .await?;
    let mut case: Case = row.try_into()?;
    event_add(tx, case.guild, case.number, None, CaseEvent::Recorded, json!({})).await?;
    let closed = cases_close(tx, &case).await?;
    case.ended = closed.into_iter().max();
    if case.kind.lasts() {
        let later = superseded_at(tx, &case, action.entry).await?;
        case.closed_at = later.into_iter().chain(action.over).min();
        close(tx, &case).await?;
    }
    Ok(case)
}

/// Returns the case that was in force for the person at that time, and that the action ended.
async fn held_at(tx: &mut PgConnection, new: &NewCase, action: &ActionByHand) -> Result<Option<i32>> {
    let held = sqlx::query_scalar!(
        "select max(number) from cases
         where guild_id = $1 and coalesce(target_id, channel_id) = $2 and kind = any($3) and status = 'applied'
           and (closed_at is null or closed_at > $4) and (coalesce(applied_at, created_at), audit_entry) < ($4, $5)",
        key(new.guild),
        new.target.map(key),
        &names(new.kind.closes().iter().copied()),
        action.at.to_sqlx() as jiff_sqlx::Timestamp,
        action.entry.cast_signed()
    )
    .fetch_one(tx)
    .await?;
    Ok(held)
}

/// Returns the time at which something else took the case's place.
async fn superseded_at(tx: &mut PgConnection, case: &Case, entry: u64) -> Result<Option<Timestamp>> {
    let (subject, _) = subject(case);
    let later = sqlx::query_scalar!(
        r#"
        select min(coalesce(applied_at, created_at)) as "at: jiff_sqlx::Timestamp" from cases
        where guild_id = $1 and coalesce(target_id, channel_id) = $2 and number <> $3 and kind = any($4) and status = 'applied'
          and (coalesce(applied_at, created_at), audit_entry) > ($5, $6)
        "#,
        key(case.guild),
        subject,
        case.number,
        &names(case.kind.competing()),
        case.created_at.to_sqlx() as jiff_sqlx::Timestamp,
        entry.cast_signed()
    )
    .fetch_one(tx)
    .await?;
    Ok(later.map(|at| at.to_jiff()))
}

async fn close(tx: &mut PgConnection, case: &Case) -> Result<()> {
    sqlx::query!(
        "update cases set closed_at = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        case.closed_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>
    )
    .execute(tx)
    .await?;
    Ok(())
}
