//! Options, subcommands, choices.

use serde_json::Value;

use super::naming::{Names, Naming, descriptions, localized, names};
use crate::form::Form;

const GROUP: i64 = 2;
const SUBCOMMAND: i64 = 1;
const STRING: i64 = 3;
const INTEGER: i64 = 4;
const CHANNEL: i64 = 7;
const NUMBER: i64 = 10;
/// The parent of a list of options.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Command,
    Group,
    Subcommand,
}

/// Checks the options of a command, a group or a subcommand; returns the number of characters that count.
pub(super) fn options(form: &Form<'_>, level: Level) -> usize {
    let all = form.list("options", 0..=25);
    let (mut seen, mut size, mut optional) = (Names::default(), 0, false);
    let nested = all.iter().filter(|option| matches!(kind(option), SUBCOMMAND | GROUP)).count();
    if nested > 0 && nested < all.len() {
        form.error(
            "options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_MIXED",
            "Subcommands and options cannot be mixed",
        );
    }
    for option in &all {
        size += names(option, Naming::Slash) + descriptions(option);
        seen.add(option);
        option.require("type");
        let kinds: &[i64] = match level {
            Level::Command => &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            Level::Group => &[SUBCOMMAND],
            Level::Subcommand => &[3, 4, 5, 6, 7, 8, 9, 10, 11],
        };
        match option.choice("type", kinds) {
            Some(GROUP) => {
                option.require("options");
                size += options(option, Level::Group);
            }
            Some(SUBCOMMAND) => size += options(option, Level::Subcommand),
            Some(kind) => {
                size += value_option(option, kind);
                let required = option.truth("required").unwrap_or_default();
                if required && optional {
                    let message = "Required options must be placed before non-required options";
                    option.error("required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
                }
                optional |= !required;
            }
            None => {}
        }
    }
    size
}

fn value_option(option: &Form<'_>, kind: i64) -> usize {
    let mut size = 0;
    if matches!(kind, STRING | INTEGER | NUMBER) {
        let autocompletes = option.truth("autocomplete").unwrap_or_default();
        let choices = option.list("choices", 0..=25);
        if autocompletes && !choices.is_empty() {
            option.error(
                "choices",
                "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
                "Autocomplete and choices exclude each other",
            );
        }
        let mut names = Names::default();
        size += choices.iter().map(|one| choice(one, kind, &mut names)).sum::<usize>();
    }
    match kind {
        STRING => {
            let least = option.integer("min_length", 0..=6000);
            let most = option.integer("max_length", 1..=6000);
            if least.zip(most).is_some_and(|(least, most)| least > most) {
                option.error(
                    "min_length",
                    "NUMBER_TYPE_MAX",
                    "min_length may not be greater than max_length",
                );
            }
        }
        INTEGER | NUMBER => {
            let (least, most) = (option.number("min_value"), option.number("max_value"));
            if least.zip(most).is_some_and(|(least, most)| least > most) {
                option.error("min_value", "NUMBER_TYPE_MAX", "min_value may not be greater than max_value");
            }
        }
        CHANNEL => {
            option.channel_types();
        }
        _ => {}
    }
    size
}

fn choice(form: &Form<'_>, kind: i64, seen: &mut Names) -> usize {
    let name = form.required_text("name", 1..=100).chars().count();
    let name = localized(form, "name_localizations", 100, |_| true).max(name);
    seen.add(form);
    form.require("value");
    let value = match kind {
        STRING => form.text("value", 1..=100).unwrap_or_default().chars().count(),
        INTEGER => {
            const MOST: i64 = 1 << 53;
            form.integer("value", -MOST..=MOST);
            0
        }
        _ => {
            form.number("value");
            0
        }
    };
    name + value
}

fn kind(option: &Form<'_>) -> i64 {
    option.raw("type").and_then(Value::as_i64).unwrap_or_default()
}
