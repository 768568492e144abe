//! Lock: stores what @everyone may do in a channel, then denies only Gavel's bits of it. Unlocking gives back exactly
//! those, and leaves alone what somebody changed meanwhile.

use twilight_model::guild::Permissions;

use crate::actions::outcome;
use crate::discord::channels::Channel;
use crate::discord::error_code;
use crate::domain::case::Case;
use crate::domain::channel::{Change, Everyone, found, restored};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::domain::permissions::names;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::{self, StepOutcome};
use crate::words;

/// The number of roles that may still write to name.
const NAMED: usize = 5;

/// Stores @everyone's overwrite, then denies the bits.
pub async fn lock(job: &LeasedJob, case: &mut Case, at: ChannelId, reason: &str) -> Result<Option<String>> {
    let Some(Change::Lock { bits, left, before }) = case.change else {
        return Err(Error::broken("a lock without its bits"));
    };
    let channel = job.app.discord.channel(at).await?;
    let now = channel.everyone();
    let earlier = match before {
        Some(before) => Some((bits, before)),
        None => held(job, case, at).await?,
    };
    let found = Some(found(now, bits, earlier));
    if found != before {
        let change = Some(Change::Lock { bits, left, before: found });
        outcome::step(job, case, StepOutcome { change, ..StepOutcome::default() }).await?;
    }
    if now.locked(bits) != now {
        job.app.discord.everyone_set(case.guild, at, now.locked(bits), reason).await?;
    }
    Ok(note(&channel, left))
}

/// Returns the bits that the lock in force took, and the overwrite from before it.
async fn held(job: &LeasedJob, case: &Case, at: ChannelId) -> Result<Option<(u64, Everyone)>> {
    let earlier = cases::case_in_force(job.db(), case.guild, at, Kind::Lock).await?;
    Ok(match earlier.and_then(|lock| lock.change) {
        Some(Change::Lock { bits, before: Some(before), .. }) => Some((bits, before)),
        _ => None,
    })
}

/// Returns a note on what is still open, and for which roles.
fn note(channel: &Channel, left: u64) -> Option<String> {
    let mut notes = Vec::new();
    if left != 0 {
        notes.push(words::lock_note_left(text(left)));
    }
    let everyone = channel.guild.map_or(0, |guild| guild.get());
    let writing = Permissions::SEND_MESSAGES | Permissions::SEND_MESSAGES_IN_THREADS;
    let writes = |allow: u64| allow & writing.bits() != 0;
    let open: Vec<String> = channel
        .overwrites
        .iter()
        .filter(|it| it.id != everyone && writes(it.allow))
        .map(|it| if it.kind == 0 { format!("<@&{}>", it.id) } else { format!("<@{}>", it.id) })
        .collect();
    if !open.is_empty() {
        let named = open[..open.len().min(NAMED)].join(" ");
        notes.push(match open.len() > NAMED {
            true => words::lock_note_open_more(named),
            false => words::lock_note_open(named),
        });
    }
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn text(bits: u64) -> String {
    names(Permissions::from_bits_retain(bits))
}

/// Gives back what the lock took.
pub async fn unlock(job: &LeasedJob, case: &Case, at: ChannelId, reason: &str) -> Result<Option<String>> {
    let discord = &job.app.discord;
    let Some((bits, before)) = held(job, case, at).await? else {
        return Ok(Some(words::lock_note_over()));
    };
    let now = match discord.channel(at).await {
        Ok(channel) => channel.everyone(),
        Err(error) => return gone(error),
    };
    let (back, kept) = restored(now, bits, before);
    if back != now
        && let Err(error) = discord.everyone_set(case.guild, at, back, reason).await
    {
        return gone(error);
    }
    Ok((kept != 0).then(|| words::lock_note_kept(text(kept))))
}

/// Returns a note if the channel is gone, which needs nothing given back; else the error.
pub fn gone(error: Error) -> Result<Option<String>> {
    if error.code() == Some(error_code::UNKNOWN_CHANNEL) {
        return Ok(Some(words::lock_note_gone()));
    }
    Err(error)
}
