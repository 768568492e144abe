//! The audit-log reason: who ordered it and why, cut to Discord's limit.

use crate::domain::case::Case;
use crate::domain::limits;
use crate::domain::text::{beginning, name, words};

/// Returns `reason · name (id) · case 12`; only the reason is cut, never the moderator or the number.
#[must_use]
pub fn audit_reason(case: &Case) -> String {
    let tail = format!("{} ({}), case {}", name(&case.moderator_name), case.moderator, case.number);
    let Some(reason) = case.reason.as_deref().and_then(words) else {
        return fit(&tail, limits::AUDIT_REASON);
    };
    let tail = fit(&format!(" · {tail}"), limits::AUDIT_REASON);
    let room = limits::AUDIT_REASON.saturating_sub(encoded_len(&tail));
    format!("{}{tail}", fit(&reason, room))
}

/// Returns `true` if an audit-log reason is this case's.
#[must_use]
pub(super) fn is_of_case(reason: &str, number: i32) -> bool {
    reason.ends_with(&format!(", case {number}"))
}

/// Returns the longest beginning whose encoded form fits, cut between graphemes.
fn fit(text: &str, limit: usize) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    beginning(&text, limit, encoded_len).to_owned()
}

fn encoded_len(text: &str) -> usize {
    text.chars().map(char_len).sum()
}

/// Returns the length of a character when percent-encoded as twilight does it: everything but ASCII letters and digits.
fn char_len(c: char) -> usize {
    if c.is_ascii_alphanumeric() { 1 } else { c.len_utf8() * 3 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;
    use twilight_model::id::Id;

    fn case(reason: &str, name: &str) -> Case {
        let (moderator_name, reason) = (name.to_owned(), Some(reason.to_owned()));
        Case { number: 12, moderator: Id::new(5), moderator_name, reason, ..Case::of(Kind::Warn) }
    }

    #[test]
    fn it_names_the_reason_the_moderator_and_the_case() {
        assert_eq!(audit_reason(&case("spam", "mod")), "spam · mod (5), case 12");
        assert_eq!(audit_reason(&case("  ", "mod")), "mod (5), case 12");
    }

    #[test]
    fn a_long_reason_of_any_letters_fits_and_keeps_the_moderator() {
        for letter in ["a", "é", "👍", " "] {
            let reason = audit_reason(&case(&letter.repeat(4000), "mod"));
            assert!(encoded_len(&reason) <= limits::AUDIT_REASON, "{letter}: {}", encoded_len(&reason));
            assert!(reason.ends_with("mod (5), case 12"));
        }
        assert!(encoded_len(&audit_reason(&case("x", &"名".repeat(400)))) <= limits::AUDIT_REASON);
    }
}
