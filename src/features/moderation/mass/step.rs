//! The order for many people, and the form that asks for them. The file to read first.

use twilight_model::guild::Permissions;

use crate::domain::kind::Kind;
use crate::kernel::command::Ack;
use crate::kernel::control::Control;

/// The request, without the people.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub kind: Kind,
    pub reason: Option<String>,
    pub delete_seconds: u32,
}

/// The form's control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::moderation) enum Step {
    Form { kind: Kind },
}

impl Control for Step {
    const FEATURE: &'static str = "mass";

    fn write(&self) -> String {
        let Self::Form { kind } = self;
        format!("form:{}", kind.as_str())
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match *fields {
            ["form", kind] => {
                Some(Self::Form { kind: Kind::parse(kind).filter(|kind| kind.each().is_some())? })
            }
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Public
    }

    fn permission(&self) -> Permissions {
        Permissions::BAN_MEMBERS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_read_back_as_it_was_written() {
        let form = Step::Form { kind: Kind::MassBan };
        let id = form.id();
        assert_eq!(Step::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(form));
        assert_eq!(Step::read(&["form", "ban"]), None);
    }
}
