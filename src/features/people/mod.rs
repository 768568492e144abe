//! For everyone: `/remind`.

mod remind;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("people").command(remind::command()).controls(remind::press).job(remind::deliver)
}
