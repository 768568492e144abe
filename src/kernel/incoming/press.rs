//! A button, a select or a form that was used: its custom id, and the values chosen or typed.

use std::collections::HashMap;

use super::fields::{Read, text};
use super::json::Json;
use crate::kernel::control::Pressed;

/// Reads a button or select.
pub(super) fn component(raw: &Json<'_>) -> Read<(String, Pressed)> {
    let id = text(raw, "custom_id").ok_or("no id of a button")?;
    Ok((id.to_owned(), Pressed { values: values(raw), fields: HashMap::new() }))
}

/// Reads a form, whatever its layout.
pub(super) fn form(raw: &Json<'_>) -> Read<(String, Pressed)> {
    let id = text(raw, "custom_id").ok_or("no id of a form")?;
    let mut fields = HashMap::new();
    collect(raw, &mut fields);
    Ok((id.to_owned(), Pressed { values: vec![], fields }))
}

fn values(raw: &Json<'_>) -> Vec<String> {
    let values = raw.get("values").and_then(Json::as_list);
    values.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// Collects the fields. A component of an unknown type is no field of Gavel's, but may contain one.
fn collect(raw: &Json<'_>, found: &mut HashMap<String, String>) {
    let inner = raw.get("components").and_then(Json::as_list).into_iter().flatten();
    for component in inner.chain(raw.get("component")) {
        if let Some(id) = text(component, "custom_id") {
            let written = text(component, "value").map(str::to_owned);
            let chosen = || component.get("values").map(|_| values(component).join(","));
            found.extend(written.or_else(chosen).map(|value| (id.to_owned(), value)));
        }
        collect(component, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    type Pressing = Read<(String, Pressed)>;

    /// Reads a press as if it had come in a body.
    fn with(data: &Value, read: fn(&Json<'_>) -> Pressing) -> Pressing {
        read(&serde_json::from_str(&data.to_string()).unwrap())
    }

    #[test]
    fn a_forms_fields_are_found_in_rows_labels_and_what_is_not_known() {
        let raw = json!({
            "custom_id": "form:1:x",
            "components": [
                { "type": 1, "components": [{ "type": 4, "custom_id": "a", "value": "one" }] },
                { "type": 18, "id": -1, "component": { "type": 3, "custom_id": "b", "values": ["two", "three"] } },
                { "type": 99, "components": [{ "type": 77, "custom_id": "c", "value": "four" }, { "type": 10 }] },
            ],
        });
        let (id, pressed) = with(&raw, form).unwrap();
        let fields = ["a", "b", "c"].map(|name| pressed.field(name).unwrap());
        assert_eq!((id.as_str(), fields), ("form:1:x", ["one", "two,three", "four"].map(str::to_owned)));
    }

    #[test]
    fn a_select_of_any_type_has_its_values() {
        let (_, pressed) =
            with(&json!({ "custom_id": "x", "component_type": 99, "values": ["1", 2, "3"] }), component)
                .unwrap();
        assert_eq!(pressed.values, ["1", "3"]);
        assert!(with(&json!({ "component_type": 2 }), component).is_err());
    }
}
