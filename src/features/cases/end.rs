//! `/case edit … duration`: moves the end of a ban, timeout, jail, lock, slowmode, change of a role or lockdown in
//! force, counted from now.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actions::{channel_check, check, durations, schedule};
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, Status, Subject};
use crate::domain::member::Target;
use crate::domain::policy::PlannedAction;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::job::LeasedJob;
use crate::words;

/// Returns the new end, if the caller may set it: they must be allowed to order such a case now.
pub(super) async fn wanted(cx: &Cx, case: &Case, text: &str) -> Result<Option<Timestamp>> {
    let ends_at = durations::ends(cx, text).await?;
    is_movable(case, cx.app.clock.now()).map_err(Error::refused)?;
    gate::may_try(&cx.at, case.kind.permission())?;
    let role = case.changed_role();
    let planned = PlannedAction { kind: case.kind, points: 0, ends_at, role };
    let id = match case.subject() {
        Some(Subject::Person(id) | Subject::Role(id, _)) => id,
        Some(Subject::Channel(channel)) => {
            channel_check::may_change(cx, channel, planned, None).await?;
            return Ok(ends_at);
        }
        None => {
            check::may_in_server(cx, &check::look(cx).await?, planned)?;
            return Ok(ends_at);
        }
    };
    let member = cx.app.discord.member(case.guild, id).await?;
    check::may_act(cx, &Target::of(id, member), planned, None).await?;
    Ok(ends_at)
}

/// Fails, with one sentence, unless a case has an end that can be moved now.
fn is_movable(case: &Case, now: Timestamp) -> Result<(), String> {
    let number = case.number;
    if !case.kind.lasts() {
        return Err(words::cases_without_end(number));
    }
    match &case.status {
        Status::Pending if case.kind.is_on_server() => {
            return Err(words::cases_end_too_early(number));
        }
        Status::Failed(_) => {
            return Err(words::cases_end_not_applied(number));
        }
        // What carries it out reads the end it has then.
        Status::Pending | Status::Applied => {}
    }
    let is_spent = case.ends_at.is_some_and(|end| end <= now);
    if is_spent || case.closed_at.is_some() || case.voided_at.is_some() {
        return Err(ended(case));
    }
    Ok(())
}

/// Returns the refusal if the case ended first.
pub(super) fn over(case: &Case) -> Error {
    Error::refused(ended(case))
}

fn ended(case: &Case) -> String {
    words::cases_ended(case.number, words::command(&case.kind.command()))
}

/// Returns the sentence for the moderator on a case with a new end.
pub(super) fn changed(number: i32, ends_at: Option<Timestamp>) -> String {
    match ends_at {
        Some(end) => words::cases_changed_end(number, end.as_second()),
        None => words::cases_changed_endless(number),
    }
}

/// Discord's answer to a timeout's new end.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum TimeoutEdit {
    Taken,
    /// Refused with this code.
    Refused(u64),
}

/// Sends Discord a timeout's new end.
pub(super) async fn time_out(job: &LeasedJob, case: &Case) -> Result<TimeoutEdit> {
    let Some(target) = case.target.filter(|_| case.is_in_force() && case.voided_at.is_none()) else {
        return Ok(TimeoutEdit::Taken);
    };
    let now = job.app.clock.now();
    let until = Some(schedule::slice(case.ends_at, now)).filter(|end| *end > now);
    match job.app.discord.timeout_set(case.guild, target, until, &audit_reason(case)).await {
        Ok(()) => Ok(TimeoutEdit::Taken),
        Err(Error::Discord { code, .. }) => Ok(TimeoutEdit::Refused(code)),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;
    use jiff::SignedDuration;
    use twilight_model::id::Id;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn case(kind: Kind) -> Case {
        let (target, ends_at) = (Some(Id::new(3)), Some(NOW + SignedDuration::from_hours(1)));
        Case { number: 7, status: Status::Applied, target, ends_at, ..Case::of(kind) }
    }

    #[test]
    fn only_what_holds_and_has_an_end_can_be_moved() {
        let ban = || case(Kind::Ban);
        assert_eq!(is_movable(&ban(), NOW), Ok(()));
        assert_eq!(is_movable(&Case { ends_at: None, ..ban() }, NOW), Ok(()));
        assert_eq!(is_movable(&case(Kind::Timeout), NOW), Ok(()));
        assert_eq!(is_movable(&case(Kind::Jail), NOW), Ok(()));
        assert_eq!(is_movable(&Case { status: Status::Pending, ..ban() }, NOW), Ok(()));
        for (case, why) in [
            (case(Kind::Warn), "not a ban, timeout, jail"),
            (case(Kind::Unban), "not a ban, timeout, jail"),
            (Case { status: Status::Pending, ..case(Kind::Lockdown) }, "try again in a moment"),
            (Case { status: Status::Failed("".into()), ..ban() }, "was not applied"),
            (Case { closed_at: Some(NOW), ..ban() }, "already ended"),
            (Case { voided_at: Some(NOW), ..ban() }, "already ended"),
            (Case { ends_at: Some(NOW), ..ban() }, "already ended"),
        ] {
            assert!(is_movable(&case, NOW).unwrap_err().contains(why), "{why}");
        }
    }
}
