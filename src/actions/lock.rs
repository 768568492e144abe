//! Lock: stores what @everyone may do in a channel, then denies only Gavel's bits of it. Unlocking gives back exactly
//! those, and leaves alone what somebody changed meanwhile. A thread has a lock of its own at Discord.

use twilight_model::guild::Permissions;

use crate::actions::{outcome, thread};
use crate::discord::channels::{Channel, ChannelEdit};
use crate::discord::error_code;
use crate::domain::case::Case;
use crate::domain::channel::{Change, Everyone, ThreadState, found, restored, thread_found};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::domain::permissions::names;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::{self, StepOutcome};
use crate::words;

/// The number of roles that may still write to name.
const NAMED: usize = 5;

/// Stores what is there, then locks the channel or thread.
pub async fn lock(job: &LeasedJob, case: &mut Case, at: ChannelId, reason: &str) -> Result<Option<String>> {
    let channel = job.app.discord.channel(at).await?;
    match case.change {
        Some(Change::Lock { bits, left, before }) => {
            lock_channel(job, case, &channel, (bits, left, before), reason).await
        }
        Some(Change::ThreadLock { before }) => lock_thread(job, case, &channel, before, reason).await,
        _ => Err(Error::broken("a lock that says not what of")),
    }
}

/// Stores @everyone's overwrite, then denies the bits.
async fn lock_channel(
    job: &LeasedJob,
    case: &mut Case,
    channel: &Channel,
    (bits, left, before): (u64, u64, Option<Everyone>),
    reason: &str,
) -> Result<Option<String>> {
    let (now, at) = (channel.everyone(), channel.id);
    let earlier = match (before, held(job, case, at).await?) {
        (Some(before), _) => Some((bits, before)),
        (None, Some(Change::Lock { bits, before: Some(before), .. })) => Some((bits, before)),
        _ => None,
    };
    let found = Some(found(now, bits, earlier));
    if found != before {
        store(job, case, Change::Lock { bits, left, before: found }).await?;
    }
    if now.locked(bits) != now {
        job.app.discord.everyone_set(case.guild, at, now.locked(bits), reason).await?;
    }
    Ok(note(channel, left))
}

/// Stores the thread's state, then locks it.
async fn lock_thread(
    job: &LeasedJob,
    case: &mut Case,
    channel: &Channel,
    before: Option<ThreadState>,
    reason: &str,
) -> Result<Option<String>> {
    let now = channel.thread.unwrap_or_default();
    let earlier = match held(job, case, channel.id).await? {
        Some(Change::ThreadLock { before }) => before,
        _ => None,
    };
    let found = thread_found(now, before, earlier);
    if Some(found) != before {
        store(job, case, Change::ThreadLock { before: Some(found) }).await?;
    }
    let edit = (!now.locked).then(|| locked(true));
    thread::change(&job.app.discord, channel, edit, found.archived, reason).await
}

fn locked(locked: bool) -> ChannelEdit {
    ChannelEdit { locked: Some(locked), ..ChannelEdit::default() }
}

async fn store(job: &LeasedJob, case: &mut Case, change: Change) -> Result<()> {
    outcome::step(job, case, StepOutcome { change: Some(change), ..StepOutcome::default() }).await
}

/// Returns what the lock in force changed.
async fn held(job: &LeasedJob, case: &Case, at: ChannelId) -> Result<Option<Change>> {
    let earlier = cases::case_in_force(job.db(), case.guild, at, Kind::Lock).await?;
    Ok(earlier.and_then(|lock| lock.change))
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
pub async fn unlock(job: &LeasedJob, case: &mut Case, at: ChannelId, reason: &str) -> Result<Option<String>> {
    let taken = match held(job, case, at).await? {
        Some(taken @ (Change::Lock { before: Some(_), .. } | Change::ThreadLock { before: Some(_) })) => {
            taken
        }
        _ => return Ok(Some(words::lock_note_over())),
    };
    let channel = match job.app.discord.channel(at).await {
        Ok(channel) => channel,
        Err(error) => return gone(error),
    };
    let done = match taken {
        Change::Lock { bits, before: Some(before), .. } => {
            unlock_channel(job, case, &channel, (bits, before), reason).await
        }
        Change::ThreadLock { before: Some(before) } => {
            unlock_thread(job, case, &channel, before, reason).await
        }
        _ => Ok(None),
    };
    done.or_else(gone)
}

async fn unlock_channel(
    job: &LeasedJob,
    case: &Case,
    channel: &Channel,
    (bits, before): (u64, Everyone),
    reason: &str,
) -> Result<Option<String>> {
    let now = channel.everyone();
    let (back, kept) = restored(now, bits, before);
    if back != now {
        job.app.discord.everyone_set(case.guild, channel.id, back, reason).await?;
    }
    Ok((kept != 0).then(|| words::lock_note_kept(text(kept))))
}

async fn unlock_thread(
    job: &LeasedJob,
    case: &mut Case,
    channel: &Channel,
    before: ThreadState,
    reason: &str,
) -> Result<Option<String>> {
    let unlocks = channel.thread.is_some_and(|now| now.locked) && !before.locked;
    let was_closed = reopened(job, case, channel, unlocks).await?;
    thread::change(&job.app.discord, channel, unlocks.then(|| locked(false)), was_closed, reason).await
}

/// Stores that taking something back opens a closed thread; returns `true` if it does, now or in an earlier try.
pub async fn reopened(job: &LeasedJob, case: &mut Case, channel: &Channel, changes: bool) -> Result<bool> {
    let is_stored = case.change == Some(Change::Reopened);
    if !is_stored && changes && channel.is_closed() {
        store(job, case, Change::Reopened).await?;
    }
    Ok(case.change == Some(Change::Reopened))
}

/// Returns a note if the channel is gone, which needs nothing given back; else the error.
pub fn gone(error: Error) -> Result<Option<String>> {
    if error.code() == Some(error_code::UNKNOWN_CHANNEL) {
        return Ok(Some(words::lock_note_gone()));
    }
    Err(error)
}
