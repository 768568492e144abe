//! The parts that the cards of people, servers, roles and channels share.

use std::fmt::Display;

use twilight_model::channel::message::embed::EmbedField;
use twilight_util::builder::embed::ImageSource;

use crate::domain::ids::moment_of;
use crate::domain::limits;
use crate::domain::text::cut;
use crate::words;

/// The fields of a card.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<EmbedField>);

impl Fields {
    /// Adds a field beside others.
    pub fn short(self, name: String, value: impl Display) -> Self {
        self.add(name, &value.to_string(), true)
    }

    /// Adds a field on a line of its own.
    pub fn long(self, name: String, value: impl Display) -> Self {
        self.add(name, &value.to_string(), false)
    }

    /// Adds a field beside others, if it has a value.
    pub fn maybe(self, name: fn() -> String, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.short(name(), value),
            None => self,
        }
    }

    fn add(mut self, name: String, value: &str, inline: bool) -> Self {
        self.0.push(EmbedField { inline, name, value: cut(value, limits::EMBED_FIELD) });
        self
    }

    /// Returns the fields as Discord takes them.
    pub fn all(self) -> Vec<EmbedField> {
        self.0
    }
}

/// Returns a moment as a date and as its distance from now.
pub(super) fn moment(seconds: i64) -> String {
    format!("<t:{seconds}:D> (<t:{seconds}:R>)")
}

/// Returns the moment at which the thing with an id was made.
pub(super) fn made(id: u64) -> String {
    moment(moment_of(id).as_second())
}

/// Returns "yes" or "no".
pub(super) fn yes_or_no(is_so: bool) -> String {
    if is_so { words::info_yes() } else { words::info_no() }
}

/// Returns a picture for a card.
pub(super) fn picture(url: impl Into<String>) -> Option<ImageSource> {
    ImageSource::url(url).ok()
}
