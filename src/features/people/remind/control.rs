//! The buttons and selects of reminders, and their custom ids.

use twilight_model::guild::Permissions;

use crate::domain::ids::{InteractionId, UserId};
use crate::kernel::command::Ack;
use crate::kernel::control;

/// A button or select. Each acts on the reminders of the person who presses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::people) enum Control {
    /// Cancels a reminder, on its receipt.
    Cancel { reminder: InteractionId },
    /// Cancels the reminder that is chosen in the list.
    Chosen,
    /// Turns to a page of the list.
    Page { page: usize },
    /// Shows a reminder that was only announced.
    Show { user: UserId, reminder: InteractionId },
}

impl control::Control for Control {
    const FEATURE: &'static str = "remind";

    fn write(&self) -> String {
        match self {
            Self::Cancel { reminder } => format!("cancel:{reminder}"),
            Self::Chosen => "chosen".to_owned(),
            Self::Page { page } => format!("page:{page}"),
            Self::Show { user, reminder } => format!("show:{user}:{reminder}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match *fields {
            ["cancel", reminder] => Some(Self::Cancel { reminder: reminder.parse().ok()? }),
            ["chosen"] => Some(Self::Chosen),
            ["page", page] => Some(Self::Page { page: page.parse().ok()? }),
            ["show", user, reminder] => {
                Some(Self::Show { user: user.parse().ok()?, reminder: reminder.parse().ok()? })
            }
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            // The announcement stays as it is: others see it, too.
            Self::Show { .. } => Ack::Private,
            _ => Ack::Update,
        }
    }

    fn permission(&self) -> Permissions {
        Permissions::empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;
    use crate::kernel::control::Control as _;
    use twilight_model::id::Id;

    #[test]
    fn the_controls_are_read_back_as_they_were_written() {
        let (user, reminder) = (Id::new(u64::MAX), Id::new(u64::MAX));
        for control in [
            Control::Cancel { reminder },
            Control::Chosen,
            Control::Page { page: usize::MAX },
            Control::Show { user, reminder },
        ] {
            let id = control.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(Control::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
    }
}
