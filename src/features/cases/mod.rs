//! The record: `/case view|list|search|edit|void|history`, `/history`, `/record`, `/modstats`.

mod call_off;
mod case;
mod case_view;
mod change;
mod end;
mod history;
mod list;
mod modstats;
mod pages;
mod turn;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("cases")
        .command(case::command())
        .command(history::command())
        .command(history::own())
        .command(modstats::command())
        .controls(turn::turn)
        .job(change::run)
        .job(call_off::run)
}
