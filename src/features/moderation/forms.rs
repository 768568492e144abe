//! Apps → Moderate, Warn, Delete and warn: a card with buttons, and the forms that ask for reason and duration.

use twilight_interactions::command::ResolvedUser;
use twilight_model::guild::Permissions;

use crate::actions::action_control::{ActionControl, DELETE};
use crate::actions::action_form::ActionForm;
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::discord::history::Listed;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, CommandUser};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::gate;
use crate::kernel::reply::Reply;
use crate::words;

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
