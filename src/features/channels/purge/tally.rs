//! The fates of the messages that were looked at. They add up: each message is counted exactly once.

use serde::{Deserialize, Serialize};

use crate::domain::ids::UserId;
use crate::words;
use crate::words::Kept;

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
    pub fn words(&self, left: u64, cancelled_by: Option<UserId>, end: Option<End>) -> Kept {
        let some = |n: u64, say: fn(u64) -> Kept| (n > 0).then(|| say(n));
        let left = (left > 0).then(|| match cancelled_by {
            Some(by) => words::kept::purge_left_cancelled(left, by),
            None => words::kept::purge_left(left),
        });
        let end = match end {
            Some(End::TooOld) => Some(words::kept::purge_end_too_old()),
            Some(End::OldEnough) => Some(words::kept::purge_end_old_enough(OLD)),
            Some(End::FarEnough) => Some(words::kept::purge_end_far_enough(SCAN)),
            Some(End::TooSlow) => Some(words::kept::purge_end_too_slow()),
            Some(End::Enough | End::Beginning) | None => None,
        };
        let parts = [
            Some(words::kept::purge_deleted(self.deleted)),
            Some(words::kept::purge_looked_at(self.scanned)),
            some(self.others, words::kept::purge_others),
            some(self.pinned, words::kept::purge_pinned),
            some(self.too_old, words::kept::purge_too_old),
            some(self.vanished, words::kept::purge_vanished),
            some(self.fixed, words::kept::purge_fixed),
            some(self.refused, words::kept::purge_refused),
            some(self.unknown, words::kept::purge_unknown),
            left,
            end,
        ];
        Kept::joined(parts.into_iter().flatten(), ", ")
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
            tally.words(3, Some(UserId::new(9)), Some(End::TooOld)).text(),
            "5 messages deleted, 12 looked at, 1 didn't match, 2 kept because pinned, 1 already gone, \
             3 left when <@9> pressed Cancel, stopped at messages older than 14 days"
        );
        let one = Tally { scanned: 1, deleted: 1, ..Tally::default() };
        assert_eq!(one.words(0, None, Some(End::Enough)).text(), "1 message deleted, 1 looked at");
    }
}
