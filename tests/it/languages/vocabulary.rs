//! The words of a language, as its file has them: whoever reads another word, reads another language.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use serde_json::Value;

/// Names, those of time zones among them, and what the tests type.
const NAMES: [&str; 13] = [
    "Gavel", "Discord", "AutoMod", "UTC", "CET", "CEST", "kbps", "min", "spam", "hello", "Bob", "list", "txt",
];

/// The words of a language.
pub(super) struct Vocabulary {
    tag: &'static str,
    words: BTreeSet<String>,
    /// Names that are allowed for a while.
    allowed: BTreeSet<String>,
}

impl Vocabulary {
    /// Returns the words that stand in a language's file, and those in `names`.
    pub(super) fn of(tag: &'static str, names: impl IntoIterator<Item = String>) -> Self {
        let mut texts = Vec::new();
        for (_, pattern) in messages(tag) {
            read(&pattern, &mut texts);
        }
        texts.extend(NAMES.map(str::to_owned).into_iter().chain(names));
        let words = texts.iter().flat_map(|text| words(text)).map(str::to_lowercase).collect();
        Self { tag, words, allowed: BTreeSet::new() }
    }

    /// Allows the words of a name, in the place of those that were allowed before.
    pub(super) fn allow(&mut self, name: &str) {
        self.allowed = words(name).map(str::to_owned).collect();
    }

    /// Returns the text of a message that has no arguments.
    pub(super) fn message(&self, id: &str) -> String {
        let (_, pattern) = messages(self.tag).into_iter().find(|(name, _)| name == id).unwrap();
        let mut texts = Vec::new();
        read(&pattern, &mut texts);
        texts.concat()
    }

    /// Returns the first word of a text that the language does not have. Code, ids, mentions and links are no words.
    pub(super) fn foreign<'a>(&self, text: &'a str) -> Option<&'a str> {
        let outside = text.split('`').step_by(2);
        let outside = outside.flat_map(|part| part.split('<').enumerate()).map(|(at, part)| match at {
            0 => part,
            _ => part.split_once('>').map_or(part, |(_, after)| after),
        });
        // A word that was cut is none any more; the names of time zones are the same everywhere.
        let is_plain = |word: &&str| !word.contains("://") && !word.contains('…') && !is_zone(word);
        let plain = outside.flat_map(move |part| part.split_whitespace().filter(is_plain));
        plain
            .flat_map(words)
            .find(|word| !self.words.contains(&word.to_lowercase()) && !self.allowed.contains(*word))
    }
}

/// Returns `true` for a name such as `Europe/Prague`.
fn is_zone(word: &str) -> bool {
    word.split_once('/').is_some_and(|(_, place)| place.starts_with(char::is_uppercase))
}

/// Returns the words of a text: two letters and more.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1)
}

/// Returns the messages and attributes of a language's file by their ids.
fn messages(tag: &str) -> Vec<(String, Pattern<String>)> {
    let source = std::fs::read_to_string(format!("src/words/{tag}.ftl")).unwrap();
    let parsed = fluent_syntax::parser::parse(source).map_err(|(_, errors)| errors).unwrap();
    let mut found = Vec::new();
    for entry in parsed.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let attributes = message.attributes.into_iter().map(|it| (format!("{id}.{}", it.id.name), it.value));
        found.extend(attributes);
        found.extend(message.value.map(|value| (id, value)));
    }
    found
}

fn read(pattern: &Pattern<String>, texts: &mut Vec<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => texts.push(value.clone()),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::StringLiteral { value }) => texts.push(value.clone()),
                Expression::Inline(_) => {}
                Expression::Select { variants, .. } => {
                    variants.iter().for_each(|variant| read(&variant.value, texts));
                }
            },
        }
    }
}

/// The fields of a message, a form or a suggestion that people read.
const READ: [&str; 8] = ["content", "title", "description", "name", "value", "label", "placeholder", "text"];

/// Returns the texts that people read in a body.
pub(super) fn texts(body: &Value, found: &mut Vec<String>) {
    match body {
        Value::Object(fields) => {
            let is_choice = fields.contains_key("label");
            for (key, value) in fields {
                match value {
                    // The values of choices are sent, and never shown.
                    Value::Array(choices) if key == "choices" => {
                        found.extend(
                            choices.iter().filter_map(|choice| choice["name"].as_str()).map(str::to_owned),
                        );
                    }
                    _ if key == "emoji" || (key == "value" && is_choice) => {}
                    Value::String(text) if READ.contains(&key.as_str()) => found.push(text.clone()),
                    _ => texts(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        _ => {}
    }
}

/// Collects the texts that are not in the reader's language.
pub(super) struct Foreign {
    pub(super) vocabulary: Vocabulary,
    pub(super) found: BTreeSet<String>,
}

impl Foreign {
    pub(super) fn new(vocabulary: Vocabulary) -> Self {
        Self { vocabulary, found: BTreeSet::new() }
    }

    pub(super) fn look(&mut self, about: &str, body: &Value) {
        let mut read = Vec::new();
        texts(body, &mut read);
        for text in read {
            if let Some(word) = self.vocabulary.foreign(&text) {
                self.found.insert(format!("{about}: “{word}” in {text:?}"));
            }
        }
    }
}
