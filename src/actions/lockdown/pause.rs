//! The pause of invites or direct messages during a lockdown. Discord allows a day at most, so a timer renews it. What
//! somebody else paused, or resumed, is left alone.

use jiff::{SignedDuration, Timestamp};

use crate::actions::lockdown::jobs::{EndLockdown, StartLockdown};
use crate::actions::retry;
use crate::actions::schedule::{self, RenewCase, pause_of};
use crate::actions::work::Work;
use crate::discord::Discord;
use crate::discord::error_code;
use crate::discord::incidents::second;
use crate::domain::case::Case;
use crate::domain::channel::Change;
use crate::domain::ids::GuildId;
use crate::domain::pause::Pause;
use crate::error::{Error, Result};
use crate::kernel::job::{JobContext, Next};
use crate::store::{cases, jobs};
use crate::words;
use crate::words::Kept;

/// The longest pause: Discord allows a day by its own clock, which may be behind this one.
const LONGEST: SignedDuration = SignedDuration::from_mins(24 * 60 - 10);

fn latest(case: &Case, now: Timestamp) -> Option<Timestamp> {
    let longest = now.checked_add(LONGEST).ok()?;
    second(case.ends_at.map_or(longest, |end| end.min(longest)))
}

/// Changes the wanted features that are in one of the states `from` to the state `to`. Returns those that are then as
/// the lockdown set them.
async fn turn(
    (discord, guild, now): (&Discord, GuildId, Timestamp),
    wanted: Pause,
    from: &[Option<Timestamp>],
    to: Option<Timestamp>,
) -> Result<Pause> {
    let found = discord.paused(guild, now).await?;
    let (paused, ours) = found.turned(wanted, from, to);
    if paused != found {
        discord.pause(guild, paused).await?;
    }
    Ok(ours)
}

/// Pauses what was ordered. A refusal is reported, and stops nothing else.
pub(super) async fn begin(work: &mut Work<StartLockdown>, case: &mut Case) -> Result<()> {
    let Some(wanted) = pause_of(case).filter(|_| work.own.notes.is_none()) else { return Ok(()) };
    let now = work.job.app.clock.now();
    if work.own.until.is_none() {
        work.own.until = latest(case, now);
        // Stored before the call, so that a later run can tell that this pause is Gavel's own.
        work.step().await?;
    }
    let until = work.own.until;
    let at = (&work.job.app.discord, case.guild, now);
    let (ours, note) = match turn(at, wanted, &[None, until], until).await {
        Ok(ours) => (ours, paused(case, wanted, ours)),
        Err(Error::Discord { code, .. }) => {
            (Pause::default(), words::kept::pausing_refused(wanted.names(), error_code::meaning(code), code))
        }
        Err(other) => return Err(other),
    };
    work.own.notes = Some(vec![note]);
    let mut tx = work.job.step().await?;
    cases::case_change(&mut tx, case, Change::Lockdown(ours)).await?;
    schedule::set_renewal(&mut tx, case).await?;
    work.save_in(&mut tx).await?;
    Ok(tx.commit().await?)
}

fn paused(case: &Case, wanted: Pause, ours: Pause) -> Kept {
    let theirs = wanted.without(ours);
    let theirs = theirs.is_wanted().then(|| words::kept::pausing_theirs(theirs.names()));
    let until = ours.until.filter(|until| case.ends_at.map(Timestamp::as_second) != Some(until.as_second()));
    let ours = ours.is_wanted().then(|| match until {
        Some(_) => words::kept::pausing_while(ours.names()),
        None => words::kept::pausing_until_end(ours.names()),
    });
    Kept::joined([ours, theirs].into_iter().flatten(), "; ")
}

/// Ends what is still paused as the lockdown set it.
pub(super) async fn end(work: &mut Work<EndLockdown>, lockdown: &mut Case) -> Result<()> {
    let Some(pause) = pause_of(lockdown).filter(|_| work.own.notes.is_none()) else { return Ok(()) };
    let at = (&work.job.app.discord, lockdown.guild, work.job.app.clock.now());
    // `None` is in the list because an earlier run may have ended the pause.
    let notes = match turn(at, pause, &[pause.until, None], None).await {
        Ok(ended) => ended_notes(pause, ended),
        Err(Error::Discord { code, .. }) => {
            let (what, why) = (pause.names(), error_code::meaning(code));
            vec![match pause.until {
                Some(until) => words::kept::pausing_still_until(what, until.as_second(), why, code),
                None => words::kept::pausing_still(what, why, code),
            }]
        }
        Err(other) => return Err(other),
    };
    work.own.notes = Some(notes);
    let mut tx = work.job.step().await?;
    cases::case_change(&mut tx, lockdown, Change::Lockdown(Pause::default())).await?;
    work.save_in(&mut tx).await?;
    Ok(tx.commit().await?)
}

fn ended_notes(pause: Pause, ended: Pause) -> Vec<Kept> {
    let kept = pause.without(ended);
    let ended = ended.is_wanted().then(|| words::kept::pausing_over(ended.names()));
    let kept = kept.is_wanted().then(|| words::kept::pausing_kept(kept.names()));
    [ended, kept].into_iter().flatten().collect()
}

/// Runs the timer: prolongs what is still paused as the lockdown set it.
pub(crate) async fn renew(mut job: JobContext<RenewCase>, mut case: Case) -> Result<Next> {
    let now = job.app.clock.now();
    let Some(pause) = pause_of(&case).filter(|_| case.ends_at.is_none_or(|end| end > now)) else {
        return Ok(Next::Done(None));
    };
    if job.progress.until.is_none() {
        job.progress.until = latest(&case, now);
        job.save().await?;
    }
    let until = job.progress.until.take();
    let lapsed = pause.until.filter(|until| *until > now);
    let turned = turn((&job.app.discord, case.guild, now), pause, &[pause.until, lapsed, until], until).await;
    let ours = match turned {
        Ok(turned) => turned,
        Err(error @ Error::Discord { .. }) => {
            job.save().await?;
            return retry::refused(&job, &case, &error).await;
        }
        Err(other) => return Err(other),
    };
    let mut tx = job.step().await?;
    cases::case_change(&mut tx, &mut case, Change::Lockdown(ours)).await?;
    job.save_in(&mut tx).await?;
    jobs::refusals_forget(&mut *tx, &job.stored).await?;
    tx.commit().await?;
    Ok(schedule::renewal(&case).map_or(Next::Done(None), Next::RetryAt))
}
