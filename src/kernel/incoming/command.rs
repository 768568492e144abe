//! A command's name, its options, and the objects that Discord resolved for them.

use std::collections::HashMap;

use twilight_model::application::command::CommandOptionType;
use twilight_model::application::interaction::InteractionDataResolved;
use twilight_model::application::interaction::application_command::{
    CommandData, CommandDataOption, CommandOptionValue,
};

use super::fields::{
    Read, attachment, channel, each, id, is_set, named_member, optional_id, role, text, user, whole,
};
use super::json::Json;
use crate::discord::history::Listed;

/// Reads a command.
pub(super) fn command(raw: &Json<'_>) -> Read<CommandData> {
    data(raw, Some)
}

/// Reads a command that is still being typed: options that can't be read yet are left out.
pub(super) fn unfinished(raw: &Json<'_>) -> Read<CommandData> {
    data(raw, |option| option.ok().map(Ok))
}

/// The default type: some payloads leave the type out.
const CHAT_INPUT: u8 = 1;

/// The decision on an option that could or could not be read.
type Keep = fn(Read<CommandDataOption>) -> Option<Read<CommandDataOption>>;

fn data(raw: &Json<'_>, keep: Keep) -> Read<CommandData> {
    let kind = raw.get("type").and_then(whole).and_then(|kind| u8::try_from(kind).ok());
    Ok(CommandData {
        id: id(raw, "id")?,
        target_id: optional_id(raw, "target_id")?,
        name: text(raw, "name").ok_or("no name of a command")?.to_owned(),
        kind: kind.unwrap_or(CHAT_INPUT).into(),
        options: options(raw, keep)?,
        resolved: raw.get("resolved").map(resolved).transpose()?,
        guild_id: None,
    })
}

/// Reads the message of a message menu; `None` for any other command.
pub(super) fn message(raw: &Json<'_>) -> Read<Option<Box<Listed>>> {
    let Some(messages) = raw.get("resolved").and_then(|resolved| resolved.get("messages")) else {
        return Ok(None);
    };
    let Some(target) = text(raw, "target_id") else { return Ok(None) };
    let Some(message) = messages.get(target) else { return Ok(None) };
    let message = serde_json::to_value(message).and_then(serde_json::from_value);
    message.map(Some).map_err(|why| why.to_string())
}

fn options(raw: &Json<'_>, keep: Keep) -> Read<Vec<CommandDataOption>> {
    match raw.get("options") {
        None | Some(Json::Null) => Ok(vec![]),
        Some(Json::List(options)) => options.iter().filter_map(|raw| keep(option(raw, keep))).collect(),
        Some(_) => Err("options that are no list".to_owned()),
    }
}

fn option(raw: &Json<'_>, keep: Keep) -> Read<CommandDataOption> {
    let name = text(raw, "name").ok_or("no name of an option")?;
    let kind = raw.get("type").and_then(whole).ok_or_else(|| format!("no type of the option `{name}`"))?;
    let value = match kind {
        1 => CommandOptionValue::SubCommand(options(raw, keep)?),
        2 => CommandOptionValue::SubCommandGroup(options(raw, keep)?),
        _ => value(raw, kind).ok_or_else(|| format!("the value of the option `{name}` of type {kind}"))?,
    };
    Ok(CommandDataOption { name: name.to_owned(), value })
}

/// Reads the value of an option that is no subcommand; `None` if it is not of its type, or of none that is known.
fn value(raw: &Json<'_>, kind: i64) -> Option<CommandOptionValue> {
    let given = raw.get("value").unwrap_or(&Json::Null);
    if is_set(raw, "focused") {
        let typed = match given.as_str() {
            Some(text) => text.to_owned(),
            None => serde_json::to_string(given).ok()?,
        };
        let kind: CommandOptionType = serde_json::from_value(kind.into()).ok()?;
        return Some(CommandOptionValue::Focused(typed, kind));
    }
    Some(match kind {
        3 => CommandOptionValue::String(given.as_str()?.to_owned()),
        4 => CommandOptionValue::Integer(whole(given).or_else(|| given.as_str()?.parse().ok())?),
        5 => CommandOptionValue::Boolean(given.as_bool()?),
        6 => CommandOptionValue::User(id(raw, "value").ok()?),
        7 => CommandOptionValue::Channel(id(raw, "value").ok()?),
        8 => CommandOptionValue::Role(id(raw, "value").ok()?),
        9 => CommandOptionValue::Mentionable(id(raw, "value").ok()?),
        10 => CommandOptionValue::Number(given.as_number()?.as_f64()?),
        11 => CommandOptionValue::Attachment(id(raw, "value").ok()?),
        _ => return None,
    })
}

fn resolved(raw: &Json<'_>) -> Read<InteractionDataResolved> {
    Ok(InteractionDataResolved {
        users: each(raw, "users", user)?,
        members: each(raw, "members", named_member)?,
        roles: each(raw, "roles", role)?,
        channels: each(raw, "channels", channel)?,
        attachments: each(raw, "attachments", attachment)?,
        messages: HashMap::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use twilight_model::id::Id;

    /// Reads a command's data as if it had come in a body.
    fn with(data: &Value, read: fn(&Json<'_>) -> Read<CommandData>) -> Read<CommandData> {
        read(&serde_json::from_str(&data.to_string()).unwrap())
    }

    fn read(option: Value) -> Read<CommandData> {
        with(&json!({ "id": "1", "name": "warn", "type": 1, "options": [option] }), command)
    }

    #[test]
    fn a_whole_number_with_a_point_is_the_number() {
        let same = |value: Value| read(json!({ "name": "points", "type": 4, "value": value })).unwrap();
        assert_eq!(same(json!(1.0)), same(json!(1)));
        assert!(read(json!({ "name": "points", "type": 4, "value": 1.5 })).is_err());
    }

    #[test]
    fn an_option_of_a_type_that_is_not_known_is_not_passed_over() {
        let why = read(json!({ "name": "when", "type": 12, "value": "now" })).unwrap_err();
        assert!(why.contains("`when`"), "{why}");
    }

    #[test]
    fn what_can_not_be_read_while_it_is_typed_is_left_out() {
        let options = json!([{ "name": "count", "type": 4, "value": "fi" }, { "name": "reason", "type": 3, "focused": true, "value": "sp" }]);
        let raw = json!({ "id": "1", "name": "purge", "type": 1, "options": options });
        assert!(with(&raw, command).is_err());
        assert_eq!(with(&raw, unfinished).unwrap().options.len(), 1);
    }

    #[test]
    fn a_channel_of_a_type_that_is_not_known_is_a_channel() {
        let all = json!({
            "id": "1", "name": "lock", "type": 1, "options": [{ "name": "channel", "type": 7, "value": "9" }],
            "resolved": { "channels": { "9": { "id": "9", "type": 99, "permissions": "18446744073709551617" } } },
        });
        let resolved = with(&all, command).unwrap().resolved.unwrap();
        assert_eq!(resolved.channels[&Id::new(9)].permissions.bits(), 1);
    }
}
