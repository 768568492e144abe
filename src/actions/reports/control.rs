//! The buttons on a report's card, and the forms that they open.

use twilight_model::guild::Permissions;

use crate::domain::kind::Kind;
use crate::kernel::command::Ack;
use crate::kernel::control::Control;

/// The actions that a card offers.
pub(super) const OFFERED: [Kind; 3] = [Kind::Warn, Kind::Timeout, Kind::Ban];

/// A control of a report, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportControl {
    /// Takes it on, or gives it back.
    Claim {
        number: i32,
    },
    /// Deletes the reported message.
    Delete {
        number: i32,
    },
    /// Opens the form for dismissing it.
    Dismiss {
        number: i32,
    },
    SubmitDismissal {
        number: i32,
    },
    Reopen {
        number: i32,
    },
    /// Opens the form of an action.
    Act {
        number: i32,
        kind: Kind,
    },
    SubmitAction {
        number: i32,
        kind: Kind,
    },
}

impl Control for ReportControl {
    const FEATURE: &'static str = "report";

    fn write(&self) -> String {
        match self {
            Self::Claim { number } => format!("claim:{number}"),
            Self::Delete { number } => format!("delete:{number}"),
            Self::Dismiss { number } => format!("dismiss:{number}"),
            Self::SubmitDismissal { number } => format!("dismissed:{number}"),
            Self::Reopen { number } => format!("reopen:{number}"),
            Self::Act { number, kind } => format!("act:{number}:{}", kind.as_str()),
            Self::SubmitAction { number, kind } => format!("acted:{number}:{}", kind.as_str()),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let number = fields.get(1)?.parse().ok()?;
        let kind = |name: &str| Kind::parse(name).filter(|kind| OFFERED.contains(kind));
        match *fields {
            ["claim", _] => Some(Self::Claim { number }),
            ["delete", _] => Some(Self::Delete { number }),
            ["dismiss", _] => Some(Self::Dismiss { number }),
            ["dismissed", _] => Some(Self::SubmitDismissal { number }),
            ["reopen", _] => Some(Self::Reopen { number }),
            ["act", _, name] => Some(Self::Act { number, kind: kind(name)? }),
            ["acted", _, name] => Some(Self::SubmitAction { number, kind: kind(name)? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Dismiss { .. } | Self::Act { .. } => Ack::Immediate,
            _ => Ack::Private,
        }
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Act { kind, .. } | Self::SubmitAction { kind, .. } => kind.permission(),
            _ => Permissions::MODERATE_MEMBERS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;

    #[test]
    fn the_controls_are_read_back_as_they_were_written() {
        let number = i32::MAX;
        for control in [
            ReportControl::Claim { number },
            ReportControl::Delete { number },
            ReportControl::Dismiss { number },
            ReportControl::SubmitDismissal { number },
            ReportControl::Reopen { number },
            ReportControl::Act { number, kind: Kind::Ban },
            ReportControl::SubmitAction { number, kind: Kind::Timeout },
        ] {
            let id = control.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(ReportControl::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
        assert_eq!(ReportControl::read(&["act", "1", "kick"]), None);
        assert_eq!(ReportControl::read(&["claim"]), None);
    }
}
