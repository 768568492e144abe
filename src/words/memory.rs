//! The messages that a task wrote last, so that one that goes to the record is kept as what was said.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Piece {
    Number(u64),
    Text(String),
    Message {
        say: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribute: Option<String>,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: BTreeMap<String, Piece>,
        /// `true` if it stands inside of another sentence, without its full stop.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        open: bool,
    },
    Several(Vec<Piece>),
}

/// The most messages that a task remembers.
const REMEMBERED: usize = 64;
/// The shortest message that is looked for inside of a text, in bytes.
const SHORTEST: usize = 8;

/// The messages that a task wrote last, newest first, each with its text.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Mutex<VecDeque<(String, Piece)>>>);

impl Memory {
    /// Remembers what a text was made of.
    pub(super) fn note(
        &self,
        written: &str,
        id: &str,
        attribute: Option<&str>,
        arguments: &[(&'static str, FluentValue<'static>)],
    ) {
        let with =
            arguments.iter().filter_map(|(name, value)| Some(((*name).to_owned(), self.argument(value)?)));
        let (say, attribute, with) = (id.to_owned(), attribute.map(str::to_owned), with.collect());
        self.remember(written, Piece::Message { say, attribute, with, open: false });
    }

    /// Remembers a piece of the record, too.
    pub(super) fn remember(&self, written: &str, piece: Piece) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|(text, _)| text != written);
        last.push_front((written.to_owned(), piece));
        last.truncate(REMEMBERED);
    }

    fn argument(&self, value: &FluentValue<'static>) -> Option<Piece> {
        match value {
            FluentValue::Number(number) => number.value.to_string().parse().ok().map(Piece::Number),
            FluentValue::String(text) => {
                Some(self.whole(text).unwrap_or_else(|| Piece::Text(text.clone().into_owned())))
            }
            _ => None,
        }
    }

    /// Returns the message whose text this is.
    fn whole(&self, text: &str) -> Option<Piece> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |written: &str| written == text || written.strip_suffix('.') == Some(text);
        let (written, piece) = last.iter().find(|(written, _)| is_it(written))?;
        match piece.clone() {
            Piece::Message { say, attribute, with, .. } if written != text => {
                Some(Piece::Message { say, attribute, with, open: true })
            }
            piece => Some(piece),
        }
    }

    /// Returns the pieces of a text: the messages in it, the longest first, and what is between them.
    pub(super) fn pieces(&self, text: &str, found: &mut Vec<Piece>) {
        if let Some(piece) = self.whole(text) {
            return found.push(piece);
        }
        let inside = {
            let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let long = last.iter().filter(|(written, _)| written.len() >= SHORTEST);
            let placed = long
                .filter_map(|(written, piece)| Some((place(text, written)?, written.len(), piece.clone())));
            placed.max_by_key(|(_, length, _)| *length)
        };
        match inside.and_then(|(at, length, piece)| Some((text.get(..at)?, piece, text.get(at + length..)?)))
        {
            Some((before, piece, after)) => {
                self.pieces(before, found);
                found.push(piece);
                self.pieces(after, found);
            }
            None if text.is_empty() => {}
            None => found.push(Piece::Text(text.to_owned())),
        }
    }
}

/// Returns where a sentence stands in a text, not inside of a word.
fn place(text: &str, sentence: &str) -> Option<usize> {
    let at = text.find(sentence)?;
    let before = text.get(..at)?.chars().next_back();
    let after = text.get(at + sentence.len()..)?.chars().next();
    let is_apart = |next: Option<char>| next.is_none_or(|next| !next.is_alphanumeric());
    (is_apart(before) && is_apart(after)).then_some(at)
}
