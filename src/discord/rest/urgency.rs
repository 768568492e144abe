//! The urgency of calls: the order in which those leave that wait for the global limit.

use crate::domain::call_share::LEAST;

tokio::task_local! {
    static URGENCY: Urgency;
}

/// The order in which calls leave that wait for the global limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody waits for it.
    Awaited,
    /// It is due.
    Due,
    /// It is one of very many that somebody ordered together.
    Long,
    /// It may come later: a post in a log, a greeting, a look at the audit log.
    Routine,
}

impl Urgency {
    /// Returns how many calls of a share are kept from calls of this urgency, for the more urgent: none of the least share,
    /// which one order may need as a whole.
    pub(super) fn kept_from(self, share: usize) -> usize {
        let kept = match self {
            Self::Awaited => 0,
            Self::Due => share / 10,
            Self::Long | Self::Routine => share / 5,
        };
        kept.min(share.saturating_sub(LEAST as usize))
    }
}

/// Runs a future whose calls are this urgent, or less if it runs within one that is less.
pub async fn urgently<T>(urgency: Urgency, calls: impl Future<Output = T>) -> T {
    let around = URGENCY.try_with(|urgency| *urgency).unwrap_or(Urgency::Awaited);
    URGENCY.scope(urgency.max(around), calls).await
}

/// Returns the urgency of the calls made here.
pub(super) fn present() -> Urgency {
    URGENCY.try_with(|urgency| *urgency).unwrap_or(Urgency::Due)
}
