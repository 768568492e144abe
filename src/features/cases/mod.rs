//! The record: `/case view`, `/case list`.

mod case;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("cases").command(case::command()).controls(case::turn)
}
