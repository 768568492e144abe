//! The outcome of an action in the record: applied, failed or superseded, and what that closes.

use sqlx::Connection;

use crate::actions::afterwards;
use crate::discord::error_code;
use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::{ActionOutcome, StepOutcome};
use crate::store::{cases, jobs};
use crate::words;
use crate::words::Kept;

/// Finds the case of a job. The two were committed together, so a missing case was erased, and the job with it.
pub(crate) async fn find(job: &LeasedJob, number: i32) -> Result<Case> {
    cases::case_find(job.db(), job.guild(), number).await?.ok_or(Error::LeaseLost)
}

/// Fails a case whose action had to wait until a later one was carried out: the later order is the one that is wanted.
pub(crate) async fn supersede(job: &LeasedJob, case: &mut Case) -> Result<()> {
    match cases::case_superseded_by(job.db(), case).await? {
        Some(later) => superseded(job, case, later).await,
        None => Ok(()),
    }
}

/// Fails a case that another one superseded.
pub(super) async fn superseded(job: &LeasedJob, case: &mut Case, later: i32) -> Result<()> {
    failed(job, case, words::kept::outcome_superseded(later)).await
}

/// Stores the outcome of the action. A refusal is an outcome.
///
/// # Errors
/// Any other error, which is worth another try.
pub(crate) async fn store(job: &LeasedJob, case: &mut Case, done: Result<Option<Kept>>) -> Result<()> {
    match done {
        Ok(summary) => applied(job, case, summary).await,
        Err(Error::Discord { code, .. }) => {
            failed(job, case, words::kept::outcome_refused(error_code::meaning(code), code)).await
        }
        Err(Error::Refused(why)) => failed(job, case, why).await,
        Err(other) => Err(other),
    }
}

/// Stores that the action was not carried out, and why.
pub(crate) async fn failed(job: &LeasedJob, case: &mut Case, why: Kept) -> Result<()> {
    let action = Some(ActionOutcome::Failed(why));
    step(job, case, StepOutcome { action, ..StepOutcome::default() }).await
}

/// Stores the outcome of a step, and what else the record has of the case by now.
pub(crate) async fn step(job: &LeasedJob, case: &mut Case, outcome: StepOutcome) -> Result<()> {
    let mut db = job.db().acquire().await?;
    cases::case_step(&mut db, &job.stored, case, outcome).await?;
    job.lease_is_prolonged();
    Ok(())
}

/// Stores that the action was carried out, and what it replaces or ends.
pub(crate) async fn applied(job: &LeasedJob, case: &mut Case, summary: Option<Kept>) -> Result<()> {
    // What takes a case back ends that case.
    let mut db = job.db().acquire().await?;
    if (case.parent.is_none() || case.kind.lasts())
        && cases::case_applied_alone(&mut db, &job.stored, case, summary.clone()).await?
    {
        job.lease_is_prolonged();
        return Ok(());
    }
    let mut tx = db.begin().await?;
    let action = Some(ActionOutcome::Applied(summary));
    cases::case_step(&mut tx, &job.stored, case, StepOutcome { action, ..StepOutcome::default() }).await?;
    job.lease_is_prolonged();
    if !case.kind.closes().is_empty() {
        let closed = cases::cases_close(&mut tx, case).await?;
        afterwards::changed(&mut tx, case.guild, &closed, case.created_at).await?;
        case.ended = closed.into_iter().max();
        case.parent = case.parent.or(case.ended.filter(|_| !case.kind.lasts()));
        let key = std::iter::once(ConcurrencyKey::of_case(case));
        jobs::superseded_make_due(&mut *tx, case.guild, key, case.number).await?;
    }
    Ok(tx.commit().await?)
}
