//! Roles: `/role`, and `/rolemenu`, for menus from which members choose their own.

mod control;
mod manage;
mod menu_message;
mod menu_post;
mod panel;
mod press;
mod rights;
mod role;
mod view;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("roles")
        .command(role::command())
        .command(manage::command())
        .controls(panel::press)
        .controls(press::press)
        .job(menu_post::post)
        .job(menu_post::refresh)
        .job(menu_post::delete)
        .job(press::run)
}
