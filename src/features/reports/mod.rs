//! Members' reports to the moderators: Apps → Report, on a message.

mod report;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("reports").command(report::menu()).job(report::run)
}
