//! Joining and leaving: greetings, roles for newcomers, restored jails and roles, alerts to moderators.
//!
//! Each has its subcommand of `/settings`, and reacts to the sidecar's events.

mod alert;
mod autorole;
mod greet;
mod rejoin;
mod screening;

use crate::actions::automation;
use crate::actions::broken;
use crate::domain::event::EventKind;
use crate::features::members::alert::PostAlert;
use crate::features::members::autorole::GiveAutorole;
use crate::features::members::greet::{Leave, Welcome};
use crate::features::members::rejoin::RestoreMember;
use crate::kernel::event_jobs::Hook;
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("members")
        .on(Hook::new(EventKind::MemberJoined, Welcome, |settings| settings.welcome.is_some()))
        .on(Hook::new(EventKind::MemberLeft, Leave, |settings| settings.leave.is_some()))
        .on(Hook::new(EventKind::MemberJoined, RestoreMember, |settings| settings.restores()))
        .on(Hook::new(EventKind::MemberJoined, GiveAutorole, |settings| !settings.autorole.roles.is_empty()))
        .on(Hook::new(EventKind::MemberJoined, PostAlert, |settings| settings.alert_channel().is_some()))
        .job(greet::welcome)
        .job(greet::leave)
        .job(rejoin::restore)
        .job(autorole::give)
        .job(alert::post)
        .job(automation::tell)
        .job(broken::tell)
}
