//! The beginning of a lockdown: chooses the channels, orders everything in one transaction, and reports the outcome.

use jiff::Timestamp;
use sqlx::{PgConnection, PgExecutor};
use twilight_model::guild::Permissions;

use crate::actions::check::{self, ServerFacts};
use crate::actions::lockdown::button::end_button;
use crate::actions::lockdown::jobs::{Refusal, StartLockdown, add_step};
use crate::actions::lockdown::{parts, pause};
use crate::actions::request::words;
use crate::actions::work::Work;
use crate::actions::{modlog, outcome, schedule};
use crate::discord::channels::Channel;
use crate::domain::case::{Case, NewCase, Status};
use crate::domain::channel::Change;
use crate::domain::ids::{ChannelId, GuildId, UserId};
use crate::domain::kind::Kind;
use crate::domain::lockdown::{Closing, LockdownChannel, listed, report};
use crate::domain::pause::Pause;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::policy::PlannedAction;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::job::{JobContext, Next};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::cases;
use crate::words;
use crate::words::Kept;

/// A moderator's order for a lockdown.
#[derive(Clone, Debug)]
pub struct LockdownPlan {
    pub reason: Option<String>,
    /// The time at which the lockdown ends; never if `None`.
    pub ends_at: Option<Timestamp>,
    /// The features to pause beside the channels.
    pub pause: Pause,
}

/// The channels, by what becomes of them.
#[derive(Debug, Default)]
struct Chosen {
    closing: Vec<(ChannelId, Closing)>,
    hindered: Vec<(ChannelId, Kept)>,
    skipped: Vec<(ChannelId, Kept)>,
    gone: usize,
}

/// Checks, commits and runs the plan.
pub async fn order(cx: &Cx, plan: LockdownPlan) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let guild = cx.guild()?;
    let (seen, channels) = tokio::try_join!(check::look(cx), cx.app.discord.channels(guild))?;
    may(cx, &seen, &plan)?;
    none_lasts(&cx.app.db, guild, i32::MAX).await?;
    let ending = cases::locks_ending(&cx.app.db, guild).await?;
    let chosen = choose(guild, &seen, &channels, &ending);
    if chosen.closing.is_empty() && !plan.pause.is_wanted() {
        return Err(Error::Refused(nothing(chosen)));
    }
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let new = NewCase {
        reason: words(plan.reason),
        ends_at: plan.ends_at,
        change: Some(Change::Lockdown(plan.pause)),
        ..NewCase::new(guild, Kind::Lockdown, cx.caller(), &cx.at.user.name)
    };
    let case = cases::case_open(order.tx(), &new).await?;
    // Again, now that other orders wait for this one.
    none_lasts(order.tx(), guild, case.number).await?;
    check::may_once_more(cx, order.tx(), &seen, Kind::Lockdown).await?;
    open(order.tx(), &case, &chosen, seen.me).await?;
    schedule::set(order.tx(), &case).await?;
    let number = case.number;
    let (interaction, Chosen { skipped, gone, .. }) = (cx.at.id, chosen);
    order
        .commit(&StartLockdown { case: (&case).into(), interaction, skipped, gone })
        .await?
        .run(|why| Reply::public(words::lockdown_job_recorded(number, why)))
        .await
}

/// Fails if a lockdown is in force: a second one would find everything locked, and end before the first. A lockdown
/// that only waits for channels that Discord refuses to open does not count; those stay its own.
async fn none_lasts(db: impl PgExecutor<'_>, guild: GuildId, before: i32) -> Result<()> {
    match cases::lockdown_in_force(db, guild, before).await? {
        None => Ok(()),
        Some(other) => Err(Error::refused(words::kept::lockdown_job_already(other.link()))),
    }
}

/// Fails unless the caller may order it, channels aside.
fn may(cx: &Cx, seen: &ServerFacts, plan: &LockdownPlan) -> Result<()> {
    check::may_in_server(
        cx,
        seen,
        PlannedAction { kind: Kind::Lockdown, points: 0, ends_at: plan.ends_at, role: None },
    )?;
    if !plan.pause.is_wanted() {
        return Ok(());
    }
    check::holds_in_server(cx, seen, Permissions::MANAGE_GUILD)?;
    let held = seen.guild.permission_context(cx.guild()?, &seen.gavel).permissions();
    if !covers(held, Permissions::MANAGE_GUILD) {
        let lacks = gavel_lacks(Permissions::MANAGE_GUILD, Where::Server);
        let cannot = words::kept::lockdown_job_cannot_pause(plan.pause.names());
        return Err(Error::refused(Kept::joined([lacks, cannot], " ")));
    }
    Ok(())
}

/// Chooses the channels: those set for lockdowns (a set category stands for all channels below it), or else those that
/// members at large see. Log channels are only included if set themselves. Channels already shut are skipped, unless
/// their lock is about to end.
fn choose(guild: GuildId, seen: &ServerFacts, channels: &[Channel], ending: &[ChannelId]) -> Chosen {
    let (wanted, logs) = (&seen.settings.lockdown, &seen.settings.log);
    let gavel = seen.guild.permission_context(guild, &seen.gavel);
    let gone = wanted.iter().filter(|id| !channels.iter().any(|it| it.id == **id)).count();
    let mut chosen = Chosen { gone, ..Chosen::default() };
    for channel in channels.iter().filter(|it| it.is_lockable()) {
        let is_log = logs.values().any(|log| *log == channel.id);
        let place =
            LockdownChannel { is_spoken: channel.is_spoken(), is_log, overwrites: &channel.overwrites };
        let is_below = wanted.is_empty() || channel.parent.is_some_and(|parent| wanted.contains(&parent));
        if !wanted.contains(&channel.id) && (is_log || !is_below) {
            continue;
        }
        let is_unseen = wanted.is_empty() && !place.is_seen(guild, &seen.guild.roles);
        let stays = !ending.contains(&channel.id);
        match place.closing(&gavel) {
            _ if is_unseen => chosen.skipped.push((channel.id, words::kept::lockdown_job_unseen())),
            _ if stays && place.is_shut(guild) => {
                chosen.skipped.push((channel.id, words::kept::lockdown_job_shut()))
            }
            Ok(closing) if stays && closing.is_shut => {
                chosen.skipped.push((channel.id, words::kept::lockdown_job_shut()))
            }
            Ok(closing) => chosen.closing.push((channel.id, closing)),
            Err(why) => chosen.hindered.push((channel.id, why)),
        }
    }
    chosen
}

/// Returns the refusal if there is nothing to do.
fn nothing(chosen: Chosen) -> Kept {
    match chosen.hindered.into_iter().next() {
        Some((channel, why)) => words::kept::lockdown_job_hindered(channel, why),
        None => words::kept::lockdown_job_nothing(),
    }
}

/// Opens a case for each channel, with its job; a channel that can't be locked gets a failed case that says why.
async fn open(tx: &mut PgConnection, case: &Case, chosen: &Chosen, me: UserId) -> Result<()> {
    let new = |channel: ChannelId, change| NewCase {
        channel: Some(channel),
        reason: case.reason.clone(),
        parent: Some(case.number),
        change,
        ..NewCase::new(case.guild, Kind::Lock, me, "Gavel")
    };
    for (channel, Closing { bits, left, .. }) in chosen.closing.iter().copied() {
        let part = cases::case_open(
            tx,
            &new(channel, Some(Change::Lock { bits, left, before: None, roles: vec![] })),
        )
        .await?;
        add_step(tx, &part, Refusal::IsFinal).await?;
    }
    for (channel, why) in &chosen.hindered {
        let mut part = cases::case_open(tx, &new(*channel, None)).await?;
        cases::case_failed(tx, &mut part, why.clone()).await?;
    }
    Ok(())
}

/// Runs a lockdown's job: pauses, waits for the channels, and posts the log and the report.
pub async fn run(job: JobContext<StartLockdown>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.case.number).await?;
    let mut work = Work::open(job, || words::lockdown_job_title(case.number));
    if case.status == Status::Pending {
        pause::begin(&mut work, &mut case).await?;
    }
    let parts = match parts::wait(&mut work, &case, Kind::Lock).await? {
        Ok(parts) => parts,
        Err(next) => return Ok(next),
    };
    let told = tell(&work, &parts);
    if case.status == Status::Pending {
        finish(&work, &mut case, &parts, told.clone()).await?;
    }
    modlog::post(&work.job, &mut case, work.job.payload.interaction).await?;
    let sentence = case
        .ends_at
        .map_or_else(words::lockdown_job_begun, |end| words::lockdown_job_begun_until(end.as_second()));
    let reply = parts::told(Audience::Public, &case, &sentence, &told);
    let reply = reply.with_buttons(end_button(&case, &words::lockdown_job_end_button()));
    work.end(reply).await
}

/// Stores the outcome. A lockdown that did nothing has failed.
async fn finish(work: &Work<StartLockdown>, case: &mut Case, parts: &[Case], told: Kept) -> Result<()> {
    let is_paused = matches!(&case.change, Some(Change::Lockdown(pause)) if pause.is_wanted());
    let mut tx = work.job.step().await?;
    if parts::outcomes(parts).0 > 0 || is_paused {
        cases::case_applied(&mut tx, case, Some(told)).await?;
    } else {
        let why = parts.iter().find_map(|part| match &part.status {
            Status::Failed(why) => Some(words::kept::lockdown_job_nothing_locked_why(why)),
            _ => None,
        });
        let why = why.unwrap_or_else(words::kept::lockdown_job_nothing_locked);
        cases::case_failed(&mut tx, case, why).await?;
    }
    Ok(tx.commit().await?)
}

fn tell(work: &Work<StartLockdown>, parts: &[Case]) -> Kept {
    let payload = &work.job.payload;
    let (done, failed) = parts::outcomes(parts);
    let mut heading = match failed {
        0 => words::kept::lockdown_job_locked(done),
        _ => words::kept::lockdown_job_locked_some(done, failed),
    };
    if let Some(by) = work.cancelled_by() {
        heading = Kept::joined([heading, words::kept::lockdown_job_stopped(by)], "; ");
    }
    let mut lines = listed(parts::said(parts, |why| words::kept::lockdown_job_not_locked(why)));
    lines.extend(work.own.notes.clone().unwrap_or_default());
    lines.extend(listed(payload.skipped.iter().cloned()));
    if payload.gone > 0 {
        lines.push(words::kept::lockdown_job_gone(u64::try_from(payload.gone).unwrap_or(u64::MAX)));
    }
    report(heading, lines)
}
