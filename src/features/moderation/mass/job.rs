//! The job of an action on many people.

use serde::{Deserialize, Serialize};

use crate::actions::work::{LongJob, Work, WorkProgress};
use crate::discord::rest::Urgency;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{InteractionId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::Member;
use crate::kernel::job::{Job, Stopper};
use crate::words::Kept;

/// An order for many people.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::features::moderation) struct MassAction {
    pub(super) number: i32,
    pub(super) interaction: InteractionId,
    /// The person who ordered it, with the roles that they had then.
    pub(super) caller: Member,
    /// The people, in ascending order.
    pub(super) ids: Vec<UserId>,
    pub(super) left_out: Vec<(UserId, String)>,
}

/// The progress of the job.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::features::moderation) struct Progress {
    /// The number of people whose turn is over. They have cases, which are the job's memory.
    pub(super) next: usize,
    /// The number of refusals in a row that may concern the whole server.
    pub(super) refusals: u32,
    /// The reason why it ended before everybody had their turn.
    pub(super) ended: Option<Kept>,
}

impl Job for MassAction {
    const KIND: &'static str = "mass_action";
    type Progress = WorkProgress<Progress>;
    const URGENCY: Urgency = Urgency::Long;

    fn concurrency_key(&self) -> ConcurrencyKey {
        // Mass bans and unbans of one server run one after the other.
        Self::key_of_kind()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.number)
    }

    fn stopped_by() -> Option<Stopper> {
        Some(Stopper::Here(Kind::Ban.permission()))
    }
}

impl LongJob for MassAction {
    type Own = Progress;
}

/// A run of that job.
pub(super) type Massing = Work<MassAction>;
