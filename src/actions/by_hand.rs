//! Actions by hand: the position in the audit log, and a look ahead of it before a timer acts on somebody, so that the
//! timer lifts or renews nothing that somebody else has changed since.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;
use twilight_model::guild::Permissions;

use crate::discord::rest::Urgency;
use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::{GuildId, MessageId, first_id_at, moment_of};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::event_jobs;
use crate::kernel::job::{Job, LeasedJob};
use crate::kernel::periodic::{self, PeriodicJob};
use crate::store::{cases, guilds};

/// The job that reads the audit log.
#[derive(Debug, Serialize, Deserialize)]
pub struct PollAuditLog {}

impl Job for PollAuditLog {
    const KIND: &'static str = "audit_poll";
    type Progress = Option<Reading>;
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

impl PeriodicJob for PollAuditLog {
    const TITLE: &'static str = "cases of what is done by hand";
    const NEEDS: Permissions = Permissions::VIEW_AUDIT_LOG;
    const TOLD_BY: Option<EventKind> = Some(EventKind::AuditEntry);

    fn begin(now: Timestamp) -> Self::Progress {
        // Actions from before Gavel knew the server stay unrecorded.
        Some(Reading::from(now))
    }
}

/// The setting that turns the recording off.
const SETTING: &str = "ignores_manual";
/// The span that each reading overlaps the last one: Discord generates ids on many machines, so an entry may appear a
/// little after one with a later id.
const OVERLAP: SignedDuration = SignedDuration::from_mins(1);

/// The position in the audit log.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The id before which entries are ignored.
    from: u64,
    /// The newest entry seen.
    pub seen: u64,
    /// The time at which an entry was last found.
    pub found_at: Option<Timestamp>,
}

impl Reading {
    #[must_use]
    pub fn from(at: Timestamp) -> Self {
        let entry = id_at(at);
        Self { from: entry, seen: entry, found_at: None }
    }

    /// Skips the entries made while recording was turned off.
    pub async fn while_wanted(self, db: impl PgExecutor<'_>, guild: GuildId) -> Result<Self> {
        let switched_on = guilds::setting_changed_at(db, guild, SETTING).await?;
        Ok(Self { from: self.from.max(switched_on.map_or(0, id_at)), ..self })
    }

    /// Returns the id after which to read on: a little before the newest entry seen, because ids arrive out of order.
    #[must_use]
    pub fn resume(&self) -> u64 {
        id_at(moment_of(self.seen) - OVERLAP).max(self.from)
    }
}

fn id_at(at: Timestamp) -> u64 {
    let id: MessageId = first_id_at(at);
    id.get()
}

/// Returns `true` if others acted on the case's target and the record does not have it yet. Adds jobs that record those
/// actions, so the caller should try again soon. Returns `false` if the audit log can't be read.
pub async fn is_ahead_of_the_record(job: &LeasedJob, case: &Case) -> Result<bool> {
    let (guild, discord) = (case.guild, &job.app.discord);
    let (Some(person), Kind::Ban | Kind::Timeout) = (case.target, case.kind) else { return Ok(false) };
    if guilds::settings(job.db(), guild).await?.ignores_manual {
        return Ok(false);
    }
    let reading = periodic::progress::<PollAuditLog>(job.db(), guild).await?.flatten();
    let Some(reading) = reading else { return Ok(false) };
    let after = reading.while_wanted(job.db(), guild).await?.resume();
    let page = match discord.audit_log_about(guild, person, after).await {
        Ok(page) => page,
        Err(Error::Discord { .. }) => return Ok(false),
        Err(other) => return Err(other),
    };
    let me = discord.me().await?;
    let mut unrecorded: Vec<Event> = Vec::new();
    for audited in page.audited.into_iter().filter(|audited| audited.on == person && audited.by != Some(me)) {
        if !cases::entry_is_recorded(job.db(), guild, audited.entry).await? {
            unrecorded.push(audited.event(guild));
        }
    }
    if unrecorded.is_empty() {
        return Ok(false);
    }
    let mut tx = job.step().await?;
    event_jobs::take(&mut tx, &job.app, &unrecorded).await?;
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_goes_back_a_little_but_never_before_the_beginning() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let begun = Reading::from(now);
        assert_eq!(begun.resume(), begun.from);
        let later = Reading { seen: id_at(now + SignedDuration::from_mins(5)), ..begun };
        assert_eq!(later.resume(), id_at(now + SignedDuration::from_mins(4)));
    }
}
