//! Sentences of the record: each is kept as its message and arguments, so that everybody reads it in their own language.
//!
//! Each message of the English file is a function here, too: where `words::…` writes it, `words::kept::…` keeps it.

use std::collections::BTreeMap;
use std::fmt::Display;

use fluent_bundle::FluentArgs;
use serde::{Deserialize, Serialize};

use super::catalogue::{number, say_with, text};

#[expect(dead_code, reason = "not every message is kept")]
mod messages {
    use super::{Argument, Kept};

    include!(concat!(env!("OUT_DIR"), "/kept.rs"));
}

pub(crate) use messages::*;

/// A sentence of the record, or a piece of one. It has no `Display`, so that a sentence inside of another one stays a
/// message. Its stored form is JSON: a text is a string there, and so is never taken for a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Kept {
    Number(u64),
    /// A text that is the same in every language: what a person typed, a name, a mention.
    Text(String),
    Message {
        say: String,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: BTreeMap<String, Kept>,
        /// `true` if it stands inside of another sentence, without its full stop.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        open: bool,
    },
    /// Pieces, one after the other.
    Several(Vec<Kept>),
}

impl Kept {
    /// Returns a message of the catalogue.
    fn message<const N: usize>(say: &str, with: [(&str, Self); N]) -> Self {
        let with = with.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self::Message { say: say.to_owned(), with, open: false }
    }

    /// Returns the pieces with a text between each two.
    #[must_use]
    pub fn joined(pieces: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut joined = Vec::new();
        for piece in pieces {
            if !joined.is_empty() {
                joined.push(Self::from(between));
            }
            joined.push(piece);
        }
        match <[Self; 1]>::try_from(joined) {
            Ok([one]) => one,
            Err(several) => Self::Several(several),
        }
    }

    /// Returns the sentence without its full stop, to stand inside of another one.
    #[must_use]
    pub fn open(self) -> Self {
        match self {
            Self::Message { say, with, .. } => Self::Message { say, with, open: true },
            Self::Text(text) => Self::Text(text.trim_end_matches('.').to_owned()),
            other => other,
        }
    }

    /// Reads the stored form.
    #[must_use]
    pub fn stored(stored: &str) -> Self {
        serde_json::from_str(stored).unwrap_or_else(|_| Self::from(stored))
    }

    /// Returns the stored form.
    #[must_use]
    pub fn as_stored(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// Returns the sentence in the task's language.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Several(pieces) => pieces.iter().map(Self::text).collect(),
            Self::Message { say, with, open } => {
                let value = |piece: &Self| match piece {
                    Self::Number(value) => number(*value),
                    other => text(other.text()),
                };
                let arguments: FluentArgs<'_> =
                    with.iter().map(|(name, piece)| (name.clone(), value(piece))).collect();
                let written = say_with(say, None, &arguments).unwrap_or_else(|| say.clone());
                if *open { written.trim_end_matches('.').to_owned() } else { written }
            }
        }
    }
}

impl From<String> for Kept {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Kept {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// An argument of a sentence: a sentence, or a text that is the same in every language.
pub trait Argument {
    fn kept(self) -> Kept;
}

impl<T: Display> Argument for T {
    fn kept(self) -> Kept {
        Kept::Text(self.to_string())
    }
}

impl Argument for Kept {
    fn kept(self) -> Kept {
        self
    }
}

impl Argument for &Kept {
    fn kept(self) -> Kept {
        self.clone()
    }
}
