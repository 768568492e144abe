//! A step of a case's job, in one statement: the fence of the lease, the outcome, and its entries in the history.

use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::domain::case::{Case, Logged, Notified, SentNotice};
use crate::domain::case_event::CaseEvent;
use crate::domain::channel::Change;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::evidence::EvidenceStatus;
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::store::cases::outcome::{evidence_outcome, log_columns};
use crate::store::cases::record::{Row, case_find, names, subject};
use crate::store::jobs::{LEASE, StoredJob};
use crate::store::key;
use crate::words::Kept;

/// The outcome of a step. What is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct StepOutcome {
    /// The outcome of telling the member.
    pub notified: Option<Notified>,
    /// The direct message: where it is and what it says now.
    pub notice: Option<SentNotice>,
    /// The state of a channel, before it is changed.
    pub change: Option<Change>,
    /// The roles that a jail takes, before it takes them.
    pub roles: Option<Vec<RoleId>>,
    pub action: Option<ActionOutcome>,
    /// The outcome of the log post.
    pub logged: Option<Logged>,
    pub evidence: Option<EvidenceStatus>,
    /// The channel of direct messages with the person, to be remembered.
    pub direct_channel: Option<ChannelId>,
}

/// The outcome of the action itself.
#[derive(Clone, Debug)]
pub enum ActionOutcome {
    /// Carried out, with what is worth reporting.
    Applied(Option<Kept>),
    /// Refused for good, and why.
    Failed(Kept),
}

impl StepOutcome {
    /// Returns the entries of the history.
    fn events(&self) -> Vec<(CaseEvent, Value)> {
        let mut events = Vec::new();
        if let Some(outcome) = self.notified {
            events.push((CaseEvent::Notified, json!({ "outcome": outcome.as_str() })));
        }
        match &self.action {
            Some(ActionOutcome::Applied(_)) => events.push((CaseEvent::Applied, json!({}))),
            Some(ActionOutcome::Failed(why)) => {
                events.push((CaseEvent::Failed, json!({ "why": why.as_stored() })))
            }
            None => {}
        }
        if let Some(outcome) = self.logged {
            events.push((CaseEvent::Logged, json!({ "outcome": log_columns(outcome).0 })));
        }
        if let Some(status) = &self.evidence {
            events.push((CaseEvent::Evidence, evidence_outcome(status)));
        }
        events
    }
}

/// Stores a step's outcome and prolongs the lease. The case is then as the record has it.
///
/// # Errors
/// [`Error::LeaseLost`] if another process has the job now.
pub async fn case_step(
    db: &mut PgConnection,
    job: &StoredJob,
    case: &mut Case,
    outcome: StepOutcome,
) -> Result<()> {
    if store(db, job, case, outcome, &[]).await? { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Stores that the action was carried out, unless it ends or replaces other cases; and makes those waiting jobs with the
/// same key due that may be superseded, as [`superseded_make_due`](crate::store::jobs::superseded_make_due) does. Returns
/// `false` if nothing was stored, because there are such cases or the lease was lost.
pub async fn case_applied_alone(
    db: &mut PgConnection,
    job: &StoredJob,
    case: &mut Case,
    summary: Option<Kept>,
) -> Result<bool> {
    // What was done by hand may be older than what has a lower number.
    if case.audit_entry.is_some() {
        return Ok(false);
    }
    let outcome = StepOutcome { action: Some(ActionOutcome::Applied(summary)), ..StepOutcome::default() };
    store(db, job, case, outcome, case.kind.closes()).await
}

async fn store(
    db: &mut PgConnection,
    job: &StoredJob,
    case: &mut Case,
    outcome: StepOutcome,
    closes: &[Kind],
) -> Result<bool> {
    let (events, details): (Vec<String>, Vec<Value>) =
        outcome.events().into_iter().map(|(event, detail)| (event.as_str().to_owned(), detail)).unzip();
    let notified = outcome.notified.map(Notified::as_str);
    let notice = outcome.notice.map(serde_json::to_value).transpose().map_err(Error::broken)?;
    let change = outcome.change.map(serde_json::to_value).transpose().map_err(Error::broken)?;
    let roles: Option<Vec<i64>> = outcome.roles.map(|roles| roles.into_iter().map(key).collect());
    let (status, summary, failure) = match outcome.action {
        Some(ActionOutcome::Applied(summary)) => {
            (Some("applied"), summary.as_ref().map(Kept::as_stored), None)
        }
        Some(ActionOutcome::Failed(why)) => (Some("failed"), None, Some(why.as_stored())),
        None => (None, None, None),
    };
    let (logged, log_channel, log_message) = match outcome.logged.map(log_columns) {
        Some((text, channel, message)) => (Some(text), channel, message),
        None => (None, None, None),
    };
    let evidence = outcome.evidence.zip(case.evidence.clone());
    let evidence = evidence.map(|(status, mut evidence)| {
        evidence.status = status;
        serde_json::to_value(evidence)
    });
    let (on, role) = subject(case);
    let row = query_cases!(
        "with ended as (
            select number from cases
            where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3) and kind = any($4)
              and status = 'applied' and closed_at is null and number <> $5
              and (number < $5 or coalesce(applied_at, created_at) < (select created_at from cases where guild_id = $1 and number = $5))
         ), held as (
            update jobs set progress = $6, leases_lost = 0, leased_until = now() + make_interval(secs => $7)
            where guild_id = $1 and id = $8 and lease = $9 and not exists (select from ended)
            returning id
         ), changed as (
            update cases set
                notified = coalesce($10, notified), notice = coalesce($11, notice),
                status = coalesce($12, status), failure = coalesce($13, failure),
                summary = case when $12 = 'applied' then $14 else summary end,
                applied_at = case when $12 = 'applied' then now() else applied_at end,
                logged = coalesce($15, logged),
                log_channel_id = case when $15 is null then log_channel_id else $16 end,
                log_message_id = case when $15 is null then log_message_id else $17 end,
                evidence = coalesce($18, evidence), change = coalesce($23, change), roles = coalesce($24, roles)
            from held where guild_id = $1 and number = $5
            returning cases.*
         ), history as (
            insert into case_events (guild_id, number, event, detail)
            select $1, $5, event, detail from changed, unnest($19::text[], $20::jsonb[]) with ordinality as it (event, detail, place)
            order by place
         ), remembered as (
            insert into direct_channels (user_id, channel_id) select target_id, $21 from changed where $21::bigint is not null
            on conflict (user_id) do update set channel_id = excluded.channel_id
         ), due as (
            update jobs j set run_at = now() from cases c
            where exists (select from changed) and j.guild_id = $1 and j.concurrency_key = $22 and j.case_number < $5
              and j.finished_at is null and j.lease is null and j.suspended_at is null and j.run_at > now()
              and c.guild_id = $1 and c.number = j.case_number
              and (c.status = 'failed' or c.closed_at is not null or c.voided_at is not null or c.status = 'pending' and j.refusals > 0)
         )
         select",
        "from changed as cases",
        key(case.guild),
        on,
        role,
        &names(closes.iter().copied()),
        case.number,
        job.progress,
        LEASE.as_secs_f64(),
        job.id,
        job.lease,
        notified,
        notice,
        status,
        failure,
        summary,
        logged,
        log_channel,
        log_message,
        evidence.transpose().map_err(Error::broken)?,
        &events,
        &details,
        outcome.direct_channel.map(key),
        (!closes.is_empty()).then(|| ConcurrencyKey::of_case(case).to_string()),
        change,
        roles.as_deref()
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(false) };
    // A case that closed this one while the statement waited for it is not seen by it.
    *case = if row.closed_by.is_some() && row.closer_kind.is_none() {
        case_find(db, case.guild, case.number).await?.ok_or(Error::LeaseLost)?
    } else {
        row.try_into()?
    };
    Ok(true)
}
