//! Who comes and who goes: greetings, roles for newcomers, what still holds for those who come back, a word to the moderators.
//!
//! Each is set with a subcommand of `/settings`, and begins with what the sidecar tells.

mod alert;
mod autorole;
mod greet;
mod rejoin;
mod screening;

use crate::actions::trouble;
use crate::domain::event::EventKind;
use crate::kernel::events::Hook;
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("members")
        .on(Hook::new(EventKind::MemberJoined, greet::WELCOME, |settings| settings.welcome.is_some()))
        .on(Hook::new(EventKind::MemberLeft, greet::LEAVE, |settings| settings.leave.is_some()))
        .on(Hook::new(EventKind::MemberJoined, rejoin::JOB, |settings| settings.restores())
            .in_lane_of_person())
        .on(Hook::new(EventKind::MemberJoined, autorole::JOB, |settings| !settings.autorole.roles.is_empty())
            .in_lane_of_person())
        .on(Hook::new(EventKind::MemberJoined, alert::JOB, |settings| settings.alert_channel().is_some()))
        .job(greet::WELCOME, greet::welcome)
        .job(greet::LEAVE, greet::leave)
        .job(rejoin::JOB, rejoin::restore)
        .job(autorole::JOB, autorole::give)
        .job(alert::JOB, alert::post)
        .job(trouble::JOB, trouble::tell)
}
