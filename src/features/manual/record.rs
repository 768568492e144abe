//! From an entry of the audit log to a case: recorded once, what it ended is closed, and the log is told. Nobody gets a
//! direct message.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actions::{modlog, punish};
use crate::domain::case::NewCase;
use crate::domain::event::{Act, Audited, Event, Person, What};
use crate::domain::ids::{DISCORD, GuildId, UserId, first_id_at};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::worker::{Next, Task};
use crate::store::cases::{self, Deed};
use crate::store::jobs;

/// The job's name.
pub(super) const JOB: &str = "audited";

/// The case, once it is stored, and when that was.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Progress {
    recorded: Option<(i32, Timestamp)>,
}

/// Records it, and posts it to the log.
pub(super) async fn record(mut task: Task) -> Result<Next> {
    let event: Event = task.payload()?;
    let What::Audited(audited) = event.what else { return Err(Error::broken("an entry that is none")) };
    // What Gavel does has its case already.
    if audited.by == Some(task.app.discord.me().await?) {
        return Ok(Next::Done(None));
    }
    let recorded = match task.progress::<Progress>()?.recorded {
        Some(recorded) => Some(recorded),
        None => match write(&mut task, event.guild, &audited).await {
            // It is recorded when Gavel is in the server again.
            Err(Error::Discord { .. }) if !task.app.discord.is_in(event.guild).await? => {
                return Ok(Next::Parked);
            }
            written => written?,
        },
    };
    let Some((number, at)) = recorded else { return Ok(Next::Done(None)) };
    let mut case = punish::find(&task, event.guild, number).await?;
    // Its post can't be older than the record, give or take a minute of clock.
    modlog::post(&task, &mut case, first_id_at(at - SignedDuration::from_mins(1))).await?;
    Ok(Next::Done(None))
}

/// Stores the case, what it closes, and that it is done, at once. `None`: it was recorded before.
async fn write(task: &mut Task, guild: GuildId, audited: &Audited) -> Result<Option<(i32, Timestamp)>> {
    if cases::entry_is_recorded(task.db(), guild, audited.entry).await? {
        return Ok(None);
    }
    let now = task.app.clock.now();
    let (new, deed) = case(task, guild, audited, now).await?;
    let mut tx = task.step().await?;
    let case = cases::case_record(&mut tx, &new, &deed).await?;
    jobs::timers_ring(&mut *tx, guild, &[punish::lane(&case)], case.number).await?;
    let recorded = Some((case.number, now));
    task.save_in(&mut tx, &Progress { recorded }).await?;
    tx.commit().await?;
    task.app.wake.notify_one();
    Ok(recorded)
}

/// The case that an entry becomes.
async fn case(task: &Task, guild: GuildId, audited: &Audited, now: Timestamp) -> Result<(NewCase, Deed)> {
    let on = person(task, audited, audited.on).await?;
    let (by, mut summary) = doer(task, audited).await?;
    let (kind, ends_at) = match &audited.act {
        Act::Kicked => (Kind::Kick, None),
        Act::Banned => (Kind::Ban, None),
        Act::Unbanned => (Kind::Unban, None),
        Act::TimeoutLifted => (Kind::Untimeout, None),
        Act::TimedOut { until } => (Kind::Timeout, Some(*until)),
        Act::TimedOutByAutomod { .. } => {
            let until = match task.app.discord.timeout_of(guild, audited.on).await {
                // Discord does not say until when.
                Err(Error::Discord { .. }) if task.app.discord.is_in(guild).await? => None,
                until => until?,
            };
            (Kind::Timeout, until.filter(|until| *until > now))
        }
    };
    let over = match ends_at {
        Some(end) => Some(end).filter(|end| *end <= now),
        None if kind == Kind::Timeout => {
            summary.push_str("; it was over before I could see its end");
            Some(now)
        }
        None => None,
    };
    let reason = match &audited.act {
        Act::TimedOutByAutomod { rule: Some(rule) } => Some(format!("AutoMod rule “{rule}”")),
        _ => audited.reason.clone(),
    };
    let new = NewCase {
        target: Some(on.id),
        target_name: Some(on.name),
        reason,
        ends_at,
        ..NewCase::new(guild, kind, by.id, &by.name)
    };
    Ok((new, Deed { entry: audited.entry, at: audited.at(), summary, over }))
}

/// Who did it, and how the case says so.
async fn doer(task: &Task, audited: &Audited) -> Result<(Person, String)> {
    let discord = |name: &str| Person { id: DISCORD, name: name.to_owned(), bot: true };
    let (by, said) = match (audited.by, &audited.act) {
        (_, Act::TimedOutByAutomod { .. }) => (discord("AutoMod"), "done by Discord's AutoMod"),
        (None, _) => (discord("Discord"), "done by Discord"),
        (Some(id), _) => match person(task, audited, id).await? {
            bot if bot.bot => (bot, "done by another bot"),
            person => (person, "done by hand, not through me"),
        },
    };
    Ok((by, said.to_owned()))
}

/// Somebody's name: as it came with the entry, or else as Discord has it.
async fn person(task: &Task, audited: &Audited, id: UserId) -> Result<Person> {
    if let Some(known) = audited.people.iter().find(|person| person.id == id) {
        return Ok(known.clone());
    }
    let asked = task.app.discord.person(id).await?;
    Ok(asked.unwrap_or_else(|| Person { id, name: "unknown".to_owned(), bot: false }))
}
