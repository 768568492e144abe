//! A button, a select or a form that was used: its custom id, and the values chosen or typed.

use std::collections::HashMap;

use serde_json::Value;

use super::fields::{Read, text};
use crate::kernel::control::Pressed;

/// Reads a button or select.
pub(super) fn component(raw: &Value) -> Read<(String, Pressed)> {
    let id = text(raw, "custom_id").ok_or("no id of a button")?;
    Ok((id.to_owned(), Pressed { values: values(raw), fields: HashMap::new() }))
}

/// Reads a form, whatever its layout.
pub(super) fn form(raw: &Value) -> Read<(String, Pressed)> {
    let id = text(raw, "custom_id").ok_or("no id of a form")?;
    let mut fields = HashMap::new();
    collect(raw, &mut fields);
    Ok((id.to_owned(), Pressed { values: vec![], fields }))
}

fn values(raw: &Value) -> Vec<String> {
    let values = raw.get("values").and_then(Value::as_array);
    values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Collects the fields. A component of an unknown type is no field of Gavel's, but may contain one.
fn collect(raw: &Value, found: &mut HashMap<String, String>) {
    let inner = raw.get("components").and_then(Value::as_array).into_iter().flatten();
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
    use serde_json::json;

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
        let (id, pressed) = form(&raw).unwrap();
        let fields = ["a", "b", "c"].map(|name| pressed.field(name).unwrap());
        assert_eq!((id.as_str(), fields), ("form:1:x", ["one", "two,three", "four"].map(str::to_owned)));
    }

    #[test]
    fn a_select_of_any_type_has_its_values() {
        let (_, pressed) =
            component(&json!({ "custom_id": "x", "component_type": 99, "values": ["1", 2, "3"] })).unwrap();
        assert_eq!(pressed.values, ["1", "3"]);
        assert!(component(&json!({ "component_type": 2 })).is_err());
    }
}
