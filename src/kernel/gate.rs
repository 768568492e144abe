//! May they: the checks before any handler runs, on Discord's own word in the interaction.

use twilight_model::guild::Permissions;

use crate::domain::permissions::{covers, names};
use crate::error::{Error, Result};
use crate::kernel::command::Command;
use crate::kernel::cx::{Cx, Origin};
use crate::store::cooldowns;

/// The checks that need nothing but the interaction.
///
/// # Errors
/// A refusal.
pub fn admit(at: &Origin, command: &Command) -> Result<()> {
    if at.guild.is_none() && !command.works_in_direct_messages() {
        return Err(Error::refused("This works only in a server; use it there."));
    }
    permitted(at, command.permission)?;
    if at.guild.is_some() && !covers(at.app_permissions, command.needs) {
        return Err(Error::refused(format!(
            "I don't have the permission {} here; give it to my role in Server Settings → Roles, or in this channel.",
            names(command.needs - at.app_permissions)
        )));
    }
    Ok(())
}

/// Whether the caller holds a permission.
///
/// # Errors
/// A refusal.
pub fn permitted(at: &Origin, permission: Permissions) -> Result<()> {
    if covers(at.permissions, permission) {
        return Ok(());
    }
    Err(Error::refused(format!(
        "You need the permission {} for this; ask an administrator of the server.",
        names(permission - at.permissions)
    )))
}

/// The cooldown, which all replicas share.
///
/// # Errors
/// A refusal with the seconds left.
pub async fn cool(cx: &Cx, command: &str, cooldown: Option<std::time::Duration>) -> Result<()> {
    let Some(length) = cooldown else { return Ok(()) };
    match cooldowns::cooldown_start(&cx.app.db, cx.caller(), command, cx.at.id, length).await? {
        None => Ok(()),
        Some(left) => Err(Error::refused(format!(
            "You used this a moment ago; please wait {} s.",
            left.as_secs_f64().ceil().max(1.0)
        ))),
    }
}
