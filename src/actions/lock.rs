//! Lock: stores what @everyone may do in a channel, then denies only Gavel's bits of it; if asked to, it also takes what the
//! channel itself allows roles. Unlocking gives back exactly that, and leaves alone what somebody changed meanwhile. A thread
//! has a lock of its own at Discord.

use twilight_model::guild::Permissions;

use crate::actions::{outcome, thread};
use crate::discord::channels::{Channel, ChannelEdit};
use crate::discord::error_code;
use crate::domain::case::Case;
use crate::domain::channel::{
    Change, Everyone, RoleLock, ThreadState, found, of_role, restored, role_found, role_restored,
    thread_found,
};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::domain::permissions::named;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::{self, StepOutcome};
use crate::words;
use crate::words::Kept;

/// The number of roles that may still write to name.
const NAMED: usize = 5;

/// Stores what is there, then locks the channel or thread.
pub async fn lock(job: &LeasedJob, case: &mut Case, at: ChannelId, reason: &str) -> Result<Option<Kept>> {
    let channel = job.app.discord.channel(at).await?;
    match case.change.clone() {
        Some(Change::Lock { bits, left, before, roles }) => {
            lock_channel(job, case, &channel, Lock { bits, left, before, roles }, reason).await
        }
        Some(Change::ThreadLock { before }) => lock_thread(job, case, &channel, before, reason).await,
        _ => Err(Error::broken("a lock that says not what of")),
    }
}

/// The lock of a channel, as [`Change::Lock`] has it.
struct Lock {
    bits: u64,
    left: u64,
    before: Option<Everyone>,
    roles: Vec<RoleLock>,
}

/// Stores the overwrites, then denies @everyone the bits, and takes them from the roles.
async fn lock_channel(
    job: &LeasedJob,
    case: &mut Case,
    channel: &Channel,
    own: Lock,
    reason: &str,
) -> Result<Option<Kept>> {
    let (now, at, Lock { bits, left, before, .. }) = (channel.everyone(), channel.id, &own);
    let earlier = match held(job, case, at).await? {
        Some(Change::Lock { bits, before: Some(before), roles, .. }) => Some((bits, before, roles)),
        _ => None,
    };
    let of_everyone = earlier.as_ref().map(|(bits, before, _)| (*bits, *before));
    let found = Some(found(now, *bits, before.map(|before| (*bits, before)).or(of_everyone)));
    let roles = taken_from(channel, &own, earlier.map(|(.., roles)| roles).unwrap_or_default());
    let change = Change::Lock { bits: *bits, left: *left, before: found, roles: roles.clone() };
    if case.change.as_ref() != Some(&change) {
        store(job, case, change).await?;
    }
    if now.locked(*bits) != now {
        job.app.discord.overwrite_set(case.guild.cast(), at, now.locked(*bits), reason).await?;
    }
    let refused = take(job, channel, *bits, &roles, reason).await?;
    Ok(joined(note(channel, *left, &roles).into_iter().chain(refused)))
}

/// Returns what is taken from which role: the lock's own, and those of the lock that it replaces.
fn taken_from(channel: &Channel, own: &Lock, earlier: Vec<RoleLock>) -> Vec<RoleLock> {
    let mut roles = own.roles.clone();
    roles.extend(earlier.iter().filter(|it| own.roles.iter().all(|role| role.role != it.role)));
    let found = |RoleLock { role, taken }: RoleLock| {
        let before = earlier.iter().find(|it| it.role == role).map_or(0, |it| it.taken);
        let is_asked_for = own.roles.iter().any(|it| it.role == role);
        let bits = if is_asked_for { own.bits } else { 0 };
        RoleLock { role, taken: role_found(of_role(role, &channel.overwrites), bits, taken | before) }
    };
    roles.into_iter().map(found).collect()
}

/// Takes the bits from the roles. Returns a note on each that Discord refuses.
async fn take(
    job: &LeasedJob,
    channel: &Channel,
    bits: u64,
    roles: &[RoleLock],
    reason: &str,
) -> Result<Vec<Kept>> {
    let mut refused = Vec::new();
    for RoleLock { role, taken } in roles {
        let now = of_role(*role, &channel.overwrites);
        let locked = now.without(*taken & bits);
        if locked == now {
            continue;
        }
        match job.app.discord.overwrite_set(*role, channel.id, locked, reason).await {
            Err(Error::Discord { code, .. }) => {
                refused.push(words::kept::lock_note_role_refused(role, error_code::meaning(code).open()));
            }
            done => done?,
        }
    }
    Ok(refused)
}

/// Returns the notes as one; `None` if there are none.
pub(super) fn joined(notes: impl Iterator<Item = Kept>) -> Option<Kept> {
    let notes: Vec<Kept> = notes.collect();
    (!notes.is_empty()).then(|| Kept::joined(notes, "; "))
}

/// Stores the thread's state, then locks it.
async fn lock_thread(
    job: &LeasedJob,
    case: &mut Case,
    channel: &Channel,
    before: Option<ThreadState>,
    reason: &str,
) -> Result<Option<Kept>> {
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

/// Returns a note on the roles that lose something, on what is still open, and for whom.
fn note(channel: &Channel, left: u64, roles: &[RoleLock]) -> Option<Kept> {
    let mut notes = Vec::new();
    let losing: Vec<String> =
        roles.iter().filter(|it| it.taken != 0).map(|it| format!("<@&{}>", it.role)).collect();
    if !losing.is_empty() {
        let named = losing[..losing.len().min(NAMED)].join(" ");
        notes.push(match losing.len() > NAMED {
            true => words::kept::lock_note_roles_more(named),
            false => words::kept::lock_note_roles(named),
        });
    }
    if left != 0 {
        notes.push(words::kept::lock_note_left(text(left)));
    }
    let everyone = channel.guild.map_or(0, |guild| guild.get());
    let writing = Permissions::SEND_MESSAGES | Permissions::SEND_MESSAGES_IN_THREADS;
    let writes = |allow: u64| allow & writing.bits() != 0;
    let open: Vec<String> = channel
        .overwrites
        .iter()
        .filter(|it| it.id != everyone && writes(it.allow))
        .filter(|it| roles.iter().all(|role| role.role.get() != it.id || !writes(it.allow & role.taken)))
        .map(|it| if it.kind == 0 { format!("<@&{}>", it.id) } else { format!("<@{}>", it.id) })
        .collect();
    if !open.is_empty() {
        let named = open[..open.len().min(NAMED)].join(" ");
        notes.push(match open.len() > NAMED {
            true => words::kept::lock_note_open_more(named),
            false => words::kept::lock_note_open(named),
        });
    }
    joined(notes.into_iter())
}

fn text(bits: u64) -> Kept {
    named(Permissions::from_bits_retain(bits))
}

/// Gives back what the lock took.
pub async fn unlock(job: &LeasedJob, case: &mut Case, at: ChannelId, reason: &str) -> Result<Option<Kept>> {
    let taken = match held(job, case, at).await? {
        Some(taken @ (Change::Lock { before: Some(_), .. } | Change::ThreadLock { before: Some(_) })) => {
            taken
        }
        _ => return Ok(Some(words::kept::lock_note_over())),
    };
    let channel = match job.app.discord.channel(at).await {
        Ok(channel) => channel,
        Err(error) => return gone(error),
    };
    let done = match taken {
        Change::Lock { bits, before: Some(before), roles, .. } => {
            unlock_channel(job, case, &channel, (bits, before, roles), reason).await
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
    (bits, before, roles): (u64, Everyone, Vec<RoleLock>),
    reason: &str,
) -> Result<Option<Kept>> {
    let mut notes = Vec::new();
    // @everyone is last: as long as something is refused, the channel is locked.
    for RoleLock { role, taken } in roles {
        let now = of_role(role, &channel.overwrites);
        let (back, kept) = role_restored(now, taken);
        if back != now {
            match job.app.discord.overwrite_set(role, channel.id, back, reason).await {
                // A role that is gone needs nothing.
                Err(error) if error.code() == Some(error_code::UNKNOWN_ROLE) => {}
                done => done?,
            }
        }
        if kept != 0 {
            notes.push(words::kept::lock_note_kept_from(role, text(kept)));
        }
    }
    let now = channel.everyone();
    let (back, kept) = restored(now, bits, before);
    if back != now {
        job.app.discord.overwrite_set(case.guild.cast(), channel.id, back, reason).await?;
    }
    if kept != 0 {
        notes.push(words::kept::lock_note_kept(text(kept)));
    }
    Ok(joined(notes.into_iter()))
}

async fn unlock_thread(
    job: &LeasedJob,
    case: &mut Case,
    channel: &Channel,
    before: ThreadState,
    reason: &str,
) -> Result<Option<Kept>> {
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
pub fn gone(error: Error) -> Result<Option<Kept>> {
    if error.code() == Some(error_code::UNKNOWN_CHANNEL) {
        return Ok(Some(words::kept::lock_note_gone()));
    }
    Err(error)
}
