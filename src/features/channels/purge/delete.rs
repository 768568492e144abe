//! Deletion of the chosen messages, newest first. A batch is looked up and stored just before it is tried, so that,
//! whatever crashes, messages missing afterwards are known to be deleted by Gavel, and those missing before are not.

use jiff::Timestamp;

use super::job::Purging;
use super::plan::Plan;
use super::scan::{PurgeProgress, limit};
use crate::actions::work::Go;
use crate::discord::error_code;
use crate::discord::history::PAGE;
use crate::domain::ids::{MessageId, created_at};
use crate::error::{Error, Result};
use crate::store::transcripts;

/// The number of refusals in a row after which the cause can't be the messages.
const REFUSALS: u64 = 5;

/// Deletes until nothing is left, or the turn ends.
pub(super) async fn chosen(work: &mut Purging, plan: &Plan, reason: &str) -> Result<Go> {
    finish_earlier(work, plan).await?;
    while !work.own.chosen.is_empty() {
        match work.step().await? {
            Go::On => {}
            other => return Ok(other),
        }
        begin(work, plan).await?;
        attempt(work, plan, reason).await?;
    }
    Ok(Go::On)
}

/// Finishes a batch that an earlier run tried and could not store: missing messages are deleted, the others are still
/// to be deleted.
async fn finish_earlier(work: &mut Purging, plan: &Plan) -> Result<()> {
    let there = match work.job.app.discord.messages_there(plan.channel, &work.own.trying).await {
        Err(error @ Error::Discord { .. }) => {
            work.own.tally.unknown += count(&std::mem::take(&mut work.own.trying));
            return Err(error);
        }
        other => other?,
    };
    let is_there = |id: &MessageId| there.iter().any(|message| message.id == *id);
    let (again, deleted): (Vec<_>, _) = std::mem::take(&mut work.own.trying).into_iter().partition(is_there);
    // The request may still be under way: if one is missing later, that was Gavel's doing.
    work.own.tried.extend(&again);
    put_back(work, again);
    count_deleted(work, plan, deleted).await
}

/// Takes the next messages that exist, and stores that they are being tried.
async fn begin(work: &mut Purging, plan: &Plan) -> Result<()> {
    let limit = limit(work.job.app.clock.now());
    let next = next(&mut work.own, plan, limit);
    let there = match work.job.app.discord.messages_there(plan.channel, &next.to_delete).await {
        Err(error @ Error::Discord { .. }) => {
            put_back(work, next.to_delete);
            return Err(error);
        }
        other => other?,
    };
    let is_there = |id: &MessageId| there.iter().any(|message| message.id == *id);
    let was_tried = |id: &MessageId| !is_there(id) && work.own.tried.contains(id);
    let ours: Vec<MessageId> = next.to_delete.iter().copied().filter(was_tried).collect();
    // Newest to oldest, as they were chosen.
    let (kept, tried): (Vec<_>, Vec<_>) = there.iter().partition(|message| message.pinned && !plan.pins);
    let (own, pinned, there) = (&mut work.own, count(&kept), count(&there));
    let gone = count(&next.to_delete) - there - count(&ours);
    own.tally.too_old += next.too_old;
    own.tally.pinned += pinned;
    own.tally.vanished += gone;
    own.trying = tried.into_iter().map(|message| message.id).collect();
    work.add(0, next.too_old + pinned + gone);
    if !ours.is_empty() {
        return count_deleted(work, plan, ours).await;
    }
    work.save().await
}

struct DeletionBatch {
    to_delete: Vec<MessageId>,
    /// The number of messages skipped because they have become too old.
    too_old: u64,
}

/// Takes the messages that one call can delete: young ones together, an old one alone.
fn next(own: &mut PurgeProgress, plan: &Plan, limit: Timestamp) -> DeletionBatch {
    let most = (PAGE >> own.halved).max(1);
    let young = own.chosen.iter().take(most).take_while(|id| created_at(**id) > limit).count();
    if young > 0 {
        return DeletionBatch { to_delete: own.chosen.drain(..young).collect(), too_old: 0 };
    }
    if plan.include_old {
        return DeletionBatch { to_delete: own.chosen.drain(..1).collect(), too_old: 0 };
    }
    // They have become old while the purge had to wait, and all that follow are older.
    DeletionBatch { to_delete: vec![], too_old: count(&std::mem::take(&mut own.chosen)) }
}

/// Deletes the current batch, and counts the outcome.
async fn attempt(work: &mut Purging, plan: &Plan, reason: &str) -> Result<()> {
    let trying = work.own.trying.clone();
    let done = work.job.app.discord.messages_delete(plan.channel, &trying, reason).await;
    let error = match done {
        Ok(()) => {
            work.own.trying.clear();
            work.own.halved = work.own.halved.saturating_sub(1);
            work.own.refusals = 0;
            return count_deleted(work, plan, trying).await;
        }
        Err(error @ Error::Discord { .. }) => error,
        // They may be deleted; the next run checks.
        Err(other) => return Err(other),
    };
    work.own.trying.clear();
    let is_single = trying.len() == 1;
    match error.code() {
        _ if is_about_the_channel(&error) => {
            put_back(work, trying);
            return Err(error);
        }
        // One of them is the cause, and must not hold up the rest.
        _ if !is_single => {
            work.own.halved = halved_below(trying.len());
            put_back(work, trying);
            return Ok(());
        }
        Some(error_code::UNKNOWN_MESSAGE) if work.own.tried.contains(&trying[0]) => {
            return count_deleted(work, plan, trying).await;
        }
        Some(error_code::UNKNOWN_MESSAGE) => work.own.tally.vanished += 1,
        Some(error_code::SYSTEM_MESSAGE) => work.own.tally.fixed += 1,
        _ => {
            tracing::info!(guild = %work.job.guild(), channel = %plan.channel, %error, "a message could not be deleted");
            work.own.tally.refused += 1;
            work.own.refusals += 1;
        }
    }
    work.own.halved = work.own.halved.saturating_sub(1);
    work.add(0, 1);
    if work.own.refusals >= REFUSALS { Err(error) } else { Ok(()) }
}

/// Returns `true` if Discord would refuse every message in the channel.
fn is_about_the_channel(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(
            error_code::MISSING_ACCESS
                | error_code::MISSING_PERMISSIONS
                | error_code::UNKNOWN_CHANNEL
                | error_code::UNKNOWN_GUILD
                | error_code::TWO_FACTORS
                | error_code::THREAD_ARCHIVED
        )
    )
}

/// Returns the number of halvings after which fewer are tried together.
fn halved_below(tried: usize) -> u32 {
    (1..usize::BITS).find(|halved| (PAGE >> halved) < tried).unwrap_or(usize::BITS - 1)
}

fn put_back(work: &mut Purging, ids: Vec<MessageId>) {
    work.own.chosen.splice(0..0, ids);
}

async fn count_deleted(work: &mut Purging, plan: &Plan, ids: Vec<MessageId>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    work.own.tally.deleted += count(&ids);
    work.add(count(&ids), 0);
    if !plan.transcript {
        return work.save().await;
    }
    let mut tx = work.job.db().begin().await?;
    transcripts::lines_delete(&mut tx, work.job.guild(), work.job.stored.id, &ids).await?;
    work.save_in(&mut tx).await?;
    Ok(tx.commit().await?)
}

pub(super) fn count<T>(all: &[T]) -> u64 {
    u64::try_from(all.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::first_id_at;
    use twilight_model::id::Id;

    fn progress(hours: impl Iterator<Item = i64>) -> (PurgeProgress, Timestamp) {
        let now: Timestamp = "2026-01-30T00:00:00Z".parse().unwrap();
        let id = |hours| first_id_at(now - jiff::SignedDuration::from_hours(hours));
        (PurgeProgress { chosen: hours.map(id).collect(), ..PurgeProgress::default() }, limit(now))
    }

    #[test]
    fn young_ones_go_together_and_old_ones_one_by_one() {
        let (mut own, limit) = progress((1..=150).chain(400..402));
        let plan = Plan { include_old: true, ..Plan::here(Id::new(1), Id::new(9)) };
        let mut sizes = Vec::new();
        while !own.chosen.is_empty() {
            sizes.push(next(&mut own, &plan, limit).to_delete.len());
        }
        assert_eq!(sizes, [100, 50, 1, 1]);
    }

    #[test]
    fn what_grew_old_while_the_purge_waited_is_kept_unless_old_ones_were_asked_for() {
        let (mut own, limit) = progress([1, 400, 401].into_iter());
        let plan = Plan::here(Id::new(1), Id::new(9));
        assert_eq!(next(&mut own, &plan, limit).to_delete.len(), 1);
        let last = next(&mut own, &plan, limit);
        assert_eq!((last.to_delete.len(), last.too_old, own.chosen.len()), (0, 2, 0));
    }

    #[test]
    fn halving_ends_at_one() {
        let sizes = |tried: usize| (PAGE >> halved_below(tried)).max(1);
        assert_eq!([100, 50, 49, 25, 3, 2].map(sizes), [50, 25, 25, 12, 1, 1]);
    }
}
