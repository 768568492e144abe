//! May they: the checks before any handler runs, on Discord's own word in the interaction.

use twilight_model::guild::Permissions;

use crate::domain::permissions::{Where, caller_lacks, covers, gavel_lacks};
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
        return Err(Error::refused(gavel_lacks(command.needs - at.app_permissions, Where::Here)));
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
    Err(Error::refused(caller_lacks(permission - at.permissions, Where::Here)))
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
