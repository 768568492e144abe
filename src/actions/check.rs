//! May this person act on that one: the facts gathered, then decided in the domain.

use twilight_model::guild::Permissions;

use crate::discord::facts::Guild;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::{Member, Target};
use crate::domain::permissions::{Where, caller_lacks, covers};
use crate::domain::policy::{self, Breach, Wish};
use crate::domain::rank::{Facts, Rule, forbids};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::command::Person;
use crate::kernel::cx::Cx;
use crate::store::{cases, guilds};

/// The server as the checks saw it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Gavel.
    pub me: UserId,
    pub gavel: Member,
    pub guild: Guild,
    pub settings: Settings,
}

/// Runs the checks of every moderation action, in their order.
///
/// # Errors
/// A refusal that names the rule.
pub async fn may_act(cx: &Cx, person: &Person, wish: Wish) -> Result<Seen> {
    let seen = look(cx).await?;
    match forbids(&facts(cx, &seen, person.target.clone(), wish)?) {
        Some(Rule::NotHere) if is_banned(cx, person.id).await? => Err(Error::refused(format!(
            "<@{}> is banned, so they are not in the server, and there is nobody to do this to.",
            person.id
        ))),
        Some(rule) => Err(Error::refused(rule.text(person.id))),
        None => Ok(seen),
    }
}

/// Where Gavel may not see bans, nobody is known to be banned.
async fn is_banned(cx: &Cx, person: UserId) -> Result<bool> {
    match cx.app.discord.is_banned(cx.guild()?, person).await {
        Err(Error::Discord { .. }) => Ok(false),
        banned => banned,
    }
}

/// What the decision about a person rests on.
pub(crate) fn facts(cx: &Cx, seen: &Seen, target: Target, wish: Wish) -> Result<Facts> {
    let kind = wish.kind;
    Ok(Facts {
        guild: cx.guild()?,
        owner: seen.guild.owner,
        roles: seen.guild.roles.clone(),
        protected: seen.settings.protected_roles.clone(),
        breach: breach(cx, seen, wish),
        caller: cx.caller_member(),
        gavel: seen.gavel.clone(),
        target,
        role: wish.role,
        held: held(cx, cx.guild()?, &seen.guild, &seen.gavel),
        needed: kind.needs(),
        members_only: kind.facts().members_only,
        spares_administrators: kind.facts().spares_administrators,
    })
}

/// What every check rests on.
pub(crate) async fn look(cx: &Cx) -> Result<Seen> {
    look_into(&cx.app, cx.guild()?).await
}

/// The same, for a job.
pub(crate) async fn look_into(app: &App, id: GuildId) -> Result<Seen> {
    let me = app.discord.me().await?;
    let (guild, gavel, settings) =
        tokio::try_join!(app.discord.guild(id), app.discord.member(id, me), guilds::settings(&app.db, id))?;
    let gavel = gavel.ok_or_else(|| {
        Error::refused("I am not a member of this server; invite me again with the scopes bot and applications.commands.")
    })?;
    Ok(Seen { me, gavel, guild, settings })
}

/// The limit of the caller's roles that a wish breaks.
pub(crate) fn breach(cx: &Cx, seen: &Seen, wish: Wish) -> Option<Breach> {
    let roles = cx.caller_member().roles;
    let breach = policy::forbids(&seen.settings.policy, &roles, wish, cx.app.clock.now());
    breach.filter(|_| is_limited(cx, &seen.guild))
}

/// Runs the checks of an action on the server as a whole.
///
/// # Errors
/// A refusal that names the rule.
pub fn may_in_server(cx: &Cx, seen: &Seen, wish: Wish) -> Result<()> {
    if let Some(breach) = breach(cx, seen, wish) {
        return Err(Error::refused(breach.text()));
    }
    holds_in_server(cx, seen, wish.kind.permission())
}

/// Whether the caller holds a permission by their roles: a channel can give what does not hold for the server.
///
/// # Errors
/// A refusal.
pub fn holds_in_server(cx: &Cx, seen: &Seen, needed: Permissions) -> Result<()> {
    let held = seen.guild.standing(cx.guild()?, &cx.caller_member()).permissions();
    if covers(held, needed) {
        return Ok(());
    }
    Err(Error::refused(caller_lacks(needed - held, Where::Server)))
}

/// What Gavel may do. What the interaction says is about its channel, and a channel can give or deny Manage Roles
/// without changing what holds for the server.
fn held(cx: &Cx, id: GuildId, guild: &Guild, gavel: &Member) -> Permissions {
    let by_roles = guild.standing(id, gavel).permissions() & Permissions::MANAGE_ROLES;
    (cx.at.app_permissions - Permissions::MANAGE_ROLES) | by_roles
}

/// Whether the policy is about the caller: the owner and administrators set it themselves.
fn is_limited(cx: &Cx, guild: &Guild) -> bool {
    cx.caller() != guild.owner && !cx.at.permissions.contains(Permissions::ADMINISTRATOR)
}

/// Whether the policy allows one more of these now. In the transaction that opened the case: orders of one server
/// wait for each other there, so that two at once are counted as two.
///
/// # Errors
/// A refusal that names the limit.
pub async fn may_once_more(cx: &Cx, tx: &mut sqlx::PgConnection, seen: &Seen, kind: Kind) -> Result<()> {
    may_so_many(cx, tx, seen, kind, 0).await
}

/// The same, for so many beside those whose cases are open.
///
/// # Errors
/// A refusal that names the limit.
pub async fn may_so_many(
    cx: &Cx,
    tx: &mut sqlx::PgConnection,
    seen: &Seen,
    kind: Kind,
    more: u64,
) -> Result<()> {
    let (policy, roles) = (&seen.settings.policy, cx.caller_member().roles);
    if !is_limited(cx, &seen.guild) || !policy::counts(policy, &roles, kind) {
        return Ok(());
    }
    let (hour, day) = cases::cases_counted(tx, cx.guild()?, cx.caller(), kind).await?;
    let breach: Option<Breach> = policy::forbids_so_many(policy, &roles, kind, (hour + more, day + more));
    breach.map_or(Ok(()), |breach| Err(Error::refused(breach.text())))
}
