//! Each language is complete and correct: the same messages with the same arguments as in English, and all can be written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::FluentArgs;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};

use proptest::prelude::*;

use super::catalogue::{number, read, written};
use super::language::SOURCES;
use super::*;

fn parsed(source: &str) -> Resource<&str> {
    fluent_syntax::parser::parse(source).map_err(|(_, errors)| errors).unwrap()
}

/// The arguments of each message and attribute of a file.
fn arguments(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for entry in &parsed(source).body {
        let Entry::Message(message) = entry else { continue };
        let patterns = message.value.iter().map(|value| (message.id.name.to_owned(), value));
        let attributes = message.attributes.iter();
        let attributes = attributes.map(|it| (format!("{}.{}", message.id.name, it.id.name), &it.value));
        for (id, pattern) in patterns.chain(attributes) {
            let mut named = BTreeSet::new();
            collect(pattern, &mut named);
            assert!(found.insert(id.clone(), named).is_none(), "{id} stands twice");
        }
    }
    found
}

fn collect(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    let mut inline = |inline: &InlineExpression<&str>| match inline {
        InlineExpression::VariableReference { id } => drop(found.insert(id.name.to_owned())),
        InlineExpression::FunctionReference { id, arguments } => {
            assert!(["NUMBER", "COMMAND"].contains(&id.name), "{}", id.name);
            for argument in &arguments.positional {
                if let InlineExpression::VariableReference { id } = argument {
                    found.insert(id.name.to_owned());
                }
            }
        }
        _ => {}
    };
    let mut inner = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(it) } => inline(it),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                inline(selector);
                inner.extend(variants.iter().map(|variant| &variant.value));
            }
        }
    }
    inner.into_iter().for_each(|pattern| collect(pattern, found));
}

#[test]
fn every_language_has_the_english_messages_with_their_arguments_and_no_others() {
    let english = arguments(SOURCES[0].1);
    assert!(english.len() > 500, "the messages were not found");
    for (tag, source) in &SOURCES[1..] {
        let theirs = arguments(source);
        let missing: Vec<_> = english.keys().filter(|id| !theirs.contains_key(*id)).collect();
        let superfluous: Vec<_> = theirs.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(
            missing.is_empty() && superfluous.is_empty(),
            "{tag}: {missing:?} missing, {superfluous:?} superfluous"
        );
        for (id, named) in &theirs {
            assert_eq!(named, &english[id], "{tag}: {id}");
        }
    }
}

#[test]
fn every_message_can_be_written_in_every_language_with_any_number() {
    for (language, (tag, source)) in Language::all().zip(SOURCES) {
        for (key, named) in arguments(source) {
            let (id, attribute) = key.split_once('.').map_or((key.as_str(), None), |(id, it)| (id, Some(it)));
            for n in [0, 1, 2, 5, 21, 1_000_000] {
                let arguments: FluentArgs<'_> = named.iter().map(|name| (name.clone(), number(n))).collect();
                let text =
                    written(language, id, attribute, &arguments).unwrap_or_else(|| panic!("{tag}: {key}"));
                assert!(!text.trim().is_empty() && text.trim() == text, "{tag}: {key}: {text:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_text_is_in_the_language_of_its_task_and_the_servers_where_that_is_asked_for() {
    let german = Language::of("de").unwrap();
    assert_eq!(count_warnings(2), "2 warnings");
    let languages = Languages { reader: german, server: Language::ENGLISH };
    spoken(languages, Arc::default(), async {
        assert_eq!(count_warnings(2), "2 Verwarnungen");
        assert_eq!(for_server(|| count_warnings(1)), "1 warning");
    })
    .await;
    let czech = Languages { reader: Language::of("cs").unwrap(), ..languages };
    let counted = spoken(czech, Arc::default(), async { [1, 2, 5].map(count_warnings) }).await;
    assert_eq!(counted, ["1 varování", "2 varování", "5 varování"]);
    assert_eq!(Language::of("en-GB"), Some(Language::ENGLISH));
    assert_eq!(Language::of("xx"), None);
}

#[tokio::test]
async fn a_command_is_mentioned_and_named_in_the_readers_language_while_its_id_is_not_known() {
    assert_eq!(command("settings log"), "`/settings log`");
    let languages = Languages { reader: Language::of("de").unwrap(), ..Languages::default() };
    let named = spoken(languages, Arc::default(), async { command("case view") }).await;
    assert_eq!(named, "`/fall zeigen`");
    let ids = Arc::new(CommandIds::from([("case".to_owned(), 7)]));
    assert_eq!(spoken(languages, ids, async { command("case view") }).await, "</case view:7>");
}

/// Returns an invented language: every text of the English file with its vowels accented, between brackets.
fn pseudo(source: &str) -> String {
    fn accent(pattern: &mut Pattern<String>) {
        for element in &mut pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    *value = value.replace('a', "á").replace('e', "é").replace('o', "ö");
                }
                PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                    variants.iter_mut().for_each(|variant| accent(&mut variant.value));
                }
                PatternElement::Placeable { .. } => {}
            }
        }
    }
    let mut parsed = fluent_syntax::parser::parse(source.to_owned()).map_err(|(_, errors)| errors).unwrap();
    for entry in &mut parsed.body {
        let Entry::Message(message) = entry else { continue };
        let attributes = message.attributes.iter_mut().map(|attribute| &mut attribute.value);
        for pattern in message.value.iter_mut().chain(attributes) {
            accent(pattern);
            let bracket = |value: &str| PatternElement::TextElement { value: value.to_owned() };
            pattern.elements.insert(0, bracket("⟦"));
            pattern.elements.push(bracket("⟧"));
        }
    }
    fluent_syntax::serializer::serialize(&parsed)
}

/// Returns a message of the invented language without arguments, or its attribute.
pub(crate) fn invented() -> impl Fn(&str, Option<&str>) -> Option<String> {
    let bundle = read("xx", &pseudo(SOURCES[0].1));
    move |id, attribute| {
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        Some(bundle.format_pattern(pattern, None, &mut vec![]).into_owned())
    }
}

#[test]
fn a_language_is_one_file() {
    let source = pseudo(SOURCES[0].1);
    let bundle = read("xx", &source);
    for (key, named) in arguments(SOURCES[0].1) {
        let (id, attribute) = key.split_once('.').map_or((key.as_str(), None), |(id, it)| (id, Some(it)));
        let message = bundle.get_message(id).unwrap();
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute).unwrap().value(),
            None => message.value().unwrap(),
        };
        let arguments: FluentArgs<'_> = named.iter().map(|name| (name.clone(), number(2))).collect();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut vec![]);
        assert!(text.starts_with('⟦') && text.ends_with('⟧'), "{key}: {text}");
    }
}

async fn said_in<T>(tag: &str, write: impl FnOnce() -> T) -> T {
    let language = Language::of(tag).unwrap();
    let languages = Languages { reader: language, server: language };
    spoken(languages, Arc::default(), async { write() }).await
}

#[tokio::test]
async fn what_was_kept_in_one_language_reads_in_another() {
    let sentence = kept::receipt_note(kept::count_warnings(2));
    let pieces = Kept::joined([kept::receipt_told(), "flood".into(), Kept::Number(7)], ": ");
    let inside = kept::mass_refused(kept::receipt_told().open(), 5);
    let read = || {
        let kept = [&sentence, &pieces, &inside].map(Kept::as_stored);
        kept.map(|stored| Kept::stored(&stored).text())
    };
    let [english, joined, open] = said_in("en", read).await;
    assert_eq!(english, "Note: 2 warnings.");
    assert_eq!(joined, "They were told by direct message.: flood: 7");
    assert!(open.contains("They were told by direct message") && !open.contains("message."), "{open}");
    let [czech, ..] = said_in("cs", read).await;
    assert!(czech.contains("2 varování"), "{czech}");
}

#[test]
fn a_single_piece_is_itself_and_an_open_text_has_no_full_stop() {
    assert_eq!(Kept::joined(["flood".into()], "; "), "flood".into());
    assert_eq!(Kept::from("They left.").open(), "They left".into());
    assert_eq!(Kept::joined([], "; ").text(), "");
}

proptest! {
    #[test]
    fn a_text_is_never_taken_for_a_message(text in r#"[{}\[\]",:a-z0-9 ]{0,40}|\PC{0,40}"#) {
        let kept = Kept::from(text.as_str());
        prop_assert_eq!(Kept::stored(&kept.as_stored()), kept);
    }
}

#[test]
fn a_text_in_the_stored_form_of_a_message_stays_a_text() {
    let typed = kept::receipt_note(kept::count_warnings(2)).as_stored();
    for text in [typed.as_str(), "", "flood", "[5]", "{\"x\": 1}", "15", "\"quoted\"", "null"] {
        let again = Kept::stored(&Kept::from(text).as_stored());
        assert_eq!(again, Kept::Text(text.to_owned()));
        assert_eq!(again.text(), text);
    }
}
