//! The page's acts: write, use a command, press, submit a modal.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Playground;
use super::api::{ApiResult, Refusal};
use super::filled::{Field, OptionInput, picked};
use crate::control::What;
use crate::{ChannelId, Command, CommandId, Gesture, InteractionId, MessageId, Modal, UserId};

/// The acting person, and the channel.
#[derive(Clone, Copy, Debug, Deserialize)]
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
    let step = json!({ "kind": "write", "as": acting.user, "channel": acting.channel, "text": content });
    playground.control.note(What::Gesture, step, &json!({ "sees": { "message": { "id": message.id } } }));
    Ok(Json(json!({ "outcome": "done", "message": message.id })))
}

/// `POST /playground/slash`
pub(super) async fn slash(
    State(playground): State<Playground>,
    Json(slash): Json<Slash>,
) -> ApiResult<Json<Value>> {
    let (gesture, step) = (playground.slash(&slash)?, playground.slash_step(&slash)?);
    playground.perform(gesture, step).await
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
    let mut step = json!({ "as": user, "channel": channel, "command": command.name });
    let gesture = if command.kind == 2 {
        (step["kind"], step["user"]) = ("user_command".into(), menu.target.as_str().into());
        sim.user_menu(user, channel, &command.name, menu.target.parse().map_err(|_| unclear())?)
    } else {
        (step["kind"], step["message"]) = ("message_command".into(), menu.target.as_str().into());
        let target = playground.message(channel, menu.target.parse().map_err(|_| unclear())?)?;
        sim.message_menu(user, &command.name, &target)
    };
    playground.perform(gesture, step).await
}

/// `POST /playground/press`
pub(super) async fn press(
    State(playground): State<Playground>,
    Json(press): Json<Press>,
) -> ApiResult<Json<Value>> {
    let Acting { user, channel } = press.acting;
    let message = playground.message(channel, press.message)?;
    let mut step = json!({ "kind": "button", "as": user, "channel": channel, "message": message.id, "control": press.custom_id });
    let gesture = match &press.values {
        None => playground.sim.press(user, &message, &press.custom_id),
        Some(values) => {
            (step["kind"], step["values"]) = ("select".into(), json!(values));
            let kind = message.control(&press.custom_id).map_or(0, |control| control.kind);
            playground.sim.select(user, &message, &press.custom_id, picked(&playground.sim, kind, values)?)
        }
    };
    playground.perform(gesture, step).await
}

/// `POST /playground/modal`
pub(super) async fn modal(
    State(playground): State<Playground>,
    Json(submitted): Json<Submitted>,
) -> ApiResult<Json<Value>> {
    let modal = playground.modal(submitted.interaction)?;
    let mut gesture = playground.sim.submit(submitted.acting.user, &modal);
    let mut step = json!({ "kind": "form", "as": submitted.acting.user, "interaction": submitted.interaction, "fields": {} });
    for field in &submitted.fields {
        step["fields"][&field.custom_id] = field.recorded();
        if let Some(given) = field.given(&playground.sim)? {
            gesture = gesture.with(&field.custom_id, given);
        }
    }
    playground.perform(gesture, step).await
}

impl Playground {
    /// Sends a gesture, records it, and returns the outcome for the page.
    async fn perform(&self, gesture: Gesture, step: Value) -> ApiResult<Json<Value>> {
        let invocation = gesture.await?;
        self.control.note_gesture(step, invocation.id());
        let id = invocation.id();
        Ok(Json(match (invocation.error(), invocation.modal()) {
            (Some(why), _) => json!({ "outcome": "failed", "why": why }),
            (None, Some(modal)) => json!({ "outcome": "modal", "modal": modal, "interaction": id }),
            (None, None) => json!({ "outcome": "done" }),
        }))
    }

    /// Returns a slash command as the control API takes it.
    fn slash_step(&self, slash: &Slash) -> ApiResult<Value> {
        let command = self.command(slash.command)?;
        let words: Vec<_> = std::iter::once(command.name).chain(slash.path.iter().cloned()).collect();
        let options: serde_json::Map<_, _> =
            slash.options.iter().map(|option| (option.name.clone(), option.recorded())).collect();
        let Acting { user, channel } = slash.acting;
        Ok(
            json!({ "kind": "command", "as": user, "channel": channel, "command": words.join(" "), "options": options }),
        )
    }

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
