//! The command definitions in Discord's form, and the drift from those that are registered.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::kernel::feature::Registry;
use crate::kernel::localise::localise;
use crate::words;
use crate::words::Language;

/// Returns the body of a bulk overwrite: every command, in the registry's order.
///
/// # Errors
/// Fails if a definition can't be serialized.
pub fn body(registry: &Registry) -> Result<Vec<Value>> {
    registry
        .commands()
        .map(|(_, command)| {
            let mut value = serde_json::to_value(&command.definition).map_err(Error::broken)?;
            tidy(&mut value);
            for language in Language::all().skip(1) {
                let find = |id: &str, attribute: Option<&str>| words::find(language, id, attribute);
                localise(&mut value, &command.definition.name, language.tag(), &find);
            }
            Ok(value)
        })
        .collect()
}

/// Removes the fields that a server's own commands can't have: contexts and integration types.
pub fn for_one_server(commands: &mut [Value]) {
    for command in commands {
        if let Value::Object(fields) = command {
            fields.remove("contexts");
            fields.remove("integration_types");
        }
    }
}

/// The fields that only Discord sets, or that mean the same when they are absent.
const OWN: [&str; 6] = ["id", "application_id", "guild_id", "version", "dm_permission", "default_permission"];

/// Removes the fields that only Discord sets and those with default values: a menu has no description, a user option no
/// autocomplete.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, value| !OWN.contains(&name.as_str()) && !is_default(value));
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// The differences between registered and wanted commands: names added, changed and removed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drift {
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

impl Drift {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares the wanted definitions with those that Discord has.
#[must_use]
pub fn drift(wanted: &[Value], registered: &[Value]) -> Drift {
    let mut drift = Drift::default();
    for value in wanted {
        match registered.iter().find(|other| key(other) == key(value)) {
            None => drift.added.push(name(value)),
            Some(other) if normal(other) != normal(value) => drift.changed.push(name(value)),
            Some(_) => {}
        }
    }
    for value in registered {
        if !wanted.iter().any(|other| key(other) == key(value)) {
            drift.removed.push(name(value));
        }
    }
    drift
}

fn key(value: &Value) -> (u64, &str) {
    (value["type"].as_u64().unwrap_or(1), value["name"].as_str().unwrap_or_default())
}

/// Returns the name to print: `/warn`, or `Warn (menu)`.
fn name(value: &Value) -> String {
    match key(value) {
        (1, name) => format!("/{name}"),
        (_, name) => format!("{name} (menu)"),
    }
}

/// Returns the normal form of a definition: without defaults and empty values, and sorted if order means nothing.
fn normal(value: &Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .filter(|(name, value)| !OWN.contains(&name.as_str()) && !is_default(value))
                .map(|(name, value)| (name.clone(), as_set(name, normal(value))))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(normal).collect()),
        // 1 and 1.0 are the same limit.
        Value::Number(number) => number.as_f64().map_or_else(|| value.clone(), Value::from),
        other => other.clone(),
    }
}

fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Number(_) | Value::Bool(true) => false,
    }
}

/// Sorts the lists whose order means nothing.
fn as_set(name: &str, value: Value) -> Value {
    match value {
        Value::Array(mut items) if matches!(name, "contexts" | "integration_types" | "channel_types") => {
            items.sort_by_key(|item| item.to_string());
            Value::Array(items)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_discord_adds_is_no_drift() {
        let wanted = [
            json!({ "type": 1, "name": "x", "description": "d", "contexts": [0], "options": [{ "type": 4, "name": "n", "description": "d", "min_value": 1 }] }),
        ];
        let registered = [json!({
            "id": "5", "application_id": "6", "version": "7", "type": 1, "name": "x", "description": "d", "nsfw": false,
            "name_localizations": null, "default_member_permissions": null, "dm_permission": true, "contexts": [0],
            "options": [{ "type": 4, "name": "n", "description": "d", "min_value": 1.0, "required": false, "choices": [] }]
        })];
        assert!(drift(&wanted, &registered).is_empty());
    }

    #[test]
    fn names_tell_what_differs() {
        let wanted =
            [json!({ "type": 1, "name": "a", "description": "new" }), json!({ "type": 2, "name": "B" })];
        let registered =
            [json!({ "type": 1, "name": "a", "description": "old" }), json!({ "type": 1, "name": "c" })];
        let drift = drift(&wanted, &registered);
        assert_eq!(drift.changed, ["/a"]);
        assert_eq!(drift.added, ["B (menu)"]);
        assert_eq!(drift.removed, ["/c"]);
    }
}
