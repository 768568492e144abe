//! Undo: for five minutes, the receipt's button takes the action back: a warning is voided, anything in force is
//! lifted.

use serde::{Deserialize, Serialize};

use crate::actions::channel_plan::ChannelPlan;
use crate::actions::request::ActionRequest;
use crate::actions::undoable::{Undo, is_undoable};
use crate::actions::{afterwards, channel, check, later, order, outcome, receipt};
use crate::domain::case::{Case, Subject};
use crate::domain::concurrency::{CaseRef, ConcurrencyKey};
use crate::domain::kind::Kind;
use crate::domain::policy::PlannedAction;
use crate::error::{Error, Result};
use crate::kernel::command::CommandUser;
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::cases;
use crate::words;

/// The job that shows that a case was taken back.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShowUndone(CaseRef);

impl Job for ShowUndone {
    const KIND: &'static str = "show_undone";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.0.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.0.number)
    }
}

/// Handles a press.
pub async fn press(cx: Cx, control: Undo, _: Pressed) -> Result<Reply> {
    let (Undo::Back { number, .. } | Undo::Lift { number }) = control;
    let case = cases::case_find(&cx.app.db, cx.guild()?, number).await?;
    let case = case.ok_or_else(|| Error::refused(words::kept::undo_case_gone(number)))?;
    match (control, case.kind.undone_by()) {
        (Undo::Lift { .. }, Some(by)) => {
            gate::permitted(&cx.at, by.permission())?;
            lift(&cx, &case, by, false).await
        }
        (Undo::Back { kind, .. }, Some(by)) if kind == case.kind => lift(&cx, &case, by, true).await,
        (Undo::Back { kind, .. }, None) if kind == case.kind => void(&cx, &case).await,
        _ => Err(Error::refused(words::kept::undo_not_like_this(number))),
    }
}

/// Fails unless the case is still in force.
fn holds(cx: &Cx, case: &Case) -> Result<()> {
    if case.is_in_force() && !case.is_spent(cx.app.clock.now()) {
        return Ok(());
    }
    Err(Error::refused(words::kept::undo_does_not_hold(case.number)))
}

fn still_open(cx: &Cx, case: &Case) -> Result<()> {
    let number = case.number;
    if let Some(by) = case.closed_by {
        return Err(Error::refused(match by.kind.lasts() {
            true => words::undo_replaced(number, by.number),
            false => words::undo_lifted(number, by.number),
        }));
    }
    if case.voided_at.is_some() || case.closed_at.is_some() {
        return Err(Error::refused(words::kept::undo_taken_back_already(number)));
    }
    if !is_undoable(case, cx.received) {
        return Err(Error::refused(words::kept::undo_too_late(number)));
    }
    Ok(())
}

/// Orders an action of its own, linked to the one it takes back.
async fn lift(cx: &Cx, case: &Case, by: Kind, takes_back: bool) -> Result<Reply> {
    let is_open = if takes_back { still_open(cx, case) } else { holds(cx, case) };
    if let Err(error) = is_open {
        return cx.refuse(error).await;
    }
    let reason = Some(words::for_server(words::undo_reason));
    let role = case.changed_role();
    let user = match case.subject() {
        Some(Subject::Person(user) | Subject::Role(user, _)) => user,
        Some(Subject::Channel(at)) => {
            let plan = ChannelPlan::take_back(by, case.number, at, reason);
            return channel::order(cx, plan.to(Audience::Update)).await;
        }
        None => return Err(Error::broken("a ban of nobody")),
    };
    let person = CommandUser::by_id(user, case.target_name.clone());
    let request = ActionRequest {
        parent: Some(case.number),
        takes_back,
        role,
        audience: Audience::Update,
        ..ActionRequest::new(by, person, reason)
    };
    order::order(cx, request).await
}

async fn void(cx: &Cx, case: &Case) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let number = case.number;
    let planned = PlannedAction { kind: case.kind, points: 0, ends_at: None, role: None };
    check::may_change(cx, case, planned, (None, None)).await?;
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    still_open(cx, case)?;
    let (reason, now) = (words::kept::undo_reason(), cx.app.clock.now());
    if !cases::case_void(order.tx(), case.guild, number, cx.caller(), reason, now).await? {
        return Err(Error::refused(words::kept::undo_taken_back_already(number)));
    }
    afterwards::receipt_given_up(order.tx(), case.guild, number).await?;
    let ordered = order.commit(&ShowUndone(case.into())).await?;
    ordered.run(|why| Reply::update(words::undo_meanwhile(number, why))).await
}

/// Makes the log and the receipt show that the case was taken back.
pub async fn run(job: JobContext<ShowUndone>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.0.number).await?;
    later::show(&job, &mut case).await?;
    let now = job.app.clock.now();
    Ok(Next::Done(Some(receipt::current(&job, &case, Audience::Update, now).await?)))
}
