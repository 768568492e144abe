//! A small edit of a member: one call to Discord, which is safe to repeat.

use serde::{Deserialize, Serialize};

use crate::domain::ids::ChannelId;
use crate::domain::text::plain;
use crate::words;
use crate::words::Kept;

/// A field of a member to set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberEdit {
    /// The nickname; `None` removes it.
    Nick(Option<String>),
    /// The voice channel; `None` disconnects.
    Voice(Option<ChannelId>),
    Mute(bool),
    Deafen(bool),
}

impl MemberEdit {
    /// Returns the part of the edit that the kind of action does not say.
    #[must_use]
    pub fn detail(&self) -> Option<Kept> {
        match self {
            Self::Nick(Some(nick)) => Some(words::kept::edited_nick(plain(nick))),
            Self::Voice(Some(channel)) => Some(words::kept::edited_voice(channel)),
            Self::Nick(None) | Self::Voice(None) | Self::Mute(_) | Self::Deafen(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_is_no_markup_and_a_reset_says_all_by_its_kind() {
        let detail = MemberEdit::Nick(Some("**x**".to_owned())).detail().unwrap().text();
        assert!(!detail.contains("**x**"), "{detail}");
        assert_eq!(MemberEdit::Nick(None).detail(), None);
        assert_eq!(MemberEdit::Mute(true).detail(), None);
    }
}
