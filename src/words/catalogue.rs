//! The catalogue: the messages of all languages, read and written.

use std::fmt::Display;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::language::{Language, SOURCES, current, registered_id};

type Bundle = FluentBundle<FluentResource>;

/// The bundles of the languages, in the order of [`SOURCES`]; each is read when it is first needed.
static BUNDLES: OnceLock<Vec<OnceLock<Bundle>>> = OnceLock::new();

/// Returns a message of the catalogue in the task's language; in English where that language lacks it.
pub(super) fn say(id: &str, arguments: &[(&'static str, FluentValue<'static>)]) -> String {
    let given: FluentArgs<'_> = arguments.iter().cloned().collect();
    say_with(id, None, &given).unwrap_or_else(|| id.to_owned())
}

/// Returns a message of the catalogue or its attribute in the task's language; in English where that language lacks it.
pub(super) fn say_with(id: &str, attribute: Option<&str>, arguments: &FluentArgs<'_>) -> Option<String> {
    let found = written(current(), id, attribute, arguments);
    found.or_else(|| written(Language::ENGLISH, id, attribute, arguments))
}

/// Returns a message without arguments, or its attribute, in a language; `None` if the language lacks it.
pub(crate) fn find(language: Language, id: &str, attribute: Option<&str>) -> Option<String> {
    written(language, id, attribute, &FluentArgs::new())
}

/// Returns the words that mean something in a duration that people type, such as its `days`, in each language, English
/// first. Words that are separated by `/` mean the same.
pub(crate) fn typed_duration(part: &str) -> impl Iterator<Item = Vec<String>> {
    Language::all().map(move |language| {
        let words = find(language, "typed-duration", Some(part)).unwrap_or_default();
        words.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    })
}

/// Returns the words for a kind of action, such as its `title`, in the task's language. `server` is for the heading of
/// a direct message.
pub(crate) fn of_kind(name: &str, attribute: &str, server: Option<&str>) -> Option<String> {
    let id = format!("kind-{}", name.replace('_', "-"));
    let arguments: FluentArgs<'_> = server.map(|server| ("server", text(server))).into_iter().collect();
    say_with(&id, Some(attribute), &arguments)
}

/// Returns the name of a command, subcommand or option in the task's language, such as that of `purge user`.
pub(crate) fn name_of(path: &str) -> String {
    let english = path.rsplit(' ').next().unwrap_or_default();
    find(current(), &command_id(path), None).unwrap_or_else(|| english.to_owned())
}

/// Returns a command with its subcommand as it is typed in the task's language, or the entry of a menu.
pub(crate) fn path_of(path: &str) -> String {
    // The entry of a menu is one name, spaces included.
    if path.starts_with(char::is_uppercase) {
        return name_of(path);
    }
    let ends = path.match_indices(' ').map(|(at, _)| at).chain([path.len()]);
    ends.map(|end| name_of(&path[..end])).collect::<Vec<_>>().join(" ")
}

/// Returns what a command, subcommand or option does, in the task's language.
pub(crate) fn description_of(path: &str) -> String {
    let id = command_id(path);
    let found = find(current(), &id, Some("description"));
    found.or_else(|| find(Language::ENGLISH, &id, Some("description"))).unwrap_or_default()
}

/// Returns a choice of an option in the task's language, by its name in the code.
pub(crate) fn choice_of(name: &str) -> String {
    find(current(), &choice_id(name), None).unwrap_or_else(|| name.to_owned())
}

/// Returns the id of a command, a menu or an option, such as `command-case-view-number` for `case view number`.
pub(crate) fn command_id(path: &str) -> String {
    let part = if path.starts_with(char::is_uppercase) { "menu" } else { "command" };
    format!("{part}-{}", path.to_lowercase().replace([' ', '_'], "-"))
}

/// Returns the id of a choice of an option, such as `choice-the-last-day` for `the last day`.
pub(crate) fn choice_id(name: &str) -> String {
    format!("choice-{}", name.replace(' ', "-"))
}

pub(super) fn written(
    language: Language,
    id: &str,
    attribute: Option<&str>,
    arguments: &FluentArgs<'_>,
) -> Option<String> {
    let bundle = bundle(language)?;
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut errors = vec![];
    let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

fn bundle(language: Language) -> Option<&'static Bundle> {
    let bundles = BUNDLES.get_or_init(|| SOURCES.iter().map(|_| OnceLock::new()).collect());
    let (tag, source) = SOURCES.get(language.index())?;
    Some(bundles.get(language.index())?.get_or_init(|| read(tag, source)))
}

/// Reads a language's file. What can't be read in it is English; a test finds it.
pub(super) fn read(tag: &str, source: &str) -> Bundle {
    let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The marks would stand between a mention and its text, and copied ids would have them.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    drop(bundle.add_resource(resource));
    drop(bundle.add_function("COMMAND", |given, _| match given {
        [FluentValue::String(path)] => FluentValue::from(command(path)),
        _ => FluentValue::Error,
    }));
    drop(bundle.add_function("NUMBER", |given, _| given.first().map_or(FluentValue::Error, keep)));
    bundle
}

/// Returns the mention of a command, such as `settings log`; its name in the task's language while its id is not known.
pub(crate) fn command(path: &str) -> String {
    if let Some(id) = registered_id(path) {
        return format!("</{path}:{id}>");
    }
    format!("`/{}`", path_of(path))
}

fn keep(value: &FluentValue<'_>) -> FluentValue<'static> {
    match value {
        FluentValue::Number(number) => FluentValue::Number(number.clone()),
        _ => FluentValue::Error,
    }
}

pub(super) fn number(value: u64) -> FluentValue<'static> {
    FluentValue::from(value)
}

/// Returns an argument without the characters that would turn the direction of the text around it.
pub(super) fn text(value: impl Display) -> FluentValue<'static> {
    let text = value.to_string();
    FluentValue::from(if text.contains(turns) { text.replace(turns, "") } else { text })
}

/// Returns `true` if a character changes the direction of the text after it.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns a message with the same text for each argument, and the same number.
#[cfg(test)]
pub(crate) fn filled(
    language: Language,
    id: &str,
    arguments: &[(&'static str, bool)],
    argument: &str,
    n: u64,
) -> String {
    let value = |is_number| if is_number { number(n) } else { text(argument) };
    let arguments: FluentArgs<'_> =
        arguments.iter().map(|(name, is_number)| (*name, value(*is_number))).collect();
    written(language, id, None, &arguments).unwrap_or_else(|| panic!("{id} can't be written"))
}

/// Returns the ids of a language's messages.
#[cfg(test)]
pub(crate) fn ids(language: Language) -> impl Iterator<Item = &'static str> {
    let source = SOURCES[language.index()].1;
    source
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(id, _)| id)
        .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()))
}
