//! The messages when a member joins or leaves.

use serde::{Deserialize, Serialize};

use crate::domain::automation::Automation;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::limits;
use crate::domain::template::{self, GREETING, fill};
use crate::domain::text::{cut, plain};
use crate::words;

/// Returns the default text in the server's language: `Welcome to {server}, {user}!` or `{name} has left {server}.`.
#[must_use]
pub fn usual(automation: Automation) -> String {
    words::for_server(|| match automation {
        Automation::Leave => words::greet_leave("{name}", "{server}"),
        _ => words::greet_welcome("{server}", "{user}"),
    })
}

/// A message with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    pub place: GreetingPlace,
    /// The server's own text, with placeholders; `None` for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The place of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GreetingPlace {
    Channel(ChannelId),
    /// A direct message to the member.
    DirectMessage,
}

/// The values of the placeholders.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub user: UserId,
    pub name: &'a str,
    pub server: &'a str,
    pub members: u64,
}

impl Greeting {
    /// Returns a greeting. A text that is the default one is not kept, so that it follows the server's language.
    #[must_use]
    pub fn new(automation: Automation, place: GreetingPlace, text: Option<String>) -> Self {
        Self { place, text: text.filter(|text| *text != usual(automation)) }
    }

    /// Returns the text, with placeholders.
    #[must_use]
    pub fn text(&self, automation: Automation) -> String {
        self.text.clone().unwrap_or_else(|| usual(automation))
    }

    /// Checks the text and its place.
    ///
    /// # Errors
    /// Fails with one sentence for the person.
    pub fn check(&self) -> Result<(), String> {
        let Some(text) = &self.text else { return Ok(()) };
        template::check(text, &GREETING)?;
        // After a crash a message is found again by its text, so that two members' must differ.
        match self.place {
            GreetingPlace::Channel(_) if !template::has_any(text, &["user", "name"]) => {
                Err(words::greet_nobody())
            }
            GreetingPlace::Channel(_) | GreetingPlace::DirectMessage => Ok(()),
        }
    }

    /// Returns the message. Markup in names is escaped.
    #[must_use]
    pub fn words(&self, automation: Automation, scene: &Scene<'_>) -> String {
        let value = |name: &str| match name {
            "user" => format!("<@{}>", scene.user),
            "name" => plain(scene.name),
            "server" => plain(scene.server),
            "count" => scene.members.to_string(),
            _ => String::new(),
        };
        cut(fill(&self.text(automation), &GREETING, value).trim(), limits::MESSAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn greeting(text: &str, place: GreetingPlace) -> Greeting {
        Greeting::new(Automation::Welcome, place, Some(text.to_owned()))
    }

    #[test]
    fn a_message_for_all_to_read_says_who_it_is_about() {
        let channel = GreetingPlace::Channel(Id::new(5));
        assert!(greeting("hello", channel).check().is_err());
        assert!(greeting("hello {reason}", channel).check().is_err());
        assert_eq!(greeting("hello {name}", channel).check(), Ok(()));
        assert_eq!(greeting("hello", GreetingPlace::DirectMessage).check(), Ok(()));
        for automation in [Automation::Welcome, Automation::Leave] {
            let stored = Greeting { place: channel, text: Some(usual(automation)) };
            assert_eq!(stored.check(), Ok(()));
        }
    }

    #[test]
    fn the_default_text_follows_the_servers_language() {
        let place = GreetingPlace::DirectMessage;
        let german = words::Language::of("de").unwrap();
        let languages = words::Languages { server: german, ..words::Languages::default() };
        for automation in [Automation::Welcome, Automation::Leave] {
            let typed = Greeting::new(automation, place, Some(usual(automation)));
            assert_eq!(typed, Greeting { place, text: None });
            let later = words::written_in(languages, || typed.text(automation));
            assert_eq!(later, words::written_in(languages, || usual(automation)));
            assert_ne!(later, usual(automation));
        }
    }

    #[test]
    fn names_are_no_markup_and_what_is_too_long_is_cut() {
        let scene = Scene { user: Id::new(7), name: "a_b", server: "*S*", members: 12 };
        let said = greeting("{user} {name} {server} {count}", GreetingPlace::DirectMessage)
            .words(Automation::Welcome, &scene);
        assert_eq!(said, "<@7> a\\_b \\*S\\* 12");
        let long = Scene { server: &"s".repeat(100), ..scene };
        let said =
            greeting(&"{server}".repeat(180), GreetingPlace::DirectMessage).words(Automation::Welcome, &long);
        assert_eq!(said.encode_utf16().count(), limits::MESSAGE);
    }
}
