//! The one list of features. Routing, command sync, help and jobs derive from it.

pub mod appeals;
pub mod by_hand;
pub mod cases;
pub mod channels;
pub mod info;
pub mod members;
pub mod messagelog;
pub mod moderation;
pub mod people;
pub mod privacy;
pub mod reports;
pub mod roles;
pub mod settings;

use crate::error::Result;
use crate::kernel::feature::{Feature, Registry};

/// Returns all features, in the order in which `/help` shows them.
#[must_use]
pub fn all() -> Vec<Feature> {
    vec![
        info::feature(),
        moderation::feature(),
        cases::feature(),
        channels::feature(),
        roles::feature(),
        reports::feature(),
        appeals::feature(),
        people::feature(),
        by_hand::feature(),
        members::feature(),
        messagelog::feature(),
        privacy::feature(),
        settings::feature(),
    ]
}

/// Returns all features, joined.
///
/// # Errors
/// Fails if two features claim the same name.
pub fn registry() -> Result<Registry> {
    Registry::new(all())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;
    use crate::kernel::definitions;
    use crate::kernel::localise;
    use crate::words;
    use crate::words::Language;
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_has_words_for_every_command_and_option_and_for_nothing_else() {
        let registry = registry().unwrap();
        let definitions = definitions::body(&registry).unwrap();
        let wanted: BTreeSet<String> = definitions.iter().flat_map(localise::ids).collect();
        for language in Language::all() {
            let is_command = |id: &&str| ["command-", "menu-", "choice-"].iter().any(|it| id.starts_with(it));
            let found: BTreeSet<String> =
                words::ids(language).filter(is_command).map(str::to_owned).collect();
            assert_eq!(found, wanted, "{}", language.tag());
        }
    }

    #[test]
    fn the_file_of_an_invented_language_names_and_describes_every_command_option_and_choice() {
        fn check(value: &Value, is_typed: bool) {
            let read = |field: &str| value[field]["xx"].as_str().is_some_and(|text| text.starts_with('⟦'));
            assert!(read("name_localizations"), "{value}");
            assert_eq!(read("description_localizations"), is_typed, "{value}");
            let choices = value["choices"].as_array().into_iter().flatten();
            assert!(choices.clone().all(|choice| choice["name_localizations"]["xx"].is_string()), "{value}");
            value["options"].as_array().into_iter().flatten().for_each(|option| check(option, is_typed));
        }
        let invented = words::tests::invented();
        for mut definition in definitions::body(&registry().unwrap()).unwrap() {
            let name = definition["name"].as_str().unwrap().to_owned();
            localise::localise(&mut definition, &name, "xx", &invented);
            check(&definition, definition["type"] == 1);
        }
    }

    #[test]
    fn the_english_names_are_those_in_the_code() {
        fn compare(value: &Value, path: &str) {
            let english = words::find(Language::ENGLISH, &words::command_id(path), None);
            assert_eq!(english.as_deref(), value["name"].as_str(), "{path}");
            for choice in value["choices"].as_array().into_iter().flatten() {
                let name = choice["name"].as_str().unwrap();
                assert_eq!(words::choice_of(name), name, "{path}");
            }
            for option in value["options"].as_array().into_iter().flatten() {
                compare(option, &format!("{path} {}", option["name"].as_str().unwrap()));
            }
        }
        for definition in definitions::body(&registry().unwrap()).unwrap() {
            compare(&definition, definition["name"].as_str().unwrap());
        }
    }

    /// Checks Discord's own rules for a definition: names, lengths, and order.
    #[test]
    fn every_definition_is_one_that_discord_takes() {
        for definition in definitions::body(&registry().unwrap()).unwrap() {
            let slash = definition["type"] == 1;
            assert_eq!(slash, definition.get("description").is_some(), "{definition}");
            check(&definition, slash);
            let longest = ["cs", "de", "en-US"].iter().map(|locale| letters(&definition, locale)).max();
            assert!(longest <= Some(limits::COMMAND_TOTAL));
        }
    }

    fn check(value: &Value, slash: bool) {
        let names = value["name_localizations"].as_object().into_iter().flatten().map(|(_, name)| name);
        for name in names.chain([&value["name"]]) {
            let name = name.as_str().unwrap();
            let valid = |c: char| c.is_alphanumeric() || (slash && "-_".contains(c)) || (!slash && c == ' ');
            assert!(
                (1..=limits::COMMAND_NAME).contains(&name.chars().count()) && name.chars().all(valid),
                "{name}"
            );
            assert!(!slash || name.to_lowercase() == name, "{name}");
        }
        let descriptions =
            value["description_localizations"].as_object().into_iter().flatten().map(|(_, text)| text);
        for text in descriptions.chain(value.get("description")) {
            assert!(
                (1..=limits::COMMAND_DESCRIPTION).contains(&text.as_str().unwrap().chars().count()),
                "{text}"
            );
        }
        let options: Vec<&Value> = value["options"].as_array().into_iter().flatten().collect();
        assert!(options.len() <= limits::COMMAND_OPTIONS);
        let required: Vec<bool> = options.iter().map(|option| option["required"] == true).collect();
        assert!(required.is_sorted_by(|a, b| a >= b), "required options come first: {value}");
        for locale in ["cs", "de"] {
            let names: BTreeSet<&str> =
                options.iter().filter_map(|option| option["name_localizations"][locale].as_str()).collect();
            assert_eq!(names.len(), options.len(), "{locale}: {value}");
        }
        options.iter().for_each(|option| check(option, slash));
    }

    /// A derived `max_length` takes a literal alone.
    #[test]
    fn each_option_takes_as_much_as_its_limit_says() {
        fn compare(value: &Value, path: &str) {
            for option in value["options"].as_array().into_iter().flatten() {
                let path = format!("{path} {}", option["name"].as_str().unwrap());
                if option["type"] == 3 && option["choices"].as_array().is_none_or(Vec::is_empty) {
                    assert_eq!(option["max_length"], limit_of(&path), "{path}");
                }
                compare(option, &path);
            }
        }
        for definition in definitions::body(&registry().unwrap()).unwrap() {
            compare(&definition, definition["name"].as_str().unwrap());
        }
    }

    fn limit_of(path: &str) -> usize {
        match (path, path.rsplit(' ').next().unwrap()) {
            ("unban user" | "help command" | "permissions explain command" | "remind cancel reminder", _) => {
                limits::CHOICE
            }
            ("remind me text", _) => limits::REMINDER,
            ("poll question", _) => limits::POLL_QUESTION,
            (path, _) if path.starts_with("poll answer") => limits::POLL_ANSWER,
            ("settings presets reason", _) => limits::PRESET,
            ("case search text", _) | (_, "contains") => limits::SEARCH,
            (_, "reason" | "note") => limits::REASON,
            (_, "duration" | "expires" | "delay" | "longest" | "when" | "wait") => limits::DURATION,
            (_, "text") => limits::TEMPLATE,
            (_, name) if name.starts_with("question-") => limits::APPEAL_QUESTION,
            (_, "regex") => limits::PATTERN,
            (_, "before" | "after") => limits::MESSAGE_LINK,
            (_, "nick") => limits::NICKNAME,
            (_, "bio") => limits::BIO,
            (path, "name") if path.starts_with("tag ") => limits::TAG_NAME,
            (_, "name") => limits::MENU_NAME,
            (_, "zone" | "language") => limits::TIME_ZONE,
            _ => panic!("`{path}` has no limit"),
        }
    }

    fn letters(value: &Value, locale: &str) -> usize {
        let of = |field: &str| {
            let text = value[format!("{field}_localizations")][locale].as_str().or(value[field].as_str());
            text.unwrap_or_default().chars().count()
        };
        let inner: usize =
            value["options"].as_array().into_iter().flatten().map(|option| letters(option, locale)).sum();
        of("name") + of("description") + inner
    }
}
