//! The job of an order on many.

use serde::{Deserialize, Serialize};

use crate::actions::work::{LongJob, Work, WorkProgress};
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{InteractionId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::Member;
use crate::kernel::job::{Job, Stopper};

/// An order on many.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::features::moderation) struct MassAction {
    pub(super) number: i32,
    pub(super) interaction: InteractionId,
    /// Who ordered it, with the roles that they had then.
    pub(super) caller: Member,
    /// Ascending.
    pub(super) ids: Vec<UserId>,
    pub(super) left_out: Vec<(UserId, String)>,
}

/// How far it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::features::moderation) struct Progress {
    /// How many have had their turn: they have cases, which are the job's memory.
    pub(super) next: usize,
    /// How many refusals came one after the other that may be about the server.
    pub(super) refusals: u32,
    /// Why it ended before everybody had their turn.
    pub(super) ended: Option<String>,
}

impl Job for MassAction {
    const KIND: &'static str = "mass_action";
    type Progress = WorkProgress<Progress>;

    fn concurrency_key(&self) -> ConcurrencyKey {
        // Mass bans and unbans of one server come one after the other.
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
