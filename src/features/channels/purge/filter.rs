//! The filter of a purge. A message must meet every condition.

use std::sync::Arc;
use std::time::{Duration, Instant};

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::discord::history::Listed;
use crate::domain::ids::UserId;
use crate::domain::text::plain;
use crate::error::{Error, Result};
use crate::kernel::heavy;
use crate::words;
use crate::words::Kept;

/// The largest compiled size of a pattern: it bounds the steps for each letter of a message.
const PATTERN: usize = 256 * 1024;
/// The memory that a pattern may use for its cache, which makes it fast.
const MEMORY: usize = 1024 * 1024;
const INVITES: [&str; 3] = ["discord.gg/", "discord.com/invite/", "discordapp.com/invite/"];

/// The conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    pub user: Option<UserId>,
    pub contains: Option<String>,
    pub regex: Option<String>,
    pub bots: bool,
    pub links: bool,
    pub invites: bool,
    pub attachments: bool,
    pub embeds: bool,
}

impl Filter {
    /// Returns the names of the conditions in use that look at message content.
    pub fn on_content(&self) -> Vec<&'static str> {
        let used = [
            ("contains", self.contains.is_some()),
            ("regex", self.regex.is_some()),
            ("links", self.links),
            ("invites", self.invites),
            ("attachments", self.attachments),
            ("embeds", self.embeds),
        ];
        used.into_iter().filter(|(_, used)| *used).map(|(name, _)| name).collect()
    }

    /// Returns the conditions, to follow "only": `from <@5>, with links`; `None` if there are none.
    pub fn words(&self) -> Option<Kept> {
        let words: Vec<Kept> = [
            self.user.map(words::kept::purge_only_user),
            self.bots.then(words::kept::purge_only_bots),
            self.contains.as_ref().map(|text| words::kept::purge_only_containing(plain(text))),
            self.regex.as_ref().map(|pattern| words::kept::purge_only_like(plain(pattern))),
            self.links.then(words::kept::purge_only_links),
            self.invites.then(words::kept::purge_only_invites),
            self.attachments.then(words::kept::purge_only_files),
            self.embeds.then(words::kept::purge_only_embeds),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!words.is_empty()).then(|| Kept::joined(words, ", "))
    }
}

/// A filter ready for use.
#[derive(Debug)]
pub(super) struct Sieve {
    filter: Filter,
    /// The text to search for, in lowercase.
    contains: Option<String>,
    regex: Option<Regex>,
}

/// A page of messages, and the filter's verdict on each.
#[derive(Debug)]
pub(super) struct Sifted {
    pub page: Vec<Listed>,
    /// The filter's verdicts, one for each message, in order; fewer if the time ran out.
    pub takes: Vec<bool>,
    pub took: Duration,
}

impl Sieve {
    /// Prepares a filter, off the runtime's threads, since users write its pattern.
    ///
    /// # Errors
    /// A refusal if the pattern is invalid or too large.
    pub async fn ready(filter: &Filter) -> Result<Arc<Self>> {
        let filter = filter.clone();
        // The refusal is written here: no other thread knows the reader's language.
        heavy::compute(move || Self::new(filter)).await?.map(Arc::new).map_err(|error| refusal(&error))
    }

    fn new(filter: Filter) -> Result<Self, regex::Error> {
        let regex = filter.regex.as_deref().map(pattern).transpose()?;
        Ok(Self { contains: filter.contains.as_ref().map(|text| text.to_lowercase()), regex, filter })
    }

    /// Applies the filter to a page, off the runtime's threads, for `budget` at most.
    pub async fn sift(self: &Arc<Self>, page: Vec<Listed>, budget: Duration) -> Result<Sifted> {
        let sieve = Arc::clone(self);
        heavy::compute(move || sieve.sift_now(page, budget)).await
    }

    fn sift_now(&self, page: Vec<Listed>, budget: Duration) -> Sifted {
        let begun = Instant::now();
        let in_time = page.iter().take_while(|_| begun.elapsed() < budget);
        let takes = in_time.map(|message| self.takes(message)).collect();
        Sifted { page, takes, took: begun.elapsed() }
    }

    fn takes(&self, message: &Listed) -> bool {
        let any = |matches: &dyn Fn(&str) -> bool| message.saids().any(|said| matches(&said.content));
        let filter = &self.filter;
        filter.user.is_none_or(|user| message.is_of(user))
            && (!filter.bots || message.author.bot)
            && self.contains.as_ref().is_none_or(|text| any(&|said| said.to_lowercase().contains(text)))
            && self.regex.as_ref().is_none_or(|regex| any(&|said| regex.is_match(said)))
            && (!filter.links || any(&has_link))
            && (!filter.invites || any(&has_invite))
            && (!filter.attachments || message.saids().any(|said| !said.attachments.is_empty()))
            && (!filter.embeds || message.saids().any(|said| !said.embeds.is_empty()))
    }
}

fn pattern(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).size_limit(PATTERN).dfa_size_limit(MEMORY).build()
}

fn refusal(error: &regex::Error) -> Error {
    Error::refused(match error {
        regex::Error::CompiledTooBig(_) => words::purge_regex_too_large(),
        // The last line says what is wrong; those before show where.
        other => {
            let other = other.to_string();
            let why = other.lines().last().unwrap_or_default().trim_start_matches("error: ");
            words::purge_regex_unread(plain(why))
        }
    })
}

fn has_link(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    ["http://", "https://"].iter().any(|scheme| follows(&small, scheme, |c| !c.is_whitespace()))
}

fn has_invite(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    INVITES.iter().any(|invite| follows(&small, invite, char::is_alphanumeric))
}

/// Returns `true` if a match of `what` is followed by such a letter.
fn follows(text: &str, what: &str, letter: fn(char) -> bool) -> bool {
    text.match_indices(what).any(|(at, _)| text[at + what.len()..].starts_with(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn message(content: &str) -> Listed {
        let author = json!({ "id": "5", "username": "ann" });
        serde_json::from_value(json!({ "id": "7", "type": 0, "author": author, "content": content })).unwrap()
    }

    fn takes(filter: &Filter, content: &str) -> bool {
        Sieve::new(filter.clone()).unwrap().takes(&message(content))
    }

    #[test]
    fn words_links_and_invites_are_found_whatever_their_letters_size() {
        let contains = Filter { contains: Some("Žlutý KŮŇ".to_owned()), ..Filter::default() };
        assert!(takes(&contains, "příliš žLUTÝ kůň") && !takes(&contains, "žlutý"));
        let links = Filter { links: true, ..Filter::default() };
        assert!(takes(&links, "see HTTPS://x.example") && !takes(&links, "https:// x and discord.gg/abc"));
        let invites = Filter { invites: true, ..Filter::default() };
        for invite in
            ["join Discord.GG/abc", "https://discord.com/invite/x", "https://discordapp.com/invite/x"]
        {
            assert!(takes(&invites, invite), "{invite}");
        }
        assert!(
            !takes(&invites, "discord.gg/ is where invites are") && !takes(&invites, "https://x.example")
        );
    }

    #[test]
    fn what_is_forwarded_counts_as_said() {
        let mut forwards = message("");
        let snapshot = json!([{ "message": { "content": "free nitro: discord.gg/abc" } }]);
        forwards.message_snapshots = serde_json::from_value(snapshot).unwrap();
        let invites = Filter { invites: true, ..Filter::default() };
        assert!(Sieve::new(invites).unwrap().takes(&forwards));
    }

    #[test]
    fn all_that_is_asked_for_must_be_so() {
        let both = Filter { links: true, regex: Some("(?i)nitro".to_owned()), ..Filter::default() };
        assert!(takes(&both, "NITRO https://x.example"));
        assert!(!takes(&both, "nitro") && !takes(&both, "https://x.example"));
        assert_eq!(both.on_content(), ["regex", "links"]);
        assert_eq!(both.words().unwrap().text(), "matching “(?i)nitro”, with links");
        assert_eq!(Filter::default().words(), None);
        let of = Filter { user: Some(UserId::new(6)), bots: true, ..Filter::default() };
        assert!(!takes(&of, "x") && of.on_content().is_empty());
    }

    #[test]
    fn a_pattern_that_is_none_or_too_large_is_refused_in_a_sentence() {
        let refused = |text: &str| {
            let filter = Filter { regex: Some(text.to_owned()), ..Filter::default() };
            refusal(&Sieve::new(filter).unwrap_err()).to_string()
        };
        assert!(refused("(a").contains("I can't read that `regex`: unclosed group."), "{}", refused("(a"));
        assert!(refused(r"(\w{100}){100}").contains("too large"));
        assert!(refused("a(?:(?:){5}a?b?){9000}[^ab]").contains("too large"));
        assert!(takes(
            &Filter { regex: Some(r"(?i)\b(free|gratis)\W+\w*nitro\w*\b".to_owned()), ..Filter::default() },
            "FREE nitro!"
        ));
    }

    #[test]
    fn when_the_time_is_over_the_rest_of_a_page_is_left() {
        let page = vec![message("nitro"); 100];
        let sieve = Sieve::new(Filter { regex: Some("nitro".to_owned()), ..Filter::default() }).unwrap();
        let whole = sieve.sift_now(page.clone(), Duration::from_secs(60));
        assert_eq!(whole.takes, [true; 100]);
        let late = sieve.sift_now(page, Duration::ZERO);
        assert!(late.takes.is_empty() && late.page.len() == 100);
    }
}
