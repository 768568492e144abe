//! A message as a person sees it: its text and its controls.

use serde::Serialize;
use serde_json::Value;

use super::Message;

/// A button or select that a person can use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Control {
    /// The component type: 2 for a button, 3 and 5 to 8 for selects.
    pub kind: u64,
    /// The label or placeholder.
    pub label: String,
    /// The control's custom id.
    pub custom_id: String,
    /// `true` if the control is greyed out.
    pub disabled: bool,
}

impl Message {
    /// Returns all text that a person reads in the message, line by line: content, embeds, texts, labels.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![self.content.clone()];
        for part in self.embeds.iter().chain(&self.components) {
            read_aloud(part, &mut lines);
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// Returns the message's buttons and selects, in order.
    #[must_use]
    pub fn controls(&self) -> Vec<Control> {
        let mut controls = Vec::new();
        for component in &self.components {
            collect_controls(component, &mut controls);
        }
        controls
    }

    /// Returns the control with this custom id, else the only one with this label.
    #[must_use]
    pub fn control(&self, name: &str) -> Option<Control> {
        let controls = self.controls();
        let by_id = controls.iter().find(|control| control.custom_id == name);
        let mut labelled = controls.iter().filter(|control| control.label == name);
        let by_label = labelled.next().filter(|_| labelled.next().is_none());
        by_id.or(by_label).cloned()
    }
}

fn read_aloud(part: &Value, lines: &mut Vec<String>) {
    const WORDS: [&str; 9] =
        ["title", "description", "name", "value", "text", "content", "label", "placeholder", "author"];
    for word in WORDS {
        match part.get(word) {
            Some(Value::String(line)) if !(word == "value" && part.get("label").is_some()) => {
                lines.push(line.clone())
            }
            _ => {}
        }
    }
    for nested in ["author", "fields", "footer", "components", "options", "accessory"] {
        match part.get(nested) {
            Some(Value::Array(items)) => items.iter().for_each(|item| read_aloud(item, lines)),
            Some(item @ Value::Object(_)) => read_aloud(item, lines),
            _ => {}
        }
    }
}

fn collect_controls(component: &Value, controls: &mut Vec<Control>) {
    if let Some(custom_id) = component["custom_id"].as_str() {
        let word = |field: &str| component[field].as_str().map(str::to_owned);
        let emoji = || component["emoji"]["name"].as_str().map(str::to_owned);
        controls.push(Control {
            kind: component["type"].as_u64().unwrap_or_default(),
            label: word("label").or_else(|| word("placeholder")).or_else(emoji).unwrap_or_default(),
            custom_id: custom_id.to_owned(),
            disabled: component["disabled"].as_bool().unwrap_or_default(),
        });
    }
    for child in component["components"].as_array().into_iter().flatten() {
        collect_controls(child, controls);
    }
    if component["accessory"].is_object() {
        collect_controls(&component["accessory"], controls);
    }
}
