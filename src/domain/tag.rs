//! Tags: texts that a server keeps to be shown on demand.

use serde::{Deserialize, Serialize};

use crate::domain::ids::RoleId;
use crate::domain::limits;
use crate::domain::text::length;

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub name: String,
    /// The text, in markdown.
    pub text: String,
    /// The title of the embed.
    pub title: Option<String>,
    /// The colour of the embed, as 0xRRGGBB.
    pub colour: Option<u32>,
    /// The role that people need to use it.
    pub role: Option<RoleId>,
}

impl Tag {
    /// Returns `true` if it is shown as an embed: it has a title or colour, or is too long for a plain message.
    #[must_use]
    pub fn is_embed(&self) -> bool {
        self.title.is_some() || self.colour.is_some() || length(&self.text) > limits::MESSAGE
    }
}

/// Returns what a name is found by: people don't tell names apart by case, or by the blanks in them.
#[must_use]
pub fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Reads a colour in the way in which Discord shows it: `#5865F2`. `None` if it is none.
#[must_use]
pub fn colour(text: &str) -> Option<u32> {
    let digits = text.trim().trim_start_matches('#');
    let digits = digits.strip_prefix("0x").unwrap_or(digits);
    match digits.len() {
        6 if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => u32::from_str_radix(digits, 16).ok(),
        _ => None,
    }
}

/// Returns a colour as people type it.
#[must_use]
pub fn typed(colour: u32) -> String {
    format!("#{colour:06X}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_back_as_it_was_shown() {
        for (text, wanted) in [("#5865F2", 0x0058_65F2), ("5865f2", 0x0058_65F2), (" 0x000001 ", 1)] {
            assert_eq!(colour(text), Some(wanted), "{text}");
            assert_eq!(colour(&typed(wanted)), Some(wanted));
        }
        for text in ["", "red", "#fff", "#5865F", "#+865F2", "#5865F2F2"] {
            assert_eq!(colour(text), None, "{text}");
        }
    }

    #[test]
    fn names_that_people_take_for_the_same_have_one_key() {
        assert_eq!(key("  Rules  of\tÜbung "), "rules of übung");
        assert_ne!(key("rules"), key("rule"));
    }

    #[test]
    fn a_text_too_long_for_a_message_is_an_embed() {
        let of = |length: usize| Tag { text: "x".repeat(length), ..Tag::default() };
        assert!(!of(limits::MESSAGE).is_embed() && of(limits::MESSAGE + 1).is_embed());
        assert!(Tag { colour: Some(0), ..of(1) }.is_embed());
    }
}
