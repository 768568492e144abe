//! An application's answers, applied to the world, be they inline or through a callback.

use serde_json::{Value, json};

use super::exchange::{Exchange, Kind, State};
use crate::check::message_rules::{self, MessageContext};
use crate::check::modal;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::form::{Findings, Form};
use crate::ids::{InteractionId, UserId};
use crate::world::{Draft, Message, Upload, World, flags, number};

/// The numbers of callback types.
mod callback {
    pub(super) const MESSAGE: i64 = 4;
    pub(super) const DEFER_MESSAGE: i64 = 5;
    pub(super) const DEFER_UPDATE: i64 = 6;
    pub(super) const UPDATE: i64 = 7;
    pub(super) const CHOICES: i64 = 8;
    pub(super) const MODAL: i64 = 9;
}

/// Applies the first answer to an interaction; returns the body for `with_response`.
pub(crate) fn apply(
    world: &mut World,
    id: InteractionId,
    body: &Value,
    files: &[(u64, Upload)],
    findings: &Findings,
) -> Result<Value, Failure> {
    let exchange = world.exchanges.get(&id).ok_or(Code::UnknownInteraction)?.clone();
    let kind = {
        let form = Form::read(body, findings);
        form.require("type");
        form.ignore(&["data"]);
        form.choice("type", allowed(&exchange))
    };
    findings.verdict()?;
    let kind = kind.unwrap_or_default();
    let nothing = json!({});
    let data = body.get("data").filter(|data| !data.is_null()).unwrap_or(&nothing);
    let form = Form::at(data, findings, vec!["data".to_owned()]);
    match kind {
        callback::MESSAGE => {
            let draft = message_rules::read(&form, MessageContext::Interaction, files)?;
            drop(form);
            findings.verdict()?;
            let message = new_message(world, id, draft)?;
            first(world, id, State::Answered, Some(&message));
        }
        callback::DEFER_MESSAGE => {
            let flags = form.flags("flags", flags::EPHEMERAL).unwrap_or_default();
            drop(form);
            findings.verdict()?;
            let mut draft = Draft::text("");
            draft.flags = flags | flags::LOADING;
            let message = new_message(world, id, draft)?;
            first(world, id, State::Deferred, Some(&message));
        }
        callback::DEFER_UPDATE => {
            drop(form);
            let original = source(world, &exchange)?;
            first(world, id, State::DeferredUpdate, Some(&original));
        }
        callback::UPDATE => {
            let original = source(world, &exchange)?;
            let draft = message_rules::read(&form, MessageContext::Edit(&original), files)?;
            drop(form);
            findings.verdict()?;
            let message = world.edit(original.channel, original.id, draft)?;
            first(world, id, State::Answered, Some(&message));
        }
        callback::CHOICES => {
            let choices = read_choices(&form);
            drop(form);
            findings.verdict()?;
            first(world, id, State::Answered, None);
            set(world, id, |exchange| exchange.choices = Some(choices));
        }
        _ => {
            modal::read(&form);
            drop(form);
            findings.verdict()?;
            let mut modal = data.clone();
            if let Some(components) = modal.get_mut("components").and_then(Value::as_array_mut) {
                number(components);
            }
            first(world, id, State::Answered, None);
            set(world, id, |exchange| exchange.modal = Some(modal));
        }
    }
    world.changed(Change::Answered { interaction: id });
    Ok(with_response(world, id, kind))
}

/// Returns the callback types that may answer this interaction.
fn allowed(exchange: &Exchange) -> &'static [i64] {
    match (exchange.kind, exchange.source) {
        (Kind::Command, _) => &[callback::MESSAGE, callback::DEFER_MESSAGE, callback::MODAL],
        (Kind::Component, _) => &[
            callback::MESSAGE,
            callback::DEFER_MESSAGE,
            callback::DEFER_UPDATE,
            callback::UPDATE,
            callback::MODAL,
        ],
        (Kind::Autocomplete, _) => &[callback::CHOICES],
        (Kind::Modal, Some(_)) => {
            &[callback::MESSAGE, callback::DEFER_MESSAGE, callback::DEFER_UPDATE, callback::UPDATE]
        }
        (Kind::Modal, None) => &[callback::MESSAGE, callback::DEFER_MESSAGE],
    }
}

/// Writes a message that answers an interaction.
pub(crate) fn new_message(world: &mut World, id: InteractionId, draft: Draft) -> Result<Message, Failure> {
    let exchange = world.exchanges.get(&id).ok_or(Code::UnknownInteraction)?.clone();
    let mut message = Message::new(world.fresh(), exchange.channel, world.application.bot);
    message.guild = exchange.guild;
    message.application = Some(world.application.id);
    message.only_for = (draft.flags & flags::EPHEMERAL != 0).then_some(exchange.user);
    message.interaction = Some(metadata(world, &exchange));
    message.kind = match (exchange.original, exchange.command_kind) {
        (None, Some(1)) => 20,
        (None, Some(_)) => 23,
        _ => 0,
    };
    world.compose(&mut message, draft);
    world.insert_message(message.clone());
    Ok(message)
}

fn metadata(world: &World, exchange: &Exchange) -> Value {
    let owner: &dyn Fn(UserId) -> Value = &|user| world.user_json(user);
    let mut metadata = json!({
        "id": exchange.id,
        "type": exchange.kind as u64,
        "user": owner(exchange.user),
        "authorizing_integration_owners": { "0": exchange.guild.map_or("0".to_owned(), |guild| guild.to_string()) },
    });
    if let Some(kind) = exchange.command_kind {
        metadata["name"] = json!(exchange.name);
        metadata["command_type"] = json!(kind);
    }
    if let (Kind::Component, Some(source)) = (exchange.kind, exchange.source) {
        metadata["interacted_message_id"] = json!(source);
    }
    if let Some(original) = exchange.original {
        metadata["original_response_message_id"] = json!(original);
    }
    metadata
}

fn source(world: &World, exchange: &Exchange) -> Result<Message, Failure> {
    let source = exchange.source.ok_or(Code::UnknownMessage)?;
    world.message(exchange.channel, source).cloned()
}

fn first(world: &mut World, id: InteractionId, state: State, original: Option<&Message>) {
    set(world, id, |exchange| {
        exchange.state = state;
        exchange.original = original.map(|message| message.id);
        exchange.ephemeral = original.is_some_and(Message::is_ephemeral);
    });
}

fn set(world: &mut World, id: InteractionId, change: impl FnOnce(&mut Exchange)) {
    if let Some(exchange) = world.exchanges.get_mut(&id) {
        change(exchange);
    }
}

fn read_choices(form: &Form<'_>) -> Vec<Value> {
    form.require("choices");
    for choice in form.list("choices", 0..=25) {
        choice.required_text("name", 1..=100);
        choice.require("value");
        choice.ignore(&["name_localizations"]);
        if choice.raw("value").is_some_and(Value::is_string) {
            choice.text("value", 1..=100);
        } else {
            choice.number("value");
        }
    }
    form.raw("choices").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn with_response(world: &World, id: InteractionId, kind: i64) -> Value {
    let Some(exchange) = world.exchanges.get(&id) else { return Value::Null };
    let mut response = json!({
        "interaction": { "id": id, "type": exchange.kind as u64 },
        "resource": { "type": kind },
    });
    if let Some(original) = exchange.original {
        response["interaction"]["response_message_id"] = json!(original);
        response["interaction"]["response_message_loading"] = json!(exchange.state == State::Deferred);
        response["interaction"]["response_message_ephemeral"] = json!(exchange.ephemeral);
        if matches!(kind, callback::MESSAGE | callback::UPDATE)
            && let Ok(message) = world.message(exchange.channel, original)
        {
            response["resource"]["message"] = world.message_json(message);
        }
    }
    response
}
