//! Buttons and selects.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde_json::Value;

use super::components::Tally;
use super::kinds;
use crate::form::Form;

/// Reads a button.
pub(super) fn button(form: &Form<'_>, tally: &mut Tally) {
    const LINK: i64 = 5;
    const PREMIUM: i64 = 6;
    form.require("style");
    let style = form.choice("style", &[1, 2, 3, 4, LINK, PREMIUM]);
    form.text("label", 0..=80);
    form.truth("disabled");
    form.snowflake("sku_id");
    emoji(form);
    let has_url = form.text("url", 1..=512).is_some();
    match style {
        Some(LINK) => {
            form.require("url");
            if form.has("custom_id") {
                form.error(
                    "custom_id",
                    "BUTTON_COMPONENT_CUSTOM_ID_AND_URL",
                    "A custom id and url cannot both be specified",
                );
            }
        }
        Some(PREMIUM) => form.require("sku_id"),
        _ => {
            custom_id(form, tally);
            if has_url {
                form.error(
                    "url",
                    "BUTTON_COMPONENT_CUSTOM_ID_AND_URL",
                    "A custom id and url cannot both be specified",
                );
            }
        }
    }
    let blank =
        form.raw("label").and_then(Value::as_str).is_none_or(str::is_empty) && form.raw("emoji").is_none();
    if blank && style != Some(PREMIUM) {
        form.error("label", "BASE_TYPE_REQUIRED", "This field is required");
    }
}

/// Reads a select of any type, as it stands in a message or a modal.
pub(super) fn select(form: &Form<'_>, kind: i64, tally: &mut Tally) {
    custom_id(form, tally);
    form.text("placeholder", 0..=150);
    form.truth("disabled");
    let least = form.integer("min_values", 0..=25).unwrap_or(1);
    let most = form.integer("max_values", 1..=25).unwrap_or(1);
    if least > most {
        form.error("min_values", "NUMBER_TYPE_MAX", "min_values may not be greater than max_values");
    }
    if kind == kinds::STRING_SELECT {
        form.require("options");
        choices(form, 1..=25, most);
        return;
    }
    if kind == kinds::CHANNEL_SELECT {
        form.channel_types();
    }
    for default in form.list("default_values", 0..=25) {
        default.require("id");
        default.snowflake("id");
        default.required_text("type", 1..=10);
    }
}

/// Reads the options of a select or of a group of boxes.
pub(super) fn choices(form: &Form<'_>, count: RangeInclusive<usize>, most: i64) {
    let (mut values, mut defaults) = (BTreeSet::new(), 0);
    let options = form.list("options", count);
    for option in &options {
        option.required_text("label", 1..=100);
        option.text("description", 0..=100);
        emoji(option);
        defaults += i64::from(option.truth("default").unwrap_or_default());
        if !values.insert(option.required_text("value", 1..=100)) {
            option.error(
                "value",
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            );
        }
    }
    if i64::try_from(options.len()).is_ok_and(|count| most > count) {
        form.error(
            "max_values",
            "NUMBER_TYPE_MAX",
            "max_values may not be greater than the number of options",
        );
    }
    if defaults > most {
        form.error("options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "More defaults than max_values");
    }
}

/// Reads a custom id, which must be unique in the message or modal.
pub(super) fn custom_id(form: &Form<'_>, tally: &mut Tally) {
    let id = form.required_text("custom_id", 1..=100);
    if !id.is_empty() && !tally.custom_ids.insert(id.to_owned()) {
        form.error("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
}

fn emoji(form: &Form<'_>) {
    if let Some(emoji) = form.object("emoji") {
        let is_own = emoji.snowflake("id").is_some();
        let name = emoji.text("name", 0..=100);
        emoji.truth("animated");
        // No server of the stand-in has custom emojis.
        if is_own || name.is_none_or(str::is_ascii) {
            form.error("emoji", "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
        }
    }
}
