//! For everyone: `/remind`, `/tag`, `/poll`.

mod poll;
mod remind;
mod tag;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("people")
        .command(remind::command())
        .controls(remind::press)
        .job(remind::deliver)
        .command(tag::command())
        .controls(tag::press)
        .command(poll::command())
}
