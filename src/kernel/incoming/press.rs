//! A button, a select or a form that was used: its custom id, and the values chosen or typed.

use std::collections::HashMap;

use twilight_model::channel::Attachment;

use super::fields::{Read, attachment, text};
use super::json::Json;
use crate::kernel::control::{Answer, Pressed};

/// Reads a button or select.
pub(super) fn component(raw: &Json<'_>) -> Read<(String, Pressed)> {
    let id = text(raw, "custom_id").ok_or("no id of a button")?;
    Ok((id.to_owned(), Pressed { values: values(raw), ..Pressed::default() }))
}

/// Reads a form, whatever its layout.
pub(super) fn form(raw: &Json<'_>) -> Read<(String, Pressed)> {
    let id = text(raw, "custom_id").ok_or("no id of a form")?;
    let mut answers = HashMap::new();
    collect(raw, &mut answers);
    let files = match raw.get("resolved") {
        Some(resolved) => files(resolved),
        None => vec![],
    };
    Ok((id.to_owned(), Pressed { values: vec![], answers, files }))
}

fn values(raw: &Json<'_>) -> Vec<String> {
    let values = raw.get("values").and_then(Json::as_list);
    values.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// Reads the files that came with a form. One that can't be read is refused where a field names it.
fn files(resolved: &Json<'_>) -> Vec<Attachment> {
    let all = resolved.get("attachments").into_iter().flat_map(Json::entries);
    all.filter_map(|(_, file)| attachment(file).ok()).collect()
}

/// Collects the answers. A component of an unknown type is no field of Gavel's, but may contain one.
fn collect(raw: &Json<'_>, found: &mut HashMap<String, Answer>) {
    let inner = raw.get("components").and_then(Json::as_list).into_iter().flatten();
    for component in inner.chain(raw.get("component")) {
        if let Some(id) = text(component, "custom_id") {
            found.extend(answer(component).map(|answer| (id.to_owned(), answer)));
        }
        collect(component, found);
    }
}

fn answer(component: &Json<'_>) -> Option<Answer> {
    if component.get("values").is_some() {
        return Some(Answer::Values(values(component)));
    }
    match component.get("value")? {
        Json::Bool(is_checked) => Some(Answer::Checked(*is_checked)),
        // A radio group without a choice.
        Json::Null => Some(Answer::Values(vec![])),
        value => value.as_str().map(|text| Answer::Text(text.to_owned())),
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
                { "type": 18, "component": { "type": 21, "custom_id": "d", "value": null } },
                { "type": 18, "component": { "type": 23, "custom_id": "e", "value": true } },
                { "type": 18, "component": { "type": 19, "custom_id": "f", "values": ["5"] } },
            ],
            "resolved": { "attachments": { "5": { "id": "5", "filename": "a.png", "size": 3, "url": "https://x.test/a" } } },
        });
        let (id, pressed) = with(&raw, form).unwrap();
        let fields = ["a", "c"].map(|name| pressed.field(name).unwrap());
        assert_eq!((id.as_str(), fields), ("form:1:x", ["one", "four"].map(str::to_owned)));
        let any = |text: &str| Some(text.to_owned());
        assert_eq!(pressed.choices("b", any).unwrap(), ["two", "three"]);
        assert_eq!((pressed.choice("d", any).unwrap(), pressed.checked("e")), (None, Some(true)));
        assert_eq!(pressed.uploaded("f").unwrap()[0].filename, "a.png");
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
