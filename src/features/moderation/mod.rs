//! Acting on members: `/warn`, Apps → Warn, and Undo.

mod warn;

use crate::actions::{punish, undo};
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("moderation")
        .command(warn::command())
        .command(warn::menu())
        .controls(warn::submit)
        .controls(undo::press)
        .job(punish::JOB, punish::carry)
        .job(punish::CLOSE, punish::close)
        .job(undo::JOB, undo::carry)
}
