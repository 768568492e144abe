//! Scheduling: the timers of a case, stored together with the case that sets them. Each is a job with a due time, and
//! acts only while that case is still in force.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{Connection, PgConnection};

use crate::actions::meanwhile;
use crate::domain::case::{Case, Status};
use crate::domain::channel::Change;
use crate::domain::concurrency::{CaseRef, ConcurrencyKey};
use crate::domain::ids::UserId;
use crate::domain::in_force::{Author, Decision, Ordered, decide};
use crate::domain::kind::Kind;
use crate::domain::pause::Pause;
use crate::error::{Error, Result};
use crate::kernel::job::{self, Job};
use crate::store::cases::{self, EndMoved};
use crate::store::jobs::{self, NewJob};

/// The longest timeout: Discord allows 28 days; an hour is left for clocks that disagree.
const LONGEST_TIMEOUT: SignedDuration = SignedDuration::from_hours(28 * 24 - 1);
/// The interval at which a long timeout is renewed.
pub(super) const SLICE: SignedDuration = SignedDuration::from_hours(27 * 24);
/// The time before its end at which a lockdown's pause is renewed.
const AHEAD: SignedDuration = SignedDuration::from_hours(12);
/// The time for which a timer waits for the action that set it (while Discord is unreachable), or for an end that
/// somebody ordered.
pub(super) const PENDING: SignedDuration = SignedDuration::from_mins(1);
/// The time for which a timer waits until actions by hand are recorded.
pub(super) const CATCHING_UP: SignedDuration = SignedDuration::from_secs(15);

/// The job that ends something temporary: a ban, a jail, a lock, a slowmode, a role given or taken, a lockdown.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireCase(pub(super) CaseRef);

/// The progress of a case's end.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ExpireProgress {
    /// The case that records the end.
    pub(super) lift: Option<i32>,
}

impl Job for ExpireCase {
    const KIND: &'static str = "expire";
    type Progress = ExpireProgress;

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.0.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.0.number)
    }
}

/// The job that sends Discord the next slice of a long timeout, or of a lockdown's pause.
#[derive(Debug, Serialize, Deserialize)]
pub struct RenewCase(pub(super) CaseRef);

/// The progress of a case's renewal.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct RenewProgress {
    /// The time until which Discord is being told to pause.
    pub(super) until: Option<Timestamp>,
}

impl Job for RenewCase {
    const KIND: &'static str = "renew";
    type Progress = RenewProgress;

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.0.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.0.number)
    }
}

/// Returns the end of a timeout to send to Discord now; a longer timeout is renewed.
#[must_use]
pub fn slice(ends_at: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let longest = now.checked_add(LONGEST_TIMEOUT).unwrap_or(Timestamp::MAX);
    ends_at.map_or(longest, |end| end.min(longest))
}

/// Stores the timers of a case, in the transaction that opens it.
pub async fn set(tx: &mut PgConnection, case: &Case) -> Result<()> {
    set_from(tx, case, case.created_at).await
}

async fn set_from(tx: &mut PgConnection, case: &Case, from: Timestamp) -> Result<()> {
    for timer in timers_from(case, from)? {
        jobs::job_add(tx, timer).await?;
    }
    Ok(())
}

/// Returns the timers of a new case.
pub(super) fn timers(case: &Case) -> Result<Vec<NewJob>> {
    timers_from(case, case.created_at)
}

fn timers_from(case: &Case, from: Timestamp) -> Result<Vec<NewJob>> {
    let timer = match (case.kind, case.ends_at) {
        (kind, end) if kind.ends_by_itself() && end.is_none_or(|end| end > slice(Some(end), from)) => {
            let due = from.checked_add(SLICE).map_err(Error::broken)?;
            Some(RenewCase(case.into()).new_job_at(case.guild, due)?)
        }
        // Discord ends timeouts itself.
        (kind, Some(end)) if kind.lasts() && !kind.ends_by_itself() => {
            Some(ExpireCase(case.into()).new_job_at(case.guild, end)?)
        }
        _ => None,
    };
    let renewal = renewal(case).map(|due| RenewCase(case.into()).new_job_at(case.guild, due)).transpose()?;
    Ok(timer.into_iter().chain(renewal).collect())
}

/// Stores the timer that renews a lockdown's pause, if it must be renewed.
pub(super) async fn set_renewal(tx: &mut PgConnection, case: &Case) -> Result<()> {
    match renewal(case) {
        Some(due) => job::add(tx, case.guild, &RenewCase(case.into()), due).await,
        None => Ok(()),
    }
}

/// Returns the features that a lockdown pauses or is to pause.
pub(super) fn pause_of(case: &Case) -> Option<Pause> {
    match case.change {
        Some(Change::Lockdown(pause)) if pause.is_wanted() => Some(pause),
        _ => None,
    }
}

/// Returns the time at which a lockdown's pause must be renewed, if the lockdown outlasts it.
pub(super) fn renewal(case: &Case) -> Option<Timestamp> {
    let until = pause_of(case)?.until?;
    let is_outlasted = case.ends_at.is_none_or(|end| end.as_second() > until.as_second());
    until.checked_sub(AHEAD).ok().filter(|_| is_outlasted)
}

/// Moves the end of a case in force, and its timers with it. Returns `None`, and changes nothing, if the case is over
/// or its end already recorded.
pub async fn move_end(
    tx: &mut PgConnection,
    case: &mut Case,
    actor: Option<UserId>,
    ends_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Option<EndMoved>> {
    let mut tx = tx.begin().await?;
    // The timers first: one that fires in this instant has either recorded the end by now, or never will.
    jobs::timers_end(&mut *tx, case.guild, case.number, ExpireCase::KIND, RenewCase::KIND).await?;
    let Some(moved) = cases::case_end_move(&mut tx, case, actor, ends_at).await? else {
        tx.rollback().await?;
        return Ok(None);
    };
    set_from(&mut tx, case, now).await?;
    tx.commit().await?;
    Ok(Some(moved))
}

/// Returns `true` if a case's timer has an action of this kind to do; `None` until the case is carried out.
pub(super) fn is_due(case: &Case, kind: Kind) -> Option<bool> {
    let ordered = Ordered { kind, ends_at: case.ends_at, author: Author::Case { number: case.number } };
    match case.status {
        Status::Pending => None,
        Status::Failed(_) => Some(false),
        // What was voided while it was pending is lifted at once, and by its timer if that should fail.
        Status::Applied => Some(decide(meanwhile::state(case), ordered) != Decision::Keep),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_timeout_is_told_in_slices_that_discord_takes() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let days = |days: i64| now.checked_add(SignedDuration::from_hours(24 * days)).unwrap();
        assert_eq!(slice(Some(days(5)), now), days(5));
        assert!(slice(Some(days(60)), now) < days(28));
        assert_eq!(slice(None, now), slice(Some(days(60)), now));
    }
}
