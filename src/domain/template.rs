//! Texts with placeholders, like `You were banned from {server}`, that administrators write.

use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::words;

/// The placeholders of a notice to a member.
pub const NOTICE: [&str; 8] = ["user", "server", "moderator", "reason", "case", "end", "points", "total"];

/// The placeholders of a welcome or leave message.
pub const GREETING: [&str; 4] = ["user", "name", "server", "count"];

/// Checks that all placeholders are known.
///
/// # Errors
/// Fails with one sentence for the person, which lists the known ones.
pub fn check(text: &str, known: &[&str]) -> Result<(), String> {
    match names(text).find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(unknown) => {
            let known: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
            Err(words::template_unknown(plain(&cut(unknown, limits::QUOTED_INPUT)), known.join(" ")))
        }
    }
}

/// Returns `true` if the text has one of these placeholders.
#[must_use]
pub fn has_any(text: &str, wanted: &[&str]) -> bool {
    names(text).any(|name| wanted.contains(&name))
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Returns the text with every known placeholder filled in. The values' own braces stay as they are.
#[must_use]
pub fn fill(text: &str, known: &[&str], value: impl Fn(&str) -> String) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) if known.contains(&name) => {
                out.push_str(&value(name));
                out.push_str(rest);
            }
            _ => {
                out.push('{');
                out.push_str(part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_once_and_braces_elsewhere_stay() {
        let value = |name: &str| format!("<{name}>{{case}}");
        assert_eq!(fill("a {user}, {} {x} {", &NOTICE, value), "a <user>{case}, {} {x} {");
        assert_eq!(fill("plain {case}", &GREETING, value), "plain {case}");
    }

    #[test]
    fn a_misspelt_placeholder_is_refused_with_those_that_are_known() {
        let refused = check("{user} was {actoin}", &NOTICE).unwrap_err();
        assert!(refused.contains("{actoin}") && refused.contains("`{reason}`"), "{refused}");
        assert_eq!(check("{user} {reason} {", &NOTICE), Ok(()));
        assert!(check("{reason}", &GREETING).is_err());
    }

    #[test]
    fn whether_a_text_names_somebody_is_known() {
        assert!(has_any("hello {name}", &["user", "name"]));
        assert!(!has_any("hello name {server}", &["user", "name"]));
    }
}
