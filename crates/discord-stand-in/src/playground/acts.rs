//! The page's acts: write, use a command, press, submit a modal.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Playground;
use super::api::{ApiResult, Refusal};
use super::filled::{Field, OptionInput, picked};
use crate::{ChannelId, Command, CommandId, Gesture, InteractionId, MessageId, Modal, UserId};

/// The acting person, and the channel.
#[derive(Debug, Deserialize)]
struct Acting {
    #[serde(rename = "as")]
    user: UserId,
    channel: ChannelId,
}

/// An ordinary message.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    #[serde(flatten)]
    acting: Acting,
    content: String,
}

/// A slash command, or a request for the completions of one of its options.
#[derive(Debug, Deserialize)]
pub(super) struct Slash {
    #[serde(flatten)]
    acting: Acting,
    command: CommandId,
    #[serde(default)]
    path: Vec<String>,
    #[serde(default)]
    options: Vec<OptionInput>,
    focused: Option<OptionInput>,
}

/// A command of a user's or a message's context menu.
#[derive(Debug, Deserialize)]
pub(super) struct Menu {
    #[serde(flatten)]
    acting: Acting,
    command: CommandId,
    target: String,
}

/// A press on a button, or a pick in a select.
#[derive(Debug, Deserialize)]
pub(super) struct Press {
    #[serde(flatten)]
    acting: Acting,
    message: MessageId,
    custom_id: String,
    values: Option<Vec<String>>,
}

/// A filled-in modal.
#[derive(Debug, Deserialize)]
pub(super) struct Submitted {
    #[serde(flatten)]
    acting: Acting,
    interaction: InteractionId,
    fields: Vec<Field>,
}

/// `POST /playground/message`
pub(super) async fn message(
    State(playground): State<Playground>,
    Json(words): Json<Words>,
) -> ApiResult<Json<Value>> {
    let Words { acting, content } = words;
    let message = playground.sim.write(acting.user, acting.channel, &content)?;
    Ok(Json(json!({ "outcome": "done", "message": message.id })))
}

/// `POST /playground/slash`
pub(super) async fn slash(
    State(playground): State<Playground>,
    Json(slash): Json<Slash>,
) -> ApiResult<Json<Value>> {
    perform(playground.slash(&slash)?).await
}

/// `POST /playground/autocomplete`
pub(super) async fn autocomplete(
    State(playground): State<Playground>,
    Json(slash): Json<Slash>,
) -> ApiResult<Json<Value>> {
    let focused = slash.focused.as_ref().ok_or_else(|| Refusal::unclear("Which option?"))?;
    let typed = focused.value.as_str().map_or_else(|| focused.value.to_string(), str::to_owned);
    let invocation = playground.slash(&slash)?.typing(&focused.name, &typed).await?;
    Ok(Json(json!({ "choices": invocation.choices().unwrap_or_default() })))
}

/// `POST /playground/menu`
pub(super) async fn menu(
    State(playground): State<Playground>,
    Json(menu): Json<Menu>,
) -> ApiResult<Json<Value>> {
    let Acting { user, channel } = menu.acting;
    let sim = &playground.sim;
    let command = playground.command(menu.command)?;
    let unclear = || Refusal::unclear("On whom, or on what?");
    let gesture = if command.kind == 2 {
        sim.user_menu(user, channel, &command.name, menu.target.parse().map_err(|_| unclear())?)
    } else {
        let target = playground.message(channel, menu.target.parse().map_err(|_| unclear())?)?;
        sim.message_menu(user, &command.name, &target)
    };
    perform(gesture).await
}

/// `POST /playground/press`
pub(super) async fn press(
    State(playground): State<Playground>,
    Json(press): Json<Press>,
) -> ApiResult<Json<Value>> {
    let Acting { user, channel } = press.acting;
    let message = playground.message(channel, press.message)?;
    let gesture = match &press.values {
        None => playground.sim.press(user, &message, &press.custom_id),
        Some(values) => {
            let kind = message.control(&press.custom_id).map_or(0, |control| control.kind);
            playground.sim.select(user, &message, &press.custom_id, picked(&playground.sim, kind, values)?)
        }
    };
    perform(gesture).await
}

/// `POST /playground/modal`
pub(super) async fn modal(
    State(playground): State<Playground>,
    Json(submitted): Json<Submitted>,
) -> ApiResult<Json<Value>> {
    let modal = playground.modal(submitted.interaction)?;
    let mut gesture = playground.sim.submit(submitted.acting.user, &modal);
    for field in &submitted.fields {
        if let Some(given) = field.given(&playground.sim)? {
            gesture = gesture.with(&field.custom_id, given);
        }
    }
    perform(gesture).await
}

impl Playground {
    fn slash(&self, slash: &Slash) -> ApiResult<Gesture> {
        let command = self.command(slash.command)?;
        let words: Vec<_> = std::iter::once(command.name).chain(slash.path.iter().cloned()).collect();
        let mut gesture = self.sim.slash(slash.acting.user, slash.acting.channel, &words.join(" "));
        for option in &slash.options {
            gesture = gesture.with(&option.name, option.given(&self.sim)?);
        }
        Ok(gesture)
    }

    fn command(&self, id: CommandId) -> ApiResult<Command> {
        let known = self.sim.registered_commands().into_iter().find(|command| command.id == id);
        known.ok_or_else(|| Refusal::gone("This command is no longer registered."))
    }

    fn message(&self, channel: ChannelId, id: MessageId) -> ApiResult<crate::Message> {
        let found = self.sim.inner.world(|world| world.message(channel, id).ok().cloned());
        found.ok_or_else(|| Refusal::gone("The message is gone."))
    }

    /// Returns the modal that an interaction opened.
    fn modal(&self, opened_by: InteractionId) -> ApiResult<Modal> {
        let body = self.sim.inner.world(|world| world.exchanges.get(&opened_by)?.modal.clone());
        let body = body.ok_or_else(|| Refusal::gone("The form is no longer open."))?;
        let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
        let components = body["components"].as_array().cloned().unwrap_or_default();
        Ok(Modal { opened_by, title: text("title"), custom_id: text("custom_id"), components })
    }
}

/// Sends a gesture, and returns the outcome for the page.
async fn perform(gesture: Gesture) -> ApiResult<Json<Value>> {
    let invocation = gesture.await?;
    Ok(Json(match (invocation.error(), invocation.modal()) {
        (Some(why), _) => json!({ "outcome": "failed", "why": why }),
        (None, Some(modal)) => json!({ "outcome": "modal", "modal": modal, "interaction": invocation.id() }),
        (None, None) => json!({ "outcome": "done" }),
    }))
}
