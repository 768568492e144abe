//! May this person act on that one: the facts gathered, then decided in the domain.

use crate::discord::facts::Guild;
use crate::domain::case::Kind;
use crate::domain::rank::{Facts, forbids};
use crate::error::{Error, Result};
use crate::kernel::command::Person;
use crate::kernel::cx::Cx;
use crate::store::guilds;

/// Runs the checks of every moderation action, in their order. Returns the server as it was seen.
///
/// # Errors
/// A refusal that names the rule.
pub async fn may_act(cx: &Cx, person: &Person, kind: Kind) -> Result<Guild> {
    let id = cx.guild()?;
    let me = cx.app.discord.me().await?;
    let (guild, gavel, settings) = tokio::try_join!(
        cx.app.discord.guild(id),
        cx.app.discord.member(id, me),
        guilds::settings(&cx.app.db, id)
    )?;
    let gavel = gavel.ok_or_else(|| {
        Error::refused("I am not a member of this server; invite me again with the scopes bot and applications.commands.")
    })?;
    let facts = Facts {
        owner: guild.owner,
        roles: guild.roles.clone(),
        protected: settings.protected_roles,
        caller: cx.caller_member(),
        gavel,
        target: person.target.clone(),
        held: cx.at.app_permissions,
        needed: kind.needs(),
        members_only: matches!(kind, Kind::Timeout | Kind::Untimeout | Kind::Kick),
        spares_administrators: kind == Kind::Timeout,
    };
    match forbids(&facts) {
        Some(rule) => Err(Error::refused(rule.text(person.id))),
        None => Ok(guild),
    }
}
