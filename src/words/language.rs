//! The language in which a task writes.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A language of the catalogue. Its stored form is its tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "&'static str", from = "String")]
pub struct Language(usize);

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.tag()
    }
}

impl From<String> for Language {
    fn from(tag: String) -> Self {
        Self::of(&tag).unwrap_or_default()
    }
}

/// The languages of one interaction or job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    /// The language of the person who reads the reply.
    pub reader: Language,
    /// The language of what the whole server reads: logs, receipts, direct messages.
    pub server: Language,
}

/// The registered commands' ids by name, which make their mentions clickable.
pub type CommandIds = HashMap<String, u64>;

/// The languages and command ids that a task writes with.
#[derive(Clone, Default)]
struct Spoken {
    languages: Languages,
    commands: Arc<CommandIds>,
}

tokio::task_local! {
    static SPOKEN: Spoken;
}

impl Language {
    /// The language of whatever has no other.
    pub const ENGLISH: Self = Self(0);

    /// Returns all languages, English first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..SOURCES.len()).map(Self)
    }

    /// Returns the language for one of Discord's locales, such as `de` or `en-GB`; `None` if the catalogue lacks it.
    #[must_use]
    pub fn of(locale: &str) -> Option<Self> {
        let base = |tag: &str| tag.split('-').next().map(str::to_owned);
        let exact = SOURCES.iter().position(|(tag, _)| *tag == locale);
        exact.or_else(|| SOURCES.iter().position(|(tag, _)| base(tag) == base(locale))).map(Self)
    }

    /// Returns the language's tag, such as `de`: its locale at Discord.
    #[must_use]
    pub fn tag(self) -> &'static str {
        SOURCES.get(self.0).map_or("en", |(tag, _)| tag)
    }

    pub(super) const fn index(self) -> usize {
        self.0
    }
}

/// Runs a future that writes in these languages: the reader's, unless it says otherwise.
pub async fn spoken<F: Future>(languages: Languages, commands: Arc<CommandIds>, future: F) -> F::Output {
    SPOKEN.scope(Spoken { languages, commands }, future).await
}

/// Runs a function that writes in the server's language.
pub fn for_server<T>(write: impl FnOnce() -> T) -> T {
    let server = languages().server;
    written_in(Languages { reader: server, server }, write)
}

/// Runs a function that writes in these languages.
pub fn written_in<T>(languages: Languages, write: impl FnOnce() -> T) -> T {
    let spoken = SPOKEN.try_with(Spoken::clone).unwrap_or_default();
    SPOKEN.sync_scope(Spoken { languages, ..spoken }, write)
}

/// Returns the languages of the running task; English outside of any.
#[must_use]
pub fn languages() -> Languages {
    SPOKEN.try_with(|spoken| spoken.languages).unwrap_or_default()
}

pub(super) fn current() -> Language {
    languages().reader
}

/// Returns the id of a command, by the first word of a path such as `settings log`; `None` if it is not known.
pub(super) fn registered_id(path: &str) -> Option<u64> {
    let name = path.split(' ').next()?;
    SPOKEN.try_with(|spoken| spoken.commands.get(name).copied()).ok().flatten()
}
