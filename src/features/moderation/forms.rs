//! Apps → Moderate, Warn, Delete and warn: a card with buttons, and the forms that ask for reason and duration.

use std::fmt::Display;

use twilight_interactions::command::ResolvedUser;
use twilight_model::guild::Permissions;

use crate::actions::durations;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::discord::history::Listed;
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::text::{cut, name};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::Field;
use crate::kernel::gate;
use crate::kernel::reply::{Audience, Modal, Reply};
use crate::words;

/// The permissions that deleting a message and warning its author takes.
const DELETE: Permissions = Permissions::MODERATE_MEMBERS.union(Permissions::MANAGE_MESSAGES);

/// The buttons that open a form, and the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Open { kind: Kind, user: UserId },
    Submit { kind: Kind, user: UserId },
    Delete { user: UserId, channel: ChannelId, message: MessageId },
}

impl Control for Form {
    const FEATURE: &'static str = "act";

    fn write(&self) -> String {
        match self {
            Self::Open { kind, user } => format!("open:{}:{user}", kind.as_str()),
            Self::Submit { kind, user } => format!("submit:{}:{user}", kind.as_str()),
            Self::Delete { user, channel, message } => format!("delete:{user}:{channel}:{message}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let kind = |text: &str| Kind::parse(text).filter(|kind| kind.facts().on_card.is_some());
        match *fields {
            ["open", name, user] => Some(Self::Open { kind: kind(name)?, user: user.parse().ok()? }),
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
    let open = async |_, user: ResolvedUser| {
        let id = user.resolved.id;
        Ok(form(
            Form::Submit { kind: Kind::Warn, user: id },
            Kind::Warn,
            words::act_warn_title(&user.resolved.name),
        ))
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
        let submit = Form::Delete { user: author.id, channel, message: message.id };
        Ok(form(submit, Kind::Warn, words::act_delete_title(&author.username)))
    })
    .permission(DELETE)
    .needs(Permissions::MANAGE_MESSAGES)
}

fn form(submit: Form, kind: Kind, title: impl Display) -> Reply {
    let mut components = Vec::new();
    if kind.lasts() {
        let (label, hint) = (words::act_duration(), words::act_duration_hint());
        let field = Field::line("duration", &label, &hint, limits::DURATION);
        components.push(Field { required: kind.needs_end(), ..field }.component());
    }
    let hint = if kind.tells() { words::act_reason_told() } else { words::act_reason_untold() };
    let label = words::act_reason();
    let field = Field::line("reason", &label, &hint, limits::REASON).paragraph();
    components.push(Field { required: kind.facts().is_private, ..field }.component());
    Reply::Modal(Box::new(Modal {
        custom_id: submit.id(),
        title: cut(&name(&title.to_string()), limits::FORM_TITLE),
        components,
    }))
}

/// Handles a button of the card, or a submitted form.
pub(super) async fn press(cx: Cx, form_: Form, pressed: Pressed) -> Result<Reply> {
    match form_ {
        Form::Open { kind, user } => {
            gate::able(&cx.at, kind.needs())?;
            Ok(form(Form::Submit { kind, user }, kind, kind.title()))
        }
        Form::Submit { kind, user } => submit(&cx, kind, user, &pressed).await,
        Form::Delete { user, channel, message } => {
            gate::able(&cx.at, Permissions::MANAGE_MESSAGES)?;
            if cx.channel()? != channel {
                return Err(Error::refused(words::act_other_channel()));
            }
            let person = CommandUser::by_id(user, None);
            let request = ActionRequest::new(Kind::Warn, person, pressed.field("reason"));
            order(&cx, ActionRequest { points: 1, message: Some((channel, message)), ..request }).await
        }
    }
}

async fn submit(cx: &Cx, kind: Kind, user: UserId, pressed: &Pressed) -> Result<Reply> {
    let ends_at = match pressed.field("duration") {
        Some(text) => durations::ends(cx, &text).await?,
        None => None,
    };
    let request = ActionRequest::new(kind, CommandUser::by_id(user, None), pressed.field("reason"));
    let points = i32::from(kind.facts().has_points);
    let audience = if kind.facts().is_private { Audience::Private } else { Audience::Public };
    order(cx, ActionRequest { points, ends_at, audience, ..request }).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn the_forms_are_read_back_as_they_were_written() {
        let user = Id::new(u64::MAX);
        for form in [
            Form::Open { kind: Kind::Timeout, user },
            Form::Submit { kind: Kind::Warn, user },
            Form::Delete { user, channel: Id::new(u64::MAX), message: Id::new(u64::MAX) },
        ] {
            let id = form.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(Form::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(form));
        }
        assert_eq!(Form::read(&["submit", "unban", "5"]), None);
    }
}
