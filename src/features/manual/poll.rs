//! The audit log, read again and again: what the sidecar would tell at once is found without it too, with some delay,
//! and nothing is lost for as long as Discord keeps it.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use twilight_model::guild::Permissions;

use crate::actions::by_hand::{self, Reading};
use crate::domain::event::Event;
use crate::error::{Error, Result};
use crate::kernel::chores::Chore;
use crate::kernel::events;
use crate::kernel::worker::{Next, Task};
use crate::store::events::sidecar_hears_moderation;
use crate::store::{guilds, handled};

pub(super) const CHORE: Chore = Chore {
    job: by_hand::POLL,
    title: "cases of what is done by hand",
    needs: Permissions::VIEW_AUDIT_LOG,
    // What was done before the server was known stays as it is.
    begins: |now| json!(Reading::from(now)),
};

/// How long until the next look: as long as it has been quiet, between these.
const SHORTEST: SignedDuration = SignedDuration::from_secs(15);
const LONGEST: SignedDuration = SignedDuration::from_mins(10);
/// Where a sidecar tells of it at once.
const BESIDE_SIDECAR: SignedDuration = SignedDuration::from_mins(30);
/// Where Gavel may not look.
const REFUSED: SignedDuration = SignedDuration::from_hours(6);
/// Reads what is new, page by page. How far it is read is stored together with what was found.
pub(super) async fn poll(mut task: Task) -> Result<Next> {
    let (guild, now) = (task.job.guild, task.app.clock.now());
    if guilds::settings(task.db(), guild).await?.ignores_manual {
        return Ok(Next::At(now + LONGEST));
    }
    let me = task.app.discord.me().await?;
    let known = task.progress::<Option<Reading>>()?.unwrap_or_else(|| Reading::from(now));
    let mut reading = known.while_wanted(task.db(), guild).await?;
    let mut after = reading.resume();
    loop {
        let page = match task.app.discord.audit_log_after(guild, after).await {
            Ok(page) => page,
            Err(error @ Error::Discord { .. }) => return refused(&task, &error).await,
            Err(other) => return Err(other),
        };
        let Some(last) = page.last else { break };
        let others = page.audited.into_iter().filter(|audited| audited.by != Some(me));
        let told: Vec<Event> = others.map(|audited| audited.event(guild)).collect();
        let mut tx = task.step().await?;
        if events::take(&mut tx, &task.app, &told).await? > 0 {
            reading.found_at = Some(now);
        }
        reading.seen = reading.seen.max(last);
        task.save_in(&mut tx, &reading).await?;
        tx.commit().await?;
        task.app.wake.notify_one();
        after = last;
        if !page.is_full {
            break;
        }
    }
    let used_at = handled::interaction_newest(task.db(), guild).await?;
    let wait = if sidecar_hears_moderation(task.db(), guild).await? {
        BESIDE_SIDECAR
    } else {
        wait(now, used_at.into_iter().chain(reading.found_at).max())
    };
    Ok(Next::At(now + wait))
}

/// Twice as long each time while it stays quiet.
fn wait(now: Timestamp, active_at: Option<Timestamp>) -> SignedDuration {
    active_at.map_or(LONGEST, |at| now.duration_since(at).clamp(SHORTEST, LONGEST))
}

/// Where Gavel is not in the server any more, it waits until it is; where it may not look, for hours.
async fn refused(task: &Task, error: &Error) -> Result<Next> {
    if !task.app.discord.is_in(task.job.guild).await? {
        return Ok(Next::Parked);
    }
    tracing::warn!(guild = %task.job.guild, %error, "the audit log can't be read, so what is done by hand is not recorded");
    Ok(Next::At(task.app.clock.now() + REFUSED))
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
