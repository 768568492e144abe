//! Information: `/ping`, `/userinfo`, `/serverinfo`, `/roleinfo`, `/channelinfo`, `/avatar`, `/permissions`,
//! `/help`, `/about`.

mod about;
mod avatar;
mod card;
mod channelinfo;
mod help;
mod permissions;
mod ping;
mod roleinfo;
mod serverinfo;
mod userinfo;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("info")
        .command(ping::command())
        .command(userinfo::command())
        .command(userinfo::menu())
        .command(serverinfo::command())
        .command(roleinfo::command())
        .command(channelinfo::command())
        .command(avatar::command())
        .command(permissions::command())
        .command(help::command())
        .command(about::command())
        .controls(help::turn)
}
