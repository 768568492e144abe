//! The form in which Discord keeps a definition.

use serde_json::{Map, Value, json};

use super::Home;
use crate::form::Form;

/// Returns the definition as Discord keeps it: defaults are filled in at the top and left out further down.
pub(super) fn kept(form: &Form<'_>, home: Home) -> Value {
    let field = |name: &'static str, default: Value| form.raw(name).cloned().unwrap_or(default);
    let mut body = json!({
        "name": field("name", json!("")),
        "name_localizations": field("name_localizations", Value::Null),
        "description": field("description", json!("")),
        "description_localizations": field("description_localizations", Value::Null),
        "default_member_permissions": field("default_member_permissions", Value::Null),
        "nsfw": field("nsfw", json!(false)),
    });
    if home == Home::Global {
        body["contexts"] = field("contexts", Value::Null);
        body["integration_types"] = field("integration_types", json!([0]));
        let in_dms = form.raw("contexts").and_then(Value::as_array).is_none_or(|all| all.contains(&json!(1)));
        body["dm_permission"] = json!(in_dms);
    }
    let options: Vec<_> =
        form.raw("options").and_then(Value::as_array).into_iter().flatten().map(lean).collect();
    if !options.is_empty() {
        body["options"] = json!(options);
    }
    body
}

fn lean(option: &Value) -> Value {
    let empty = |value: &Value| {
        value.is_null() || *value == json!(false) || value.as_array().is_some_and(Vec::is_empty)
    };
    let keep = |(name, value): (&String, &Value)| match (name.as_str(), value) {
        (_, value) if empty(value) => None,
        ("options" | "choices", Value::Array(items)) => {
            Some((name.clone(), items.iter().map(lean).collect()))
        }
        _ => Some((name.clone(), value.clone())),
    };
    let fields = option.as_object().into_iter().flatten();
    Value::Object(fields.filter_map(keep).collect::<Map<_, _>>())
}
