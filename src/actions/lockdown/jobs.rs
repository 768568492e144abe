//! The jobs of a lockdown: its beginning, its end, and one for each channel.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::actions::lockdown::parts::Own;
use crate::actions::work::{LongJob, WorkProgress};
use crate::discord::rest::Urgency;
use crate::domain::case::Case;
use crate::domain::concurrency::{CaseRef, ConcurrencyKey};
use crate::domain::ids::{ChannelId, InteractionId};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::job::{self, Job, Stopper};
use crate::kernel::reply::Audience;
use crate::words::Kept;

/// The job of a lockdown as a whole.
#[derive(Debug, Serialize, Deserialize)]
pub struct StartLockdown {
    pub(super) case: CaseRef,
    pub(super) interaction: InteractionId,
    /// The channels in which nothing is done, and why.
    pub(super) skipped: Vec<(ChannelId, Kept)>,
    /// The number of chosen channels that no longer exist.
    pub(super) gone: usize,
}

impl Job for StartLockdown {
    const KIND: &'static str = "start_lockdown";
    type Progress = WorkProgress<Own>;
    const URGENCY: Urgency = Urgency::Long;

    fn stopped_by() -> Option<Stopper> {
        Some(Stopper::InServer(Kind::Lockdown.permission()))
    }

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.case.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.case.number)
    }
}

impl LongJob for StartLockdown {
    type Own = Own;
}

/// The job of the end of a lockdown as a whole.
#[derive(Debug, Serialize, Deserialize)]
pub struct EndLockdown {
    pub(super) case: CaseRef,
    /// The id below which no post of this end can be.
    pub(super) since: InteractionId,
    pub(super) audience: Audience,
    pub(super) refusal: Refusal,
}

impl Job for EndLockdown {
    const KIND: &'static str = "end_lockdown";
    type Progress = WorkProgress<Own>;
    const URGENCY: Urgency = Urgency::Long;

    fn stopped_by() -> Option<Stopper> {
        Some(Stopper::InServer(Kind::LockdownEnd.permission()))
    }

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.case.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.case.number)
    }
}

impl LongJob for EndLockdown {
    type Own = Own;
}

/// The meaning of a refusal from Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The refusal is reported, and the step ends.
    IsFinal,
    /// The step is retried until it works, as timers are, because nobody is there to be told.
    IsTriedAgain,
}

/// The job of one channel.
#[derive(Debug, Serialize, Deserialize)]
pub struct LockdownStep {
    pub(super) case: CaseRef,
    pub(super) refusal: Refusal,
}

impl Job for LockdownStep {
    const KIND: &'static str = "lockdown_step";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.case.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.case.number)
    }
}

/// Adds the job of a channel's case, in the transaction that opens it.
pub(super) async fn add_step(tx: &mut PgConnection, part: &Case, refusal: Refusal) -> Result<()> {
    job::add(tx, part.guild, &LockdownStep { case: part.into(), refusal }, part.created_at).await
}

/// Returns the kind of the job that waits for a channel.
pub(super) fn whole_of(part: &Case) -> &'static str {
    if part.kind == Kind::Lock { StartLockdown::KIND } else { EndLockdown::KIND }
}
