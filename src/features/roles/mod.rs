//! Roles: `/role`, and `/rolemenu`: menus from which members choose their own.

mod control;
mod manage;
mod panel;
mod post;
mod press;
mod rights;
mod role;
mod show;
mod view;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("roles")
        .command(role::command())
        .command(manage::command())
        .controls(panel::press)
        .controls(press::press)
        .job(post::post)
        .job(post::refresh)
        .job(post::delete)
        .job(press::run)
}
