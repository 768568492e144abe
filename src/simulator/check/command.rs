//! Command definitions, and the form in which Discord keeps them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::simulator::form::Form;

const GROUP: i64 = 2;
const SUBCOMMAND: i64 = 1;
const STRING: i64 = 3;
const INTEGER: i64 = 4;
const CHANNEL: i64 = 7;
const NUMBER: i64 = 10;
/// Most characters of all names, descriptions and values of one command.
const TOTAL: usize = 8000;

/// The languages Discord knows.
const LOCALES: [&str; 34] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko", "ar", "he",
];

/// Where a command is to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulator) enum Home {
    /// Everywhere.
    Global,
    /// In one server.
    Guild,
}

/// A definition that was read: its type, its name and what Discord keeps of the rest.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Definition {
    pub(in crate::simulator) kind: u8,
    pub(in crate::simulator) name: String,
    pub(in crate::simulator) body: Value,
}

/// Reads one definition.
pub(in crate::simulator) fn read(form: &Form<'_>, home: Home) -> Definition {
    let kind = form.choice("type", &[1, 2, 3]).unwrap_or(1);
    form.ignore(&[
        "id",
        "version",
        "application_id",
        "guild_id",
        "default_permission",
        "dm_permission",
        "handler",
    ]);
    let mut size = 0;
    if kind == 1 {
        size += names(form, Naming::Slash) + descriptions(form);
        size += options(form, Level::Command);
    } else {
        size += names(form, Naming::Menu);
        if form.text("description", 0..=100).is_some_and(|text| !text.is_empty())
            || form.raw("description_localizations").is_some()
        {
            form.error(
                "description",
                "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
                "Menu commands cannot have a description",
            );
        }
        if !form.list("options", 0..=0).is_empty() {
            form.error(
                "options",
                "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED",
                "Menu commands cannot have options",
            );
        }
    }
    if size > TOTAL {
        form.error_here("APPLICATION_COMMAND_TOO_LARGE", format!("Command exceeds maximum size ({TOTAL})"));
    }
    form.bits("default_member_permissions");
    form.truth("nsfw");
    for (field, known) in [("contexts", &[0, 1, 2][..]), ("integration_types", &[0, 1])] {
        let listed = form.array(field, 1..=3).map(Vec::as_slice).unwrap_or_default();
        if listed.iter().any(|one| !known.iter().any(|number| one == number)) {
            form.error(field, "BASE_TYPE_CHOICES", format!("Value must be one of {known:?}."));
        }
        if home == Home::Guild && form.raw(field).is_some() {
            form.note(&format!("{field} is for global commands only"));
        }
    }
    let name = form.raw("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    Definition { kind: u8::try_from(kind).unwrap_or(1), name, body: kept(form, home) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Slash,
    Menu,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Command,
    Group,
    Subcommand,
}

/// Checks a name and its localisations; the length of the longest.
fn names(form: &Form<'_>, naming: Naming) -> usize {
    let name = form.required_text("name", 1..=32);
    if !name.is_empty() && !is_name(name, naming) {
        form.error("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
    let localized = localized(form, "name_localizations", 32, |text| is_name(text, naming));
    localized.max(name.chars().count())
}

fn descriptions(form: &Form<'_>) -> usize {
    let own = form.required_text("description", 1..=100).chars().count();
    localized(form, "description_localizations", 100, |_| true).max(own)
}

fn localized(form: &Form<'_>, field: &'static str, most: usize, valid: impl Fn(&str) -> bool) -> usize {
    let Some(all) = form.object(field) else { return 0 };
    let mut longest = 0;
    for (locale, text) in all.entries() {
        let count = text.as_str().map_or(0, |text| text.chars().count());
        if !LOCALES.contains(&locale.as_str()) {
            all.error(locale, "BASE_TYPE_CHOICES", "This locale is not known");
        } else if !(1..=most).contains(&count) && !text.is_null() {
            all.error(locale, "BASE_TYPE_BAD_LENGTH", format!("Must be between 1 and {most} in length."));
        } else if text.as_str().is_some_and(|text| !valid(text)) {
            all.error(locale, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }
        longest = longest.max(count);
    }
    longest
}

/// `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, lower case where there is one.
fn is_name(name: &str, naming: Naming) -> bool {
    let letter = |c: char| {
        c.is_alphanumeric()
            || "-_'".contains(c)
            || ('\u{900}'..='\u{97f}').contains(&c)
            || ('\u{e00}'..='\u{e7f}').contains(&c)
    };
    match naming {
        Naming::Slash => name.chars().all(letter) && name.to_lowercase() == name,
        Naming::Menu => name.trim() == name && name.chars().all(|c| letter(c) || !c.is_control()),
    }
}

/// Checks the options of a command, a group or a subcommand; how many characters they count.
fn options(form: &Form<'_>, level: Level) -> usize {
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
            option.array("channel_types", 0..=20);
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

/// Names that may not be given twice, in any language.
#[derive(Default)]
struct Names(BTreeSet<(String, String)>);

impl Names {
    fn add(&mut self, form: &Form<'_>) {
        let own = form.raw("name").and_then(Value::as_str).unwrap_or_default();
        let localized = form.raw("name_localizations").and_then(Value::as_object);
        for (language, name) in LOCALES.iter().map(|language| {
            let translated = localized.and_then(|all| all.get(*language)).and_then(Value::as_str);
            (*language, translated.unwrap_or(own))
        }) {
            if !self.0.insert((language.to_owned(), name.to_owned())) {
                form.error(
                    "name",
                    "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
                    format!("{name} is there twice"),
                );
                return;
            }
        }
    }
}

fn kind(option: &Form<'_>) -> i64 {
    option.raw("type").and_then(Value::as_i64).unwrap_or_default()
}

/// What Discord gives back: defaults filled in at the top, and left out further down.
fn kept(form: &Form<'_>, home: Home) -> Value {
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
        body["dm_permission"] = json!(true);
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
