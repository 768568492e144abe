//! The server's configuration: `/setup`, `/settings`, `/ladder`, `/policy`, `/reset`.

mod appeals;
mod apply;
mod change;
mod clear;
mod command;
mod components;
mod facts;
mod file;
mod file_check;
mod greetings;
mod history;
mod kinds;
mod ladder;
mod messagelog;
mod newcomers;
mod panel;
mod policy;
mod profile;
mod reset;
mod retention;
mod set;
mod settings_view;
mod setup;

use crate::actions::hello;
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("settings")
        .command(setup::command())
        .command(command::command())
        .command(ladder::command())
        .command(policy::command())
        .command(reset::command())
        .controls(history::turn)
        .controls(setup::press)
        .controls(panel::press)
        .question(file::agreed)
        .question(clear::agreed)
        .question(reset::agreed)
        .job(reset::run)
        .job(profile::run)
        .job(setup::make)
        .job(setup::remove)
        .job(hello::run)
}
