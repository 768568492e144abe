//! Acting on channels: `/purge`, `/lock`, `/unlock`, `/slowmode`.

mod lock;
mod purge;
mod slowmode;

use twilight_model::guild::Permissions;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("channels")
        .command(purge::command())
        .command(lock::command())
        .command(lock::release())
        .command(slowmode::command())
        .work(purge::JOB, Permissions::MANAGE_MESSAGES, purge::carry)
}
