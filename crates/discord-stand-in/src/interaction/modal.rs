//! Modals on a person's screen.

use serde::Serialize;
use serde_json::{Value, json};

use super::body::Ask;
use super::client::{Rules, with_resolved};
use super::exchange::Kind;
use super::given::OptionValue;
use super::resolve::{Resolved, Scene};
use crate::check::kinds;
use crate::ids::InteractionId;
use crate::world::World;

/// An open modal.
#[derive(Clone, Debug, Serialize)]
pub struct Modal {
    /// The interaction that opened the modal.
    pub opened_by: InteractionId,
    /// The modal's title.
    pub title: String,
    /// The modal's custom id.
    pub custom_id: String,
    /// The modal's components, as Discord has them.
    pub components: Vec<Value>,
}

/// A field of a modal.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// The label above the field.
    pub label: String,
    /// The field's custom id.
    pub custom_id: String,
    /// The field's component type.
    pub kind: i64,
    /// `true` if the field must be filled in.
    pub required: bool,
    /// The text that the field starts with.
    pub value: String,
    /// The component, as Discord has it.
    pub component: Value,
}

impl Modal {
    pub(crate) fn new(opened_by: InteractionId, body: &Value) -> Self {
        let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
        let components = body["components"].as_array().cloned().unwrap_or_default();
        Self { opened_by, title: text("title"), custom_id: text("custom_id"), components }
    }

    /// Returns the modal's fields, in order.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        let of = |component: &Value| {
            let inner = if component["component"].is_object() {
                &component["component"]
            } else {
                &component["components"][0]
            };
            let kind = inner["type"].as_i64()?;
            let label = component["label"].as_str().or(inner["label"].as_str()).unwrap_or_default();
            Some(Field {
                label: label.to_owned(),
                custom_id: inner["custom_id"].as_str().unwrap_or_default().to_owned(),
                kind,
                required: inner["required"].as_bool().unwrap_or(kind != kinds::CHECKBOX),
                value: inner["value"].as_str().unwrap_or_default().to_owned(),
                component: inner.clone(),
            })
        };
        self.components.iter().filter_map(of).collect()
    }
}

/// Submits a filled-in modal. Fields are named by custom id or label.
pub(super) fn submit(
    world: &mut World,
    scene: Scene,
    modal: &Modal,
    values: &[(String, OptionValue)],
    rules: Rules,
) -> Result<Ask, String> {
    let fields = modal.fields();
    for (name, _) in values {
        if rules == Rules::Kept && !fields.iter().any(|field| is_named(field, name)) {
            return Err(format!("the modal has no field {name}"));
        }
    }
    let mut resolved = Resolved::default();
    let mut components = Vec::new();
    for component in &modal.components {
        let (kind, id) = (&component["type"], &component["id"]);
        if *kind == kinds::TEXT {
            components.push(json!({ "type": kind, "id": id }));
            continue;
        }
        let one = Modal { components: vec![component.clone()], ..modal.clone() };
        let Some(field) = one.fields().into_iter().next() else { continue };
        let given = values.iter().find(|(name, _)| is_named(&field, name)).map(|(_, given)| given);
        if rules == Rules::Kept {
            check(&field, given).map_err(|why| format!("{}: {why}", field.label))?;
        }
        let filled = fill(world, scene, &field, given, &mut resolved);
        components.push(if component["component"].is_object() {
            json!({ "type": kind, "id": id, "component": filled })
        } else {
            json!({ "type": kind, "id": id, "components": [filled] })
        });
    }
    let data = json!({ "custom_id": modal.custom_id, "components": components });
    Ok(Ask {
        kind: Kind::Modal,
        name: modal.custom_id.clone(),
        command_kind: None,
        data: with_resolved(data, resolved),
        source: None,
        locale: None,
    })
}

fn is_named(field: &Field, name: &str) -> bool {
    field.custom_id == name || field.label == name
}

fn check(field: &Field, given: Option<&OptionValue>) -> Result<(), String> {
    let bound = |name: &str, default: usize| {
        field.component[name].as_u64().and_then(|bound| bound.try_into().ok()).unwrap_or(default)
    };
    match (field.kind, given) {
        (kinds::TEXT_INPUT, _) => {
            let text = match given {
                Some(OptionValue::Text(text)) => text.as_str(),
                Some(other) => return Err(format!("{other:?} is no text")),
                None => &field.value,
            };
            let count = text.chars().count();
            if count == 0 && !field.required {
                return Ok(());
            }
            let least = bound("min_length", 0).max(usize::from(field.required));
            if !(least..=bound("max_length", 4000)).contains(&count) {
                return Err(format!("{count} characters are too few or too many"));
            }
        }
        (kinds::CHECKBOX, _) => {}
        (_, None) if field.required && field.component["default_values"].is_null() => {
            return Err("must be filled in".to_owned());
        }
        (_, Some(given)) => {
            let count = given.each().len();
            if count > bound("max_values", if field.kind == kinds::CHECKBOXES { 10 } else { 1 }) {
                return Err("too many".to_owned());
            }
            let options = field.component["options"].as_array().map(Vec::as_slice).unwrap_or_default();
            let known = |one: &&OptionValue| options.iter().any(|option| option["value"] == one.json());
            if !options.is_empty() && !given.each().iter().all(known) {
                return Err(format!("{given:?} is not offered"));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Returns what is chosen in a field when the modal opens.
fn chosen(field: &Field) -> Vec<Value> {
    let options = field.component["options"].as_array().into_iter().flatten();
    let options = options.filter(|option| option["default"] == true).map(|option| option["value"].clone());
    let others = field.component["default_values"].as_array().into_iter().flatten();
    options.chain(others.map(|other| other["id"].clone())).collect()
}

fn fill(
    world: &mut World,
    scene: Scene,
    field: &Field,
    given: Option<&OptionValue>,
    resolved: &mut Resolved,
) -> Value {
    let mut filled = json!({ "type": field.kind, "id": field.component["id"], "custom_id": field.custom_id });
    let mut values = || -> Vec<Value> {
        let each = given.map(OptionValue::each).unwrap_or_default();
        let mut value =
            |one: &&OptionValue| resolved.add(world, scene, one).map_or_else(|| one.json(), Value::String);
        each.iter().map(&mut value).collect()
    };
    match field.kind {
        kinds::TEXT_INPUT => filled["value"] = given.map_or_else(|| json!(field.value), OptionValue::json),
        kinds::RADIO => {
            filled["value"] =
                given.map_or_else(|| chosen(field).into_iter().next().into(), OptionValue::json);
        }
        kinds::CHECKBOX => {
            filled["value"] =
                given.map_or_else(|| json!(field.component["default"] == true), OptionValue::json);
        }
        _ if given.is_none() => filled["values"] = json!(chosen(field)),
        _ => filled["values"] = json!(values()),
    }
    filled
}
