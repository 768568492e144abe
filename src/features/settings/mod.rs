//! The server's configuration: `/settings`, `/ladder`, `/policy`, `/reset`.

mod appeals;
mod change;
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
mod reset;
mod retention;
mod set;
mod settings_view;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("settings")
        .command(panel::command())
        .command(ladder::command())
        .command(policy::command())
        .command(reset::command())
        .controls(history::turn)
        .question(file::agreed)
        .question(reset::agreed)
        .job(reset::run)
}
