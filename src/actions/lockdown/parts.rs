//! The channels of a lockdown, as the job of the whole handles them: awaits, counts and reports them.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actions::receipt;
use crate::actions::work::{Go, LongJob, Work};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::case::{Case, Status};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::error::Result;
use crate::kernel::job::Next;
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases;
use crate::words;
use crate::words::Kept;

/// The interval at which a job checks its channels while somebody watches.
const LOOK: Duration = Duration::from_millis(200);
/// The delays until the next check: if somebody waits for the answer, and if nobody does, at first and at most. The
/// last channel's job wakes this one earlier.
pub(super) const SOON: SignedDuration = SignedDuration::from_secs(1);
const LATER: SignedDuration = SignedDuration::from_secs(5);
const LATEST: SignedDuration = SignedDuration::from_mins(5);

/// The progress of the jobs that begin and end a lockdown.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Own {
    /// `true` once the channels' cases are opened. Those of a beginning are opened with it.
    pub(super) begun: bool,
    /// The channels that stay locked when the lockdown ends, and until when.
    #[serde(default)]
    pub(super) kept: Vec<(ChannelId, Timestamp)>,
    /// The number of checks in a row that found nothing new.
    #[serde(default)]
    pub(super) vain: u32,
    /// The time until which Discord is being told to pause.
    pub(super) until: Option<Timestamp>,
    /// The outcome of pausing, or of ending the pause, once there is one.
    pub(super) notes: Option<Vec<Kept>>,
}

/// Waits until every channel's case of a kind has its outcome; `Err` says when to go on waiting.
pub(super) async fn wait<T: LongJob<Own = Own>>(
    work: &mut Work<T>,
    case: &Case,
    kind: Kind,
) -> Result<Result<Vec<Case>, Next>> {
    loop {
        let parts = cases::cases_parts(work.job.db(), case.guild, case.number, kind).await?;
        let (done, failed) = outcomes(&parts);
        let counts = work.counts();
        let is_new = done + failed > counts.done + counts.failed;
        work.own.vain = if is_new { 0 } else { work.own.vain.saturating_add(1) };
        work.set_total(count_of(&parts));
        work.add(done.saturating_sub(counts.done), failed.saturating_sub(counts.failed));
        if done + failed == count_of(&parts) {
            return Ok(Ok(parts));
        }
        let is_awaited = work.job.stored.answer.is_some();
        if work.step().await? == Go::On && is_awaited {
            tokio::time::sleep(LOOK).await;
            continue;
        }
        if !is_awaited && !work.job.app.discord.is_in(case.guild).await? {
            return Ok(Err(Next::Suspend));
        }
        let again = if is_awaited { SOON } else { later(work.own.vain) };
        return Ok(Err(Next::RetryAt(work.job.app.clock.now() + again)));
    }
}

/// Returns the delay until the next check if nobody waits: 5 s, 10 s, 20 s … 5 min.
fn later(vain: u32) -> SignedDuration {
    LATER.checked_mul(1 << vain.min(9)).unwrap_or(LATEST).min(LATEST)
}

fn count_of(parts: &[Case]) -> u64 {
    u64::try_from(parts.len()).unwrap_or(u64::MAX)
}

/// Returns the numbers of applied and of failed cases.
pub(super) fn outcomes(parts: &[Case]) -> (u64, u64) {
    parts.iter().fold((0, 0), |(done, failed), part| match part.status {
        Status::Pending => (done, failed),
        Status::Applied => (done + 1, failed),
        Status::Failed(_) => (done, failed + 1),
    })
}

/// Returns what is worth reporting of the channels: for those that failed, why; for others, anything out of the
/// ordinary.
pub(super) fn said(parts: &[Case], not: impl Fn(&Kept) -> Kept) -> impl Iterator<Item = (ChannelId, Kept)> {
    parts.iter().filter_map(move |part| {
        let what = match &part.status {
            Status::Failed(why) => not(why),
            _ => part.summary.clone()?,
        };
        Some((part.channel?, what))
    })
}

/// Returns the moderator's report: one sentence on the whole, and below it the outcome of each channel.
pub(super) fn told(audience: Audience, case: &Case, sentence: &str, report: &Kept) -> Reply {
    let sentence = match &case.status {
        Status::Failed(why) => words::lockdown_job_not_applied(plain(&why.text())),
        _ => sentence.to_owned(),
    };
    let mut content = words::lockdown_job_report(case.number, sentence);
    if let Some(reason) = &case.reason {
        content.push_str(&format!("\n> {}", plain(&cut(reason, limits::REASON_IN_REPLY))));
    }
    if let Some(note) = receipt::logged(case) {
        content.push_str(&format!("\n-# {note}"));
    }
    let embed = Card::new().text(report.text()).colour(case.kind.colour()).build();
    Reply::new(audience, Message { content, ..Message::embed(embed) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_for_nothing_new_looks_less_and_less_often() {
        let waits: Vec<i64> = [0, 1, 2, 6, u32::MAX].map(|vain| later(vain).as_secs()).into();
        assert_eq!(waits, [5, 10, 20, 300, 300]);
    }
}
