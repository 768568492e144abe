//! The buttons and forms of tags, and their custom ids.

use twilight_model::guild::Permissions;

use crate::features::people::tag::access::MANAGE;
use crate::kernel::command::Ack;
use crate::kernel::control;
use crate::kernel::waiting::Away;

/// A button or form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::people) enum Control {
    /// The form of a new tag.
    Create,
    /// Opens the form of a tag.
    Edit {
        tag: i64,
    },
    /// The form of a tag.
    Change {
        tag: i64,
    },
    AskDelete {
        tag: i64,
    },
    Delete {
        tag: i64,
    },
    Keep,
    /// Turns to a page of the list.
    Page {
        page: usize,
    },
}

impl control::Control for Control {
    const FEATURE: &'static str = "tag";

    fn write(&self) -> String {
        match self {
            Self::Create => "create".to_owned(),
            Self::Edit { tag } => format!("edit:{tag}"),
            Self::Change { tag } => format!("change:{tag}"),
            Self::AskDelete { tag } => format!("ask_delete:{tag}"),
            Self::Delete { tag } => format!("delete:{tag}"),
            Self::Keep => "keep".to_owned(),
            Self::Page { page } => format!("page:{page}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match *fields {
            ["create"] => Some(Self::Create),
            ["edit", tag] => Some(Self::Edit { tag: tag.parse().ok()? }),
            ["change", tag] => Some(Self::Change { tag: tag.parse().ok()? }),
            ["ask_delete", tag] => Some(Self::AskDelete { tag: tag.parse().ok()? }),
            ["delete", tag] => Some(Self::Delete { tag: tag.parse().ok()? }),
            ["keep"] => Some(Self::Keep),
            ["page", page] => Some(Self::Page { page: page.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Create | Self::Change { .. } => Ack::Private,
            Self::Edit { .. } => Ack::Immediate,
            Self::AskDelete { .. } | Self::Delete { .. } | Self::Keep | Self::Page { .. } => Ack::Update,
        }
    }

    fn away(&self) -> Away {
        match self {
            Self::AskDelete { .. } | Self::Keep | Self::Page { .. } => Away::Reads,
            _ => Away::Waits,
        }
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Page { .. } => Permissions::empty(),
            _ => MANAGE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;
    use crate::kernel::control::Control as _;

    #[test]
    fn the_controls_are_read_back_as_they_were_written() {
        let tag = i64::MAX;
        for control in [
            Control::Create,
            Control::Edit { tag },
            Control::Change { tag },
            Control::AskDelete { tag },
            Control::Delete { tag },
            Control::Keep,
            Control::Page { page: usize::MAX },
        ] {
            let id = control.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(Control::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
    }
}
