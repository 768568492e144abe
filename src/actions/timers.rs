//! Timers: the end of a temporary ban, jail, lock, slowmode, role or lockdown, the next slice of a long timeout or of a
//! lockdown's pause. Each is a job with a due time, stored together with the case that set it, and acts only while that case is still what holds.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{Connection, PgConnection};
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::actions::lockdown::{end, pause};
use crate::actions::{act, by_hand, modlog, punish};
use crate::discord::fault;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, NewCase, Status};
use crate::domain::colour;
use crate::domain::ids::{InteractionId, UserId, first_id_at};
use crate::domain::kind::Kind;
use crate::domain::log::Category;
use crate::error::{Error, Result};
use crate::kernel::worker::{Next, Task};
use crate::store::cases::EndMoved;
use crate::store::jobs::{self, NewJob};
use crate::store::{cases, guilds};

/// Ends what is temporary: a ban, a jail, a lock, a slowmode, a role given or taken, a lockdown.
pub const EXPIRE: &str = "expire";
/// Tells Discord the next slice of a long timeout, or of a lockdown's pause.
pub const RENEW: &str = "renew";

/// How often a long timeout is renewed.
const SLICE: SignedDuration = SignedDuration::from_hours(27 * 24);
/// How soon Discord's refusal is tested again: at first, and in the end.
const RETRY: SignedDuration = SignedDuration::from_mins(1);
const LONGEST_RETRY: SignedDuration = SignedDuration::from_hours(6);
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How long a timer waits for the action that set it, while Discord is away, or for an end that somebody ordered.
const PENDING: SignedDuration = SignedDuration::from_mins(1);

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
}

/// How long a timer waits for what was done by hand to be recorded.
const CATCHING_UP: SignedDuration = SignedDuration::from_secs(15);

/// What a timer remembers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// The case that records the end.
    lift: Option<i32>,
    /// How often Discord refused.
    #[serde(default)]
    refusals: u32,
    /// When the log was last told that it does not work.
    #[serde(default)]
    told_at: Option<Timestamp>,
    /// Until when Discord is being told to pause.
    #[serde(default)]
    pub(crate) until: Option<Timestamp>,
}

/// Stores the timer of a case, in the transaction that opens it.
pub async fn set(tx: &mut PgConnection, case: &Case) -> Result<()> {
    set_from(tx, case, case.created_at).await
}

async fn set_from(tx: &mut PgConnection, case: &Case, from: Timestamp) -> Result<()> {
    match (case.kind, case.ends_at) {
        (kind, end) if kind.ends_by_itself() && end.is_none_or(|end| end > act::slice(Some(end), from)) => {
            add(tx, case, RENEW, from.checked_add(SLICE).map_err(Error::broken)?).await
        }
        // Discord itself ends a timeout.
        (kind, Some(end)) if kind.lasts() && !kind.ends_by_itself() => add(tx, case, EXPIRE, end).await,
        _ => Ok(()),
    }?;
    set_renewal(tx, case).await
}

/// Stores the timer that renews what a lockdown pauses, where it must be renewed.
pub(crate) async fn set_renewal(tx: &mut PgConnection, case: &Case) -> Result<()> {
    match pause::renewal(case) {
        Some(due) => add(tx, case, RENEW, due).await,
        None => Ok(()),
    }
}

async fn add(tx: &mut PgConnection, case: &Case, kind: &'static str, due: Timestamp) -> Result<()> {
    let timer = NewJob {
        guild: case.guild,
        kind,
        lane: punish::lane(case),
        payload: json!({ "number": case.number }),
        answer: None,
        run_at: Some(due),
    };
    jobs::job_add(tx, timer).await.map(drop)
}

/// Moves the end of a case that holds, and its timers with it. `None`: it holds no more, or its end is recorded
/// already, and nothing was changed.
pub async fn move_end(
    tx: &mut PgConnection,
    case: &mut Case,
    actor: Option<UserId>,
    ends_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Option<EndMoved>> {
    let mut tx = tx.begin().await?;
    // The timers first: one that fires in this instant has either recorded the end by now, or never will.
    jobs::timers_end(&mut *tx, case.guild, case.number, EXPIRE, RENEW).await?;
    let Some(moved) = cases::case_end_move(&mut tx, case, actor, ends_at).await? else {
        tx.rollback().await?;
        return Ok(None);
    };
    set_from(&mut tx, case, now).await?;
    tx.commit().await?;
    Ok(Some(moved))
}

/// Whether the case is still what holds: `None` while it is not even carried out.
fn holds(case: &Case) -> Option<bool> {
    match case.status {
        Status::Pending => None,
        Status::Failed(_) => Some(false),
        Status::Applied => Some(case.closed_at.is_none() && case.voided_at.is_none()),
    }
}

/// A temporary ban, jail, lock, slowmode, role or lockdown is over: a case of its own, linked to it, lifts it, carried out until it works.
pub async fn expire(mut task: Task) -> Result<Next> {
    let over = punish::find(&task, task.job.guild, task.payload::<Payload>()?.number).await?;
    let mut progress: Progress = task.progress()?;
    let is_begun = progress.lift.is_some();
    if !is_begun {
        match holds(&over) {
            None => return Ok(Next::At(task.app.clock.now() + PENDING)),
            Some(false) => return Ok(Next::Done(None)),
            Some(true) if by_hand::is_ahead_of_the_record(&task, &over).await? => {
                return Ok(Next::At(task.app.clock.now() + CATCHING_UP));
            }
            Some(true) => {}
        }
        let new = lift(&over, task.app.discord.me().await?)?;
        let mut tx = task.step().await?;
        let lift = match new.kind {
            Kind::LockdownEnd => end::follow(&mut tx, &new).await?,
            _ => Some(cases::case_open(&mut tx, &new).await?),
        };
        let Some(lift) = lift else { return Ok(Next::At(task.app.clock.now() + PENDING)) };
        progress.lift = Some(lift.number);
        task.save_in(&mut tx, &progress).await?;
        tx.commit().await?;
    }
    // That has a job of its own.
    if over.kind == Kind::Lockdown {
        return Ok(Next::Done(None));
    }
    let mut lift = punish::find(&task, over.guild, progress.lift.unwrap_or_default()).await?;
    let since = since(&lift);
    if lift.status == Status::Pending && is_begun && by_hand::is_ahead_of_the_record(&task, &over).await? {
        return Ok(Next::At(task.app.clock.now() + CATCHING_UP));
    }
    if lift.status == Status::Pending {
        punish::give_way(&task, &mut lift).await?;
    }
    if lift.status == Status::Pending {
        match act::act(&mut task, &mut lift, since.get()).await {
            Ok(summary) => punish::applied(&task, &mut lift, summary).await?,
            Err(error @ Error::Discord { .. }) => return put_off(task, &lift, &error).await,
            Err(other) => return Err(other),
        }
    }
    modlog::post(&task, &mut lift, since).await?;
    Ok(Next::Done(None))
}

/// The case that lifts what is over.
fn lift(over: &Case, me: UserId) -> Result<NewCase> {
    let kind = over.kind.undone_by().ok_or_else(|| Error::broken("a timer of what can't be lifted"))?;
    Ok(NewCase {
        target: over.target,
        target_name: over.target_name.clone(),
        channel: over.channel,
        role: over.changed_role(),
        reason: Some(format!("The {} of case #{} expired.", over.kind.word(), over.number)),
        parent: Some(over.number),
        ..NewCase::new(over.guild, kind, me, "Gavel")
    })
}

/// Discord refuses: tried for ever, a minute later at first, six hours later in the end, and the log is told once a
/// day. Where Gavel is not in the server any more, it waits until it is.
pub(crate) async fn put_off(mut task: Task, case: &Case, error: &Error) -> Result<Next> {
    let mut progress = Progress { until: None, ..task.progress()? };
    tracing::warn!(guild = %case.guild, case = case.number, refusals = progress.refusals, %error, "a timer meets a refusal");
    if !task.app.discord.is_in(task.job.guild).await? {
        return Ok(Next::Parked);
    }
    let now = task.app.clock.now();
    if progress.told_at.is_none_or(|told| now.duration_since(told) >= DAY) {
        announce(&task, case, progress.refusals, error).await?;
        progress.told_at = Some(now);
    }
    let wait = RETRY.checked_mul(1 << progress.refusals.min(9)).unwrap_or(LONGEST_RETRY).min(LONGEST_RETRY);
    progress.refusals = progress.refusals.saturating_add(1);
    task.save(&progress).await?;
    Ok(Next::At(now + wait))
}

/// Nothing of a case can be older than the case itself, give or take a minute of clock.
pub(crate) fn since(case: &Case) -> InteractionId {
    first_id_at(case.created_at - SignedDuration::from_mins(1))
}

/// Says in the log that something could not be lifted and that it is still being tried.
async fn announce(task: &Task, case: &Case, refusals: u32, error: &Error) -> Result<()> {
    let Some(channel) = guilds::settings(task.db(), case.guild).await?.log_channel(Category::Moderation)
    else {
        return Ok(());
    };
    let why = fault::text(error.code().unwrap_or_default());
    let on = case.subject().map(|subject| format!("{subject}: the ")).unwrap_or("The ".to_owned());
    let what = match case.kind {
        Kind::Timeout => "timeout goes on, but I could not renew it".to_owned(),
        Kind::Lockdown => "lockdown goes on, but I could not renew what it pauses".to_owned(),
        other => format!("{} is over, but I could not lift it", other.undoes().unwrap_or(other).word()),
    };
    let embed = EmbedBuilder::new()
        .title(format!("Case #{} · waiting", case.number))
        .description(format!("{on}{what}: {why} I keep trying."))
        .footer(EmbedFooterBuilder::new(format!("Try {}", refusals.saturating_add(1))))
        .color(colour::AMBER)
        .build();
    let once = Once {
        channel,
        message: Message::embed(embed),
        nonce: Nonce::Waiting(task.job.id, refusals),
        after: since(case).get(),
    };
    match task.app.discord.message_post_once(&once, task.is_resumed()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

/// A timeout longer than Discord's 28 days goes on, and so does what a lockdown pauses, beyond Discord's one day.
pub async fn renew(task: Task) -> Result<Next> {
    let case = punish::find(&task, task.job.guild, task.payload::<Payload>()?.number).await?;
    let now = task.app.clock.now();
    match holds(&case) {
        None => return Ok(Next::At(now + PENDING)),
        Some(false) => return Ok(Next::Done(None)),
        Some(true) => {}
    }
    if case.kind == Kind::Lockdown {
        return pause::renew(task, case).await;
    }
    if case.ends_at.is_some_and(|end| end <= now) {
        return Ok(Next::Done(None));
    }
    let (Some(target), until) = (case.target, act::slice(case.ends_at, now)) else {
        return Ok(Next::Done(None));
    };
    if by_hand::is_ahead_of_the_record(&task, &case).await? {
        return Ok(Next::At(now + CATCHING_UP));
    }
    match task.app.discord.timeout_set(case.guild, target, Some(until), &audit_reason(&case)).await {
        // Gone for now: should they come back before the end, the next slice finds them.
        Ok(()) | Err(Error::Discord { code: fault::UNKNOWN_MEMBER, .. }) => {}
        Err(error @ Error::Discord { .. }) => {
            return put_off(task, &case, &error).await;
        }
        Err(other) => return Err(other),
    }
    if case.ends_at == Some(until) { Ok(Next::Done(None)) } else { Ok(Next::At(now + SLICE)) }
}
