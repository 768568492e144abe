//! The button that ends a lockdown.

use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::guild::Permissions;

use crate::domain::case::Case;
use crate::domain::kind::Kind;
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::reply::button;

/// The button below a lockdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    End { number: i32 },
}

impl Control for Press {
    const FEATURE: &'static str = "lockdown";

    fn write(&self) -> String {
        let Self::End { number } = self;
        format!("end:{number}")
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["end", number] => Some(Self::End { number: number.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        Kind::LockdownEnd.permission()
    }
}

/// Returns the button, while the lockdown is in force.
pub(super) fn end_button(lockdown: &Case, label: &str) -> Option<Button> {
    let press = Press::End { number: lockdown.number };
    lockdown.is_in_force().then(|| button(ButtonStyle::Secondary, label, press.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_is_read_back_as_it_was_written() {
        let press = Press::End { number: i32::MAX };
        assert_eq!(Press::read(&press.id().split(':').skip(2).collect::<Vec<_>>()), Some(press));
        assert_eq!(Press::read(&["end", "x"]), None);
    }
}
