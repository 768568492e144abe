//! Changes of cases by people: voiding, editing, moving the end.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use crate::domain::case::Case;
use crate::domain::case_event::CaseEvent;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::store::cases::record::event_add;
use crate::store::key;
use crate::words::Kept;

/// Voids a case. Returns `None` if there is no such case or it was voided before.
pub async fn case_void(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    actor: UserId,
    reason: Kept,
    at: Timestamp,
) -> Result<bool> {
    let stored = reason.as_stored();
    let done = sqlx::query!(
        "with voided as (
            update cases set voided_at = $4, voided_by = $3, void_reason = $5
            where guild_id = $1 and number = $2 and voided_at is null
            returning number
         )
         insert into case_events (guild_id, number, actor_id, event, detail) select $1, number, $3, $6, $7 from voided",
        key(guild),
        number,
        key(actor),
        at.to_sqlx() as jiff_sqlx::Timestamp,
        stored,
        CaseEvent::Voided.as_str(),
        json!({ "why": stored })
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes a case's reason, its points, and whether an appeal against it is impossible, if given. The moderator of record stays; old and new values are in the history.
pub async fn case_edit(
    tx: &mut PgConnection,
    case: &Case,
    actor: UserId,
    reason: Option<&str>,
    points: Option<i32>,
    no_appeal: Option<bool>,
) -> Result<()> {
    sqlx::query!(
        "update cases set reason = coalesce($3, reason), points = coalesce($4, points), no_appeal = coalesce($5, no_appeal)
         where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        reason,
        points,
        no_appeal
    )
    .execute(&mut *tx)
    .await?;
    if let Some(new) = reason {
        let detail = json!({ "what": "reason", "old": case.reason, "new": new });
        event_add(tx, case.guild, case.number, Some(actor), CaseEvent::Edited, detail).await?;
    }
    if let Some(new) = points {
        let detail = json!({ "what": "points", "old": case.points, "new": new });
        event_add(tx, case.guild, case.number, Some(actor), CaseEvent::Edited, detail).await?;
    }
    if let Some(new) = no_appeal {
        let detail = json!({ "what": "no_appeal", "old": case.no_appeal, "new": new });
        event_add(tx, case.guild, case.number, Some(actor), CaseEvent::Edited, detail).await?;
    }
    Ok(())
}

/// The old and the new end of a case; `None` for a case without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndMoved {
    pub old: Option<Timestamp>,
    pub new: Option<Timestamp>,
}

/// Moves the end of a case in force; old and new end are in the history. Returns `None` if the case is over, or the
/// case that ends it is recorded.
pub async fn case_end_move(
    tx: &mut PgConnection,
    case: &mut Case,
    actor: Option<UserId>,
    ends_at: Option<Timestamp>,
) -> Result<Option<EndMoved>> {
    let held = sqlx::query_scalar!(
        r#"
        select ends_at as "ends_at: jiff_sqlx::Timestamp" from cases
        where guild_id = $1 and number = $2 and status in ('pending', 'applied') and closed_at is null and voided_at is null
          and not exists (
            select from cases lifting
            where lifting.guild_id = $1 and lifting.parent = $2 and lifting.kind = $3 and lifting.status <> 'failed'
          )
        for update
        "#,
        key(case.guild),
        case.number,
        case.kind.undone_by().map(Kind::as_str)
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(old) = held else { return Ok(None) };
    let new = sqlx::query_scalar!(
        r#"update cases set ends_at = $3 where guild_id = $1 and number = $2 returning ends_at as "ends_at: jiff_sqlx::Timestamp""#,
        key(case.guild),
        case.number,
        ends_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>
    )
    .fetch_one(&mut *tx)
    .await?;
    // Read back, because the stored value is less precise.
    case.ends_at = new.map(|at| at.to_jiff());
    let moved = EndMoved { old: old.map(|at| at.to_jiff()), new: case.ends_at };
    let detail = json!({ "what": "duration", "old": moved.old, "new": moved.new });
    event_add(tx, case.guild, case.number, actor, CaseEvent::Edited, detail).await?;
    Ok(Some(moved))
}
