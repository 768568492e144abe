//! Acting on members: `/warn`, `/note`, `/timeout`, `/untimeout`, `/kick`, `/softban`, `/ban`, `/unban`,
//! `/jail`, `/unjail`, `/massban`, `/massunban`, and Undo.

mod ban;
mod card;
mod forms;
mod jail;
mod kick;
mod mass;
mod note;
mod timeout;
mod unban;
mod warn;

use twilight_model::guild::Permissions;

use crate::actions::{confirm, punish, timers, undo, work};
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("moderation")
        .command(warn::command())
        .command(forms::warn())
        .command(forms::delete_and_warn())
        .command(card::command())
        .command(note::command())
        .command(timeout::command())
        .command(timeout::lift())
        .command(jail::command())
        .command(jail::release())
        .command(kick::command())
        .command(ban::soft())
        .command(ban::command())
        .command(unban::command())
        .command(mass::ban())
        .command(mass::unban())
        .controls(forms::press)
        .controls(undo::press)
        .controls(confirm::press)
        .controls(work::press)
        .controls(mass::press)
        .job(punish::JOB, punish::carry)
        .job(punish::CLOSE, punish::close)
        .job(confirm::OFFER, confirm::expire)
        .job(undo::JOB, undo::carry)
        .job(mass::OFFER, mass::expire)
        .work(mass::JOB, Permissions::BAN_MEMBERS, mass::carry)
        .job(timers::EXPIRE, timers::expire)
        .job(timers::RENEW, timers::renew)
}
