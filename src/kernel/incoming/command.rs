//! A command's name, its options, and the objects that Discord resolved for them.

use serde_json::{Value, json};
use twilight_model::application::interaction::application_command::CommandData;
use twilight_model::id::Id;

use super::fields::{
    Read, attachment, channel, decoded, each, id, is_set, member, optional_id, role, text, user, whole,
};
use crate::discord::history::Listed;

/// Reads a command.
pub(super) fn command(raw: &Value) -> Read<CommandData> {
    data(raw, Some)
}

/// Reads a command that is still being typed: options that can't be read yet are left out.
pub(super) fn unfinished(raw: &Value) -> Read<CommandData> {
    data(raw, |option| option.ok().map(Ok))
}

/// The default type: some payloads leave the type out.
const CHAT_INPUT: u8 = 1;

/// The decision on an option that could or could not be read.
type Keep = fn(Read<Value>) -> Option<Read<Value>>;

fn data(raw: &Value, keep: Keep) -> Read<CommandData> {
    let kind = raw.get("type").and_then(whole).and_then(|kind| u8::try_from(kind).ok());
    let (id, target): (Id<()>, Option<Id<()>>) = (id(raw, "id")?, optional_id(raw, "target_id")?);
    decoded(json!({
        "id": id, "name": text(raw, "name").ok_or("no name of a command")?, "type": kind.unwrap_or(CHAT_INPUT),
        "options": options(raw, keep)?, "target_id": target, "resolved": raw.get("resolved").map(resolved).transpose()?,
    }))
}

/// Reads the message of a message menu; `None` for any other command.
pub(super) fn message(raw: &Value) -> Read<Option<Box<Listed>>> {
    let Some(messages) = raw.get("resolved").and_then(|resolved| resolved.get("messages")) else {
        return Ok(None);
    };
    let Some(target) = raw.get("target_id").and_then(Value::as_str) else { return Ok(None) };
    messages.get(target).cloned().map(decoded).transpose()
}

fn options(raw: &Value, keep: Keep) -> Read<Vec<Value>> {
    match raw.get("options") {
        None | Some(Value::Null) => Ok(vec![]),
        Some(Value::Array(options)) => options.iter().filter_map(|raw| keep(option(raw, keep))).collect(),
        Some(_) => Err("options that are no list".to_owned()),
    }
}

fn option(raw: &Value, keep: Keep) -> Read<Value> {
    let name = text(raw, "name").ok_or("no name of an option")?;
    let kind = raw.get("type").and_then(whole).ok_or_else(|| format!("no type of the option `{name}`"))?;
    if matches!(kind, 1 | 2) {
        return Ok(json!({ "name": name, "type": kind, "options": options(raw, keep)? }));
    }
    let given = raw.get("value").unwrap_or(&Value::Null);
    if is_set(raw, "focused") {
        let typed = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
        return Ok(json!({ "name": name, "type": kind, "focused": true, "value": typed }));
    }
    let value = match kind {
        3 => given.as_str().map(|text| json!(text)),
        4 => whole(given).or_else(|| given.as_str()?.parse().ok()).map(|number| json!(number)),
        5 => given.as_bool().map(|flag| json!(flag)),
        6..=9 | 11 => id::<()>(raw, "value").ok().map(|id| json!(id)),
        10 => given.as_f64().map(|number| json!(number)),
        _ => return Err(format!("the option `{name}` of type {kind}")),
    };
    let value = value.ok_or_else(|| format!("the value of the option `{name}` of type {kind}"))?;
    Ok(json!({ "name": name, "type": kind, "value": value }))
}

fn resolved(raw: &Value) -> Read<Value> {
    Ok(json!({
        "users": each(raw, "users", user)?, "members": each(raw, "members", |raw| member(raw).map(Value::Object))?,
        "roles": each(raw, "roles", role)?, "channels": each(raw, "channels", channel)?,
        "attachments": each(raw, "attachments", attachment)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(option: Value) -> Read<CommandData> {
        command(&json!({ "id": "1", "name": "warn", "type": 1, "options": [option] }))
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
        assert!(command(&raw).is_err());
        assert_eq!(unfinished(&raw).unwrap().options.len(), 1);
    }

    #[test]
    fn a_channel_of_a_type_that_is_not_known_is_a_channel() {
        let all = json!({
            "id": "1", "name": "lock", "type": 1, "options": [{ "name": "channel", "type": 7, "value": "9" }],
            "resolved": { "channels": { "9": { "id": "9", "type": 99, "permissions": "18446744073709551617" } } },
        });
        let resolved = command(&all).unwrap().resolved.unwrap();
        assert_eq!(resolved.channels[&Id::new(9)].permissions.bits(), 1);
    }
}
