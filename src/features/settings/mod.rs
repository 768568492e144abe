//! The server's own: `/settings`, `/reset`.

mod panel;
mod reset;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("settings")
        .command(panel::command())
        .command(reset::command())
        .controls(reset::press)
        .job(reset::OFFER, reset::expire)
        .job(reset::JOB, reset::carry)
}
