//! Gestures: acts of a person in their client, sent when awaited.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use serde_json::{Value, json};

use super::body::{Ask, begin};
use super::client::{self, FilledOptions, Rules, with_resolved};
use super::delivery::deliver;
use super::exchange::Kind;
use super::given::OptionValue;
use super::invocation::Invocation;
use super::modal::{self, Modal};
use super::resolve::{Resolved, Scene};
use crate::StandIn;
use crate::bits;
use crate::error::{Error, Result};
use crate::ids::{ApplicationId, ChannelId, UserId};
use crate::world::{Control, Message, World};

/// An act of a person: a command, a press, a submitted modal. Awaiting it sends it.
#[derive(Clone)]
#[must_use = "a gesture is sent when it is awaited"]
pub struct Gesture {
    sim: StandIn,
    user: UserId,
    channel: ChannelId,
    wish: GestureKind,
    filled: FilledOptions,
    locale: Option<String>,
    rules: Rules,
    application: ApplicationId,
}

#[derive(Clone, Debug)]
pub(crate) enum GestureKind {
    Slash(String),
    UserMenu(String, UserId),
    MessageMenu(String, Box<Message>),
    Use(Box<Message>, String),
    Submit(Modal),
}

impl Gesture {
    pub(crate) fn new(sim: &StandIn, user: UserId, channel: ChannelId, wish: GestureKind) -> Self {
        let filled = FilledOptions::default();
        let application = sim.inner.application;
        Self { sim: sim.clone(), user, channel, wish, filled, locale: None, rules: Rules::Kept, application }
    }

    /// Fills in an option of a command or a field of a modal, or picks in a select (then `name` does not matter).
    pub fn with(mut self, name: &str, value: impl Into<OptionValue>) -> Self {
        self.filled.values.push((name.to_owned(), value.into()));
        self
    }

    /// Types into an option and asks for its completions.
    pub fn typing(mut self, option: &str, so_far: &str) -> Self {
        self.filled.focused = Some((option.to_owned(), so_far.to_owned()));
        self
    }

    /// Sends the gesture to this application instead of the first one.
    pub(crate) fn by_application(self, application: ApplicationId) -> Self {
        Self { application, ..self }
    }

    /// Sets the language of the client, instead of the user's own.
    pub fn locale(mut self, locale: &str) -> Self {
        self.locale = Some(locale.to_owned());
        self
    }

    /// Breaks the client's rules: unregistered commands, wrong values, missing permissions, greyed-out buttons.
    pub fn forged(mut self) -> Self {
        self.rules = Rules::Broken;
        self
    }

    /// Sends the gesture, and returns once Discord has taken or refused the first answer.
    async fn send(self) -> Result<Invocation> {
        let id = self.sim.inner.world_as(self.application, |world| {
            let guild = world.channel(self.channel).map_err(|failure| failure.message)?.guild;
            let scene = Scene { user: self.user, channel: self.channel, guild };
            let mut ask = self.ask(world, scene)?;
            ask.locale.clone_from(&self.locale);
            Ok(begin(world, scene, ask))
        });
        let id = id.map_err(|why: String| Error::Refused(format!("the client does not allow it: {why}")))?;
        deliver(&self.sim.inner, id, None).await;
        Ok(Invocation::new(self.sim, id))
    }

    fn ask(&self, world: &mut World, scene: Scene) -> std::result::Result<Ask, String> {
        match &self.wish {
            GestureKind::Slash(name) => client::slash(world, scene, name, &self.filled, self.rules),
            GestureKind::UserMenu(name, target) => {
                let command = client::offered(world, scene, 2, name, self.rules)?;
                Ok(client::user_menu(world, scene, &command, *target))
            }
            GestureKind::MessageMenu(name, target) => {
                let command = client::offered(world, scene, 3, name, self.rules)?;
                Ok(client::message_menu(world, &command, target))
            }
            GestureKind::Use(message, name) => self.use_control(world, scene, message, name),
            GestureKind::Submit(modal) => {
                let opener = world.exchanges.get(&modal.opened_by).ok_or("nobody opened this modal")?;
                if opener.user != self.user && self.rules == Rules::Kept {
                    return Err("another person has this modal open".to_owned());
                }
                let source = opener.source;
                let mut ask = modal::submit(world, scene, modal, &self.filled.values, self.rules)?;
                ask.source = source;
                Ok(ask)
            }
        }
    }

    fn use_control(
        &self,
        world: &mut World,
        scene: Scene,
        message: &Message,
        name: &str,
    ) -> std::result::Result<Ask, String> {
        let current = world.message(message.channel, message.id).cloned();
        let current = match (current, self.rules) {
            (Ok(current), _) => current,
            (Err(_), Rules::Broken) => message.clone(),
            (Err(_), Rules::Kept) => return Err("the message is gone".to_owned()),
        };
        let control = match (current.control(name), self.rules) {
            (Some(control), _) => control,
            (None, Rules::Broken) => {
                Control { kind: 2, label: String::new(), custom_id: name.to_owned(), disabled: false }
            }
            (None, Rules::Kept) => return Err(format!("the message has no control {name}")),
        };
        if self.rules == Rules::Kept {
            may_use(world, scene, &current, &control)?;
        }
        let component = find(&current.components, &control.custom_id).unwrap_or_default();
        let mut data =
            json!({ "custom_id": control.custom_id, "component_type": control.kind, "id": component["id"] });
        let mut resolved = Resolved::default();
        if control.kind != 2 {
            let picked: Vec<_> =
                self.filled.values.iter().flat_map(|(_, given)| given.each()).cloned().collect();
            if self.rules == Rules::Kept {
                offered(&component, &picked)?;
            }
            let value =
                |one: &OptionValue| resolved.add(world, scene, one).map_or_else(|| one.json(), Value::String);
            data["values"] = picked.iter().map(value).collect();
        }
        Ok(Ask {
            kind: Kind::Component,
            name: control.custom_id,
            command_kind: None,
            data: with_resolved(data, resolved),
            source: Some(message.id),
            locale: None,
        })
    }
}

impl IntoFuture for Gesture {
    type Output = Result<Invocation>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

fn may_use(
    world: &World,
    scene: Scene,
    message: &Message,
    control: &Control,
) -> std::result::Result<(), String> {
    if control.disabled {
        return Err(format!("{} is greyed out", control.label));
    }
    if message.only_for.is_some_and(|only| only != scene.user) {
        return Err("this person does not see the message".to_owned());
    }
    let channel = world.channel(scene.channel).map_err(|failure| failure.message)?;
    let in_guild = scene.guild.is_none_or(|guild| world.member(guild, scene.user).is_ok());
    if !in_guild || world.channel_permissions(channel, scene.user) & bits::VIEW_CHANNEL == 0 {
        return Err("this person does not see the channel".to_owned());
    }
    Ok(())
}

/// Fails unless a select offers everything that was picked.
fn offered(component: &Value, picked: &[OptionValue]) -> std::result::Result<(), String> {
    let bound =
        |field: &str| component[field].as_u64().and_then(|bound| usize::try_from(bound).ok()).unwrap_or(1);
    if !(bound("min_values")..=bound("max_values")).contains(&picked.len()) {
        return Err(format!("{} are too few or too many to pick", picked.len()));
    }
    let options = component["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let unknown = |one: &&OptionValue| !options.iter().any(|option| option["value"] == one.json());
    match picked.iter().find(unknown).filter(|_| component["type"] == 3) {
        Some(unknown) => Err(format!("{unknown:?} is not offered")),
        None => Ok(()),
    }
}

fn find(components: &[Value], custom_id: &str) -> Option<Value> {
    components.iter().find_map(|component| {
        if component["custom_id"] == custom_id {
            return Some(component.clone());
        }
        let nested = component["components"].as_array().and_then(|nested| find(nested, custom_id));
        nested.or_else(|| find(std::slice::from_ref(component.get("accessory")?), custom_id))
    })
}
