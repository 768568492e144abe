//! The query of a call, read as strictly as a body.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde_json::json;

use crate::form::{Findings, Form};

/// The query's pairs.
#[derive(Debug, Default)]
pub(super) struct Query {
    pairs: Vec<(String, String)>,
    taken: RefCell<BTreeSet<&'static str>>,
}

impl Query {
    pub(super) fn parse(text: &str) -> Self {
        let pairs = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        Self { pairs, taken: RefCell::default() }
    }

    /// Returns the text under this name.
    pub(super) fn text(&self, name: &'static str) -> Option<&str> {
        self.taken.borrow_mut().insert(name);
        self.pairs.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Reads an id; 0, from which lists begin, is allowed.
    pub(super) fn id(&self, findings: &Findings, name: &'static str) -> Option<u64> {
        let text = self.text(name)?;
        if text == "0" {
            return Some(0);
        }
        let value = json!({ name: text });
        Form::read(&value, findings).snowflake(name)
    }

    /// Reads a whole number within `range`.
    pub(super) fn integer(
        &self,
        findings: &Findings,
        name: &'static str,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let text = self.text(name)?;
        let value = json!({ name: text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)) });
        Form::read(&value, findings).integer(name, range)
    }

    /// Reads a boolean.
    pub(super) fn truth(&self, name: &'static str) -> bool {
        self.text(name).is_some_and(|text| text.eq_ignore_ascii_case("true") || text == "1")
    }

    /// Returns the names that nothing read.
    pub(super) fn untaken(&self) -> Vec<&str> {
        let taken = self.taken.borrow();
        self.pairs.iter().map(|(name, _)| name.as_str()).filter(|name| !taken.contains(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_and_what_nobody_reads_is_left() {
        let query = Query::parse("query=a%20b+c%C3%A9&limit=5&&oops=1");
        let findings = Findings::default();
        assert_eq!(query.text("query"), Some("a b cé"));
        assert_eq!(query.integer(&findings, "limit", 1..=10), Some(5));
        assert_eq!(query.untaken(), ["oops"]);
    }
}
