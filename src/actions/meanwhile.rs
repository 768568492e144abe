//! Orders at once: what was checked before an order is decided once more in the transaction that records it, where the
//! orders of one server wait for each other. The second of two presses finds what the first one ordered.

use crate::domain::case::{Case, Status};
use crate::domain::in_force::{Author, Decision, InForce, Ordered, Refusal, decide};
use crate::words;

/// The last word of the record, where it is an order that is being carried out.
#[must_use]
pub fn awaited(last: &Option<Case>) -> Option<&Case> {
    last.as_ref().filter(|last| last.status == Status::Pending)
}

/// The state that a case leaves.
#[must_use]
pub fn state(last: &Case) -> Option<InForce> {
    let holds = last.kind.lasts() && last.closed_at.is_none();
    holds.then_some(InForce { kind: last.kind, ends_at: last.ends_at, case: Some(last.number) })
}

/// The decision on an order whose case is open, given the last word before the checks and the last word now. `Err`: the
/// refusal.
pub fn decide_again(
    before: &Option<Case>,
    now: &Option<Case>,
    ordered: &Case,
    agreed: bool,
) -> Result<Decision, String> {
    if let (Some(parent), Some(last)) = (ordered.parent, now)
        && state(last).is_some_and(|held| held.case != Some(parent))
        && ordered.kind.undoes() == Some(last.kind)
    {
        return Err(words::meanwhile_replaced(parent, last.link()));
    }
    let word = |last: &Case| (last.number, last.status.clone(), last.closed_at.is_some(), last.ends_at);
    let is_new = |last: &&Case| before.as_ref().map(word) != Some(word(last));
    let Some(last) = awaited(now).or(now.as_ref().filter(is_new)) else { return Ok(Decision::Do) };
    let author = Author::Person { agreed };
    let order = Ordered { kind: ordered.kind, ends_at: ordered.ends_at, author };
    match decide(state(last), order) {
        Decision::Refuse(rule) => Err(refusal(rule, last, ordered.parent)),
        decision => Ok(decision),
    }
}

/// The refusal of what another case does or did already. `parent`: the case that was to be taken back.
#[must_use]
pub fn refusal(rule: Refusal, last: &Case, parent: Option<i32>) -> String {
    let (link, is_awaited) = (last.link(), last.status == Status::Pending);
    let on = last.subject().map(|subject| subject.to_string()).unwrap_or_default();
    let lifted = parent.or(last.parent.filter(|_| last.kind.undoes().is_some()));
    match (rule, lifted) {
        (Refusal::NothingToLift | Refusal::NothingNew, Some(lifted))
            if last.parent == parent || parent.is_none() =>
        {
            match is_awaited {
                true => words::meanwhile_being_lifted(lifted, link),
                false => words::meanwhile_lifted(lifted, link),
            }
        }
        (Refusal::NothingToLift | Refusal::NothingNew, _) if is_awaited => words::meanwhile_same(on, link),
        (Refusal::NothingToLift, _) => words::meanwhile_nothing_to_lift(on, last.kind.done(), link),
        (Refusal::NothingNew, _) => words::meanwhile_nothing_to_do(on, last.kind.done(), link),
        (Refusal::WouldLift, _) => words::meanwhile_would_lift(on, link),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;
    use jiff::{SignedDuration, Timestamp};

    fn case(number: i32, kind: Kind, status: Status) -> Option<Case> {
        Some(Case { number, status, ..Case::of(kind) })
    }

    fn decided(before: &Option<Case>, now: &Option<Case>, ordered: Case) -> String {
        match decide_again(before, now, &ordered, false) {
            Ok(decision) => format!("{decision:?}"),
            Err(refusal) => refusal,
        }
    }

    #[test]
    fn what_others_ordered_meanwhile_decides() {
        let (ban, unban) = (|status| case(1, Kind::Ban, status), |status| case(2, Kind::Unban, status));
        let order = |kind| Case { number: 3, ..Case::of(kind) };
        let lift = |parent| Case { parent: Some(parent), ..order(Kind::Unban) };
        let hour = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        let held = ban(Status::Applied);
        // Nothing happened since the checks: they stand, whatever the record says.
        assert_eq!(decided(&held, &held, order(Kind::Ban)), "Do");
        assert_eq!(decided(&None, &None, order(Kind::Ban)), "Do");
        for (now, ordered, decision) in [
            (unban(Status::Pending), order(Kind::Unban), "already being done"),
            (unban(Status::Applied), order(Kind::Unban), "nothing to lift"),
            (
                case(2, Kind::Unban, Status::Pending).map(|it| Case { parent: Some(1), ..it }),
                lift(1),
                "Case #1 is being lifted by",
            ),
            (
                case(2, Kind::Unban, Status::Applied).map(|it| Case { parent: Some(1), ..it }),
                lift(1),
                "Case #1 was already lifted by",
            ),
            (unban(Status::Pending), order(Kind::Ban), "Do"),
            (case(2, Kind::Ban, Status::Pending), order(Kind::Ban), "already being done"),
            (case(2, Kind::Ban, Status::Applied), order(Kind::Ban), "nothing to do"),
            (case(2, Kind::Ban, Status::Pending), Case { ends_at: Some(hour), ..order(Kind::Ban) }, "Ask"),
            (case(2, Kind::Ban, Status::Pending), order(Kind::Unban), "Do"),
            (case(2, Kind::Ban, Status::Pending), order(Kind::Softban), "a softban would lift the ban"),
            (case(2, Kind::Ban, Status::Applied), lift(1), "Case #1 was replaced by case #2"),
        ] {
            let text = decided(&held, &now, ordered.clone());
            assert!(text.contains(decision), "{:?} after {now:?}: {text}", ordered.kind);
        }
    }
}
