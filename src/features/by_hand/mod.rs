//! Cases for actions by hand: bans, unbans, kicks and timeouts that Gavel did not carry out, reported by the sidecar at
//! once or read from the audit log; and AutoMod's hits.

mod hits;
mod poll;
mod record;

use crate::domain::event::EventKind;
use crate::domain::settings::Settings;
use crate::kernel::event_jobs::Hook;
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("manual")
        .on(Hook::new(EventKind::AuditEntry, record::RecordByHand, is_on))
        .on(Hook::new(EventKind::AutomodHit, hits::CountAutomodHit, is_on))
        .job(record::record)
        .job(hits::count)
        .periodic(poll::poll)
}

fn is_on(settings: &Settings) -> bool {
    !settings.ignores_manual
}
