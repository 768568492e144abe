//! Modals.

use serde_json::Value;

use super::components::{Tally, start, text};
use super::controls::{choices, custom_id, select};
use super::kinds;
use crate::form::Form;

/// Reads a modal.
pub(crate) fn read(form: &Form<'_>) {
    form.required_text("title", 1..=45);
    form.required_text("custom_id", 1..=100);
    form.require("components");
    let mut tally = Tally::default();
    for component in form.list("components", 1..=5) {
        match start(&component, &[kinds::ROW, kinds::TEXT, kinds::LABEL], &mut tally) {
            Some(kinds::ROW) => legacy_row(&component, &mut tally),
            Some(kinds::TEXT) => text(&component, &mut tally),
            Some(_) => label(&component, &mut tally),
            None => {}
        }
    }
}

fn legacy_row(form: &Form<'_>, tally: &mut Tally) {
    form.house("a text input in an action row is deprecated: use a label");
    for input in form.list("components", 1..=1) {
        if start(&input, &[kinds::TEXT_INPUT], tally).is_some() {
            input.required_text("label", 1..=45);
            text_input(&input, tally);
        }
    }
}

fn label(form: &Form<'_>, tally: &mut Tally) {
    const CHILDREN: &[i64] = &[
        kinds::STRING_SELECT,
        kinds::TEXT_INPUT,
        kinds::USER_SELECT,
        6,
        7,
        kinds::CHANNEL_SELECT,
        kinds::UPLOAD,
        kinds::RADIO,
        kinds::CHECKBOXES,
        kinds::CHECKBOX,
    ];
    form.required_text("label", 1..=45);
    form.text("description", 0..=100);
    form.require("component");
    let Some(child) = form.object("component") else { return };
    let Some(kind) = start(&child, CHILDREN, tally) else { return };
    if child.truth("disabled") == Some(true) {
        child.error("disabled", "COMPONENT_DISABLED_IN_MODAL", "Components in modals cannot be disabled");
    }
    let required = child.truth("required").unwrap_or(kind != kinds::CHECKBOX);
    if required && child.raw("min_values").and_then(Value::as_i64) == Some(0) {
        child.error("min_values", "NUMBER_TYPE_MIN", "min_values of 0 needs required: false");
    }
    match kind {
        kinds::TEXT_INPUT => {
            if child.has("label") {
                child.error(
                    "label",
                    "COMPONENT_LABEL_IN_LABEL",
                    "A text input within a label has no label of its own",
                );
            }
            text_input(&child, tally);
        }
        kinds::UPLOAD => {
            custom_id(&child, tally);
            child.integer("min_values", 0..=10);
            child.integer("max_values", 1..=10);
            child.array("file_types", 0..=25);
        }
        kinds::RADIO => {
            custom_id(&child, tally);
            choices(&child, 2..=10, 1);
        }
        kinds::CHECKBOXES => {
            custom_id(&child, tally);
            child.integer("min_values", 0..=10);
            let all = child.raw("options").and_then(Value::as_array).map_or(0, Vec::len);
            let most = child.integer("max_values", 1..=10).or(i64::try_from(all).ok()).unwrap_or(1);
            choices(&child, 1..=10, most);
        }
        kinds::CHECKBOX => {
            custom_id(&child, tally);
            child.truth("default");
            if required {
                child.error("required", "CHECKBOX_CANNOT_BE_REQUIRED", "A checkbox cannot be required");
            }
        }
        kind => select(&child, kind, tally),
    }
}

fn text_input(form: &Form<'_>, tally: &mut Tally) {
    custom_id(form, tally);
    form.require("style");
    form.choice("style", &[1, 2]);
    let least = form.integer("min_length", 0..=4000);
    let most = form.integer("max_length", 1..=4000);
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        form.error("min_length", "NUMBER_TYPE_MAX", "min_length may not be greater than max_length");
    }
    form.truth("required");
    form.text("value", 0..=4000);
    form.text("placeholder", 0..=100);
}
