//! Actions on channels: `/purge`, `/lock`, `/unlock`, `/slowmode`, `/lockdown`; Apps → Purge down to here.

mod lock;
mod lockdown;
mod purge;
mod slowmode;

use crate::actions::channel;
use crate::actions::lockdown::{end, start, step};
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("channels")
        .command(purge::command())
        .command(purge::menu())
        .command(lock::command())
        .command(lock::release())
        .command(slowmode::command())
        .command(lockdown::command())
        .controls(end::press)
        .job(start::run)
        .job(end::run)
        .job(step::run)
        .job(purge::run)
        .question(channel::agreed)
        .question(purge::agreed)
}
