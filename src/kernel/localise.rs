//! Command names and descriptions in the languages of people's clients.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A language: Discord's locale, and the name and description for each path (such as `case view number`).
#[derive(Debug)]
pub struct Words {
    pub locale: &'static str,
    pub words: BTreeMap<String, (String, String)>,
}

/// Adds a language to a command's definition. Paths without a translation stay English.
pub(super) fn localise(definition: &mut Value, path: &str, language: &Words) {
    if let Some((name, description)) = language.words.get(path) {
        put(definition, "name_localizations", language.locale, name);
        put(definition, "description_localizations", language.locale, description);
    }
    let Some(options) = definition.get_mut("options").and_then(Value::as_array_mut) else { return };
    for option in options {
        let name = option["name"].as_str().unwrap_or_default().to_owned();
        localise(option, &format!("{path} {name}"), language);
    }
}

/// Returns all paths of a definition, for the test that no language lacks one.
#[must_use]
pub fn paths(definition: &Value) -> Vec<String> {
    let name = definition["name"].as_str().unwrap_or_default();
    let inner = definition["options"].as_array().into_iter().flatten().flat_map(paths);
    std::iter::once(name.to_owned()).chain(inner.map(|path| format!("{name} {path}"))).collect()
}

fn put(value: &mut Value, field: &str, locale: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    if !value[field].is_object() {
        value[field] = json!({});
    }
    value[field][locale] = json!(text);
}
