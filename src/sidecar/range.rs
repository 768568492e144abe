//! The range of shards that a process runs.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// Shards `from..to` of `total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub from: u32,
    /// The end of the range, which is not in it.
    pub to: u32,
    pub total: u32,
}

impl FromStr for Range {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let read = || {
            let (range, total) = text.split_once('/')?;
            let (from, to) = range.split_once("..")?;
            let number = |text: &str| text.trim().parse().ok();
            Some(Self { from: number(from)?, to: number(to)?, total: number(total)? })
        };
        read().filter(|it| it.from < it.to && it.to <= it.total).ok_or_else(|| {
            Error::Config(format!(
                "GAVEL_SHARDS must be FROM..TO/TOTAL with FROM < TO ≤ TOTAL, not `{text}`; set e.g. --shards 0..4/16 for the first four of sixteen."
            ))
        })
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}/{}", self.from, self.to, self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_and_an_impossible_one_is_a_sentence() {
        let range: Range = "4..8/16".parse().unwrap();
        assert_eq!(range, Range { from: 4, to: 8, total: 16 });
        assert_eq!(range.to_string(), "4..8/16");
        for wrong in ["", "4", "0..0/1", "2..1/4", "0..5/4", "a..b/c", "0..1"] {
            let error = wrong.parse::<Range>().unwrap_err();
            assert_eq!(error.exit_code(), 78, "{wrong}");
        }
    }
}
