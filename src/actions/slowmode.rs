//! Slowmode: stores the old value, then changes it. It is only taken back while it is still Gavel's value.

use crate::actions::lock::gone;
use crate::actions::outcome;
use crate::domain::case::Case;
use crate::domain::channel::{Change, delay, slowmode_found};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::{self, StepOutcome};
use crate::words;

/// Stores the old slowmode, then sets the new one.
pub async fn set(job: &LeasedJob, case: &mut Case, at: ChannelId, reason: &str) -> Result<Option<String>> {
    let Some(Change::Slowmode { seconds, before }) = case.change else {
        return Err(Error::broken("a slowmode without its seconds"));
    };
    let now = job.app.discord.channel(at).await?.slowmode;
    let earlier = match before {
        Some(before) => Some((seconds, before)),
        // A channel goes back to the slowmode that was set permanently.
        None => held(job, case, at).await?.filter(|(lock, _)| lock.ends_at.is_some()).map(|(_, it)| it),
    };
    let found = Some(slowmode_found(now, earlier));
    if found != before {
        let change = Some(Change::Slowmode { seconds, before: found });
        outcome::step(job, case, StepOutcome { change, ..StepOutcome::default() }).await?;
    }
    if now != seconds {
        job.app.discord.slowmode_set(at, seconds, reason).await?;
    }
    Ok(None)
}

/// Returns the slowmode in force: its case, the value that it set, and the value from before.
async fn held(job: &LeasedJob, case: &Case, at: ChannelId) -> Result<Option<(Case, (u32, u32))>> {
    let earlier = cases::case_in_force(job.db(), case.guild, at, Kind::Slowmode).await?;
    Ok(earlier.and_then(|it| match it.change {
        Some(Change::Slowmode { seconds, before: Some(before) }) => Some((it, (seconds, before))),
        _ => None,
    }))
}

/// Restores the old slowmode.
pub async fn take_back(job: &LeasedJob, case: &Case, at: ChannelId, reason: &str) -> Result<Option<String>> {
    let discord = &job.app.discord;
    let Some((_, (seconds, before))) = held(job, case, at).await? else {
        return Ok(Some(words::slowmode_note_changed()));
    };
    let now = match discord.channel(at).await {
        Ok(channel) => channel.slowmode,
        Err(error) => return gone(error),
    };
    if now != seconds && now != before {
        return Ok(Some(words::slowmode_note_stays(delay(now))));
    }
    if now != before
        && let Err(error) = discord.slowmode_set(at, before, reason).await
    {
        return gone(error);
    }
    Ok(Some(words::slowmode_note_back(delay(before))))
}
