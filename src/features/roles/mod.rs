//! Roles: `/role`, and menus from which members choose their own, `/rolemenu`.

mod role;

use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("roles").command(role::command())
}
