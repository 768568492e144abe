//! The fates of the messages that were looked at. They add up: each message is counted exactly once.

use serde::{Deserialize, Serialize};

use crate::domain::ids::UserId;
use crate::domain::text::count;

/// The counts of a purge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::features::channels) struct Tally {
    /// All messages looked at.
    pub scanned: u64,
    /// The messages that do not match the filter.
    pub others: u64,
    pub deleted: u64,
    pub pinned: u64,
    /// The messages that became too old to be deleted after they were chosen.
    pub too_old: u64,
    /// The messages that somebody else deleted after they were chosen.
    pub vanished: u64,
    /// The notices of Discord's own, which nobody can delete.
    pub fixed: u64,
    /// The messages that Discord did not delete for another reason.
    pub refused: u64,
    /// The messages being tried when the process died, in a channel that can't be read any more.
    pub unknown: u64,
}

/// The reason why the search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::features::channels) enum End {
    /// Enough messages are chosen.
    Enough,
    /// The channel, or the requested part of it, begins there.
    Beginning,
    /// Older messages can't be bulk-deleted, and were not asked for.
    TooOld,
    /// The most old messages that are deleted one by one are chosen.
    OldEnough,
    /// The most messages were looked at.
    FarEnough,
    /// The filter used up its time.
    TooSlow,
}

/// The most messages to look at.
pub(super) const SCAN: u64 = 5000;
/// The most messages older than 14 days to delete, one by one.
pub(super) const OLD: u64 = 200;

impl Tally {
    /// Returns `true` if something was deleted, as far as is known.
    pub fn may_be_deleted(&self) -> bool {
        self.deleted + self.unknown > 0
    }

    /// Returns the counts as a sentence without its end.
    pub fn words(&self, left: u64, cancelled_by: Option<UserId>, end: Option<End>) -> String {
        let some = |n: u64, what: &str| (n > 0).then(|| format!("{n} {what}"));
        let left = match cancelled_by {
            Some(by) => some(left, &format!("left when <@{by}> pressed Cancel")),
            None => some(left, "left"),
        };
        let end = match end {
            Some(End::TooOld) => Some("stopped at messages older than 14 days".to_owned()),
            Some(End::OldEnough) => Some(format!("stopped after {OLD} older than 14 days")),
            Some(End::FarEnough) => Some(format!("stopped after looking at {SCAN}")),
            Some(End::TooSlow) => Some(
                "stopped because the pattern takes too long on what is written here; make it simpler"
                    .to_owned(),
            ),
            Some(End::Enough | End::Beginning) | None => None,
        };
        let parts = [
            Some(count(self.deleted, "message deleted", "messages deleted")),
            Some(format!("{} looked at", self.scanned)),
            some(self.others, "not what was asked for"),
            some(self.pinned, "kept because pinned"),
            some(self.too_old, "kept because older than 14 days"),
            some(self.vanished, "gone before I came"),
            some(self.fixed, "that are Discord's own notices, which nobody can delete"),
            some(self.refused, "that Discord refused to delete"),
            some(self.unknown, "that may be deleted or not: I can't look any more"),
            left,
            end,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Returns the number of chosen messages that are still to be tried.
    #[cfg(test)]
    pub fn left(&self) -> u64 {
        let kept = self.pinned + self.too_old + self.vanished + self.fixed + self.refused + self.unknown;
        self.scanned - self.others - self.deleted - kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_name_each_place_that_has_messages_and_no_other() {
        let tally = Tally { scanned: 12, deleted: 5, others: 1, pinned: 2, vanished: 1, ..Tally::default() };
        assert_eq!(
            tally.words(3, Some(UserId::new(9)), Some(End::TooOld)),
            "5 messages deleted, 12 looked at, 1 not what was asked for, 2 kept because pinned, 1 gone before I came, \
             3 left when <@9> pressed Cancel, stopped at messages older than 14 days"
        );
        let one = Tally { scanned: 1, deleted: 1, ..Tally::default() };
        assert_eq!(one.words(0, None, Some(End::Enough)), "1 message deleted, 1 looked at");
    }
}
