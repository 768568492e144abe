//! The job of a purge.

use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::scan::PurgeProgress;
use crate::actions::work::{LongJob, Work, WorkProgress};
use crate::discord::rest::Urgency;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::InteractionId;
use crate::domain::kind::Kind;
use crate::kernel::job::{Job, Stopper};

/// A purge that was ordered.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::features::channels) struct PurgeMessages {
    pub(super) number: i32,
    pub(super) plan: Plan,
    pub(super) interaction: InteractionId,
}

impl Job for PurgeMessages {
    const KIND: &'static str = "purge_messages";
    type Progress = WorkProgress<PurgeProgress>;
    const URGENCY: Urgency = Urgency::Long;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Channel(self.plan.channel)
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.number)
    }

    fn stopped_by() -> Option<Stopper> {
        Some(Stopper::Here(Kind::Purge.permission()))
    }
}

impl LongJob for PurgeMessages {
    type Own = PurgeProgress;
    const IS_PRIVATE: bool = true;
}

/// A run of that job.
pub(super) type Purging = Work<PurgeMessages>;
