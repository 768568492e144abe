//! The rights to manage a menu and to hand out its roles. The file to read first.

use twilight_model::guild::Permissions;

use crate::actions::check::{self, ServerFacts};
use crate::domain::member::Member;
use crate::domain::menu::Menu;
use crate::domain::permissions::covers;
use crate::domain::rank::Rule;
use crate::domain::role_grant::{RoleGrant, RoleGrantError};
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::words;

/// Returns the facts for the checks, if the caller may manage roles in the whole server.
pub(super) async fn look(cx: &Cx) -> Result<ServerFacts> {
    let (seen, caller) = (check::look(cx).await?, cx.caller_member());
    let held = seen.guild.permission_context(cx.guild()?, &caller).permissions();
    if covers(held, Permissions::MANAGE_ROLES) {
        return Ok(seen);
    }
    Err(Error::refused(Rule::CallerLacks(Permissions::MANAGE_ROLES).text(caller.id)))
}

/// Returns the parties to giving a menu's roles: the server, the caller and Gavel.
pub(super) fn givers<'a>(cx: &Cx, seen: &'a ServerFacts, caller: &'a Member) -> Result<RoleGrant<'a>> {
    let (guild, owner) = (cx.guild()?, seen.guild.owner);
    Ok(RoleGrant { guild, owner, roles: &seen.guild.roles, caller, gavel: &seen.gavel })
}

/// Refuses to open a menu to more people if one of its roles is out of the caller's own reach, because they could take
/// it for themselves.
pub(super) fn may_open(cx: &Cx, seen: &ServerFacts, menu: &Menu) -> Result<()> {
    let caller = cx.caller_member();
    let givers = givers(cx, seen, &caller)?;
    let mut roles = menu.entries.iter().map(|entry| entry.role);
    match roles.find(|role| givers.bar(*role) == Some(RoleGrantError::NotBelowCaller)) {
        Some(role) => Err(Error::refused(words::rolemenu_out_of_reach(role))),
        None => Ok(()),
    }
}
