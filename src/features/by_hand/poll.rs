//! Polling of the audit log: finds, with some delay, what the sidecar would report at once, and misses nothing for as
//! long as Discord keeps it.

use jiff::{SignedDuration, Timestamp};

use crate::actions::by_hand::{PollAuditLog, Reading};
use crate::domain::event::{Event, EventKind};
use crate::error::{Error, Result};
use crate::kernel::event_jobs;
use crate::kernel::job::{JobContext, LeasedJob, Next};
use crate::store::sidecar_events::sidecar_hears;
use crate::store::{guilds, interactions};

/// The bounds of the time until the next poll, which is as long as it has been quiet.
const SHORTEST: SignedDuration = SignedDuration::from_secs(15);
const LONGEST: SignedDuration = SignedDuration::from_mins(10);
/// The interval if a sidecar reports actions at once.
const BESIDE_SIDECAR: SignedDuration = SignedDuration::from_mins(30);
/// The interval if Gavel may not read the log.
const REFUSED: SignedDuration = SignedDuration::from_hours(6);
/// Reads the new entries, page by page. The position is stored together with what was found.
pub(super) async fn poll(mut job: JobContext<PollAuditLog>) -> Result<Next> {
    let (guild, now) = (job.guild(), job.app.clock.now());
    if guilds::settings(job.db(), guild).await?.ignores_manual {
        return Ok(Next::RetryAt(now + LONGEST));
    }
    let me = job.app.discord.me().await?;
    let known = job.progress.take().unwrap_or_else(|| Reading::from(now));
    let mut reading = known.while_wanted(job.db(), guild).await?;
    let mut after = reading.resume();
    loop {
        let page = match job.app.discord.audit_log_after(guild, after).await {
            Ok(page) => page,
            Err(error @ Error::Discord { .. }) => return refused(&job, &error).await,
            Err(other) => return Err(other),
        };
        let Some(last) = page.last else { break };
        let others = page.audited.into_iter().filter(|audited| audited.by != Some(me));
        let told: Vec<Event> = others.map(|audited| audited.event(guild)).collect();
        let mut tx = job.step().await?;
        if event_jobs::take(&mut tx, &job.app, &told).await? > 0 {
            reading.found_at = Some(now);
        }
        reading.seen = reading.seen.max(last);
        job.progress = Some(reading);
        job.save_in(&mut tx).await?;
        tx.commit().await?;
        job.app.wake.notify_one();
        after = last;
        if !page.is_full {
            break;
        }
    }
    let used_at = interactions::interaction_newest(job.db(), guild).await?;
    let wait = if sidecar_hears(job.db(), guild, EventKind::AuditEntry).await? {
        BESIDE_SIDECAR
    } else {
        wait(now, used_at.into_iter().chain(reading.found_at).max())
    };
    Ok(Next::RetryAt(now + wait))
}

/// Returns the time until the next poll, which doubles while it stays quiet.
fn wait(now: Timestamp, active_at: Option<Timestamp>) -> SignedDuration {
    active_at.map_or(LONGEST, |at| now.duration_since(at).clamp(SHORTEST, LONGEST))
}

/// Suspends the job if Gavel has left the server, and otherwise polls again in hours, because Gavel may not read the
/// log.
async fn refused(job: &LeasedJob, error: &Error) -> Result<Next> {
    if !job.app.discord.is_in(job.guild()).await? {
        return Ok(Next::Suspend);
    }
    tracing::warn!(guild = %job.guild(), %error, "the audit log can't be read, so what is done by hand is not recorded");
    Ok(Next::RetryAt(job.app.clock.now() + REFUSED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quieter_the_longer() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let seconds = |ago: i64| wait(now, Some(now - SignedDuration::from_secs(ago))).as_secs();
        assert_eq!([-5, 0, 15, 30, 60, 480, 960, 100_000].map(seconds), [15, 15, 15, 30, 60, 480, 600, 600]);
        assert_eq!(wait(now, None), LONGEST);
    }
}
