//! Command names and descriptions in the languages of people's clients.

use serde_json::{Value, json};

use crate::words;
use crate::words::Language;

/// Adds a language to a command's definition. Parts without a translation stay English.
pub(super) fn localise(definition: &mut Value, path: &str, language: Language) {
    let id = words::command_id(path);
    put(definition, "name_localizations", language, words::find(language, &id, None));
    put(definition, "description_localizations", language, words::find(language, &id, Some("description")));
    for choice in definition.get_mut("choices").and_then(Value::as_array_mut).into_iter().flatten() {
        let id = words::choice_id(choice["name"].as_str().unwrap_or_default());
        put(choice, "name_localizations", language, words::find(language, &id, None));
    }
    for option in definition.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
        let path = format!("{path} {}", option["name"].as_str().unwrap_or_default());
        localise(option, &path, language);
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

fn put(value: &mut Value, field: &str, language: Language, text: Option<String>) {
    let Some(text) = text else { return };
    if !value[field].is_object() {
        value[field] = json!({});
    }
    value[field][language.tag()] = json!(text);
}
