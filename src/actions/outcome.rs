//! The outcome of an action in the record: applied, failed or superseded, and what that closes.

use crate::actions::afterwards;
use crate::discord::error_code;
use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::{cases, jobs};

/// Finds the case of a job. The two were committed together, so a missing case was erased, and the job with it.
pub(crate) async fn find(job: &LeasedJob, number: i32) -> Result<Case> {
    cases::case_find(job.db(), job.guild(), number).await?.ok_or(Error::LeaseLost)
}

/// Fails a case whose action had to wait until a later one was carried out: the later order is the one that is wanted.
pub(crate) async fn supersede(job: &LeasedJob, case: &mut Case) -> Result<()> {
    match cases::case_superseded_by(job.db(), case).await? {
        Some(later) => failed(job, case, &format!("case #{later} was carried out first")).await,
        None => Ok(()),
    }
}

/// Stores the outcome of the action. A refusal is an outcome.
///
/// # Errors
/// Any other error, which is worth another try.
pub(crate) async fn store(job: &LeasedJob, case: &mut Case, done: Result<Option<String>>) -> Result<()> {
    match done {
        Ok(summary) => applied(job, case, summary).await,
        Err(Error::Discord { code, .. }) => {
            failed(job, case, &format!("{} (code {code})", error_code::text(code))).await
        }
        Err(Error::Refused(why)) => failed(job, case, &why).await,
        Err(other) => Err(other),
    }
}

/// Stores that the action was not carried out, and why.
pub(crate) async fn failed(job: &LeasedJob, case: &mut Case, why: &str) -> Result<()> {
    let mut tx = job.step().await?;
    cases::case_failed(&mut tx, case, why).await?;
    Ok(tx.commit().await?)
}

/// Stores that the action was carried out, and what it replaces or ends.
pub(crate) async fn applied(job: &LeasedJob, case: &mut Case, summary: Option<String>) -> Result<()> {
    let mut tx = job.step().await?;
    cases::case_applied(&mut tx, case, summary).await?;
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
