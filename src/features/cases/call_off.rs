//! `/case void` of a case that is pending: it is called off, or lifted as soon as it took effect.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::actions::commit::{RunAction, follow};
use crate::actions::notice::Notice;
use crate::actions::unchecked::CheckOrder;
use crate::actions::{check, later, outcome, retry};
use crate::domain::case::{Case, NewCase, Status};
use crate::domain::concurrency::{CaseRef, ConcurrencyKey};
use crate::domain::ids::UserId;
use crate::domain::text::plain;
use crate::error::{Error, Result};
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::Reply;
use crate::store::{cases, jobs};
use crate::words;

/// The longest time between two looks at whether the action has its outcome.
const LONGEST: i64 = 15;

/// The job that sees to a case that was voided while it was pending.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CallOffCase {
    pub case: CaseRef,
    pub by: UserId,
    /// Their name at that time.
    pub name: String,
    pub reason: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Progress {
    /// The case that lifts what took effect after all.
    lift: Option<i32>,
}

impl Job for CallOffCase {
    const KIND: &'static str = "call_off_case";
    type Progress = Progress;

    /// That of the action: while this job runs, the action does not.
    fn concurrency_key(&self) -> ConcurrencyKey {
        self.case.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.case.number)
    }
}

/// The jobs that carry out a case, or check it first.
const ACTING: [&str; 2] = [CheckOrder::KIND, RunAction::KIND];

/// Checks that a pending case can be called off.
///
/// # Errors
/// A refusal if the case is part of a longer work, which is to be stopped as a whole.
pub(super) async fn can_be_called_off(db: &sqlx::PgPool, case: &Case) -> Result<()> {
    for kind in ACTING {
        if jobs::job_of_case(db, case.guild, kind, case.number).await?.is_some() {
            return Ok(());
        }
    }
    Err(Error::refused(match case.parent.filter(|_| !case.kind.is_on_server()) {
        Some(whole) => words::cases_under_way_part(case.number, whole),
        None => words::cases_under_way(case.number),
    }))
}

/// Runs the job: waits for the outcome of the action, and lifts what took effect.
pub(super) async fn run(mut job: JobContext<CallOffCase>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.case.number).await?;
    let number = case.number;
    let said = match &case.status {
        Status::Pending => {
            for kind in ACTING {
                jobs::case_make_due(job.db(), case.guild, number, kind).await?;
            }
            let wait = SignedDuration::from_secs(i64::from(job.stored.attempts).clamp(1, LONGEST));
            return Ok(Next::RetryAt(job.app.clock.now() + wait));
        }
        Status::Failed(why) => words::cases_not_applied(number, plain(&why.text())),
        Status::Applied => match lift(&mut job, &case).await? {
            Some(lift) => words::cases_lifted_late(number, lift),
            None => words::cases_voided_late(number),
        },
    };
    later::show(&job, &mut case).await?;
    Ok(Next::Done(Some(Reply::private(said))))
}

/// Orders, once, the lift of what took effect. Returns the number of its case.
async fn lift(job: &mut JobContext<CallOffCase>, case: &Case) -> Result<Option<i32>> {
    let Some(kind) = case.kind.undone_by().filter(|_| case.is_in_force() || job.progress.lift.is_some())
    else {
        return Ok(None);
    };
    if job.progress.lift.is_some() {
        return Ok(job.progress.lift);
    }
    let seen = check::look_into(&job.app, case.guild).await?;
    let new = NewCase {
        target: case.target,
        target_name: case.target_name.clone(),
        channel: case.channel,
        role: case.changed_role(),
        reason: Some(job.payload.reason.clone()),
        parent: Some(case.number),
        ..NewCase::new(case.guild, kind, job.payload.by, &job.payload.name)
    };
    let mut tx = job.step().await?;
    let mut notice = Notice::none(retry::since(case)).of(kind, &seen.settings, None);
    notice.server = seen.guild.name;
    let lift = follow(&mut tx, &new, notice).await?;
    job.progress.lift = Some(lift.number);
    job.save_in(&mut tx).await?;
    tx.commit().await?;
    Ok(Some(lift.number))
}

/// The reply while it is not known yet whether the action took effect.
pub(super) fn meanwhile(number: i32) -> Reply {
    Reply::private(words::cases_calling_off(number)).provisional()
}

/// Voids the pending case, in the transaction of the order.
pub(super) async fn void(
    tx: &mut sqlx::PgConnection,
    case: &Case,
    job: &CallOffCase,
    now: jiff::Timestamp,
) -> Result<()> {
    if cases::case_void(tx, case.guild, case.number, job.by, job.reason.as_str().into(), now).await? {
        return Ok(());
    }
    Err(Error::refused(words::cases_voided_before(case.number)))
}
