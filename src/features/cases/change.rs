//! `/case edit`, `/case void`: correcting the record. Author, time, old and new values stay in the case's history.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actions::commit::RunAction;
use crate::actions::{afterwards, check, earned, later, outcome, receipt, schedule};
use crate::discord::error_code;
use crate::domain::case::{Case, Status};
use crate::domain::concurrency::{CaseRef, ConcurrencyKey};
use crate::domain::kind::Kind;
use crate::domain::policy::PlannedAction;
use crate::domain::text::words;
use crate::error::{Error, Result};
use crate::features::cases::call_off::{self, CallOffCase};
use crate::features::cases::case_view::find;
use crate::features::cases::end::{self, TimeoutEdit};
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::cases::{self, EndMoved};
use crate::store::jobs;
use crate::words;

/// The number of looks at steps of the ladder that are being carried out, and the time between two.
const STEPS: i32 = 5;
const SOON: SignedDuration = SignedDuration::from_secs(1);

/// The change that was ordered.
pub(super) enum Change {
    Edit { reason: Option<String>, points: Option<i32>, duration: Option<String>, appeal: Option<bool> },
    Void { reason: String },
}

/// The job of a change, which brings Discord and the log in line with the record.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ChangeCase {
    case: CaseRef,
    done: String,
    moved: Option<EndMoved>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Progress {
    told: Option<TimeoutEdit>,
}

impl Job for ChangeCase {
    const KIND: &'static str = "case_change";
    type Progress = Progress;

    fn concurrency_key(&self) -> ConcurrencyKey {
        if self.moved.is_some() {
            // A call to Discord must wait its turn with other actions on that member.
            return self.case.key.clone();
        }
        ConcurrencyKey::Case(self.case.number)
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.case.number)
    }
}

/// Writes the change, then makes the mod-log post show it.
pub(super) async fn change(cx: &Cx, number: i64, change: Change) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let mut case = find(cx, number).await?;
    let number = case.number;
    let ends = match &change {
        Change::Edit { duration: Some(text), .. } => Some(end::wanted(cx, &case, text).await?),
        _ => None,
    };
    let points_now = match &change {
        Change::Edit { points: Some(points), .. } => *points,
        _ => case.points,
    };
    let planned = PlannedAction {
        kind: case.kind,
        points: points_now.unsigned_abs(),
        ends_at: ends.unwrap_or(case.ends_at),
        role: case.changed_role(),
    };
    check::may_change(cx, &case, planned, (None, None)).await?;
    if case.status == Status::Pending
        && let Change::Void { reason } = change
    {
        return call_off(cx, case, &reason).await;
    }
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let (now, mut moved) = (cx.app.clock.now(), None);
    let done = match change {
        Change::Edit { reason: None, points: None, duration: None, appeal: None } => {
            return Err(Error::refused(words::cases_nothing_to_change()));
        }
        Change::Edit { points: Some(_), .. } if !case.kind.facts().has_points => {
            return Err(Error::refused(words::cases_without_points(number)));
        }
        Change::Edit { appeal: Some(_), .. } if !case.kind.is_appealable() => {
            return Err(Error::refused(words::cases_without_appeal(number)));
        }
        Change::Edit { reason: Some(reason), .. } if words(&reason).is_none() => {
            return Err(Error::refused(words::cases_reason_blank()));
        }
        Change::Edit { reason, points, appeal, .. } => {
            if let Some(ends) = ends {
                moved = schedule::move_end(order.tx(), &mut case, Some(cx.caller()), ends, now).await?;
                if moved.is_none() {
                    return Err(end::over(&case));
                }
            }
            cases::case_edit(
                order.tx(),
                &case,
                cx.caller(),
                reason.and_then(|text| words(&text)).as_deref(),
                points,
                appeal.map(|appeal| !appeal),
            )
            .await?;
            match moved {
                Some(moved) => end::changed(number, moved.new),
                None => words::cases_changed(number),
            }
        }
        // Voiding it would end its timer, and leave its effect in place.
        Change::Void { .. } if is_in_force(&case, now) => {
            // A slowmode is lifted by setting another.
            let by = case.kind.undone_by().filter(|by| *by != Kind::Unslow).unwrap_or(case.kind);
            return Err(Error::refused(words::cases_still_holds(number, words::command(&by.command()))));
        }
        Change::Void { reason } => {
            let Some(reason) = words(&reason) else {
                return Err(Error::refused(words::cases_void_reason_blank()));
            };
            if !cases::case_void(order.tx(), case.guild, number, cx.caller(), reason.into(), now).await? {
                return Err(Error::refused(words::cases_voided_before(number)));
            }
            words::cases_voided(number)
        }
    };
    afterwards::receipt_changed(order.tx(), case.guild, number).await?;
    let ordered = order.commit(&ChangeCase { case: (&case).into(), done: done.clone(), moved }).await?;
    ordered.run(|why| Reply::private(format!("{done} {} {why}", words::cases_log_later()))).await
}

/// Voids what is pending: its job calls it off, or it is lifted as soon as it took effect.
async fn call_off(cx: &Cx, case: Case, reason: &str) -> Result<Reply> {
    let Some(reason) = words(reason) else { return Err(Error::refused(words::cases_void_reason_blank())) };
    if let Some(by) = case.kind.undone_by() {
        gate::permitted(&cx.at, by.permission())?;
    }
    call_off::can_be_called_off(&cx.app.db, &case).await?;
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let (by, name) = (cx.caller(), cx.at.user.name.clone());
    let job = CallOffCase { case: (&case).into(), by, name, reason };
    call_off::void(order.tx(), &case, &job, cx.app.clock.now()).await?;
    let ordered = order.commit(&job).await?;
    match ordered.run(|_| call_off::meanwhile(case.number)).await? {
        Reply::Deferred => Ok(call_off::meanwhile(case.number)),
        reply => Ok(reply),
    }
}

fn is_in_force(case: &Case, now: Timestamp) -> bool {
    let is_permanent = case.kind.is_permanent() && case.ends_at.is_none();
    case.is_in_force() && !case.is_spent(now) && !is_permanent
}

/// Sends Discord a timeout's new end, and makes the log post show the case as it is now.
pub(super) async fn run(mut job: JobContext<ChangeCase>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.case.number).await?;
    let refused = match job.payload.moved {
        Some(moved) if case.kind.ends_by_itself() => tell(&mut job, &mut case, moved).await?,
        _ => None,
    };
    later::show(&job, &mut case).await?;
    let steps = earned::unearned(job.db(), &case).await?;
    if job.stored.attempts < STEPS && steps.iter().any(|step| step.status == Status::Pending) {
        // Those are called off by their own jobs, or in force soon.
        for step in &steps {
            jobs::case_make_due(job.db(), case.guild, step.number, RunAction::KIND).await?;
        }
        return Ok(Next::RetryAt(job.app.clock.now() + SOON));
    }
    let said = refused.unwrap_or_else(|| job.payload.done.clone());
    Ok(Next::Done(Some(Reply::private(said).with_buttons(receipt::offers(&steps)))))
}

/// Sends Discord the new end, once. If Discord refuses, restores the old end and returns the sentence for the
/// moderator.
async fn tell(job: &mut JobContext<ChangeCase>, case: &mut Case, moved: EndMoved) -> Result<Option<String>> {
    if job.progress.told.is_none() {
        let told = end::time_out(job, case).await?;
        let mut tx = job.step().await?;
        if matches!(told, TimeoutEdit::Refused(_)) && case.ends_at == moved.new {
            schedule::move_end(&mut tx, case, None, moved.old, job.app.clock.now()).await?;
        }
        job.progress.told = Some(told);
        job.save_in(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(match job.progress.told {
        Some(TimeoutEdit::Refused(code)) => {
            Some(words::cases_end_stays(case.number, error_code::text(code), code))
        }
        _ => None,
    })
}
