//! The gate: the checks before any handler runs, on Discord's own data in the interaction.

use twilight_model::guild::Permissions;

use crate::domain::permissions::{Where, caller_lacks, covers, gavel_lacks};
use crate::error::{Error, Result};
use crate::kernel::command::Command;
use crate::kernel::cx::{Cx, Origin};
use crate::store::cooldowns;
use crate::words;

/// Runs the checks that need nothing but the interaction.
///
/// # Errors
/// A refusal.
pub fn admit(at: &Origin, command: &Command, subcommand: Option<&str>) -> Result<()> {
    if at.guild.is_none() && !command.works_in_direct_messages() {
        return Err(Error::refused(words::gate_server_only()));
    }
    may_try(at, command.permission)?;
    permitted(at, command.permission_for(subcommand) - command.permission)?;
    if at.guild.is_some() { able(at, command.needs) } else { Ok(()) }
}

/// Checks that Gavel holds what it needs in this channel.
///
/// # Errors
/// A refusal that says where to give it.
pub fn able(at: &Origin, needs: Permissions) -> Result<()> {
    if covers(at.app_permissions, needs) {
        return Ok(());
    }
    Err(Error::refused(gavel_lacks(needs - at.app_permissions, Where::Here)))
}

/// Fails unless the caller may be able to use what takes a permission, be it on a thread: there, Manage Threads stands for
/// Manage Channels. Which of the two it takes depends on what it is used on, and is checked once that is known.
///
/// # Errors
/// A refusal.
pub fn may_try(at: &Origin, permission: Permissions) -> Result<()> {
    let manages = at.is_thread && permission == Permissions::MANAGE_CHANNELS;
    if manages && covers(at.permissions, Permissions::MANAGE_THREADS) {
        return Ok(());
    }
    permitted(at, permission)
}

/// Fails unless the caller holds a permission in this channel.
///
/// # Errors
/// A refusal.
pub fn permitted(at: &Origin, permission: Permissions) -> Result<()> {
    if covers(at.permissions, permission) {
        return Ok(());
    }
    Err(Error::refused(caller_lacks(permission - at.permissions, Where::Here)))
}

/// Starts the cooldown, which all replicas share; fails while one is running.
///
/// # Errors
/// A refusal with the seconds left.
pub async fn cool(cx: &Cx, command: &str, length: std::time::Duration) -> Result<()> {
    match cooldowns::cooldown_start(&cx.app.db, cx.caller(), command, cx.at.id, length).await? {
        None => Ok(()),
        Some(left) => Err(Error::refused(words::gate_cooldown(left.as_secs_f64().ceil().max(1.0)))),
    }
}

/// Ends the cooldown of a command that was refused, since nothing was done.
pub async fn uncool(cx: &Cx, command: &str) {
    if let Err(error) = cooldowns::cooldown_end(&cx.app.db, cx.caller(), command, cx.at.id).await {
        tracing::debug!(interaction = %cx.at.id, %error, "a cooldown could not be given back");
    }
}
