//! Information: `/ping`, `/userinfo`, `/help`, `/about`.

mod about;
mod help;
mod ping;
mod userinfo;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("info")
        .command(ping::command())
        .command(userinfo::command())
        .command(userinfo::menu())
        .command(help::command())
        .command(about::command())
        .controls(help::turn)
}
