//! Lists of user ids: read from typed text or an uploaded file, and the list of results.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::domain::ids::{UserId, created_at};
use crate::domain::text::cut;
use crate::words;

/// The largest number of people in one order.
pub const MOST: usize = 10_000;

/// The user ids that a text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdList {
    pub ids: BTreeSet<UserId>,
    /// The number of repeated ids.
    pub repeated: u64,
    /// The number of words that are no user id, and the first few of them.
    pub unread: u64,
    pub examples: Vec<String>,
}

/// The number of unreadable words that are kept as examples.
const EXAMPLES: usize = 3;

impl IdList {
    /// Reads ids and mentions, separated by spaces, commas or line ends.
    #[must_use]
    pub fn of_text(text: &str, now: Timestamp) -> Self {
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '\u{feff}');
        let mut list = Self::default();
        for word in text.split(is_between).filter(|word| !word.is_empty()) {
            list.read(word, now);
        }
        list
    }

    /// Reads one column of a table: the one named `user_id` or `id` in the first row, else the first. Ids in other
    /// columns, such as a reason, don't count.
    #[must_use]
    pub fn of_table(bytes: &[u8], now: Timestamp) -> Self {
        let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let (mut list, mut column, mut first) = (Self::default(), 0, true);
        for row in rows.byte_records().flatten() {
            let cells: Vec<_> = row.iter().map(String::from_utf8_lossy).collect();
            let named = |name: &str| cells.iter().position(|cell| word(cell).eq_ignore_ascii_case(name));
            if std::mem::take(&mut first)
                && let Some(at) = named("user_id").or_else(|| named("id"))
            {
                column = at;
                continue;
            }
            if let Some(cell) = cells.get(column).map(|cell| word(cell)).filter(|cell| !cell.is_empty()) {
                list.read(cell, now);
            }
        }
        list
    }

    fn read(&mut self, word: &str, now: Timestamp) {
        match person(word, now) {
            Some(id) if self.ids.insert(id) => {}
            Some(_) => self.repeated += 1,
            None => {
                self.unread += 1;
                if self.examples.len() < EXAMPLES {
                    self.examples.push(cut(word, 30));
                }
            }
        }
    }

    /// Returns the reason for which the list can't be ordered, if there is one.
    #[must_use]
    pub fn forbids(&self) -> Option<String> {
        match self.ids.len() {
            0 if self.unread > 0 => Some(words::idlist_none_among(self.unread)),
            0 => Some(words::idlist_none()),
            n if n > MOST => Some(words::idlist_too_many(n, MOST)),
            _ => None,
        }
    }
}

fn word(cell: &str) -> &str {
    cell.trim().trim_start_matches('\u{feff}').trim_start_matches('\'')
}

/// Reads a user id: digits or a mention. An id from the future is none.
fn person(word: &str, now: Timestamp) -> Option<UserId> {
    let mention = word.strip_prefix("<@").and_then(|rest| rest.strip_suffix('>'));
    let digits = mention.map_or(word, |inner| inner.trim_start_matches('!'));
    let is_id = (15..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let id: UserId = is_id.then(|| digits.parse().ok()).flatten()?;
    (created_at(id) <= now).then_some(id)
}

/// The result for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultLine<'a> {
    pub id: UserId,
    pub outcome: &'a str,
    pub case: Option<i32>,
    pub reason: String,
}

/// Writes the results as CSV.
#[must_use]
pub fn list(lines: &[ResultLine<'_>]) -> Vec<u8> {
    let mut out = String::from("id,outcome,case,reason\r\n");
    for line in lines {
        let case = line.case.map(|case| case.to_string()).unwrap_or_default();
        let reason = line.reason.replace('"', "\"\"").replace(['\r', '\n'], " ");
        out.push_str(&format!("{},{},{case},\"{reason}\"\r\n", line.id, line.outcome));
    }
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-21T00:00:00Z".parse().unwrap()
    }

    fn ids(list: &IdList) -> Vec<u64> {
        list.ids.iter().map(|id| id.get()).collect()
    }

    #[test]
    fn ids_and_mentions_are_read_whatever_stands_between_them() {
        let text = "\u{feff}1102000000000000002, <@1102000000000000001>;<@!1102000000000000003>\r\n\"1102000000000000002\" bob 12 99999999999999999999";
        let list = IdList::of_text(text, now());
        assert_eq!(
            ids(&list),
            [1_102_000_000_000_000_001, 1_102_000_000_000_000_002, 1_102_000_000_000_000_003]
        );
        assert_eq!((list.repeated, list.unread), (1, 3));
        assert_eq!(list.examples, ["bob", "12", "99999999999999999999"]);
    }

    #[test]
    fn an_id_from_the_future_and_a_roles_mention_are_nobodys() {
        let list =
            IdList::of_text("18446744073709551615 <@&1102000000000000001> <#1102000000000000001>", now());
        assert_eq!((list.ids.len(), list.unread), (0, 3));
    }

    #[test]
    fn of_a_table_only_the_column_of_ids_counts() {
        let table =
            "username,user_id,reason\nann,1102000000000000001,\"alt of 1102000000000000009, spam\"\nbob,x,\n";
        let list = IdList::of_table(table.as_bytes(), now());
        assert_eq!((ids(&list), list.unread), (vec![1_102_000_000_000_000_001], 1));
        let bare = IdList::of_table(b"1102000000000000001,ann\n1102000000000000001\n\n", now());
        assert_eq!((ids(&bare), bare.repeated), (vec![1_102_000_000_000_000_001], 1));
    }

    #[test]
    fn nobody_and_too_many_are_refused_with_what_to_do() {
        assert!(IdList::of_text("hello you", now()).forbids().unwrap().contains("2 other words"));
        let many: String = (0..=MOST).map(|at| format!("{} ", 1_102_000_000_000_000_000 + at)).collect();
        assert!(IdList::of_text(&many, now()).forbids().unwrap().contains("10000 at a time"));
        assert_eq!(IdList::of_text("1102000000000000001", now()).forbids(), None);
    }

    #[test]
    fn the_list_is_a_row_each() {
        let line =
            ResultLine { id: UserId::new(5), outcome: "banned", case: Some(7), reason: "a \"b\"".to_owned() };
        let text = String::from_utf8(list(&[line])).unwrap();
        assert_eq!(text, "id,outcome,case,reason\r\n5,banned,7,\"a \"\"b\"\"\"\r\n");
    }
}
