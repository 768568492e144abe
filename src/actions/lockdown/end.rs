//! The end of a lockdown, ordered by somebody or by its timer: gives back, channel by channel, the locks that it still
//! holds. Channels that somebody changed meanwhile are left alone and reported.

use jiff::Timestamp;
use sqlx::{PgConnection, PgExecutor};

use crate::actions::afterwards;
use crate::actions::check;
use crate::actions::lockdown::button::{Press, end_button};
use crate::actions::lockdown::jobs::{EndLockdown, LockdownStep, Refusal, StartLockdown, add_step};
use crate::actions::lockdown::{parts, pause};
use crate::actions::request::words;
use crate::actions::work::Work;
use crate::actions::{modlog, outcome, retry, schedule};
use crate::discord::message::Message;
use crate::domain::case::{Case, NewCase, Status};
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::GuildId;
use crate::domain::kind::Kind;
use crate::domain::lockdown::{listed, report};
use crate::domain::policy::PlannedAction;
use crate::error::{Error, Result};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::job::{self, Job, JobContext, Next};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::{cases, jobs};
use crate::words;
use crate::words::Kept;

/// A moderator's order to end a lockdown.
#[derive(Clone, Debug)]
pub struct LockdownEndPlan {
    /// The lockdown to end; the one in force if `None`.
    pub lockdown: Option<i32>,
    pub reason: Option<String>,
    pub audience: Audience,
}

/// Checks, commits and runs the plan.
pub async fn order(cx: &Cx, plan: LockdownEndPlan) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let guild = cx.guild()?;
    let planned = PlannedAction { kind: Kind::LockdownEnd, points: 0, ends_at: None, role: None };
    check::may_in_server(cx, &check::look(cx).await?, planned)?;
    let lasting = lasting(&cx.app.db, guild, i32::MAX, plan.lockdown).await?;
    if let Some(other) = cases::lockdown_ending(&cx.app.db, guild, lasting.number, i32::MAX).await? {
        jobs::children_make_due(&cx.app.db, guild, other.number, LockdownStep::KIND).await?;
        return Err(ending(&other));
    }
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let new = NewCase {
        reason: words(plan.reason),
        parent: Some(lasting.number),
        ..NewCase::new(guild, Kind::LockdownEnd, cx.caller(), &cx.at.user.name)
    };
    let case = cases::case_open(order.tx(), &new).await?;
    // Again, now that other orders wait for this one.
    let number = case.number;
    self::lasting(order.tx(), guild, number, new.parent).await?;
    if let Some(other) = cases::lockdown_ending(order.tx(), guild, lasting.number, number).await? {
        return Err(ending(&other));
    }
    let (since, audience, refusal) = (cx.at.id, plan.audience, Refusal::IsFinal);
    order
        .commit(&EndLockdown { case: (&case).into(), since, audience, refusal })
        .await?
        .run(|why| {
            let content = words::lockdown_job_end_recorded(number, why);
            Reply::new(plan.audience, Message { content, ..Message::default() })
        })
        .await
}

/// Returns the refusal if the lockdown is already being ended.
fn ending(other: &Case) -> Error {
    Error::refused(words::kept::lockdown_job_ending(other.link()))
}

/// Finds the lockdown to end.
async fn lasting(db: impl PgExecutor<'_>, guild: GuildId, before: i32, wanted: Option<i32>) -> Result<Case> {
    // A later lockdown may be in force, too.
    let before = wanted.map_or(before, |wanted| before.min(wanted.saturating_add(1)));
    let found = cases::lockdown_lasting(db, guild, before).await?;
    found.filter(|found| wanted.is_none_or(|wanted| wanted == found.number)).ok_or_else(|| {
        Error::refused(match wanted {
            Some(number) => words::lockdown_job_over(number),
            None => words::lockdown_job_none(),
        })
    })
}

/// Orders the end of a lockdown whose time is over. `None` if somebody ended it in this instant: the caller must then
/// roll the transaction back.
pub(crate) async fn follow(tx: &mut PgConnection, new: &NewCase) -> Result<Option<Case>> {
    let case = cases::case_open(tx, new).await?;
    let lockdown = new.parent.unwrap_or_default();
    if cases::lockdown_ending(&mut *tx, case.guild, lockdown, case.number).await?.is_some() {
        return Ok(None);
    }
    let (since, audience, refusal) = (retry::since(&case), Audience::Public, Refusal::IsTriedAgain);
    let job = EndLockdown { case: (&case).into(), since, audience, refusal };
    job::add(tx, case.guild, &job, case.created_at).await?;
    Ok(Some(case))
}

/// Runs the end's job: opens what the lockdown still locks, resumes what it still pauses, and posts the log and the
/// report.
pub async fn run(job: JobContext<EndLockdown>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.case.number).await?;
    let mut lockdown = outcome::find(&job, case.parent.unwrap_or_default()).await?;
    let mut work = Work::open(job, || words::lockdown_job_end_title(case.number));
    if lockdown.status == Status::Pending {
        return stop(&work, &lockdown, &case).await;
    }
    if case.status == Status::Pending && !work.own.begun {
        begin(&mut work, &case, &lockdown).await?;
    }
    let parts = match parts::wait(&mut work, &case, Kind::Unlock).await? {
        Ok(parts) => parts,
        Err(next) => return Ok(next),
    };
    if case.status == Status::Pending {
        // If the end was cancelled, the lockdown goes on, unless the last channel was already being opened.
        if work.cancelled_by().is_none() || !lasts(work.job.db(), &lockdown).await? {
            pause::end(&mut work, &mut lockdown).await?;
        }
        finish(&work, &mut case, &mut lockdown, &parts).await?;
    }
    modlog::post(&work.job, &mut case, work.job.payload.since).await?;
    let mut sentence = match lockdown.is_in_force() {
        true => words::lockdown_job_ended_partly(lockdown.number),
        false => words::lockdown_job_ended(lockdown.number),
    };
    let other = cases::lockdown_lasting(work.job.db(), case.guild, lockdown.number).await?;
    if let Some(other) = other.filter(|_| !lockdown.is_in_force()) {
        sentence.push_str(&format!(" {}", words::lockdown_job_other_holds(other.number)));
    }
    let reply = parts::told(work.job.payload.audience, &case, &sentence, &tell(&work, &parts));
    let reply = reply.with_buttons(end_button(&lockdown, &words::lockdown_job_try_again()));
    work.end(reply).await
}

/// Stops a lockdown that is still being put in place, and waits for it.
async fn stop(work: &Work<EndLockdown>, lockdown: &Case, case: &Case) -> Result<Next> {
    let db = work.job.db();
    let found = jobs::job_of_case(db, lockdown.guild, StartLockdown::KIND, lockdown.number).await?;
    if let Some(start) = found {
        jobs::job_stop(db, lockdown.guild, start.id, case.moderator).await?;
    }
    Ok(Next::RetryAt(work.job.app.clock.now() + parts::SOON))
}

/// Opens a case, with its job, for each channel that the lockdown still holds. A channel with an end of its own, or
/// with the end of the lock that was there before, stays locked until then.
async fn begin(work: &mut Work<EndLockdown>, case: &Case, lockdown: &Case) -> Result<()> {
    let locks = cases::cases_parts(work.job.db(), case.guild, lockdown.number, Kind::Lock).await?;
    let (me, now) = (work.job.app.discord.me().await?, work.job.app.clock.now());
    let mut tx = work.job.step().await?;
    for mut lock in locks.into_iter().filter(Case::is_in_force) {
        if lock.ends_at.is_none()
            && let Some(until) = cases::lock_replaced_until(&mut *tx, &lock, now).await?
        {
            schedule::move_end(&mut tx, &mut lock, None, Some(until), now).await?;
        }
        if let Some((channel, until)) = lock.channel.zip(lock.ends_at) {
            work.own.kept.push((channel, until));
            continue;
        }
        let new = NewCase {
            channel: lock.channel,
            reason: case.reason.clone(),
            parent: Some(case.number),
            ..NewCase::new(case.guild, Kind::Unlock, me, "Gavel")
        };
        let part = cases::case_open(&mut tx, &new).await?;
        add_step(&mut tx, &part, work.job.payload.refusal).await?;
    }
    work.own.begun = true;
    work.save_in(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Returns `true` if a lockdown still holds any channel.
async fn lasts(db: impl PgExecutor<'_>, lockdown: &Case) -> Result<bool> {
    let locks = cases::cases_parts(db, lockdown.guild, lockdown.number, Kind::Lock).await?;
    Ok(locks.iter().any(|lock| lock.is_in_force() && lock.ends_at.is_none()))
}

/// Stores the outcome. The lockdown is over once it holds no channel.
async fn finish(
    work: &Work<EndLockdown>,
    case: &mut Case,
    lockdown: &mut Case,
    parts: &[Case],
) -> Result<()> {
    let mut tx = work.job.step().await?;
    cases::case_applied(&mut tx, case, Some(tell(work, parts))).await?;
    if !lasts(&mut *tx, lockdown).await? {
        cases::case_close(&mut tx, lockdown, Some(case)).await?;
        case.ended = Some(lockdown.number);
        afterwards::changed(&mut tx, case.guild, &[lockdown.number], case.created_at).await?;
        let key = std::iter::once(ConcurrencyKey::of_case(case));
        jobs::superseded_make_due(&mut *tx, case.guild, key, case.number).await?;
    }
    Ok(tx.commit().await?)
}

fn tell(work: &Work<EndLockdown>, parts: &[Case]) -> Kept {
    let (done, failed) = parts::outcomes(parts);
    let mut heading = match failed {
        0 => words::kept::lockdown_job_opened(done),
        _ => words::kept::lockdown_job_opened_some(done, failed),
    };
    if let Some(by) = work.cancelled_by() {
        heading = Kept::joined([heading, words::kept::lockdown_job_stopped(by)], "; ");
    }
    let mut lines = listed(parts::said(parts, |why| words::kept::lockdown_job_not_opened(why)));
    let stays = |until: &Timestamp| words::kept::lockdown_job_stays(until.as_second());
    lines.extend(listed(work.own.kept.iter().map(|(channel, until)| (*channel, stays(until)))));
    lines.extend(work.own.notes.clone().unwrap_or_default());
    report(heading, lines)
}

/// Handles a press: ends, as `/lockdown end` does, the lockdown that the button belongs to.
pub async fn press(cx: Cx, press: Press, _: Pressed) -> Result<Reply> {
    let Press::End { number } = press;
    order(&cx, LockdownEndPlan { lockdown: Some(number), reason: None, audience: Audience::Update }).await
}
