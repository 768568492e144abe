//! Running an action step by step: notice, call to Discord, outcome, log, and receipt.
//!
//! The case itself is the job's progress: a step whose outcome is in the case is not repeated.

use crate::actions::commit::RunAction;
use crate::actions::escalate::escalate;
use crate::actions::{call_off, keep, modlog, notice, outcome, perform, receipt, small_edit, softban};
use crate::domain::case::{Case, Status};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::job::{JobContext, Next};

/// Runs an action's job.
pub async fn run(mut job: JobContext<RunAction>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.case.number).await?;
    // Half a softban must be completed, not superseded.
    if case.status == Status::Pending && !job.progress.banned {
        outcome::supersede(&job, &mut case).await?;
        keep::end_superseded(&job, &mut case, job.payload.notice.ordered_by.get()).await?;
        call_off::call_off(&job, &mut case, job.payload.notice.ordered_by.get()).await?;
    }
    // Somebody who is removed can only be told before; a warning is its message. Others are told once it is done.
    let is_told_before = case.kind.removes() || case.kind == Kind::Warn;
    let is_untold = keep::is_kept(&case) || case.voided_at.is_some();
    if is_told_before && !matches!(case.status, Status::Failed(_)) && !is_untold {
        notice::send(&job, &mut case, &job.payload.notice).await?;
    }
    if case.status == Status::Pending {
        let done = act(&mut job, &mut case).await;
        outcome::store(&job, &mut case, done).await?;
    }
    match case.status {
        Status::Failed(_) if case.logged.is_none() => {
            notice::correct(&job, &case, &job.payload.notice).await?;
        }
        // What was voided meanwhile is lifted at once.
        Status::Applied if keep::is_kept(&case) || case.voided_at.is_some() => {}
        Status::Applied => notice::send(&job, &mut case, &job.payload.notice).await?,
        _ => {}
    }
    escalate(&mut job, &case).await?;
    modlog::post(&job, &mut case, job.payload.notice.ordered_by).await?;
    notice::refresh(&job, &mut case).await?;
    let now = job.app.clock.now();
    Ok(Next::Done(Some(receipt::current(&job, &case, job.payload.audience, now).await?)))
}

async fn act(job: &mut JobContext<RunAction>, case: &mut Case) -> Result<Option<String>> {
    match (case.kind, case.target, &job.payload.edit) {
        (Kind::Softban, Some(target), _) => softban::softban(job, case, target).await,
        (_, Some(target), Some(edit)) => small_edit::make(job, case, target, edit).await,
        _ => perform::perform(job, case, job.payload.notice.ordered_by.get()).await,
    }
}
