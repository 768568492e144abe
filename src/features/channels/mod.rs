//! Acting on channels: `/purge`, `/lock`, `/unlock`, `/slowmode`; Apps → Purge down to here.

mod lock;
mod purge;
mod slowmode;

use twilight_model::guild::Permissions;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("channels")
        .command(purge::command())
        .command(purge::menu())
        .command(lock::command())
        .command(lock::release())
        .command(slowmode::command())
        .work(purge::JOB, Permissions::MANAGE_MESSAGES, purge::carry)
        .controls(purge::press)
        .job(purge::OFFER, purge::expire)
}
