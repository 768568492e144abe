//! Members asking moderators to look: Apps → Report, on a message.

mod message;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("reports").command(message::menu()).job(message::run)
}
