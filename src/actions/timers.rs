//! Timers: a temporary ban's end, a long timeout's next slice. Each is a job with a due time, stored together with the
//! case that set it, and acts only while that case is still what holds.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use twilight_util::builder::embed::EmbedBuilder;

use crate::actions::{act, modlog, punish};
use crate::discord::message::{Message, Once};
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, Kind, NewCase, Status};
use crate::domain::ids::{InteractionId, first_id_at};
use crate::domain::settings::Category;
use crate::error::{Error, Result};
use crate::kernel::order::Open;
use crate::kernel::worker::{Next, Task};
use crate::store::{cases, guilds};

/// Ends a temporary ban.
pub const EXPIRE: &str = "expire";
/// Tells Discord a long timeout's next slice.
pub const RENEW: &str = "renew";

/// How often a long timeout is renewed.
const SLICE: SignedDuration = SignedDuration::from_hours(27 * 24);
/// How long a timer waits for the action that set it, while Discord is away.
const PENDING: SignedDuration = SignedDuration::from_mins(1);

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Progress {
    /// The case that records the end.
    unban: Option<i32>,
    /// Whether the log was told that it does not work.
    announced: bool,
}

/// Stores the timers of a case, in the transaction that opens it.
pub async fn set(order: &mut Open<'_>, case: &Case) -> Result<()> {
    let Some(target) = case.target else { return Ok(()) };
    let lane = format!("member:{target}");
    match (case.kind, case.ends_at) {
        (Kind::Ban, Some(end)) => order.at(EXPIRE, lane, json!({ "number": case.number }), end).await,
        (Kind::Timeout, end) if end.is_none_or(|end| end > act::slice(Some(end), case.created_at)) => {
            let due = case.created_at.checked_add(SLICE).map_err(Error::broken)?;
            order.at(RENEW, lane, json!({ "number": case.number }), due).await
        }
        _ => Ok(()),
    }
}

/// Whether the case is still what holds: `None` while it is not even carried out.
fn holds(case: &Case) -> Option<bool> {
    match case.status {
        Status::Pending => None,
        Status::Failed(_) => Some(false),
        Status::Applied => Some(case.closed_at.is_none() && case.voided_at.is_none()),
    }
}

/// A temporary ban is over: an `unban` case linked to it, carried out until it works.
pub async fn expire(mut task: Task) -> Result<Next> {
    let ban = punish::find(&task, task.job.guild, task.payload::<Payload>()?.number).await?;
    let mut progress: Progress = task.progress()?;
    if progress.unban.is_none() {
        match holds(&ban) {
            None => return Ok(Next::At(task.app.clock.now() + PENDING)),
            Some(false) => return Ok(Next::Done(None)),
            Some(true) => {}
        }
        let me = task.app.discord.me().await?;
        let mut tx = task.step().await?;
        let new = NewCase {
            target: ban.target,
            target_name: ban.target_name.clone(),
            reason: Some(format!("The ban of case #{} expired.", ban.number)),
            parent: Some(ban.number),
            ..NewCase::new(ban.guild, Kind::Unban, me, "Gavel")
        };
        progress.unban = Some(cases::case_open(&mut tx, &new).await?.number);
        task.save_in(&mut tx, &progress).await?;
        tx.commit().await?;
    }
    let mut unban = punish::find(&task, ban.guild, progress.unban.unwrap_or_default()).await?;
    let since = since(&unban);
    if unban.status == Status::Pending {
        match act::act(&mut task, &unban, since.get()).await {
            Ok(summary) => punish::applied(&task, &mut unban, summary).await?,
            Err(error @ Error::Discord { .. }) => {
                if !progress.announced {
                    announce(&task, &unban, &error).await?;
                    progress.announced = true;
                    task.save(&progress).await?;
                }
                return Err(error);
            }
            Err(other) => return Err(other),
        }
    }
    modlog::post(&task, &mut unban, since).await?;
    Ok(Next::Done(None))
}

/// Nothing of a case can be older than the case itself, give or take a minute of clock.
fn since(case: &Case) -> InteractionId {
    first_id_at(case.created_at - SignedDuration::from_mins(1))
}

/// Says in the log, once, that a ban could not be lifted and that it is still being tried.
async fn announce(task: &Task, case: &Case, error: &Error) -> Result<()> {
    let Some(channel) = guilds::settings(task.db(), case.guild).await?.log_channel(Category::Moderation)
    else {
        return Ok(());
    };
    let why = crate::discord::fault::text(error.code().unwrap_or_default());
    let target = case.target.map(|target| target.to_string()).unwrap_or_default();
    let embed = EmbedBuilder::new()
        .title(format!("Case #{} · waiting", case.number))
        .description(format!("The ban of <@{target}> is over, but I could not lift it: {why} I keep trying."))
        .color(0x00F0_B232)
        .build();
    let once = Once {
        channel,
        message: Message::embed(embed),
        nonce: format!("a{}", task.job.id),
        after: since(case).get(),
    };
    match task.app.discord.message_post_once(&once, task.is_resumed()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

/// A timeout longer than Discord's 28 days goes on.
pub async fn renew(task: Task) -> Result<Next> {
    let case = punish::find(&task, task.job.guild, task.payload::<Payload>()?.number).await?;
    let now = task.app.clock.now();
    match holds(&case) {
        None => return Ok(Next::At(now + PENDING)),
        Some(false) => return Ok(Next::Done(None)),
        Some(true) => {}
    }
    if case.ends_at.is_some_and(|end| end <= now) {
        return Ok(Next::Done(None));
    }
    let (Some(target), until) = (case.target, act::slice(case.ends_at, now)) else {
        return Ok(Next::Done(None));
    };
    match task.app.discord.timeout_set(case.guild, target, Some(until), &audit_reason(&case)).await {
        // Gone for now: should they come back before the end, the next slice finds them.
        Ok(()) | Err(Error::Discord { code: crate::discord::fault::UNKNOWN_MEMBER, .. }) => {}
        Err(other) => return Err(other),
    }
    if case.ends_at == Some(until) { Ok(Next::Done(None)) } else { Ok(Next::At(now + SLICE)) }
}
