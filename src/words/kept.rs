//! Sentences of the record: each is kept as its message and arguments, so that everybody reads it in their own language.

use std::fmt;

use fluent_bundle::FluentArgs;
use serde::{Deserialize, Serialize};

use super::catalogue::{number, say_with, text};
use super::language::memory;
use super::memory::Piece;

/// A sentence of the record, written in the task's language when it is shown. Its stored form is JSON, or the text itself
/// where no message of the catalogue is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kept(String);

impl Kept {
    /// Keeps a text that the task has just written.
    #[must_use]
    pub fn said(text: impl AsRef<str>) -> Self {
        let mut pieces = Vec::new();
        memory().pieces(text.as_ref(), &mut pieces);
        let kept = match pieces.as_slice() {
            [] | [Piece::Text(_)] => None,
            [piece] => serde_json::to_string(piece).ok(),
            _ => serde_json::to_string(&pieces).ok(),
        };
        Self(kept.unwrap_or_else(|| text.as_ref().to_owned()))
    }

    /// Reads the stored form.
    #[must_use]
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the stored form.
    #[must_use]
    pub fn as_stored(&self) -> &str {
        &self.0
    }

    /// Returns the stored form.
    #[must_use]
    pub fn into_stored(self) -> String {
        self.0
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let piece = Some(&self.0).filter(|text| text.starts_with(['{', '[']) && text.contains("\"say\""));
        match piece.and_then(|text| serde_json::from_str::<Piece>(text).ok()) {
            Some(piece) => f.write_str(&piece.written()),
            None => f.write_str(&self.0),
        }
    }
}

impl Piece {
    /// Returns the piece in the task's language, which remembers it: what is made of it may be kept again.
    fn written(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Several(pieces) => pieces.iter().map(Self::written).collect(),
            Self::Message { say, attribute, with, open } => {
                let arguments: FluentArgs<'_> = with
                    .iter()
                    .map(|(name, piece)| match piece {
                        Self::Number(value) => (name.clone(), number(*value)),
                        other => (name.clone(), text(other.written())),
                    })
                    .collect();
                let written = say_with(say, attribute.as_deref(), &arguments).unwrap_or_else(|| say.clone());
                let written = if *open { written.trim_end_matches('.').to_owned() } else { written };
                memory().remember(&written, self.clone());
                written
            }
        }
    }
}
