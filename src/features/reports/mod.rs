//! Members' reports to the moderators: `/report user|list|view`, Apps → Report on a message or a person, and the buttons of
//! a report's card.

mod decide;
mod form;
mod list;
mod make;

use crate::actions::reports::show;
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("reports")
        .command(list::command())
        .command(make::message_menu())
        .command(make::user_menu())
        .controls(make::submit)
        .controls(decide::press)
        .controls(list::turn)
        .job(make::forget)
        .job(show::run)
        .job(decide::delete)
}
