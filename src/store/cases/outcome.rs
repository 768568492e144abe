//! The outcome of a case, step by step, each with an entry in its history.

use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::domain::case::{Case, Logged, Status};
use crate::domain::case_event::CaseEvent;
use crate::domain::channel::Change;
use crate::domain::evidence::EvidenceStatus;
use crate::domain::ids::RoleId;
use crate::error::{Error, Result};
use crate::store::cases::record::event_add;
use crate::store::key;
use crate::words::Kept;

/// Stores that the action was carried out.
pub async fn case_applied(tx: &mut PgConnection, case: &mut Case, summary: Option<Kept>) -> Result<()> {
    let applied_at = sqlx::query_scalar!(
        r#"update cases set status = 'applied', applied_at = now(), summary = $3 where guild_id = $1 and number = $2
           returning applied_at as "at: jiff_sqlx::Timestamp""#,
        key(case.guild),
        case.number,
        summary.as_ref().map(Kept::as_stored)
    )
    .fetch_one(&mut *tx)
    .await?;
    case.status = Status::Applied;
    case.applied_at = applied_at.map(|at| at.to_jiff());
    case.summary = summary;
    event_add(tx, case.guild, case.number, None, CaseEvent::Applied, json!({})).await
}

/// Stores the roles that a jail takes, before it takes them.
pub async fn case_roles(tx: &mut PgConnection, case: &mut Case, roles: Vec<RoleId>) -> Result<()> {
    let keys: Vec<i64> = roles.iter().copied().map(key).collect();
    sqlx::query!(
        "update cases set roles = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        &keys
    )
    .execute(tx)
    .await?;
    case.roles = Some(roles);
    Ok(())
}

/// Stores the state of a channel, before it is changed.
pub async fn case_change(tx: &mut PgConnection, case: &mut Case, change: Change) -> Result<()> {
    sqlx::query!(
        "update cases set change = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        serde_json::to_value(&change).map_err(Error::broken)?
    )
    .execute(tx)
    .await?;
    case.change = Some(change);
    Ok(())
}

/// Stores that Discord refused the action for good.
pub async fn case_failed(tx: &mut PgConnection, case: &mut Case, why: Kept) -> Result<()> {
    sqlx::query!(
        "update cases set status = 'failed', failure = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        why.as_stored()
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "why": why.as_stored() });
    case.status = Status::Failed(why);
    event_add(tx, case.guild, case.number, None, CaseEvent::Failed, detail).await
}

/// Returns the columns for the outcome of the mod-log post: its name, the channel and the message.
pub(super) fn log_columns(outcome: Logged) -> (&'static str, Option<i64>, Option<i64>) {
    match outcome {
        Logged::Off => ("off", None, None),
        Logged::Posted { channel, message } => ("posted", Some(key(channel)), Some(key(message))),
        Logged::Failed(channel) => ("failed", Some(key(channel)), None),
    }
}

/// Returns what the history says of the evidence.
pub(super) fn evidence_outcome(status: &EvidenceStatus) -> Value {
    match status {
        EvidenceStatus::Waiting { .. } => json!({ "outcome": "waiting" }),
        EvidenceStatus::Kept => json!({ "outcome": "kept" }),
        EvidenceStatus::Lost(why) => json!({ "outcome": "lost", "why": why.as_stored() }),
    }
}
