//! The buttons for actions on a person, which open a form, and the forms: on the cards of somebody, and under a message.

use std::time::Duration;

use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::guild::Permissions;

use crate::actions::check;
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::Target;
use crate::domain::permissions::covers;
use crate::domain::text::{heading, words};
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::cx::Cx;
use crate::kernel::reply::button;

/// The permissions that deleting a message and warning its author takes.
pub const DELETE: Permissions = Permissions::MODERATE_MEMBERS.union(Permissions::MANAGE_MESSAGES);

/// The longest name in a custom id, in bytes: what the longest kind and id leave.
const NAME: usize = 50;

/// The buttons that open a form, and the forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionControl {
    /// `name` is for the title of the form alone.
    Open {
        kind: Kind,
        user: UserId,
        name: Option<String>,
    },
    Submit {
        kind: Kind,
        user: UserId,
    },
    Delete {
        user: UserId,
        channel: ChannelId,
        message: MessageId,
    },
}

/// Returns as much of a name as fits into a custom id.
fn fitting(name: &str) -> &str {
    let ends = name.char_indices().map(|(at, letter)| at + letter.len_utf8());
    name.get(..ends.take_while(|end| *end <= NAME).last().unwrap_or_default()).unwrap_or_default()
}

impl Control for ActionControl {
    const FEATURE: &'static str = "act";

    fn write(&self) -> String {
        match self {
            Self::Open { kind, user, name } => {
                let name: String =
                    name.iter().flat_map(|name| name.chars()).filter(|it| *it != ':').collect();
                format!("open:{}:{user}:{}", kind.as_str(), fitting(&name))
            }
            Self::Submit { kind, user } => format!("submit:{}:{user}", kind.as_str()),
            Self::Delete { user, channel, message } => format!("delete:{user}:{channel}:{message}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let kind = |text: &str| Kind::parse(text).filter(|kind| kind.facts().on_card.is_some());
        match *fields {
            ["open", name, user, about] => {
                Some(Self::Open { kind: kind(name)?, user: user.parse().ok()?, name: words(about) })
            }
            ["submit", name, user] => Some(Self::Submit { kind: kind(name)?, user: user.parse().ok()? }),
            ["delete", user, channel, message] => Some(Self::Delete {
                user: user.parse().ok()?,
                channel: channel.parse().ok()?,
                message: message.parse().ok()?,
            }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Open { .. } => Ack::Immediate,
            Self::Submit { kind, .. } if kind.facts().is_private => Ack::Private,
            Self::Submit { .. } | Self::Delete { .. } => Ack::Public,
        }
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Open { kind, .. } | Self::Submit { kind, .. } => kind.permission(),
            Self::Delete { .. } => DELETE,
        }
    }
}

/// The time allowed for the checks of what is offered. Without them, the caller's permissions decide; each order is checked.
const CHECKS: Duration = Duration::from_secs(1);

/// Returns the kinds of action that a card offers to somebody with these permissions, in its order.
#[must_use]
pub fn offered(held: Permissions) -> Vec<Kind> {
    let offered = Kind::which(|facts| facts.on_card.is_some() && covers(held, facts.permission));
    let mut offered: Vec<Kind> = offered.collect();
    offered.sort_by_key(|kind| kind.facts().on_card);
    offered
}

/// Returns those of the kinds that a card offers which the caller may order against this person.
pub async fn offered_against(cx: &Cx, target: &Target) -> Vec<Kind> {
    let offered = offered(cx.at.permissions);
    if offered.is_empty() {
        return offered;
    }
    match tokio::time::timeout(CHECKS, check::orderable(cx, target, &offered)).await {
        Ok(Ok(orderable)) => orderable,
        Ok(Err(_)) | Err(_) => offered,
    }
}

/// Returns the button that opens the form of an action on a person.
#[must_use]
pub fn opener(kind: Kind, user: UserId, name: &str) -> Button {
    let open = ActionControl::Open { kind, user, name: Some(name.to_owned()) };
    let style = if kind.removes() { ButtonStyle::Danger } else { ButtonStyle::Secondary };
    button(style, &heading(&kind.word().to_string()), open.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;
    use twilight_model::id::Id;

    #[test]
    fn the_forms_are_read_back_as_they_were_written() {
        let user = Id::new(u64::MAX);
        for form in [
            ActionControl::Open { kind: Kind::Timeout, user, name: Some("ann".to_owned()) },
            ActionControl::Open { kind: Kind::Timeout, user, name: None },
            ActionControl::Submit { kind: Kind::Warn, user },
            ActionControl::Delete { user, channel: Id::new(u64::MAX), message: Id::new(u64::MAX) },
        ] {
            let id = form.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(ActionControl::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(form));
        }
        assert_eq!(ActionControl::read(&["submit", "unban", "5"]), None);
    }

    #[test]
    fn a_name_of_any_length_fits_into_the_custom_id() {
        for name in ["ж:👍".repeat(40), "x".repeat(200)] {
            for kind in Kind::which(|facts| facts.on_card.is_some()) {
                let open = ActionControl::Open { kind, user: Id::new(u64::MAX), name: Some(name.clone()) };
                assert!(open.id().len() <= limits::CUSTOM_ID, "{}", open.id());
                assert!(ActionControl::read(&open.id().split(':').skip(2).collect::<Vec<_>>()).is_some());
            }
        }
    }
}
