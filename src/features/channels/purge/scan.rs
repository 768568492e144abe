//! Choosing messages: the channel is read backwards from the order, a page at a time.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::filter::{Sieve, Sifted};
use super::plan::Plan;
use super::tally::{End, OLD, SCAN, Tally};
use crate::discord::Discord;
use crate::discord::history::{Listed, PAGE};
use crate::domain::ids::{MessageId, created_at};
use crate::error::Result;
use crate::words::Kept;

/// The age from which messages are old: Discord refuses to bulk-delete those of 14 days; an hour is left for the call.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(14 * 24 - 1);

/// The time that the filter may take on a page, and on all pages together.
const PAGE_TIME: Duration = Duration::from_millis(500);
const WHOLE_TIME: Duration = Duration::from_secs(5);

/// The progress of a purge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::features::channels) struct PurgeProgress {
    /// The last message looked at.
    pub cursor: Option<MessageId>,
    /// The reason why the search ended; `None` until then.
    pub end: Option<End>,
    /// The messages to delete, newest first.
    pub chosen: Vec<MessageId>,
    /// The messages that existed and are being deleted: after a crash, those missing were deleted by Gavel.
    pub trying: Vec<MessageId>,
    /// The messages that an earlier run tried and that were still there when it checked.
    #[serde(default)]
    pub tried: Vec<MessageId>,
    /// The number of times that the batch size was halved because Discord refused a batch.
    pub halved: u32,
    /// The number of refusals in a row.
    pub refusals: u64,
    /// The number of chosen messages that are old.
    pub old: u64,
    /// The time that the filter has taken.
    #[serde(default)]
    pub sifted: Duration,
    pub tally: Tally,
    /// The reason why the log does not have the transcript: the end of a sentence.
    pub unlogged: Option<Kept>,
}

/// Returns the time before which messages are old.
pub(super) fn limit(now: Timestamp) -> Timestamp {
    now - TOO_OLD
}

/// Looks at the next page. Returns the messages chosen from it.
pub(super) async fn page(
    discord: &Discord,
    plan: &Plan,
    sieve: &Arc<Sieve>,
    so_far: &mut PurgeProgress,
    now: Timestamp,
) -> Result<Vec<Listed>> {
    let page = discord.messages_before(plan.channel, so_far.cursor.unwrap_or(plan.before)).await?;
    let is_last = page.len() < PAGE;
    let budget = WHOLE_TIME.saturating_sub(so_far.sifted).min(PAGE_TIME);
    let Sifted { page, takes, took } = sieve.sift(page, budget).await?;
    so_far.sifted += took;
    let is_cut = takes.len() < page.len();
    let mut chosen = Vec::new();
    for (message, is_meant) in page.into_iter().zip(takes) {
        match so_far.look(plan, is_meant, limit(now), &message) {
            ControlFlow::Continue(Choice::Take) => chosen.push(message),
            ControlFlow::Continue(Choice::Leave) => {}
            ControlFlow::Break(end) => {
                so_far.end = Some(end);
                return Ok(chosen);
            }
        }
    }
    if is_cut {
        so_far.end = Some(End::TooSlow);
    } else if is_last {
        so_far.end = Some(End::Beginning);
    }
    Ok(chosen)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Take,
    Leave,
}

impl PurgeProgress {
    /// Looks at one message and counts it, unless the search ends there. `is_meant` says that the filter takes it.
    fn look(
        &mut self,
        plan: &Plan,
        is_meant: bool,
        limit: Timestamp,
        message: &Listed,
    ) -> ControlFlow<End, Choice> {
        let is_old = created_at(message.id) <= limit;
        if plan.after.is_some_and(|after| message.id <= after) {
            return ControlFlow::Break(End::Beginning);
        }
        if u64::try_from(self.chosen.len()).unwrap_or(u64::MAX) >= plan.count {
            return ControlFlow::Break(End::Enough);
        }
        if is_old && !plan.include_old {
            return ControlFlow::Break(End::TooOld);
        }
        if is_old && self.old >= OLD {
            return ControlFlow::Break(End::OldEnough);
        }
        if self.tally.scanned >= SCAN {
            return ControlFlow::Break(End::FarEnough);
        }
        self.cursor = Some(message.id);
        self.tally.scanned += 1;
        if !is_meant {
            self.tally.others += 1;
        } else if message.pinned && !plan.pins {
            self.tally.pinned += 1;
        } else if message.is_fixed() {
            self.tally.fixed += 1;
        } else {
            self.old += u64::from(is_old);
            self.chosen.push(message.id);
            return ControlFlow::Continue(Choice::Take);
        }
        ControlFlow::Continue(Choice::Leave)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::first_id_at;
    use serde_json::json;
    use twilight_model::id::Id;

    fn plan(count: u64) -> Plan {
        Plan { count, ..Plan::here(Id::new(1), Id::new(u64::MAX)) }
    }

    /// Looks at messages of so many hours ago, every fifth pinned, every seventh a notice; returns the progress.
    fn looked(plan: &Plan, hours: impl Iterator<Item = i64>) -> PurgeProgress {
        let now: Timestamp = "2026-01-30T00:00:00Z".parse().unwrap();
        let mut progress = PurgeProgress::default();
        for (at, hours) in hours.enumerate() {
            let id: MessageId = first_id_at(now - SignedDuration::from_hours(hours));
            let message = json!({
                "id": id, "type": if at % 7 == 6 { 4 } else { 0 }, "pinned": at % 5 == 4,
                "author": { "id": "5", "username": "ann" }
            });
            let message = serde_json::from_value(message).unwrap();
            if let ControlFlow::Break(end) = progress.look(plan, true, limit(now), &message) {
                progress.end = Some(end);
                break;
            }
        }
        assert_eq!(progress.tally.left(), u64::try_from(progress.chosen.len()).unwrap());
        progress
    }

    #[test]
    fn it_ends_where_enough_are_chosen_where_they_grow_old_and_where_it_was_far_enough() {
        let young = looked(&plan(50), 1..300);
        assert_eq!((young.end, young.chosen.len()), (Some(End::Enough), 50));
        assert!(young.tally.pinned > 0 && young.tally.fixed > 0);
        let old = looked(&plan(1000), (0..1000).map(|at| 14 * 24 - 50 + at));
        assert_eq!((old.end, old.tally.scanned), (Some(End::TooOld), 49));
        let many = looked(&plan(1_000_000), std::iter::repeat(5));
        assert_eq!((many.end, many.tally.scanned), (Some(End::FarEnough), SCAN));
    }

    #[test]
    fn two_hundred_old_ones_are_chosen_at_most() {
        let with_old = Plan { include_old: true, ..plan(1000) };
        let progress = looked(&with_old, (0..1000).map(|at| 14 * 24 - 50 + at));
        assert_eq!((progress.end, progress.old), (Some(End::OldEnough), OLD));
    }

    #[test]
    fn what_is_not_after_the_message_named_is_not_looked_at() {
        let now: Timestamp = "2026-01-30T00:00:00Z".parse().unwrap();
        let after = Some(first_id_at(now - SignedDuration::from_hours(10)));
        let progress = looked(&Plan { after, ..plan(1000) }, 1..50);
        assert_eq!((progress.end, progress.tally.scanned), (Some(End::Beginning), 9));
    }
}
