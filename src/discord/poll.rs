//! Discord's own polls, as they are posted.

use serde::{Deserialize, Serialize};

/// The longest time that a poll is open, in hours.
pub const LONGEST: u16 = 768;

/// A poll to post with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPoll {
    question: Media,
    answers: Vec<NewAnswer>,
    /// The hours for which it is open.
    duration: u16,
    allow_multiselect: bool,
    /// Discord's number of the one layout there is.
    layout_type: u8,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct NewAnswer {
    poll_media: Media,
}

/// A text of a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Media {
    text: String,
}

impl NewPoll {
    /// Returns a poll that is open for so many hours.
    #[must_use]
    pub fn new(question: String, answers: Vec<String>, hours: u16, is_multiple: bool) -> Self {
        let answers = answers.into_iter().map(|text| NewAnswer { poll_media: Media { text } }).collect();
        Self {
            question: Media { text: question },
            answers,
            duration: hours,
            allow_multiselect: is_multiple,
            layout_type: 1,
        }
    }
}
