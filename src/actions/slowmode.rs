//! Slowmode: stores the old value, then changes it. It is only taken back while it is still Gavel's value.

use crate::actions::lock::{gone, joined, reopened};
use crate::actions::{outcome, thread};
use crate::discord::channels::ChannelEdit;
use crate::domain::case::Case;
use crate::domain::channel::{Change, delay, slowmode_found};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::{self, StepOutcome};
use crate::words;
use crate::words::Kept;

/// Stores the old slowmode, then sets the new one.
pub async fn set(job: &LeasedJob, case: &mut Case, at: ChannelId, reason: &str) -> Result<Option<Kept>> {
    let Some(Change::Slowmode { seconds, before, is_closed }) = case.change else {
        return Err(Error::broken("a slowmode without its seconds"));
    };
    let channel = job.app.discord.channel(at).await?;
    let now = channel.slowmode;
    let earlier = match before {
        Some(before) => Some((seconds, before)),
        // A channel goes back to the slowmode that was set permanently.
        None => held(job, case, at).await?.filter(|(lock, _)| lock.ends_at.is_some()).map(|(_, it)| it),
    };
    let edit = (now != seconds).then(|| slowmode(seconds));
    let found = Change::Slowmode {
        seconds,
        before: Some(slowmode_found(now, earlier)),
        is_closed: is_closed || (edit.is_some() && channel.is_closed()),
    };
    if case.change.as_ref() != Some(&found) {
        let change = Some(found.clone());
        outcome::step(job, case, StepOutcome { change, ..StepOutcome::default() }).await?;
    }
    let was_closed = matches!(found, Change::Slowmode { is_closed: true, .. });
    thread::change(&job.app.discord, &channel, edit, was_closed, reason).await
}

fn slowmode(seconds: u32) -> ChannelEdit {
    ChannelEdit { slowmode: Some(seconds), ..ChannelEdit::default() }
}

/// Returns the slowmode in force: its case, the value that it set, and the value from before.
async fn held(job: &LeasedJob, case: &Case, at: ChannelId) -> Result<Option<(Case, (u32, u32))>> {
    let earlier = cases::case_in_force(job.db(), case.guild, at, Kind::Slowmode).await?;
    Ok(earlier.and_then(|it| match it.change {
        Some(Change::Slowmode { seconds, before: Some(before), .. }) => Some((it, (seconds, before))),
        _ => None,
    }))
}

/// Restores the old slowmode.
pub async fn take_back(
    job: &LeasedJob,
    case: &mut Case,
    at: ChannelId,
    reason: &str,
) -> Result<Option<Kept>> {
    let discord = &job.app.discord;
    let Some((_, (seconds, before))) = held(job, case, at).await? else {
        return Ok(Some(words::kept::slowmode_note_changed()));
    };
    let channel = match discord.channel(at).await {
        Ok(channel) => channel,
        Err(error) => return gone(error),
    };
    let now = channel.slowmode;
    if now != seconds && now != before {
        return Ok(Some(words::kept::slowmode_note_stays(delay(now))));
    }
    let edit = (now != before).then(|| slowmode(before));
    let was_closed = reopened(job, case, &channel, edit.is_some()).await?;
    match thread::change(discord, &channel, edit, was_closed, reason).await {
        Ok(open) => {
            let notes = [Some(words::kept::slowmode_note_back(delay(before))), open];
            Ok(joined(notes.into_iter().flatten()))
        }
        Err(error) => gone(error),
    }
}
