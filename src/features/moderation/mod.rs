//! Acting on members: `/warn`, `/note`, `/timeout`, `/untimeout`, `/kick`, `/softban`, `/ban`, `/unban`,
//! `/jail`, `/unjail`, and Undo.

mod ban;
mod card;
mod forms;
mod jail;
mod kick;
mod note;
mod timeout;
mod unban;
mod warn;

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
        .controls(forms::press)
        .controls(undo::press)
        .controls(confirm::press)
        .controls(work::press)
        .job(punish::JOB, punish::carry)
        .job(punish::CLOSE, punish::close)
        .job(confirm::OFFER, confirm::expire)
        .job(undo::JOB, undo::carry)
        .job(timers::EXPIRE, timers::expire)
        .job(timers::RENEW, timers::renew)
}
