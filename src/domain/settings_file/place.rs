//! The place of a value in a file, and what is wrong there.

use std::ops::Range;

use toml_edit::{ImDocument, Item};

use crate::words;

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// Returns the place of a byte.
    pub(super) fn of(text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(start..).map_or(0, |line| line.chars().count());
        Self { line: before.matches('\n').count() + 1, column: column + 1 }
    }
}

/// A mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wrong {
    pub place: Place,
    /// One sentence for the person.
    pub why: String,
}

impl Wrong {
    /// Returns the sentence with its place.
    #[must_use]
    pub fn text(&self) -> String {
        words::settings_file_place(self.place.line, self.place.column, &self.why)
    }
}

/// A file that was parsed.
#[derive(Clone, Debug)]
pub(super) struct Source {
    document: ImDocument<String>,
}

impl Source {
    pub(super) fn new(document: ImDocument<String>) -> Self {
        Self { document }
    }

    /// Returns the place of a value: its keys and positions, separated by `/`. For a value that is not in the file, it is
    /// that of the innermost table or list around it.
    pub(super) fn place(&self, path: &str) -> Place {
        let (mut at, mut item) = (0..0, Some(self.document.as_item()));
        for step in path.split('/') {
            item = item.and_then(|item| within(item, step));
            match item.and_then(span) {
                Some(found) => at = found,
                None => break,
            }
        }
        self.at(at)
    }

    /// Returns the tables and lists' keys at a path.
    pub(super) fn keys(&self, path: &str) -> Vec<(&str, Place)> {
        let table = self.document.get(path).and_then(Item::as_table_like);
        let keys = table.into_iter().flat_map(|table| {
            table
                .iter()
                .filter_map(|(name, _)| Some((name, self.at(table.key(name)?.span().unwrap_or(0..0)))))
        });
        keys.collect()
    }

    fn at(&self, span: Range<usize>) -> Place {
        Place::of(self.document.raw(), span.start)
    }
}

/// Returns the span of an item; of a table without a line of its own, that of its first value.
fn span(item: &Item) -> Option<Range<usize>> {
    item.span().or_else(|| item.as_table_like()?.iter().find_map(|(_, inner)| span(inner)))
}

fn within<'a>(item: &'a Item, step: &str) -> Option<&'a Item> {
    item.get(step).or_else(|| item.get(step.parse::<usize>().ok()?))
}
