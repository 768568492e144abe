//! Hits of AutoMod rules: counted, without what was written.

use serde::{Deserialize, Serialize};

use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventData};
use crate::error::{Error, Result};
use crate::kernel::event_jobs;
use crate::kernel::job::{Job, JobContext, Next};
use crate::store::automod;

/// The job that counts a hit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CountAutomodHit(pub(super) Event);

impl Job for CountAutomodHit {
    const KIND: &'static str = "count_automod_hit";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        event_jobs::key_of_person(&self.0)
    }
}

/// Counts the hit, once.
pub(super) async fn count(job: JobContext<CountAutomodHit>) -> Result<Next> {
    let event = &job.payload.0;
    let EventData::AutomodHit(hit) = &event.what else { return Err(Error::broken("a hit that is none")) };
    let mut tx = job.step().await?;
    automod::hit_record(&mut tx, event.guild, hit, event.at).await?;
    tx.commit().await?;
    Ok(Next::Done(None))
}
