//! Orders at once: what was checked before an order is decided once more in the transaction that records it, where the
//! orders of one server wait for each other. The second of two presses finds what the first one ordered.

use crate::domain::case::{Case, Status};
use crate::domain::in_force::{Author, Decision, InForce, Ordered, Refusal, decide};

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
    let word = |last: &Case| (last.number, last.status.clone(), last.closed_at.is_some(), last.ends_at);
    let Some(last) = now.as_ref().filter(|last| {
        last.status == Status::Pending || before.as_ref().map(word) != Some(word(last))
    }) else {
        return Ok(Decision::Do);
    };
    if let (Some(parent), Some(state)) = (ordered.parent, state(last))
        && state.case != Some(parent)
        && ordered.kind.undoes().is_some_and(|undone| last.kind == undone)
    {
        return Err(format!("Case #{parent} was replaced by {}, so it is not lifted.", last.link()));
    }
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
        (Refusal::NothingToLift | Refusal::NothingNew, Some(lifted)) if last.parent == parent || parent.is_none() => {
            let so = if is_awaited { "is being lifted by" } else { "was lifted already by" };
            format!("Case #{lifted} {so} {link}, so there is nothing to do.")
        }
        (Refusal::NothingToLift | Refusal::NothingNew, _) if is_awaited => {
            format!("The same is being carried out for {on} by {link}, so there is nothing to add to it.")
        }
        (Refusal::NothingToLift, _) => format!("{on} {} by {link} already, so there is nothing to lift.", last.kind.done()),
        (Refusal::NothingNew, _) => format!("{on} {} by {link} already, so there is nothing to do.", last.kind.done()),
        (Refusal::WouldLift, _) => format!(
            "{on} is being banned by {link}, and a softban would lift that; delete their messages with `/purge` and its `user`."
        ),
    }
}
