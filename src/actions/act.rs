//! The act itself: what each kind of case does on Discord.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actions::{jail, lock, role, slowmode};
use crate::discord::fault;
use crate::discord::reason::audit_reason;
use crate::domain::case::Case;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::worker::Task;
use crate::store::cases;

/// Discord's longest timeout is 28 days; an hour is left for clocks that disagree.
const LONGEST_TIMEOUT: SignedDuration = SignedDuration::from_hours(28 * 24 - 1);

/// What a softban remembers between its two calls.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Softban {
    banned: bool,
}

/// Until when Discord is told to time somebody out now; a longer timeout is renewed.
#[must_use]
pub fn slice(ends_at: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let longest = now.checked_add(LONGEST_TIMEOUT).unwrap_or(Timestamp::MAX);
    ends_at.map_or(longest, |end| end.min(longest))
}

/// The later case that was carried out while this one had to wait, where only the last one ordered counts.
pub async fn overtaken(task: &Task, case: &Case) -> Result<Option<i32>> {
    // Half a softban is to be ended, not called off.
    if case.kind == Kind::Softban && task.progress::<Softban>()?.banned {
        return Ok(None);
    }
    cases::case_overtaken(task.db(), case).await
}

/// Does it. Returns what is worth saying beside that it was done.
///
/// # Errors
/// [`Error::Discord`] is Discord's no; anything else is worth another try.
pub async fn act(task: &mut Task, case: &mut Case, ordered_by: u64) -> Result<Option<String>> {
    let (discord, guild, reason) = (task.app.discord.clone(), case.guild, audit_reason(case));
    match case.kind {
        Kind::Note => Ok(None),
        // These have a job of their own.
        Kind::Purge | Kind::MassBan | Kind::MassUnban | Kind::Lockdown | Kind::LockdownEnd => Ok(None),
        Kind::Warn => delete(task, case, &reason).await,
        Kind::Timeout => {
            let until = slice(case.ends_at, task.app.clock.now());
            discord.timeout_set(guild, person(case)?, Some(until), &reason).await.map(|()| None)
        }
        Kind::Untimeout => match discord.timeout_set(guild, person(case)?, None, &reason).await {
            Err(Error::Discord { code: fault::UNKNOWN_MEMBER, .. }) => {
                Ok(Some("they are not in the server".to_owned()))
            }
            other => other.map(|()| None),
        },
        Kind::Kick => kick(task, case, person(case)?, ordered_by, &reason).await,
        Kind::Ban => match discord.ban(guild, person(case)?, case.delete_seconds, &reason).await {
            // Refused now, but done by an earlier try, whose answer was lost.
            Err(Error::Discord { .. }) if discord.did_after(case, ordered_by).await? => Ok(None),
            other => other.map(|()| None),
        },
        Kind::Unban => {
            // No ban left may be our own doing, whose answer was lost.
            let lifted = discord.unban(guild, person(case)?, &reason).await?
                || discord.did_after(case, ordered_by).await?;
            Ok((!lifted).then(|| "the ban was lifted elsewhere before".to_owned()))
        }
        Kind::Jail => jail::jail(task, case, person(case)?, &reason).await,
        Kind::Unjail => jail::release(task, case, person(case)?, &reason).await,
        Kind::Softban => softban(task, case, person(case)?, &reason).await,
        Kind::RoleAdd | Kind::RoleRemove => {
            role::change(task, case, person(case)?, ordered_by, &reason).await
        }
        Kind::Lock => lock::lock(task, case, channel(case)?, &reason).await,
        Kind::Unlock => lock::unlock(task, case, channel(case)?, &reason).await,
        Kind::Slowmode => slowmode::set(task, case, channel(case)?, &reason).await,
        Kind::Unslow => slowmode::take_back(task, case, channel(case)?, &reason).await,
    }
}

fn person(case: &Case) -> Result<UserId> {
    case.target.ok_or_else(|| Error::broken("an action on nobody"))
}

fn channel(case: &Case) -> Result<ChannelId> {
    case.channel.ok_or_else(|| Error::broken("an action on no channel"))
}

/// The message that a warning was for. The warning stands, whatever comes of this.
async fn delete(task: &Task, case: &Case, reason: &str) -> Result<Option<String>> {
    let (Some(channel), Some(message)) = (case.channel, case.message) else { return Ok(None) };
    match task.app.discord.message_delete(channel, message, reason).await {
        Ok(()) => Ok(Some("the message was deleted".to_owned())),
        Err(Error::Discord { code, .. }) => {
            Ok(Some(format!("the message could not be deleted: {}", fault::text(code).trim_end_matches('.'))))
        }
        Err(other) => Err(other),
    }
}

/// A kick can't be repeated blindly: the person may have come back. Our own kick in the audit log is the proof.
async fn kick(
    task: &Task,
    case: &Case,
    target: UserId,
    ordered_by: u64,
    reason: &str,
) -> Result<Option<String>> {
    let discord = &task.app.discord;
    if task.is_resumed() && discord.did_after(case, ordered_by).await? {
        return Ok(None);
    }
    match discord.kick(case.guild, target, reason).await {
        Err(error) if error.code() == Some(fault::UNKNOWN_MEMBER) => {
            if discord.did_after(case, ordered_by).await? { Ok(None) } else { Err(error) }
        }
        other => other.map(|()| None),
    }
}

/// Ban, then unban, in one job: a crash between them never leaves the ban.
async fn softban(task: &mut Task, case: &Case, target: UserId, reason: &str) -> Result<Option<String>> {
    let discord = task.app.discord.clone();
    if !task.progress::<Softban>()?.banned {
        discord.ban(case.guild, target, case.delete_seconds, reason).await?;
        task.save(&Softban { banned: true }).await?;
    } else if cases::case_overtaken(task.db(), case).await?.is_some() {
        // What holds now is that case's, and not ours to lift.
        return Ok(None);
    }
    match discord.unban(case.guild, target, reason).await {
        Ok(_) => Ok(None),
        // The ban stands, and must not: this is tried until it works.
        Err(Error::Discord { status, code, message, route }) => Err(Error::Unreachable {
            route,
            why: format!("the softban's ban could not be lifted: {status}, code {code}: {message}"),
        }),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_timeout_is_told_in_slices_that_discord_takes() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let days = |days: i64| now.checked_add(SignedDuration::from_hours(24 * days)).unwrap();
        assert_eq!(slice(Some(days(5)), now), days(5));
        assert!(slice(Some(days(60)), now) < days(28));
        assert_eq!(slice(None, now), slice(Some(days(60)), now));
    }
}
