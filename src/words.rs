//! Every sentence that people read, in each language: `words/en.ftl` and its translations.
//!
//! A language is one file in [Fluent](https://projectfluent.org)'s format. Each message of the English file is a
//! function here, with its arguments. A text is written in the language of the task that writes it: an interaction has its
//! reader's, a job its server's. Read `language` first.

mod catalogue;
pub mod kept;
mod language;
#[expect(dead_code, reason = "some messages are only kept; a test finds those that are not used at all")]
mod messages;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use catalogue::{
    choice_id, choice_of, command, command_id, description_of, find, name_of, of_kind, path_of, turns,
    typed_duration,
};
#[cfg(test)]
pub(crate) use catalogue::{filled, ids};
pub use kept::Kept;
pub use language::{CommandIds, Language, Languages, for_server, languages, spoken, written_in};
pub(crate) use messages::*;

impl Language {
    /// Returns the language's own name, such as "Deutsch".
    #[must_use]
    pub fn name(self) -> String {
        written_in(Languages { reader: self, server: self }, language_name)
    }
}
