//! Command names and descriptions in the languages of people's clients.

use serde_json::{Value, json};
use twilight_model::application::command::{Command as Definition, CommandOption};

use crate::words;
use crate::words::Language;

/// Puts the catalogue's English descriptions into a command's definition, in the place of those that its derive asks for.
pub(super) fn describe(definition: &mut Definition) {
    let path = definition.name.clone();
    definition.description = english(&path);
    describe_options(&path, &mut definition.options);
}

fn describe_options(path: &str, options: &mut [CommandOption]) {
    for option in options {
        let path = format!("{path} {}", option.name);
        option.description = english(&path);
        describe_options(&path, option.options.as_deref_mut().unwrap_or_default());
    }
}

fn english(path: &str) -> String {
    words::find(Language::ENGLISH, &words::command_id(path), Some("description")).unwrap_or_default()
}

/// Adds a language to a command's definition. `find` returns a message or its attribute. Parts without a translation
/// stay English.
pub(crate) fn localise(
    definition: &mut Value,
    path: &str,
    tag: &str,
    find: &impl Fn(&str, Option<&str>) -> Option<String>,
) {
    let id = words::command_id(path);
    put(definition, "name_localizations", tag, find(&id, None));
    put(definition, "description_localizations", tag, find(&id, Some("description")));
    for choice in definition.get_mut("choices").and_then(Value::as_array_mut).into_iter().flatten() {
        let id = words::choice_id(choice["name"].as_str().unwrap_or_default());
        put(choice, "name_localizations", tag, find(&id, None));
    }
    for option in definition.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
        let path = format!("{path} {}", option["name"].as_str().unwrap_or_default());
        localise(option, &path, tag, find);
    }
}

/// Returns the catalogue's ids for all parts of a definition, for the test that no language lacks one.
#[must_use]
pub fn ids(definition: &Value) -> Vec<String> {
    fn collect(definition: &Value, path: &str, found: &mut Vec<String>) {
        found.push(words::command_id(path));
        let choices = definition["choices"].as_array().into_iter().flatten();
        found.extend(choices.map(|choice| words::choice_id(choice["name"].as_str().unwrap_or_default())));
        for option in definition["options"].as_array().into_iter().flatten() {
            collect(option, &format!("{path} {}", option["name"].as_str().unwrap_or_default()), found);
        }
    }
    let mut found = Vec::new();
    collect(definition, definition["name"].as_str().unwrap_or_default(), &mut found);
    found
}

fn put(value: &mut Value, field: &str, tag: &str, text: Option<String>) {
    let Some(text) = text else { return };
    if !value[field].is_object() {
        value[field] = json!({});
    }
    value[field][tag] = json!(text);
}
