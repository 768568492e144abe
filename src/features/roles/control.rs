//! The controls of a menu's panel, and their custom ids.

use twilight_model::guild::Permissions;

use crate::domain::ids::RoleId;
use crate::kernel::command::Ack;
use crate::kernel::control::Control;

/// The panel's controls, and its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    /// Sets the menu's roles.
    Roles {
        menu: i64,
    },
    /// Opens the form of one role.
    Entry {
        menu: i64,
    },
    SetEntry {
        menu: i64,
        role: RoleId,
    },
    /// Opens the form of title and text.
    Words {
        menu: i64,
    },
    SetWords {
        menu: i64,
    },
    /// Confirms the roles with these powers.
    Confirm {
        menu: i64,
        powers: u64,
    },
    Delete {
        menu: i64,
    },
    Keep,
}

impl Control for Panel {
    const FEATURE: &'static str = "rolemenu";

    fn write(&self) -> String {
        match self {
            Self::Roles { menu } => format!("roles:{menu}"),
            Self::Entry { menu } => format!("entry:{menu}"),
            Self::SetEntry { menu, role } => format!("set_entry:{menu}:{role}"),
            Self::Words { menu } => format!("words:{menu}"),
            Self::SetWords { menu } => format!("set_words:{menu}"),
            Self::Confirm { menu, powers } => format!("confirm:{menu}:{powers}"),
            Self::Delete { menu } => format!("delete:{menu}"),
            Self::Keep => "keep".to_owned(),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        if let ["keep"] = fields {
            return Some(Self::Keep);
        }
        let menu = fields.get(1)?.parse().ok()?;
        match *fields {
            ["roles", _] => Some(Self::Roles { menu }),
            ["entry", _] => Some(Self::Entry { menu }),
            ["set_entry", _, role] => Some(Self::SetEntry { menu, role: role.parse().ok()? }),
            ["words", _] => Some(Self::Words { menu }),
            ["set_words", _] => Some(Self::SetWords { menu }),
            ["confirm", _, powers] => Some(Self::Confirm { menu, powers: powers.parse().ok()? }),
            ["delete", _] => Some(Self::Delete { menu }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Entry { .. } | Self::Words { .. } => Ack::Immediate,
            _ => Ack::Update,
        }
    }

    fn permission(&self) -> Permissions {
        Permissions::MANAGE_ROLES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;
    use twilight_model::id::Id;

    #[test]
    fn the_controls_are_read_back_as_they_were_written() {
        let (menu, role) = (i64::MAX, Id::new(u64::MAX));
        for control in [
            Panel::Roles { menu },
            Panel::Entry { menu },
            Panel::SetEntry { menu, role },
            Panel::Words { menu },
            Panel::SetWords { menu },
            Panel::Confirm { menu, powers: u64::MAX },
            Panel::Delete { menu },
            Panel::Keep,
        ] {
            let id = control.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(Panel::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
    }
}
