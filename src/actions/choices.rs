//! Choices that Discord shows while an option is typed.

use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};

use crate::domain::limits;
use crate::domain::text::{self, cut};

/// Returns a choice with a text value. The value is sent unchanged: it has to fit.
#[must_use]
pub fn choice(name: &str, value: String) -> CommandOptionChoice {
    let (name, value) = (text::name(name), CommandOptionChoiceValue::String(value));
    CommandOptionChoice { name: cut(&name, limits::CHOICE), name_localizations: None, value }
}
