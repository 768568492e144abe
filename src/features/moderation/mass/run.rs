//! The job of an action on many: turn after turn, then the log and the result.

use std::time::Duration;

use crate::actions::work::Work;
use crate::actions::{modlog, outcome};
use crate::discord::error_code;
use crate::domain::case::{Case, Status};
use crate::error::{Error, Result};
use crate::features::moderation::mass::job::{MassAction, Massing};
use crate::features::moderation::mass::outcomes::Outcomes;
use crate::features::moderation::mass::result;
use crate::features::moderation::mass::turn::{MassTurn, Until};
use crate::kernel::job::{JobContext, Next};
use crate::store::cases;
use crate::words;

/// The delay before another look if somebody else is acting on all who remain.
const BUSY: Duration = Duration::from_secs(1);

/// Runs the job of an action on many.
pub(in crate::features::moderation) async fn run(job: JobContext<MassAction>) -> Result<Next> {
    let ordered = job.payload.clone();
    let mut case = outcome::find(&job, ordered.number).await?;
    let mut work = Work::open(job, || words::mass_title(case.number, case.kind.title()));
    if case.status == Status::Pending {
        work.set_total(u64::try_from(ordered.ids.len()).map_err(Error::broken)?);
        work.own.ended = match MassTurn::begin(&mut work, &ordered, &case).await {
            Ok(Until::Later) => return Ok(Next::Yield),
            Ok(Until::Free) => return Ok(Next::RetryAt(work.job.app.clock.now() + BUSY)),
            Ok(Until::Over) => None,
            Ok(Until::Cancelled(by)) => Some(words::kept::mass_cancelled(by)),
            Ok(Until::Refused(code)) | Err(Error::Discord { code, .. }) => {
                Some(error_code::meaning(code).open())
            }
            Err(Error::Refused(why)) => Some(why.open()),
            Err(other) => return Err(other),
        };
        conclude(&mut work, &mut case).await?;
    }
    let file = result::list(&work, &ordered, &case).await?;
    let files = vec![file.clone()];
    if let Some(why) = modlog::post_whole(&work.job, &mut case, ordered.interaction, files).await? {
        tracing::info!(guild = %case.guild, case = case.number, why = why.text(), "the log did not take a list");
        modlog::post(&work.job, &mut case, ordered.interaction).await?;
    }
    work.end(result::reply(&case, file)).await
}

/// Stores the result.
async fn conclude(work: &mut Massing, case: &mut Case) -> Result<()> {
    finish_unsure(work, case).await?;
    let counts = work.counts();
    let summary = result::summary(case.kind, counts, work.own.ended.as_ref());
    let mut tx = work.job.step().await?;
    work.save_in(&mut tx).await?;
    if counts.done > 0 {
        cases::case_applied(&mut tx, case, Some(summary)).await?;
    } else {
        cases::case_failed(&mut tx, case, summary).await?;
    }
    Ok(tx.commit().await?)
}

/// Settles the cases that are still pending: done if Discord says so, otherwise failed, because their turn came too
/// late.
async fn finish_unsure(work: &mut Massing, case: &Case) -> Result<()> {
    let each = case.kind.each().ok_or_else(|| Error::broken("an order on nobody"))?;
    let waiting = cases::children_waiting(work.job.db(), case, each.kind().competing()).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let (discord, mut outcomes) = (work.job.app.discord.clone(), Outcomes::default());
    let (left, why) = match outcomes.learn(&discord, case, each, waiting.clone()).await {
        Ok(undone) => (undone, words::kept::mass_ended()),
        Err(Error::Discord { .. }) => (waiting, words::kept::mass_ended_unsure()),
        Err(other) => return Err(other),
    };
    outcomes.failed.extend(left.into_iter().map(|one| (one, why.clone())));
    outcomes.store(work, case, each).await
}
