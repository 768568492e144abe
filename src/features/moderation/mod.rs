//! Actions on members: `/warn`, `/note`, `/timeout`, `/untimeout`, `/kick`, `/softban`, `/ban`, `/unban`, `/jail`,
//! `/unjail`, `/nick`, `/voice`, `/massban`, `/massunban`, and Undo.

mod ban;
mod card;
mod forms;
mod jail;
mod kick;
mod mass;
mod nick;
mod note;
mod timeout;
mod unban;
mod voice;
mod warn;

use crate::actions::{later, order, receipt, run, timers, unchecked, undo, waiting, work};
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
        .command(nick::command())
        .command(voice::command())
        .command(mass::ban())
        .command(mass::unban())
        .controls(forms::press)
        .controls(undo::press)
        .controls(work::press)
        .controls(unchecked::cancel::press)
        .controls(mass::press)
        .question(order::agreed)
        .job(run::run)
        .job(unchecked::run::run)
        .job(waiting::run)
        .job(receipt::close)
        .job(undo::run)
        .job(later::run)
        .job(timers::expire)
        .job(timers::renew)
        .question(mass::agreed)
        .job(mass::run)
}
