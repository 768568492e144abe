//! The action itself: the call to Discord for each kind.

use crate::actions::{jail, lock, role, schedule, slowmode};
use crate::discord::error_code;
use crate::discord::reason::audit_reason;
use crate::domain::case::Case;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::words;
use crate::words::Kept;

/// Carries the action out. Returns what is worth reporting beyond success.
///
/// # Errors
/// [`Error::Discord`] is a refusal from Discord; anything else is worth another try.
pub async fn perform(job: &LeasedJob, case: &mut Case, ordered_by: u64) -> Result<Option<Kept>> {
    let (discord, guild, reason) = (job.app.discord.clone(), case.guild, audit_reason(case));
    match case.kind {
        Kind::Note => Ok(None),
        // These have a job or a file of their own.
        Kind::Softban
        | Kind::NickSet
        | Kind::NickReset
        | Kind::VoiceDisconnect
        | Kind::VoiceMove
        | Kind::VoiceMute
        | Kind::VoiceUnmute
        | Kind::VoiceDeafen
        | Kind::VoiceUndeafen
        | Kind::Purge
        | Kind::MassBan
        | Kind::MassUnban
        | Kind::Lockdown
        | Kind::LockdownEnd => Ok(None),
        Kind::Warn => delete(job, case, &reason).await,
        Kind::Timeout => {
            let until = schedule::slice(case.ends_at, job.app.clock.now());
            discord.timeout_set(guild, person(case)?, Some(until), &reason).await.map(|()| None)
        }
        Kind::Untimeout => match discord.timeout_set(guild, person(case)?, None, &reason).await {
            Err(Error::Discord { code: error_code::UNKNOWN_MEMBER, .. }) => {
                Ok(Some(words::kept::perform_not_in_server()))
            }
            other => other.map(|()| None),
        },
        Kind::Kick => kick(job, case, person(case)?, ordered_by, &reason).await,
        Kind::Ban => match discord.ban(guild, person(case)?, case.delete_seconds, &reason).await {
            // Refused now, but an earlier try whose answer was lost may have done it.
            Err(Error::Discord { .. }) if discord.did_after(case, ordered_by).await? => Ok(None),
            other => other.map(|()| None),
        },
        Kind::Unban => {
            // The ban may be gone because an earlier try, whose answer was lost, lifted it.
            let lifted = discord.unban(guild, person(case)?, &reason).await?
                || discord.did_after(case, ordered_by).await?;
            Ok((!lifted).then(words::kept::perform_unbanned_before))
        }
        Kind::Jail => jail::jail(job, case, person(case)?, &reason).await,
        Kind::Unjail => jail::release(job, case, person(case)?, &reason).await,
        Kind::RoleAdd | Kind::RoleRemove => role::change(job, case, person(case)?, ordered_by, &reason).await,
        Kind::Lock => lock::lock(job, case, channel(case)?, &reason).await,
        Kind::Unlock => lock::unlock(job, case, channel(case)?, &reason).await,
        Kind::Slowmode => slowmode::set(job, case, channel(case)?, &reason).await,
        Kind::Unslow => slowmode::take_back(job, case, channel(case)?, &reason).await,
    }
}

fn person(case: &Case) -> Result<UserId> {
    case.target.ok_or_else(|| Error::broken("an action on nobody"))
}

fn channel(case: &Case) -> Result<ChannelId> {
    case.channel.ok_or_else(|| Error::broken("an action on no channel"))
}

/// Deletes the message that a warning was for. The warning stands either way.
async fn delete(job: &LeasedJob, case: &Case, reason: &str) -> Result<Option<Kept>> {
    let (Some(channel), Some(message)) = (case.channel, case.message) else { return Ok(None) };
    match job.app.discord.message_delete(channel, message, reason).await {
        Ok(()) => Ok(Some(words::kept::perform_message_deleted())),
        Err(Error::Discord { code, .. }) => {
            Ok(Some(words::kept::perform_message_not_deleted(error_code::meaning(code).open())))
        }
        Err(other) => Err(other),
    }
}

/// Kicks the member. A kick can't be repeated blindly, because the person may have come back, so the audit log is
/// searched for Gavel's own kick first.
async fn kick(
    job: &LeasedJob,
    case: &Case,
    target: UserId,
    ordered_by: u64,
    reason: &str,
) -> Result<Option<Kept>> {
    let discord = &job.app.discord;
    if job.is_resumed() && discord.did_after(case, ordered_by).await? {
        return Ok(None);
    }
    job.confirm().await?;
    match discord.kick(case.guild, target, reason).await {
        Err(error) if error.code() == Some(error_code::UNKNOWN_MEMBER) => {
            if discord.did_after(case, ordered_by).await? { Ok(None) } else { Err(error) }
        }
        other => other.map(|()| None),
    }
}
