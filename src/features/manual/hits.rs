//! A hit of an AutoMod rule: counted, never what was written.

use crate::domain::event::{Event, What};
use crate::error::{Error, Result};
use crate::kernel::worker::{Next, Task};
use crate::store::automod;

/// The job's name.
pub(super) const JOB: &str = "automod_hit";

/// Counts it, once.
pub(super) async fn count(task: Task) -> Result<Next> {
    let event: Event = task.payload()?;
    let What::AutomodHit(hit) = &event.what else { return Err(Error::broken("a hit that is none")) };
    let mut tx = task.step().await?;
    automod::hit_record(&mut tx, event.guild, hit, event.at).await?;
    tx.commit().await?;
    Ok(Next::Done(None))
}
