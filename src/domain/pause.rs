//! Pauses of a lockdown beside its channels: of invites, and of direct messages between members.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::words;
use crate::words::Kept;

/// The pauses of a lockdown: invites, direct messages between members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub invites: bool,
    pub dms: bool,
    /// The end that Discord was told, to the second; `None` before that.
    pub until: Option<Timestamp>,
}

impl Pause {
    /// Returns `true` if anything is to be paused.
    #[must_use]
    pub fn is_wanted(self) -> bool {
        self.invites || self.dms
    }

    /// Returns the names for a sentence: `invites and direct messages`.
    #[must_use]
    pub fn names(self) -> Kept {
        match (self.invites, self.dms) {
            (true, true) => words::kept::pause_invites_and_dms(),
            (true, false) => words::kept::pause_invites(),
            (false, true) => words::kept::pause_dms(),
            (false, false) => words::kept::pause_nothing(),
        }
    }

    /// Returns the pauses of this one that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { invites: self.invites && !other.invites, dms: self.dms && !other.dms, until: None }
    }
}

/// The pauses in a server, with their ends, to the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paused {
    pub invites: Option<Timestamp>,
    pub dms: Option<Timestamp>,
}

impl Paused {
    /// Sets the wanted pauses to `to`, but only those that are as in `from`: others were changed by hand, and stay.
    /// Also returns the pauses that changed.
    #[must_use]
    pub fn turned(self, wanted: Pause, from: &[Option<Timestamp>], to: Option<Timestamp>) -> (Self, Pause) {
        let turns = |wanted: bool, now| wanted && from.contains(&now);
        let (invites, dms) = (turns(wanted.invites, self.invites), turns(wanted.dms, self.dms));
        let now = |turns, now| if turns { to } else { now };
        let paused = Self { invites: now(invites, self.invites), dms: now(dms, self.dms) };
        (paused, Pause { invites, dms, until: to.filter(|_| invites || dms) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_that_somebody_else_set_or_ended_stays_theirs() {
        let at = |second| Timestamp::from_second(second).ok();
        let wanted = Pause { invites: true, dms: true, until: None };
        let theirs = Paused { invites: at(5), dms: None };
        let (now, ours) = theirs.turned(wanted, &[None, at(9)], at(9));
        assert_eq!(now, Paused { invites: at(5), dms: at(9) });
        assert_eq!(ours, Pause { invites: false, dms: true, until: at(9) });
        assert_eq!(wanted.without(ours).names().text(), "invites");
        assert_eq!(now.turned(ours, &[at(9)], None), (theirs, Pause { until: None, ..ours }));
        assert!(!theirs.turned(ours, &[at(9)], None).1.is_wanted());
    }
}
