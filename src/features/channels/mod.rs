//! Acting on channels: `/purge`, `/lock`, `/unlock`, `/slowmode`, `/lockdown`; Apps → Purge down to here.

mod lock;
mod lockdown;
mod purge;
mod slowmode;

use twilight_model::guild::Permissions;

use crate::actions::lockdown::{end, press, start, step};
use crate::domain::kind::Kind;
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
        .controls(press)
        .server_work(start::JOB, Kind::Lockdown.permission(), start::carry)
        .server_work(end::JOB, Kind::LockdownEnd.permission(), end::carry)
        .job(step::JOB, step::carry)
        .work(purge::JOB, Permissions::MANAGE_MESSAGES, purge::carry)
        .controls(purge::press)
        .job(purge::OFFER, purge::expire)
}
