//! Later truth: what a case became reaches those who were told before.

use crate::actions::afterwards::ShowCase;
use crate::actions::{self, appealable, modlog, notice, outcome};
use crate::domain::case::Case;
use crate::error::Result;
use crate::kernel::job::{JobContext, LeasedJob, Next};
use crate::store::reports;

/// Makes the log post, the direct message and an open appeal show a case as it is now, and the case what the record has.
pub async fn show(job: &LeasedJob, case: &mut Case) -> Result<()> {
    modlog::show(job, case).await?;
    if let Some(report) = reports::report_of_case(job.db(), case.guild, case.number).await? {
        let mut tx = job.step().await?;
        actions::reports::changed(&mut tx, case.guild, report, case.created_at).await?;
        tx.commit().await?;
    }
    notice::refresh(job, case).await?;
    appealable::case_changed(job, case).await
}

/// Runs the job.
pub async fn run(job: JobContext<ShowCase>) -> Result<Next> {
    let mut case = outcome::find(&job, job.payload.number).await?;
    show(&job, &mut case).await?;
    Ok(Next::Done(None))
}
