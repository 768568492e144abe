//! Names and descriptions, in every language.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::form::Form;

/// The languages Discord knows.
const LOCALES: [&str; 34] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko", "ar", "he",
];

/// The rules for a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// A slash command's or an option's: in lower case, without spaces.
    Slash,
    /// A menu command's: any case, spaces allowed.
    Menu,
}

/// Checks a name and its localisations; returns the length of the longest.
pub(super) fn names(form: &Form<'_>, naming: Naming) -> usize {
    let name = form.required_text("name", 1..=32);
    if !name.is_empty() && !is_name(name, naming) {
        form.error("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
    let localized = localized(form, "name_localizations", 32, |text| is_name(text, naming));
    localized.max(name.chars().count())
}

/// Checks a description and its localisations; returns the length of the longest.
pub(super) fn descriptions(form: &Form<'_>) -> usize {
    let own = form.required_text("description", 1..=100).chars().count();
    localized(form, "description_localizations", 100, |_| true).max(own)
}

/// Checks the localisations of a text; returns the length of the longest.
pub(super) fn localized(
    form: &Form<'_>,
    field: &'static str,
    most: usize,
    valid: impl Fn(&str) -> bool,
) -> usize {
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

/// Returns `true` if Discord allows the name's characters: `[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]`, in lower case, for
/// slash commands; any but control characters for menus.
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

/// A set of names that must be unique in each language.
#[derive(Default)]
pub(super) struct Names(BTreeSet<(String, String)>);

impl Names {
    /// Adds a name, which must be unique in each language.
    pub(super) fn add(&mut self, form: &Form<'_>) {
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
