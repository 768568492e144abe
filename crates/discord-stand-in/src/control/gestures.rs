//! `POST gestures`: a person uses a command, a button, a select or a form, or acts in the server.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::faults::duration;
use super::names::Names;
use super::recording::What;
use super::refusal::{Body, ControlResult, Refusal};
use super::{Control, acts, values};
use crate::ids::{ApplicationId, ChannelId, UserId};
use crate::interaction::GestureKind;
use crate::world::{Message, World};
use crate::{Gesture, Invocation, Modal, OptionValue};

/// The longest time that a gesture waits for what follows a deferral.
const LONGEST: Duration = Duration::from_secs(120);

/// A gesture. Which fields it takes depends on its kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GestureBody {
    pub(super) kind: Kind,
    /// The person.
    #[serde(rename = "as")]
    pub(super) by: String,
    /// The channel; `general` if left out, `dm` for the direct messages with the bot.
    pub(super) channel: Option<String>,
    pub(super) guild: Option<String>,
    /// The application; the one that offers the command or wrote the message if left out.
    application: Option<String>,
    /// The command with its subcommands after spaces.
    command: Option<String>,
    #[serde(default)]
    options: Map<String, Value>,
    /// The option whose completions are asked for, and the text typed into it.
    option: Option<String>,
    typed: Option<String>,
    /// The user of a user command, of a ban and the like.
    pub(super) user: Option<String>,
    pub(super) message: Option<String>,
    /// A button or select: its label, placeholder or custom id.
    control: Option<String>,
    #[serde(default)]
    values: Vec<Value>,
    /// The interaction that opened the form.
    interaction: Option<String>,
    /// The fields of a form by label or custom id.
    #[serde(default)]
    fields: Map<String, Value>,
    pub(super) text: Option<String>,
    pub(super) emoji: Option<String>,
    pub(super) reason: Option<String>,
    /// The length of a timeout in seconds; 0 ends it.
    pub(super) seconds: Option<f64>,
    #[serde(default)]
    pub(super) roles: Vec<String>,
    locale: Option<String>,
    /// Breaks the rules of Discord's client.
    #[serde(default)]
    pub(super) force: bool,
    /// The number of seconds to wait for what follows a deferral; five if left out.
    wait: Option<f64>,
}

/// The kind of a gesture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Command,
    Autocomplete,
    UserCommand,
    MessageCommand,
    Button,
    Select,
    Form,
    Write,
    Edit,
    Delete,
    Pin,
    Unpin,
    React,
    Unreact,
    Type,
    Join,
    Leave,
    Kick,
    Ban,
    Unban,
    Timeout,
    Voice,
}

/// `POST /control/gestures`
pub(super) async fn gesture(
    State(control): State<Control>,
    Body(body): Body<Value>,
) -> ControlResult<Json<Value>> {
    let outcome = perform(&control, &body).await?;
    control.note(What::Gesture, body, &outcome);
    Ok(Json(outcome))
}

/// Does a gesture; returns what came of it.
pub(super) async fn perform(control: &Control, body: &Value) -> ControlResult<Value> {
    let body: GestureBody = serde_json::from_value(body.clone())
        .map_err(|error| Refusal::unclear(format!("The body does not fit: {error}.")))?;
    let sim = &control.sim;
    let cast = *sim.cast();
    let by = sim.inner.world(|world| Names { world, cast: &cast }.user(&body.by));
    let by = by.map_err(Refusal::unknown)?;
    if acts::is_act(body.kind) {
        return acts::act(sim, by, &body);
    }
    let built = prepare(control, by, &body)?;
    let wait = duration(body.wait.unwrap_or(5.0))?.min(LONGEST);
    let invocation = built.await?;
    let _ = sim.eventually(wait, || (!invocation.is_pending()).then_some(())).await;
    Ok(outcome(control, &invocation))
}

/// Builds the gesture that the body describes.
fn prepare(control: &Control, by: UserId, body: &GestureBody) -> ControlResult<Gesture> {
    let sim = &control.sim;
    let cast = *sim.cast();
    let wish = sim.inner.world(|world| read(world, &cast, by, body)).map_err(Refusal::unknown)?;
    let mut gesture = Gesture::new(sim, by, wish.channel, wish.kind).by_application(wish.application);
    for (name, value) in wish.filled {
        gesture = gesture.with(&name, value);
    }
    if body.kind == Kind::Autocomplete {
        let option = body.option.as_deref().ok_or_else(|| lacks(body, "option"))?;
        gesture = gesture.typing(option, body.typed.as_deref().unwrap_or_default());
    }
    if let Some(locale) = &body.locale {
        gesture = gesture.locale(locale);
    }
    Ok(if body.force { gesture.forged() } else { gesture })
}

/// A gesture as the stand-in takes it.
struct Wish {
    kind: GestureKind,
    channel: ChannelId,
    application: ApplicationId,
    filled: Vec<(String, OptionValue)>,
}

fn read(world: &mut World, cast: &crate::Cast, by: UserId, body: &GestureBody) -> Result<Wish, String> {
    let named = body.application.as_deref();
    let named = named.map(|text| Names { world, cast }.application(text)).transpose()?;
    let command = || body.command.clone().ok_or_else(|| lacks(body, "command").1);
    match body.kind {
        Kind::Form => submitted(world, cast, body),
        Kind::Button | Kind::Select | Kind::MessageCommand => {
            let message = Names { world, cast }.message(needed(body, "message", body.message.as_ref())?)?;
            let channel = message.channel;
            let author = world.applications().find(|one| one.bot == message.author).map(|one| one.id);
            if body.kind == Kind::MessageCommand {
                let command = command()?;
                let application = named.unwrap_or_else(|| offering(world, channel, 3, &command));
                let kind = GestureKind::MessageMenu(command, Box::new(message));
                return Ok(Wish { kind, channel, application, filled: Vec::new() });
            }
            let control = needed(body, "control", body.control.as_ref())?.to_owned();
            let filled = chosen(Names { world, cast }, &message, &control, body)?;
            let application = named.or(author).unwrap_or(world.application.id);
            Ok(Wish { kind: GestureKind::Use(Box::new(message), control), channel, application, filled })
        }
        _ => {
            let command = command()?;
            let first = named.unwrap_or(world.application.id);
            let channel = place(world, cast, by, first, body)?;
            let kind = if body.kind == Kind::UserCommand { 2 } else { 1 };
            let application = named.unwrap_or_else(|| offering(world, channel, kind, &command));
            let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
            let mut words = command.split_whitespace();
            let root = words.next().unwrap_or_default();
            world.act_as(application);
            let definition = world.offered(guild, kind, root).map(|one| one.definition.clone());
            let definition = definition.unwrap_or_default();
            let names = Names { world, cast };
            if body.kind == Kind::UserCommand {
                let target = names.user(needed(body, "user", body.user.as_ref())?)?;
                let kind = GestureKind::UserMenu(command.clone(), target);
                return Ok(Wish { kind, channel, application, filled: Vec::new() });
            }
            let declared = values::declared(&definition, &words.collect::<Vec<_>>());
            let filled = values::options(names, guild, declared, &body.options)?;
            Ok(Wish { kind: GestureKind::Slash(command.clone()), channel, application, filled })
        }
    }
}

/// Returns the channel of a gesture: the one it names, else the channel for everyone.
pub(super) fn place(
    world: &mut World,
    cast: &crate::Cast,
    by: UserId,
    application: ApplicationId,
    body: &GestureBody,
) -> Result<ChannelId, String> {
    match body.channel.as_deref() {
        None => Ok(cast.general),
        Some("dm") => {
            world.act_as(application);
            Ok(world.open_direct(by))
        }
        Some(text) => Names { world, cast }.channel(text),
    }
}

/// Returns the application that offers a command here; the first one if none does.
fn offering(world: &mut World, channel: ChannelId, kind: u8, command: &str) -> ApplicationId {
    let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
    let first = world.application.id;
    let root = if kind == 1 { command.split_whitespace().next().unwrap_or_default() } else { command };
    let found = world.application_ids().into_iter().find(|id| {
        world.act_as(*id);
        world.offered(guild, kind, root).is_some()
    });
    world.act_as(first);
    found.unwrap_or(first)
}

/// Returns what is chosen in a select.
fn chosen(
    names: Names<'_>,
    message: &Message,
    control: &str,
    body: &GestureBody,
) -> Result<Vec<(String, OptionValue)>, String> {
    let kind = message.control(control).map_or(0, |control| control.kind);
    let kind = i64::try_from(kind).unwrap_or_default();
    let read = |value: &Value| Ok((String::new(), values::component(names, message.guild, kind, value)?));
    body.values.iter().map(read).collect()
}

fn submitted(world: &World, cast: &crate::Cast, body: &GestureBody) -> Result<Wish, String> {
    let text = needed(body, "interaction", body.interaction.as_ref())?;
    let opener = super::names::id(text).and_then(|id| world.exchanges.get(&id));
    let opener = opener.ok_or_else(|| format!("There is no interaction {text:?}."))?;
    let form = opener.modal.clone().ok_or("That interaction opened no form.")?;
    let modal = Modal::new(opener.id, &form);
    let names = Names { world, cast };
    let fields = modal.fields();
    let read = |(name, value): (&String, &Value)| {
        let field = fields.iter().find(|field| field.custom_id == *name || field.label == *name);
        let kind = field.map_or(0, |field| field.kind);
        Ok((name.clone(), values::component(names, opener.guild, kind, value)?))
    };
    let filled = body.fields.iter().map(read).collect::<Result<_, String>>()?;
    let (channel, application) = (opener.channel, opener.application);
    Ok(Wish { kind: GestureKind::Submit(modal), channel, application, filled })
}

/// Returns a field that this kind of gesture needs.
pub(super) fn needed<'a>(
    body: &GestureBody,
    name: &str,
    field: Option<&'a String>,
) -> Result<&'a str, String> {
    field.map(String::as_str).ok_or_else(|| lacks(body, name).1)
}

fn lacks(body: &GestureBody, name: &str) -> Refusal {
    let kind = json!(body.kind);
    Refusal::unclear(format!("A gesture of the kind {kind} needs `{name}`."))
}

/// Returns what was sent, what was answered, and what the person sees.
pub(super) fn outcome(control: &Control, invocation: &Invocation) -> Value {
    let sent = control.sim.inner.world(|world| {
        let exchange = world.exchanges.get(&invocation.id())?;
        let url = world.application(exchange.application)?.interactions_url.clone();
        let headers = json!({
            "Content-Type": "application/json",
            "X-Signature-Ed25519": exchange.signature.signature,
            "X-Signature-Timestamp": exchange.signature.timestamp,
        });
        let request = match (exchange.over_gateway, url) {
            (false, Some(url)) => {
                json!({ "url": url, "headers": headers, "body": invocation_body(&exchange.body) })
            }
            _ => json!({ "url": null, "headers": {}, "body": invocation_body(&exchange.body) }),
        };
        let over = if exchange.over_gateway { "gateway" } else { "http" };
        Some((exchange.application, over, request))
    });
    let (application, over, request) =
        sent.map_or((Value::Null, "http", Value::Null), |(id, over, request)| (json!(id), over, request));
    json!({
        "interaction": invocation.id(),
        "application": application,
        "delivered": over,
        "request": request,
        "reply": {
            "status": invocation.status(),
            "body": invocation.response(),
            "error": invocation.error(),
        },
        "sees": sees(control, invocation),
    })
}

fn invocation_body(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn sees(control: &Control, invocation: &Invocation) -> Value {
    let form = invocation.modal();
    let (reply, follow_ups) = (invocation.reply(), invocation.follow_ups());
    let outcome = if invocation.error().is_some() {
        "failed"
    } else if form.is_some() {
        "form"
    } else if invocation.choices().is_some() {
        "choices"
    } else if invocation.is_pending() {
        "deferred"
    } else if reply.is_some() {
        "message"
    } else {
        "nothing"
    };
    let text: Vec<_> = reply.iter().chain(&follow_ups).map(Message::text).collect();
    json!({
        "outcome": outcome,
        "text": text.join("\n"),
        "message": reply.as_ref().map(|message| control.sim.message_json(message)),
        "follow_ups": follow_ups.iter().map(|one| control.sim.message_json(one)).collect::<Vec<_>>(),
        "form": form.map(|form| form_json(&form)),
        "choices": invocation.choices(),
        "error": invocation.error(),
    })
}

fn form_json(form: &Modal) -> Value {
    json!({ "title": form.title, "custom_id": form.custom_id, "fields": form.fields() })
}
