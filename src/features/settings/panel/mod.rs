//! The panel of `/settings show`: sections, settings, and the controls that change each. Read `control` first.

mod control;
mod edit;
mod forms;
mod home;
mod press;
mod typed;
mod view;

pub(super) use control::Panel;
pub(super) use home::show;
pub(super) use press::press;
