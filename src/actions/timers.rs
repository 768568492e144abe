//! Timers that fire: the end of something temporary, and the next slice of what is longer than Discord allows. A
//! lockdown's timers do most of their work in its own files.

use crate::actions::lockdown::{end, pause};
use crate::actions::schedule::{self, CATCHING_UP, ExpireCase, PENDING, RenewCase, SLICE};
use crate::actions::{by_hand, modlog, outcome, perform, retry};
use crate::discord::error_code;
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, NewCase, Status};
use crate::domain::ids::UserId;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::job::{JobContext, Next};
use crate::store::cases;
use crate::words;

/// Ends a temporary ban, jail, lock, slowmode, role or lockdown: opens a case, linked to it, that lifts it, and retries
/// until that is carried out.
pub async fn expire(mut job: JobContext<ExpireCase>) -> Result<Next> {
    let over = outcome::find(&job, job.payload.0.number).await?;
    let now = job.app.clock.now();
    let is_begun = job.progress.lift.is_some();
    if !is_begun {
        match schedule::is_due(&over, lifting(&over)?) {
            None => return Ok(Next::RetryAt(now + PENDING)),
            Some(false) => return Ok(Next::Done(None)),
            Some(true) if by_hand::is_ahead_of_the_record(&job, &over).await? => {
                return Ok(Next::RetryAt(now + CATCHING_UP));
            }
            Some(true) => {}
        }
        let new = lift(&over, job.app.discord.me().await?)?;
        let mut tx = job.step().await?;
        let lift = if new.kind.is_on_server() {
            end::follow(&mut tx, &new).await?
        } else {
            Some(cases::case_open(&mut tx, &new).await?)
        };
        let Some(lift) = lift else { return Ok(Next::RetryAt(now + PENDING)) };
        job.progress.lift = Some(lift.number);
        job.save_in(&mut tx).await?;
        tx.commit().await?;
    }
    // The end of a lockdown has a job of its own.
    if over.kind == Kind::Lockdown {
        return Ok(Next::Done(None));
    }
    let mut lift = outcome::find(&job, job.progress.lift.unwrap_or_default()).await?;
    let since = retry::since(&lift);
    if lift.status == Status::Pending && is_begun && by_hand::is_ahead_of_the_record(&job, &over).await? {
        return Ok(Next::RetryAt(now + CATCHING_UP));
    }
    if lift.status == Status::Pending {
        outcome::supersede(&job, &mut lift).await?;
    }
    if lift.status == Status::Pending {
        match perform::perform(&job, &mut lift, since.get()).await {
            Ok(summary) => outcome::applied(&job, &mut lift, summary).await?,
            Err(error @ Error::Discord { .. }) => return retry::refused(&job, &lift, &error).await,
            Err(other) => return Err(other),
        }
    }
    modlog::post(&job, &mut lift, since).await?;
    Ok(Next::Done(None))
}

/// Returns the kind of action that lifts what is over.
fn lifting(over: &Case) -> Result<Kind> {
    over.kind.undone_by().ok_or_else(|| Error::broken("a timer of what can't be lifted"))
}

/// Returns the case that lifts what is over.
fn lift(over: &Case, me: UserId) -> Result<NewCase> {
    let kind = lifting(over)?;
    Ok(NewCase {
        target: over.target,
        target_name: over.target_name.clone(),
        channel: over.channel,
        role: over.changed_role(),
        reason: Some(words::expired_reason(over.kind.word(), over.number)),
        parent: Some(over.number),
        ..NewCase::new(over.guild, kind, me, "Gavel")
    })
}

/// Renews a timeout longer than Discord's 28 days, or a lockdown's pause, which Discord limits to a day.
pub async fn renew(job: JobContext<RenewCase>) -> Result<Next> {
    let case = outcome::find(&job, job.payload.0.number).await?;
    let now = job.app.clock.now();
    match schedule::is_due(&case, case.kind) {
        None => return Ok(Next::RetryAt(now + PENDING)),
        Some(false) => return Ok(Next::Done(None)),
        Some(true) => {}
    }
    if case.kind == Kind::Lockdown {
        return pause::renew(job, case).await;
    }
    if case.ends_at.is_some_and(|end| end <= now) {
        return Ok(Next::Done(None));
    }
    let (Some(target), until) = (case.target, schedule::slice(case.ends_at, now)) else {
        return Ok(Next::Done(None));
    };
    if by_hand::is_ahead_of_the_record(&job, &case).await? {
        return Ok(Next::RetryAt(now + CATCHING_UP));
    }
    match job.app.discord.timeout_set(case.guild, target, Some(until), &audit_reason(&case)).await {
        // Gone for now: if they come back before the end, the next slice applies.
        Ok(()) | Err(Error::Discord { code: error_code::UNKNOWN_MEMBER, .. }) => {}
        Err(error @ Error::Discord { .. }) => return retry::refused(&job, &case, &error).await,
        Err(other) => return Err(other),
    }
    if case.ends_at == Some(until) { Ok(Next::Done(None)) } else { Ok(Next::RetryAt(now + SLICE)) }
}
