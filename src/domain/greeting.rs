//! The messages when a member joins or leaves.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{ChannelId, UserId};
use crate::domain::limits;
use crate::domain::template::{self, GREETING, fill};
use crate::domain::text::{cut, plain};
use crate::words;

/// Returns the default text for a member who joins: `Welcome to {server}, {user}!`.
#[must_use]
pub fn welcome() -> String {
    words::greet_welcome("{server}", "{user}")
}

/// Returns the default text for a member who leaves: `{name} has left {server}.`.
#[must_use]
pub fn leave() -> String {
    words::greet_leave("{name}", "{server}")
}

/// A message with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    pub place: GreetingPlace,
    /// The text, with placeholders.
    pub text: String,
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
    /// Checks the text and its place.
    ///
    /// # Errors
    /// Fails with one sentence for the person.
    pub fn check(&self) -> Result<(), String> {
        template::check(&self.text, &GREETING)?;
        // After a crash a message is found again by its text, so that two members' must differ.
        match self.place {
            GreetingPlace::Channel(_) if !template::has_any(&self.text, &["user", "name"]) => {
                Err(words::greet_nobody())
            }
            GreetingPlace::Channel(_) | GreetingPlace::DirectMessage => Ok(()),
        }
    }

    /// Returns the message. Markup in names is escaped.
    #[must_use]
    pub fn words(&self, scene: &Scene<'_>) -> String {
        let value = |name: &str| match name {
            "user" => format!("<@{}>", scene.user),
            "name" => plain(scene.name),
            "server" => plain(scene.server),
            "count" => scene.members.to_string(),
            _ => String::new(),
        };
        cut(fill(&self.text, &GREETING, value).trim(), limits::MESSAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn greeting(text: &str, place: GreetingPlace) -> Greeting {
        Greeting { place, text: text.to_owned() }
    }

    #[test]
    fn a_message_for_all_to_read_says_who_it_is_about() {
        let channel = GreetingPlace::Channel(Id::new(5));
        assert!(greeting("hello", channel).check().is_err());
        assert!(greeting("hello {reason}", channel).check().is_err());
        assert_eq!(greeting("hello {name}", channel).check(), Ok(()));
        assert_eq!(greeting("hello", GreetingPlace::DirectMessage).check(), Ok(()));
        for usual in [welcome(), leave()] {
            assert_eq!(greeting(&usual, channel).check(), Ok(()));
        }
    }

    #[test]
    fn names_are_no_markup_and_what_is_too_long_is_cut() {
        let scene = Scene { user: Id::new(7), name: "a_b", server: "*S*", members: 12 };
        let said = greeting("{user} {name} {server} {count}", GreetingPlace::DirectMessage).words(&scene);
        assert_eq!(said, "<@7> a\\_b \\*S\\* 12");
        let long = Scene { server: &"s".repeat(100), ..scene };
        let said = greeting(&"{server}".repeat(180), GreetingPlace::DirectMessage).words(&long);
        assert_eq!(said.encode_utf16().count(), limits::MESSAGE);
    }
}
