//! Auto-moderation rules.

use serde_json::Value;

use crate::form::Form;

/// The numbers of triggers.
mod trigger {
    pub(super) const KEYWORD: i64 = 1;
    pub(super) const SPAM: i64 = 3;
    pub(super) const PRESET: i64 = 4;
    pub(super) const MENTIONS: i64 = 5;
    pub(super) const PROFILE: i64 = 6;
}

/// Returns the number of rules of a trigger that a server may have.
pub(crate) fn most(trigger: i64) -> usize {
    if trigger == trigger::KEYWORD { 6 } else { 1 }
}

/// Reads a whole rule; returns its trigger.
pub(crate) fn read(form: &Form<'_>) -> i64 {
    form.required_text("name", 1..=100);
    form.require("event_type");
    form.require("trigger_type");
    let event = form.choice("event_type", &[1, 2]);
    let all = [trigger::KEYWORD, trigger::SPAM, trigger::PRESET, trigger::MENTIONS, trigger::PROFILE];
    let trigger = form.choice("trigger_type", &all).unwrap_or(trigger::KEYWORD);
    if event.is_some_and(|event| (event == 2) != (trigger == trigger::PROFILE)) {
        form.error("event_type", "AUTO_MODERATION_EVENT_TYPE", "This trigger does not go with this event");
    }
    form.truth("enabled");
    form.snowflakes("exempt_roles", 0..=20);
    form.snowflakes("exempt_channels", 0..=50);
    match form.object("trigger_metadata") {
        Some(metadata) => read_metadata(&metadata, trigger),
        None if matches!(trigger, trigger::PRESET | trigger::MENTIONS) => form.require("trigger_metadata"),
        None => {}
    }
    form.require("actions");
    form.list("actions", 1..=5).iter().for_each(|action| read_action(action, trigger));
    trigger
}

fn read_metadata(form: &Form<'_>, trigger: i64) {
    let texts = |field: &'static str, count: usize, length: usize| {
        for text in form.array(field, 0..=count).into_iter().flatten() {
            let fits = text.as_str().is_some_and(|text| (1..=length).contains(&text.chars().count()));
            if !fits {
                form.error(
                    field,
                    "BASE_TYPE_BAD_LENGTH",
                    format!("Must be between 1 and {length} in length."),
                );
            }
        }
    };
    match trigger {
        trigger::KEYWORD | trigger::PROFILE => {
            texts("keyword_filter", 1000, 60);
            texts("regex_patterns", 10, 260);
            texts("allow_list", 100, 60);
        }
        trigger::PRESET => {
            texts("allow_list", 1000, 60);
            form.require("presets");
            let presets = form.array("presets", 0..=3).map(Vec::as_slice).unwrap_or_default();
            if presets.iter().any(|one| one.as_i64().is_none_or(|one| !(1..=3).contains(&one))) {
                form.error("presets", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3).");
            }
        }
        trigger::MENTIONS => {
            form.require("mention_total_limit");
            form.integer("mention_total_limit", 0..=50);
            form.truth("mention_raid_protection_enabled");
        }
        _ => {}
    }
    ignore_empty(form);
}

/// Accepts empty fields of other triggers.
fn ignore_empty(form: &Form<'_>) {
    for field in ["keyword_filter", "regex_patterns", "allow_list", "presets", "mention_total_limit"] {
        if form.raw(field).and_then(Value::as_array).is_some_and(|all| !all.is_empty()) {
            continue;
        }
        form.ignore(&[field]);
    }
}

fn read_action(form: &Form<'_>, trigger: i64) {
    form.require("type");
    let kind = form.choice("type", &[1, 2, 3, 4]);
    let metadata = form.object("metadata");
    match (kind, metadata) {
        (Some(1), Some(metadata)) => {
            metadata.text("custom_message", 0..=150);
        }
        (Some(2), Some(metadata)) => {
            metadata.require("channel_id");
            metadata.snowflake("channel_id");
        }
        (Some(3), Some(metadata)) => {
            metadata.require("duration_seconds");
            metadata.integer("duration_seconds", 1..=2_419_200);
        }
        (Some(2 | 3), None) => form.require("metadata"),
        _ => {}
    }
    let fits = match kind {
        Some(3) => matches!(trigger, trigger::KEYWORD | trigger::MENTIONS),
        Some(4) => trigger == trigger::PROFILE,
        Some(1) => trigger != trigger::PROFILE,
        _ => true,
    };
    if !fits {
        form.error("type", "AUTO_MODERATION_ACTION_TYPE", "This action does not go with this trigger");
    }
}
