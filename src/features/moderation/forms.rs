//! Apps → Moderate, Warn, Delete and warn: a card with buttons, and the forms that ask for reason and duration.

use twilight_interactions::command::ResolvedUser;
use twilight_model::guild::Permissions;

use crate::actions::action_form::ActionForm;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::discord::history::Listed;
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::kind::Kind;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::gate;
use crate::kernel::reply::Reply;
use crate::words;

/// The permissions that deleting a message and warning its author takes.
const DELETE: Permissions = Permissions::MODERATE_MEMBERS.union(Permissions::MANAGE_MESSAGES);

/// The longest name in a custom id, in bytes: what the longest kind and id leave.
const NAME: usize = 50;

/// The buttons that open a form, and the forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ActionControl {
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
                Some(Self::Open { kind: kind(name)?, user: user.parse().ok()?, name: text::words(about) })
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

pub(super) fn warn() -> Command {
    let open = async |cx: Cx, user: ResolvedUser| {
        let (kind, form) = (Kind::Warn, ActionForm::offered(&cx, Kind::Warn).await);
        let submit = ActionControl::Submit { kind, user: user.resolved.id };
        Ok(Reply::form(submit.id(), &words::act_warn_title(&user.resolved.name), &form))
    };
    Command::user_menu("Warn", Ack::Immediate, open).permission(Kind::Warn.permission())
}

pub(super) fn delete_and_warn() -> Command {
    Command::message_menu("Delete and warn", Ack::Immediate, async |cx: Cx, message: Listed| {
        // The person who had an application write it counts as its author.
        let author = match message.made_by() {
            Some(by) => by,
            None if message.webhook_id.is_some() => {
                return Err(Error::refused(words::act_webhook()));
            }
            None => &message.author,
        };
        let channel = message.channel_id.map_or_else(|| cx.channel(), Ok)?;
        let submit = ActionControl::Delete { user: author.id, channel, message: message.id };
        let form = ActionForm::offered(&cx, Kind::Warn).await;
        Ok(Reply::form(submit.id(), &words::act_delete_title(&author.username), &form))
    })
    .permission(DELETE)
    .needs(Permissions::MANAGE_MESSAGES)
}

/// Handles a button of the card, or a submitted form.
pub(super) async fn press(cx: Cx, control: ActionControl, pressed: Pressed) -> Result<Reply> {
    match control {
        ActionControl::Open { kind, user, name } => {
            gate::able(&cx.at, kind.needs())?;
            let form = ActionForm::offered(&cx, kind).await;
            let title = match name {
                Some(name) => words::act_title(kind.title(), name),
                None => kind.title().to_string(),
            };
            Ok(Reply::form(ActionControl::Submit { kind, user }.id(), &title, &form))
        }
        ActionControl::Submit { kind, user } => {
            let form = ActionForm::new(kind).filled(&pressed)?;
            order(&cx, form.request(&cx, CommandUser::by_id(user, None)).await?).await
        }
        ActionControl::Delete { user, channel, message } => {
            gate::able(&cx.at, Permissions::MANAGE_MESSAGES)?;
            if cx.channel()? != channel {
                return Err(Error::refused(words::act_other_channel()));
            }
            let form = ActionForm::new(Kind::Warn).filled(&pressed)?;
            let request = form.request(&cx, CommandUser::by_id(user, None)).await?;
            order(&cx, ActionRequest { message: Some((channel, message)), ..request }).await
        }
    }
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
