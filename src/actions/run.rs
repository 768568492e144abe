//! Running an action step by step: notice, call to Discord, outcome, log, and receipt.
//!
//! The case itself is the job's progress: a step whose outcome is in the case is not repeated.

use crate::actions::commit::RunAction;
use crate::actions::escalate::escalate;
use crate::actions::known::Known;
use crate::actions::notice::Told;
use crate::actions::{call_off, keep, modlog, notice, outcome, perform, receipt, small_edit, softban};
use crate::domain::case::{Case, Status};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::job::{JobContext, Next};
use crate::store::cases::{self, ActionOutcome, StepOutcome};
use crate::words::Kept;

/// Runs an action's job.
pub async fn run(mut job: JobContext<RunAction>) -> Result<Next> {
    let mut case = match job.known::<Known>() {
        Some(known) => known.case.clone(),
        None => outcome::find(&job, job.payload.case.number).await?,
    };
    // Half a softban must be completed, not superseded.
    if case.status == Status::Pending && !job.progress.banned {
        supersede(&job, &mut case).await?;
        keep::end_superseded(&job, &mut case, job.payload.notice.ordered_by.get()).await?;
        call_off::call_off(&job, &mut case, job.payload.notice.ordered_by.get()).await?;
    }
    // Somebody who is removed can only be told before; a warning is its message. Others are told once it is done.
    let is_told_before = case.kind.removes() || case.kind == Kind::Warn;
    let is_untold = keep::is_kept(&case) || case.voided_at.is_some();
    if is_told_before && !matches!(case.status, Status::Failed(_)) && !is_untold {
        let told = notice::tell(&job, &case, &job.payload.notice).await?;
        let mut step = told.map(Told::step);
        if case.status == Status::Pending && is_record(&case) {
            // Nothing is called between the message and the action, so that they are one step.
            let action = Some(ActionOutcome::Applied(None));
            step = Some(StepOutcome { action, ..step.unwrap_or_default() });
        }
        if let Some(step) = step {
            outcome::step(&job, &mut case, step).await?;
        }
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

/// Returns `true` for an action that is done with its record and its message.
fn is_record(case: &Case) -> bool {
    case.kind == Kind::Warn && case.message.is_none()
}

/// Ends a case that a later one overtook. It took effect before that, if an earlier run did it and every answer was lost.
async fn supersede(job: &JobContext<RunAction>, case: &mut Case) -> Result<()> {
    // A job that began with its order did not wait. Only what another lifted in that instant is nothing to lift any more.
    let lifts = case.kind.undoes().is_some() && !case.kind.lasts();
    if case.status != Status::Pending || job.known::<Known>().is_some() && !lifts {
        return Ok(());
    }
    let Some(later) = cases::case_superseded_by(job.db(), case).await? else { return Ok(()) };
    if !job.is_resumed() || !keep::is_done(job, case, job.payload.notice.ordered_by.get()).await? {
        return outcome::superseded(job, case, later).await;
    }
    let later = cases::case_find(job.db(), case.guild, later).await?;
    let mut tx = job.step().await?;
    cases::case_applied(&mut tx, case, None).await?;
    cases::case_close(&mut tx, case, later.as_ref()).await?;
    Ok(tx.commit().await?)
}

async fn act(job: &mut JobContext<RunAction>, case: &mut Case) -> Result<Option<Kept>> {
    job.confirm().await?;
    match (case.kind, case.target, &job.payload.edit) {
        (Kind::Softban, Some(target), _) => softban::softban(job, case, target).await,
        (_, Some(target), Some(edit)) => small_edit::make(job, case, target, edit).await,
        _ => perform::perform(job, case, job.payload.notice.ordered_by.get()).await,
    }
}
