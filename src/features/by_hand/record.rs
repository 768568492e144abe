//! From an audit log entry to a case: recorded once, what it ended is closed, and the case is posted to the log. Nobody
//! gets a direct message.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actions::{afterwards, modlog, outcome};
use crate::domain::case::NewCase;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{AuditAction, AuditEntry, Event, EventData, EventUser};
use crate::domain::ids::{DISCORD, GuildId, UserId, first_id_at};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::event_jobs;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::store::cases::{self, ActionByHand};
use crate::store::jobs;
use crate::words;
use crate::words::Kept;

/// The job that records an entry of the audit log.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RecordByHand(pub(super) Event);

impl Job for RecordByHand {
    const KIND: &'static str = "record_by_hand";
    type Progress = RecordProgress;

    fn concurrency_key(&self) -> ConcurrencyKey {
        event_jobs::key_of_person(&self.0)
    }
}

/// The case, once it is stored, and when that was.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct RecordProgress {
    recorded: Option<(i32, Timestamp)>,
}

/// Records the entry, and posts the case to the log.
pub(super) async fn record(mut job: JobContext<RecordByHand>) -> Result<Next> {
    let event = job.payload.0.clone();
    let EventData::AuditEntry(audited) = event.what else {
        return Err(Error::broken("an entry that is none"));
    };
    // Gavel's own actions have their cases already.
    if audited.by == Some(job.app.discord.me().await?) {
        return Ok(Next::Done(None));
    }
    let recorded = match job.progress.recorded {
        Some(recorded) => Some(recorded),
        None => match write(&mut job, event.guild, &audited).await {
            // To be recorded once Gavel is in the server again.
            Err(Error::Discord { .. }) if !job.app.discord.is_in(event.guild).await? => {
                return Ok(Next::Suspend);
            }
            written => written?,
        },
    };
    let Some((number, at)) = recorded else { return Ok(Next::Done(None)) };
    let mut case = outcome::find(&job, number).await?;
    // The post can't be older than the record, less a minute for clocks that disagree.
    modlog::post(&job, &mut case, first_id_at(at - SignedDuration::from_mins(1))).await?;
    Ok(Next::Done(None))
}

/// Stores the case, what it closes, and the progress, in one transaction. Returns `None` if the entry was recorded
/// before.
async fn write(
    job: &mut JobContext<RecordByHand>,
    guild: GuildId,
    audited: &AuditEntry,
) -> Result<Option<(i32, Timestamp)>> {
    if cases::entry_is_recorded(job.db(), guild, audited.entry).await? {
        return Ok(None);
    }
    let now = job.app.clock.now();
    let (new, action) = case(job, guild, audited, now).await?;
    let mut tx = job.step().await?;
    let case = cases::case_record(&mut tx, &new, &action).await?;
    afterwards::changed(&mut tx, guild, case.ended.as_slice(), case.created_at).await?;
    let key = std::iter::once(ConcurrencyKey::of_case(&case));
    jobs::superseded_make_due(&mut *tx, guild, key, case.number).await?;
    let recorded = Some((case.number, now));
    job.progress.recorded = recorded;
    job.save_in(&mut tx).await?;
    tx.commit().await?;
    job.app.wake.notify_one();
    Ok(recorded)
}

/// Returns the case for an entry.
async fn case(
    job: &LeasedJob,
    guild: GuildId,
    audited: &AuditEntry,
    now: Timestamp,
) -> Result<(NewCase, ActionByHand)> {
    let on = person(job, audited, audited.on).await?;
    let (by, mut summary) = doer(job, audited).await?;
    let (kind, ends_at) = match &audited.act {
        AuditAction::Kicked => (Kind::Kick, None),
        AuditAction::Banned => (Kind::Ban, None),
        AuditAction::Unbanned => (Kind::Unban, None),
        AuditAction::TimeoutLifted => (Kind::Untimeout, None),
        AuditAction::TimedOut { until } => (Kind::Timeout, Some(*until)),
        AuditAction::TimedOutByAutomod { .. } => {
            let until = match job.app.discord.timeout_of(guild, audited.on).await {
                // Discord does not say how long.
                Err(Error::Discord { .. }) if job.app.discord.is_in(guild).await? => None,
                until => until?,
            };
            (Kind::Timeout, until.filter(|until| *until > now))
        }
    };
    let over = match ends_at {
        Some(end) => Some(end).filter(|end| *end <= now),
        None if kind == Kind::Timeout => {
            summary = words::kept::byhand_over(summary);
            Some(now)
        }
        None => None,
    };
    let reason = match &audited.act {
        AuditAction::TimedOutByAutomod { rule: Some(rule) } => Some(rule.clone()),
        _ => audited.reason.clone(),
    };
    let new = NewCase {
        target: Some(on.id),
        target_name: Some(on.name),
        reason,
        ends_at,
        ..NewCase::new(guild, kind, by.id, &by.name)
    };
    Ok((new, ActionByHand { entry: audited.entry, at: audited.at(), summary, over }))
}

/// Returns the person who acted, and the case's words for that.
async fn doer(job: &LeasedJob, audited: &AuditEntry) -> Result<(EventUser, Kept)> {
    let discord = |name: &str| EventUser { id: DISCORD, name: name.to_owned(), bot: true };
    let (by, said) = match (audited.by, &audited.act) {
        (_, AuditAction::TimedOutByAutomod { .. }) => (discord("AutoMod"), words::kept::byhand_by_automod()),
        (None, _) => (discord("Discord"), words::kept::byhand_by_discord()),
        (Some(id), _) => match person(job, audited, id).await? {
            bot if bot.bot => (bot, words::kept::byhand_by_bot()),
            person => (person, words::kept::byhand_by_person()),
        },
    };
    Ok((by, said))
}

/// Returns a person: as they came with the entry, or else as Discord has them.
async fn person(job: &LeasedJob, audited: &AuditEntry, id: UserId) -> Result<EventUser> {
    if let Some(known) = audited.people.iter().find(|person| person.id == id) {
        return Ok(known.clone());
    }
    let asked = job.app.discord.person(id).await?;
    Ok(asked.unwrap_or_else(|| EventUser { id, name: id.to_string(), bot: false }))
}
