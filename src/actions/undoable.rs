//! The buttons that take an action back, and the actions that can be taken back.

use jiff::{SignedDuration, Timestamp};
use twilight_model::guild::Permissions;

use crate::domain::case::{Case, Status};
use crate::domain::kind::Kind;
use crate::kernel::command::Ack;
use crate::kernel::control::Control;

/// The time for which an action can be taken back from its receipt.
pub const UNDO: SignedDuration = SignedDuration::from_mins(5);

/// Returns `true` if an action can be taken back. An action that takes back another can't be, and a lockdown has a
/// button of its own.
#[must_use]
pub fn can_be_undone(case: &Case) -> bool {
    let is_lifted = case.kind.undone_by().is_some() && !case.kind.is_on_server();
    case.kind.facts().has_points || (is_lifted && !takes_back(case))
}

fn takes_back(case: &Case) -> bool {
    case.parent.is_some() && case.kind.undoes().is_some()
}

/// Returns `true` if the receipt still offers Undo.
#[must_use]
pub fn is_undoable(case: &Case, now: Timestamp) -> bool {
    can_be_undone(case)
        && case.voided_at.is_none()
        && case.closed_at.is_none()
        && case.status == Status::Applied
        && now.duration_since(case.created_at) < UNDO
}

/// The button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// Takes back an action within its five minutes.
    Back { kind: Kind, number: i32 },
    /// Lifts what followed from a warning that was taken back.
    Lift { number: i32 },
}

impl Undo {
    /// Returns the button of a case; `None` if it can't be taken back.
    #[must_use]
    pub fn of(case: &Case) -> Option<Self> {
        let back = Self::Back { kind: case.kind, number: case.number };
        can_be_undone(case).then_some(back)
    }
}

impl Control for Undo {
    const FEATURE: &'static str = "undo";

    fn write(&self) -> String {
        match self {
            Self::Back { kind, number } => format!("{}:{number}", kind.as_str()),
            Self::Lift { number } => format!("lift:{number}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let [verb, number] = fields else { return None };
        let number = number.parse().ok()?;
        match *verb {
            "lift" => Some(Self::Lift { number }),
            kind => Kind::parse(kind)
                .filter(|kind| kind.facts().has_points || kind.lasts())
                .map(|kind| Self::Back { kind, number }),
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Back { kind, .. } => kind.permission(),
            // The permission depends on the case; it is checked on the press.
            Self::Lift { .. } => Permissions::empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buttons_are_read_back_as_they_were_written() {
        let back = |kind| Undo::Back { kind, number: 12 };
        for control in [back(Kind::Warn), back(Kind::Ban), Undo::Lift { number: i32::MAX }] {
            let id = control.id();
            assert_eq!(Undo::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
        assert_eq!(back(Kind::Warn).id(), "undo:1:warn:12");
        assert_eq!(Undo::read(&["warn", "x"]), None);
        assert_eq!(Undo::read(&["kick", "1"]), None);
    }
}
