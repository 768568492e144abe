//! Acting on channels: `/purge`.

mod purge;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("channels").command(purge::command()).job(purge::JOB, purge::carry)
}
