//! The outcome of a case, step by step, each with an entry in its history.

use serde_json::json;
use sqlx::PgConnection;

use crate::domain::case::{Case, Logged, Notified, SentNotice, Status};
use crate::domain::case_event::CaseEvent;
use crate::domain::channel::Change;
use crate::domain::evidence::EvidenceStatus;
use crate::domain::ids::RoleId;
use crate::error::{Error, Result};
use crate::store::cases::record::event_add;
use crate::store::key;

/// Stores the outcome of telling the member, with the message that was sent.
pub async fn case_notified(
    tx: &mut PgConnection,
    case: &mut Case,
    outcome: Notified,
    sent: Option<SentNotice>,
) -> Result<()> {
    sqlx::query!(
        "update cases set notified = $3, notice = $4 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        outcome.as_str(),
        sent.as_ref().map(serde_json::to_value).transpose().map_err(Error::broken)?
    )
    .execute(&mut *tx)
    .await?;
    (case.notified, case.notice) = (Some(outcome), sent);
    event_add(tx, case.guild, case.number, None, CaseEvent::Notified, json!({ "outcome": outcome.as_str() }))
        .await
}

/// Stores what the direct message says now, and where it is.
pub async fn case_notice(tx: &mut PgConnection, case: &mut Case, sent: SentNotice) -> Result<()> {
    sqlx::query!(
        "update cases set notice = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        serde_json::to_value(&sent).map_err(Error::broken)?
    )
    .execute(tx)
    .await?;
    case.notice = Some(sent);
    Ok(())
}

/// Stores that the action was carried out.
pub async fn case_applied(tx: &mut PgConnection, case: &mut Case, summary: Option<String>) -> Result<()> {
    let applied_at = sqlx::query_scalar!(
        r#"update cases set status = 'applied', applied_at = now(), summary = $3 where guild_id = $1 and number = $2
           returning applied_at as "at: jiff_sqlx::Timestamp""#,
        key(case.guild),
        case.number,
        summary
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
        serde_json::to_value(change).map_err(Error::broken)?
    )
    .execute(tx)
    .await?;
    case.change = Some(change);
    Ok(())
}

/// Stores that Discord refused the action for good.
pub async fn case_failed(tx: &mut PgConnection, case: &mut Case, why: &str) -> Result<()> {
    sqlx::query!(
        "update cases set status = 'failed', failure = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        why
    )
    .execute(&mut *tx)
    .await?;
    case.status = Status::Failed(why.to_owned());
    event_add(tx, case.guild, case.number, None, CaseEvent::Failed, json!({ "why": why })).await
}

/// Stores the outcome of the mod-log post.
pub async fn case_logged(tx: &mut PgConnection, case: &mut Case, outcome: Logged) -> Result<()> {
    let (text, channel, message) = match outcome {
        Logged::Off => ("off", None, None),
        Logged::Posted { channel, message } => ("posted", Some(key(channel)), Some(key(message))),
        Logged::Failed(channel) => ("failed", Some(key(channel)), None),
    };
    sqlx::query!(
        "update cases set logged = $3, log_channel_id = $4, log_message_id = $5 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        text,
        channel,
        message
    )
    .execute(&mut *tx)
    .await?;
    case.logged = Some(outcome);
    event_add(tx, case.guild, case.number, None, CaseEvent::Logged, json!({ "outcome": text })).await
}

/// Stores the status of the evidence. The address of its source is deleted.
pub async fn case_evidence(tx: &mut PgConnection, case: &mut Case, status: EvidenceStatus) -> Result<()> {
    let Some(mut evidence) = case.evidence.clone() else { return Ok(()) };
    let outcome = match &status {
        EvidenceStatus::Waiting { .. } => "waiting".to_owned(),
        EvidenceStatus::Kept => "kept".to_owned(),
        EvidenceStatus::Lost(why) => format!("not kept: {why}"),
    };
    evidence.status = status;
    sqlx::query!(
        "update cases set evidence = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        serde_json::to_value(&evidence).map_err(Error::broken)?
    )
    .execute(&mut *tx)
    .await?;
    case.evidence = Some(evidence);
    event_add(tx, case.guild, case.number, None, CaseEvent::Evidence, json!({ "outcome": outcome })).await
}
