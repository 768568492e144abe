//! The rights to use and to manage tags.

use twilight_model::guild::Permissions;

use crate::domain::ids::RoleId;
use crate::domain::permissions::covers;
use crate::kernel::cx::Cx;
use crate::store::tags::Reader;

/// The permission that managing tags takes. A tag speaks in the whole server, and no channel can give this permission.
pub(super) const MANAGE: Permissions = Permissions::MANAGE_GUILD;

/// Returns the caller as a reader of tags, with these roles.
pub(super) fn reader<'a>(cx: &Cx, roles: &'a [RoleId]) -> Reader<'a> {
    Reader { roles, manages: covers(cx.at.permissions, MANAGE) }
}
