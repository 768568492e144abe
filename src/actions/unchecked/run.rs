//! Checking an order that was recorded while Discord was away, and handing it over to the job that carries it out.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::actions::channel_check::ChannelDecision;
use crate::actions::check;
use crate::actions::commit::hand_over;
use crate::actions::notice::Notice;
use crate::actions::unchecked::{CheckOrder, Order};
use crate::actions::{channel_check, in_force, modlog, outcome, receipt};
use crate::domain::case::{Case, Status};
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::job::{JobContext, Next};
use crate::kernel::question::{self, Question};
use crate::kernel::reply::Reply;
use crate::kernel::worker::age;
use crate::store::cases;
use crate::words;
use crate::words::Kept;

/// The longest pause between two looks whether Discord answers again.
const PAUSE: SignedDuration = SignedDuration::from_secs(15);
/// The time after which an order is called off that could never be checked.
const GIVE_UP: SignedDuration = SignedDuration::from_hours(24);
/// The age of an interaction up to which its reply may become a question: that is open for ten of its fifteen minutes.
const ASKABLE: Duration = Duration::from_secs(4 * 60);

/// Runs the job.
pub async fn run(job: JobContext<CheckOrder>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.case.number).await?;
    let token = job.stored.answer.as_ref().map(|answer| answer.token.clone()).unwrap_or_default();
    let mut origin = job.payload.origin.clone();
    origin.token = token;
    let cx = Cx::new(job.app.clone(), origin, job.app.clock.now());
    // An earlier run may have handed the order over, or asked, without finishing this job.
    if let Some(next) = cx.duplicate().await?.filter(|next| !next.is(job.stored.id)) {
        return Ok(Next::Done(next.question()?));
    }
    if case.status == Status::Pending {
        match called_off(&job, &case) {
            Some(why) => outcome::failed(&job, &mut case, why).await?,
            None => outcome::supersede(&job, &mut case).await?,
        }
    }
    if case.status == Status::Pending {
        match decide(&job, &cx, &mut case).await {
            Ok(reply) => return Ok(Next::Done(reply)),
            Err(error @ (Error::Unreachable { .. } | Error::Limited { .. })) => {
                return Ok(later(&job, &error));
            }
            Err(error) => outcome::store(&job, &mut case, Err(error)).await?,
        }
    }
    modlog::post(&job, &mut case, cx.at.id).await?;
    let (audience, now) = (job.payload.order.audience(), job.app.clock.now());
    Ok(Next::Done(Some(receipt::current(&job, &case, audience, now).await?)))
}

/// Returns why the order is not carried out any more, whatever the checks would say.
fn called_off(job: &JobContext<CheckOrder>, case: &Case) -> Option<Kept> {
    let now = job.app.clock.now();
    if let Some(by) = case.voided_by {
        return Some(match case.why_voided() {
            Some(why) => words::kept::unchecked_called_off_why(by, why),
            None => words::kept::unchecked_called_off(by),
        });
    }
    if job.stored.cancelled_by.is_some() {
        return Some(words::kept::unchecked_cancelled(case.moderator));
    }
    if now.duration_since(case.created_at) > GIVE_UP {
        return Some(words::kept::unchecked_gave_up());
    }
    let is_spent = case.ends_at.is_some_and(|end| end <= now);
    is_spent.then(words::kept::unchecked_spent)
}

/// The next look: soon at first, and never before Discord's own word.
fn later(job: &JobContext<CheckOrder>, away: &Error) -> Next {
    let doublings = u32::try_from(job.stored.attempts.clamp(1, 5) - 1).unwrap_or(0);
    let pause = SignedDuration::from_secs(1 << doublings).min(PAUSE);
    let told = match away {
        Error::Limited { after, .. } => SignedDuration::try_from(*after).unwrap_or(PAUSE),
        _ => SignedDuration::ZERO,
    };
    tracing::debug!(guild = %job.guild(), case = job.payload.case.number, %away, "the order can't be checked yet");
    Next::RetryAt(job.app.clock.now().checked_add(pause.max(told)).unwrap_or(Timestamp::MAX))
}

/// Checks the order and hands it over in one transaction. Returns the question, if it takes one first.
async fn decide(job: &JobContext<CheckOrder>, cx: &Cx, case: &mut Case) -> Result<Option<Reply>> {
    let (audience, answer) = (job.payload.order.audience(), job.stored.answer.clone());
    let mut tx;
    let (edit, notice) = match &job.payload.order {
        Order::Person(request) => {
            let mut request = request.as_ref().clone();
            request.person.target = None;
            let subject = request.subject();
            let before = cases::case_last_word(job.db(), case.guild, subject, case.kind, case.number).await?;
            let (seen, confirmation) = in_force::decision(cx, &mut request, &before, None).await?;
            if let Some(confirmation) = confirmation {
                return asked(job, cx, case, confirmation).await.map(Some);
            }
            tx = job.step().await?;
            check::may_once_more(cx, &mut tx, &seen, case.kind).await?;
            let (total, _) =
                cases::warnings_active(&mut *tx, case.guild, request.person.id, case.number).await?;
            let notice = Notice::new(&seen, &request, cx.at.id, total);
            (request.edit, notice)
        }
        Order::Channel(plan) => {
            let (seen, decision) = channel_check::decision(cx, plan, None).await?;
            let change = match decision {
                ChannelDecision::Go(change) => change,
                ChannelDecision::Ask(question) => return asked(job, cx, case, question).await.map(Some),
            };
            tx = job.step().await?;
            check::may_once_more(cx, &mut tx, &seen, case.kind).await?;
            if let Some(change) = change {
                cases::case_change(&mut tx, case, change).await?;
            }
            (None, Notice::none(cx.at.id))
        }
    };
    hand_over(&mut tx, case, edit, notice, (audience, answer), job.app.clock.now()).await?;
    tx.commit().await?;
    Ok(None)
}

/// Ends the case in favour of a question, whose answer orders anew. Where it is too late to ask, that is the rule.
async fn asked<T: Question>(
    job: &JobContext<CheckOrder>,
    cx: &Cx,
    case: &mut Case,
    asks: T,
) -> Result<Reply> {
    let is_askable = job.stored.answer.as_ref().is_some_and(|answer| age(&job.app, answer) < ASKABLE);
    if !is_askable {
        return Err(Error::refused(words::kept::unchecked_confirm_anew()));
    }
    let mut tx = job.step().await?;
    cases::case_failed(&mut tx, case, words::kept::unchecked_confirm()).await?;
    let reply = question::put(cx, &mut tx, asks).await?;
    tx.commit().await?;
    Ok(reply)
}
