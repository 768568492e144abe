//! The one list of features. Routing, command sync, help and jobs derive from it.

pub mod cases;
pub mod channels;
pub mod info;
pub mod moderation;
pub mod reports;
pub mod settings;

use crate::kernel::feature::Feature;

/// All features, in the order `/help` shows them.
#[must_use]
pub fn all() -> Vec<Feature> {
    vec![
        info::feature(),
        moderation::feature(),
        cases::feature(),
        channels::feature(),
        reports::feature(),
        settings::feature(),
    ]
}
