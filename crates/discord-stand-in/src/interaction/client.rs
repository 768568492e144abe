//! The rules of Discord's client: the commands it offers and the values it takes.

use serde_json::{Value, json};

use super::body::Ask;
use super::exchange::Kind;
use super::given::OptionValue;
use super::resolve::{Resolved, Scene};
use crate::bits;
use crate::ids::UserId;
use crate::registry::Command;
use crate::world::{Message, World};

/// Tells if a gesture keeps the client's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rules {
    /// The client's rules hold.
    Kept,
    /// Anything goes, as with a forged client.
    Broken,
}

/// The values filled into a slash command.
#[derive(Clone, Debug, Default)]
pub(super) struct FilledOptions {
    pub(super) values: Vec<(String, OptionValue)>,
    /// The option being typed, for autocompletion.
    pub(super) focused: Option<(String, String)>,
}

/// Returns the command of this type and name if the client offers it to this person here.
pub(super) fn offered(
    world: &World,
    scene: Scene,
    kind: u8,
    name: &str,
    rules: Rules,
) -> Result<Command, String> {
    let known = world.offered(scene.guild, kind, name).cloned();
    if rules == Rules::Broken {
        let id = twilight_model::id::Id::new(1);
        let application = world.application.id;
        let (name, definition) = (name.to_owned(), json!({}));
        let unknown = Command { id, application, version: 1, guild: None, kind, name, definition };
        return Ok(known.unwrap_or(unknown));
    }
    let command = known.ok_or_else(|| format!("{name} is not a registered command"))?;
    let context = if scene.guild.is_some() { 0 } else { 1 };
    if !command.shows_in(context) {
        return Err(format!("{name} is not offered in this context ({context})"));
    }
    if let Some(guild) = scene.guild {
        world.member(guild, scene.user).map_err(|_| format!("{} is not a member here", scene.user))?;
        let channel = world.channel(scene.channel).map_err(|failure| failure.message)?;
        let held = world.channel_permissions(channel, scene.user);
        if held & bits::VIEW_CHANNEL == 0 {
            return Err("this person does not see the channel".to_owned());
        }
        if held & bits::USE_APPLICATION_COMMANDS == 0 {
            return Err("this person may not use commands here".to_owned());
        }
        // No permissions at all stand for administrators only.
        let needed = command.needs().map_or(0, |needed| if needed == 0 { bits::ALL } else { needed });
        if held & needed != needed {
            return Err(format!("{name} is not offered to people without its permissions ({needed})"));
        }
    }
    Ok(command)
}

/// Fills in a slash command; `name` has its subcommands after spaces.
pub(super) fn slash(
    world: &mut World,
    scene: Scene,
    name: &str,
    filled: &FilledOptions,
    rules: Rules,
) -> Result<Ask, String> {
    let mut words = name.split_whitespace();
    let root = words.next().unwrap_or_default();
    let command = offered(world, scene, 1, root, rules)?;
    let below: Vec<&str> = words.collect();
    let (known, kinds) = descend(&command, &below, rules)?;
    let mut resolved = Resolved::default();
    let mut options = Vec::new();
    for (name, given) in &filled.values {
        let schema = known.iter().find(|option| option["name"] == name.as_str());
        options.push(option(world, scene, (name, given), schema, (&mut resolved, rules))?);
    }
    if let Some((name, typed)) = &filled.focused {
        let schema = known.iter().find(|option| option["name"] == name.as_str());
        if rules == Rules::Kept && schema.is_none_or(|schema| schema["autocomplete"] != true) {
            return Err(format!("{name} does not autocomplete"));
        }
        let kind = schema.map_or(json!(3), |schema| schema["type"].clone());
        options.push(json!({ "name": name, "type": kind, "value": typed, "focused": true }));
    } else if rules == Rules::Kept {
        let missing = |option: &&Value| {
            option["required"] == true && !options.iter().any(|one| one["name"] == option["name"])
        };
        if let Some(missing) = known.iter().find(missing) {
            return Err(format!("{} is required", missing["name"]));
        }
    }
    for (word, kind) in below.iter().zip(kinds).rev() {
        options = vec![json!({ "name": word, "type": kind, "options": options })];
    }
    let mut data = data(&command);
    if !options.is_empty() {
        data["options"] = json!(options);
    }
    let kind = if filled.focused.is_some() { Kind::Autocomplete } else { Kind::Command };
    Ok(ask(kind, &command, with_resolved(data, resolved)))
}

/// Uses a command of a user's context menu.
pub(super) fn user_menu(world: &World, scene: Scene, command: &Command, target: UserId) -> Ask {
    let mut resolved = Resolved::default();
    resolved.user(world, scene, target);
    let mut data = data(command);
    data["target_id"] = json!(target);
    ask(Kind::Command, command, with_resolved(data, resolved))
}

/// Uses a command of a message's context menu.
pub(super) fn message_menu(world: &World, command: &Command, target: &Message) -> Ask {
    let mut resolved = Resolved::default();
    let mut data = data(command);
    data["target_id"] = json!(resolved.message(world, target));
    ask(Kind::Command, command, with_resolved(data, resolved))
}

fn data(command: &Command) -> Value {
    let mut data = json!({ "id": command.id, "name": command.name, "type": command.kind });
    if let Some(guild) = command.guild {
        data["guild_id"] = json!(guild);
    }
    data
}

/// Adds `resolved`, unless it is empty.
pub(super) fn with_resolved(mut data: Value, resolved: Resolved) -> Value {
    let resolved = resolved.json();
    if !resolved.is_null() {
        data["resolved"] = resolved;
    }
    data
}

fn ask(kind: Kind, command: &Command, data: Value) -> Ask {
    let (name, command_kind) = (command.name.clone(), Some(command.kind));
    Ask { kind, name, command_kind, data, source: None, locale: None }
}

/// Returns the options at the end of a path of subcommands, and the types along it.
fn descend<'a>(
    command: &'a Command,
    below: &[&str],
    rules: Rules,
) -> Result<(&'a [Value], Vec<u64>), String> {
    let list = |value: &'a Value| value["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let (mut known, mut kinds) = (list(&command.definition), Vec::new());
    for (depth, word) in below.iter().enumerate() {
        let found = known
            .iter()
            .find(|option| option["name"] == *word && option["type"].as_u64().is_some_and(|kind| kind <= 2));
        match (found, rules) {
            (Some(found), _) => {
                kinds.push(found["type"].as_u64().unwrap_or(1));
                known = list(found);
            }
            (None, Rules::Broken) => {
                kinds.push(if depth + 1 < below.len() { 2 } else { 1 });
                known = &[];
            }
            (None, Rules::Kept) => return Err(format!("/{} has no subcommand {word}", command.name)),
        }
    }
    let stops_short = known.iter().any(|option| option["type"].as_u64().is_some_and(|kind| kind <= 2));
    if stops_short && rules == Rules::Kept {
        return Err(format!("/{} {} needs a subcommand", command.name, below.join(" ")));
    }
    Ok((known, kinds))
}

fn option(
    world: &mut World,
    scene: Scene,
    (name, given): (&str, &OptionValue),
    schema: Option<&Value>,
    (resolved, rules): (&mut Resolved, Rules),
) -> Result<Value, String> {
    let guess = match given {
        OptionValue::Text(_) | OptionValue::Many(_) => 3,
        OptionValue::Integer(_) => 4,
        OptionValue::Truth(_) => 5,
        OptionValue::User(_) => 6,
        OptionValue::Channel(_) => 7,
        OptionValue::Role(_) => 8,
        OptionValue::Number(_) => 10,
        OptionValue::File { .. } | OptionValue::Attachment(_) => 11,
    };
    let kind = match (schema, rules) {
        (Some(schema), _) => schema["type"].as_u64().unwrap_or(guess),
        (None, Rules::Broken) => guess,
        (None, Rules::Kept) => return Err(format!("there is no option {name}")),
    };
    if let (Some(schema), Rules::Kept) = (schema, rules) {
        fits(world, scene, given, schema).map_err(|why| format!("{name}: {why}"))?;
    }
    let value = resolved.add(world, scene, given).map_or_else(|| given.json(), Value::String);
    Ok(json!({ "name": name, "type": kind, "value": value }))
}

/// Fails if the client would not take this value for this option.
fn fits(world: &World, scene: Scene, given: &OptionValue, schema: &Value) -> Result<(), String> {
    let kind = schema["type"].as_u64().unwrap_or_default();
    match (kind, given) {
        (3, OptionValue::Text(text)) => {
            let count = text.chars().count();
            let bound = |field: &str, default| {
                schema[field].as_u64().and_then(|bound| bound.try_into().ok()).unwrap_or(default)
            };
            if !(bound("min_length", 1_usize)..=bound("max_length", 6000)).contains(&count) {
                return Err(format!("{count} characters are too few or too many"));
            }
        }
        (4, OptionValue::Integer(number)) => within(*number as f64, schema)?,
        (10, OptionValue::Integer(number)) => within(*number as f64, schema)?,
        (10, OptionValue::Number(number)) => within(*number, schema)?,
        (5, OptionValue::Truth(_)) | (11, OptionValue::File { .. }) => {}
        (6 | 9, OptionValue::User(user)) => {
            world.user(*user).map_err(|failure| failure.message)?;
        }
        (8 | 9, OptionValue::Role(role)) => {
            let guild = scene.guild.ok_or("no roles here")?;
            world.role(guild, *role).map_err(|failure| failure.message)?;
        }
        (7, OptionValue::Channel(channel)) => {
            let channel = world.channel(*channel).map_err(|failure| failure.message)?;
            let kinds = schema["channel_types"].as_array();
            if kinds.is_some_and(|kinds| {
                !kinds.is_empty() && !kinds.iter().any(|kind| *kind == channel.kind as u64)
            }) {
                return Err("another type of channel is wanted".to_owned());
            }
        }
        _ => return Err(format!("{given:?} is not of type {kind}")),
    }
    let choices = schema["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    let chosen = given.json();
    if !choices.is_empty() && !choices.iter().any(|choice| choice["value"] == chosen) {
        return Err(format!("{chosen} is not one of the choices"));
    }
    Ok(())
}

fn within(number: f64, schema: &Value) -> Result<(), String> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let least = schema["min_value"].as_f64().unwrap_or(-LARGEST);
    let most = schema["max_value"].as_f64().unwrap_or(LARGEST);
    if (least..=most).contains(&number) { Ok(()) } else { Err(format!("{number} is too small or too large")) }
}
