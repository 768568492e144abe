//! The outcome of a check, as a line and as JSON.

use std::fmt;

use serde_json::{Value, json};

use crate::cli::exit;
use crate::error::Error;

/// A check with its finding.
pub(in crate::cli) struct Outcome {
    name: String,
    finding: Finding,
}

/// The finding of a check.
pub(in crate::cli) enum Finding {
    /// All is well; the text says how it is.
    Fine(String),
    Wrong {
        cause: String,
        /// The fix, such as a command to type.
        fix: String,
    },
    /// The check was skipped, for this reason.
    Skipped(String),
}

impl Finding {
    pub fn fine(how: impl Into<String>) -> Self {
        Self::Fine(how.into())
    }

    pub fn wrong(cause: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Wrong { cause: cause.into(), fix: fix.into() }
    }

    pub fn skipped(why: impl Into<String>) -> Self {
        Self::Skipped(why.into())
    }

    /// Returns the finding for an error. The fix stands after the last semicolon of its sentence, else it is
    /// `otherwise`.
    pub fn error(error: &Error, otherwise: &str) -> Self {
        let sentence = match error {
            Error::Discord { status, message, .. } => format!("Discord answered {status}, {message}"),
            other => exit::sentence(other),
        };
        match sentence.trim_end_matches('.').rsplit_once("; ") {
            Some((cause, fix)) => Self::wrong(cause, fix),
            None => Self::wrong(sentence, otherwise),
        }
    }
}

impl Outcome {
    pub fn new(name: impl Into<String>, finding: Finding) -> Self {
        Self { name: name.into(), finding }
    }

    pub fn is_wrong(&self) -> bool {
        matches!(self.finding, Finding::Wrong { .. })
    }

    fn json(&self) -> Value {
        let (ok, cause, fix) = match &self.finding {
            Finding::Fine(_) => (Some(true), None, None),
            Finding::Wrong { cause, fix } => (Some(false), Some(cause), Some(fix)),
            Finding::Skipped(why) => (None, Some(why), None),
        };
        json!({ "name": self.name, "ok": ok, "cause": cause, "fix": fix })
    }
}

/// Returns all outcomes as one object.
pub(in crate::cli) fn document(outcomes: &[Outcome]) -> Value {
    let checks: Vec<Value> = outcomes.iter().map(Outcome::json).collect();
    json!({ "ok": !outcomes.iter().any(Outcome::is_wrong), "checks": checks })
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match &self.finding {
            Finding::Fine(how) => write!(f, "✓ {name}: {}", line(how)),
            Finding::Wrong { cause, fix } => write!(f, "✗ {name}: {}. {}.", line(cause), capital(&line(fix))),
            Finding::Skipped(why) => write!(f, "– {name}: skipped, because {}", line(why)),
        }
    }
}

/// Returns a text on one line, without a full stop at the end.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_one_line() {
        let line = |finding| Outcome::new("the door", finding).to_string();
        assert_eq!(line(Finding::fine("open")), "✓ the door: open");
        assert_eq!(line(Finding::wrong("it is\nshut.", "open it.")), "✗ the door: it is shut. Open it.");
        assert_eq!(line(Finding::skipped("there is none")), "– the door: skipped, because there is none");
    }

    #[test]
    fn an_errors_sentence_says_the_cause_and_what_to_do() {
        let found = |text: &str| {
            Outcome::new("x", Finding::error(&Error::Config(text.to_owned()), "look again")).to_string()
        };
        assert_eq!(found("PORT is odd (a; b); set PORT=2."), "✗ x: PORT is odd (a; b). Set PORT=2.");
        assert_eq!(found("PORT is odd."), "✗ x: PORT is odd. Look again.");
    }

    #[test]
    fn the_document_has_a_null_for_what_was_skipped() {
        let outcomes = [
            Outcome::new("a", Finding::fine("well")),
            Outcome::new("b", Finding::skipped("of a")),
            Outcome::new("c", Finding::wrong("broken", "mend it")),
        ];
        assert_eq!(
            document(&outcomes),
            json!({ "ok": false, "checks": [
                { "name": "a", "ok": true, "cause": null, "fix": null },
                { "name": "b", "ok": null, "cause": "of a", "fix": null },
                { "name": "c", "ok": false, "cause": "broken", "fix": "mend it" },
            ] })
        );
        assert_eq!(document(&outcomes[..2])["ok"], true);
    }
}
