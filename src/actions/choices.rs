//! Choices that Discord shows while an option is typed.

use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};

use crate::domain::text::{self, cut};

/// The number of choices that Discord shows.
pub const SHOWN: usize = 25;

/// Returns a choice with a text value. The value is sent unchanged: 100 characters at most.
#[must_use]
pub fn choice(name: &str, value: String) -> CommandOptionChoice {
    let (name, value) = (text::name(name), CommandOptionChoiceValue::String(value));
    CommandOptionChoice { name: cut(&name, 100), name_localizations: None, value }
}
