//! One channel of a lockdown: locked or opened in its turn, as by `/lock` and `/unlock`, but reported with the rest.

use crate::actions::lockdown::jobs::{LockdownStep, Refusal, whole_of};
use crate::actions::{lock, outcome, retry};
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, Status};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::job::{JobContext, LeasedJob, Next};
use crate::store::{cases, jobs};
use crate::words;
use crate::words::Kept;

/// Locks or opens the channel.
pub async fn run(job: JobContext<LockdownStep>) -> Result<Next> {
    let mut part = outcome::find(&job, job.payload.case.number).await?;
    if part.status == Status::Pending {
        outcome::supersede(&job, &mut part).await?;
    }
    if part.status == Status::Pending {
        let whole = outcome::find(&job, part.parent.unwrap_or_default()).await?;
        if let Some(why) = hindrance(&job, &part, &whole).await? {
            outcome::failed(&job, &mut part, why).await?;
        } else {
            let done = act(&job, &mut part, &audit_reason(&whole)).await;
            match done {
                Err(error @ Error::Discord { .. }) if job.payload.refusal == Refusal::IsTriedAgain => {
                    return retry::refused(&job, &part, &error).await;
                }
                done => outcome::store(&job, &mut part, done).await?,
            }
        }
    }
    jobs::parent_make_due(job.db(), part.guild, part.parent.unwrap_or_default(), whole_of(&part)).await?;
    Ok(Next::Done(None))
}

async fn act(job: &LeasedJob, part: &mut Case, reason: &str) -> Result<Option<Kept>> {
    let at = part.channel.ok_or_else(|| Error::broken("a lockdown's case without its channel"))?;
    if part.kind.lasts() {
        lock::lock(job, part, at, reason).await
    } else {
        lock::unlock(job, part, at, reason).await
    }
}

/// Returns why nothing is to be done after all.
async fn hindrance(job: &LeasedJob, part: &Case, whole: &Case) -> Result<Option<Kept>> {
    let whole_job = jobs::job_of_case(job.db(), whole.guild, whole_of(part), whole.number).await?;
    // A step begun before Cancel was pressed is completed: Discord may have done it already.
    if whole_job.is_some_and(|whole| whole.cancelled_by.is_some()) && !job.is_resumed() {
        return Ok(Some(words::kept::lockdown_job_step_stopped()));
    }
    let Some(at) = part.channel.filter(|_| part.kind == Kind::Unlock) else { return Ok(None) };
    let held = cases::case_in_force(job.db(), part.guild, at, Kind::Lock).await?;
    Ok(held
        .filter(|lock| lock.parent != whole.parent)
        .map(|lock| words::kept::lockdown_job_step_anew(lock.number)))
}
