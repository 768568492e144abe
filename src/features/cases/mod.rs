//! The record: `/case view|list|search|edit|void|history`, `/history`, `/record`.

mod case;
mod change;
mod end;
mod history;
mod list;
mod show;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("cases")
        .command(case::command())
        .command(history::command())
        .command(history::own())
        .controls(list::turn)
        .job(change::JOB, change::carry)
}
