//! The question whether a caller may act on a member: gathers the facts, which the domain then decides on.

use jiff::SignedDuration;
use twilight_model::guild::Permissions;

use crate::actions::state::in_force;
use crate::discord::facts::Guild;
use crate::domain::case::{Case, Subject};
use crate::domain::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::{Member, Target};
use crate::domain::permissions::{Where, caller_lacks, covers, gavel_lacks};
use crate::domain::policy::{self, Breach, PlannedAction};
use crate::domain::rank::{Facts, Rule, forbids, forbids_changing, is_below};
use crate::domain::role_grant::RoleGrant;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::store::beforehand::Beforehand;
use crate::store::{cases, guilds};
use crate::words;

/// A time that no limit of durations forbids.
const SHORTEST: SignedDuration = SignedDuration::from_mins(1);

/// The server as the checks saw it.
#[derive(Clone, Debug)]
pub struct ServerFacts {
    /// Gavel's user id.
    pub me: UserId,
    pub gavel: Member,
    pub guild: Guild,
    pub settings: Settings,
}

/// Runs the checks of every moderation action, in their order.
///
/// # Errors
/// A refusal that names the rule.
pub async fn may_act(
    cx: &Cx,
    target: &Target,
    planned: PlannedAction,
    record: Option<&Beforehand>,
) -> Result<ServerFacts> {
    let seen = look_with(cx, record).await?;
    let person = target.id();
    let target = ranked(&cx.app, cx.guild()?, target.clone(), record).await?;
    match forbids(&facts(cx, &seen, target, planned)?) {
        Some(Rule::NotHere) if is_banned(cx, person).await? => {
            Err(Error::refused(words::kept::may_banned(person)))
        }
        Some(rule) => Err(Error::refused(rule.text(person))),
        None => Ok(seen),
    }
}

/// Returns those of these kinds that the caller may order against a person now, for the shortest time if they last.
pub async fn orderable(cx: &Cx, target: &Target, kinds: &[Kind]) -> Result<Vec<Kind>> {
    let seen = look(cx).await?;
    let target = ranked(&cx.app, cx.guild()?, target.clone(), None).await?;
    let soon = cx.app.clock.now().checked_add(SHORTEST).ok();
    let is_allowed = |kind: &Kind| {
        let planned = PlannedAction { kind: *kind, points: 0, ends_at: soon, role: None };
        facts(cx, &seen, target.clone(), planned).is_ok_and(|facts| forbids(&facts).is_none())
    };
    Ok(kinds.iter().copied().filter(is_allowed).collect())
}

/// Returns `true` if the person is banned; `false` if Gavel may not see bans.
async fn is_banned(cx: &Cx, person: UserId) -> Result<bool> {
    match cx.app.discord.is_banned(cx.guild()?, person).await {
        Err(Error::Discord { .. }) => Ok(false),
        banned => banned,
    }
}

/// Runs the checks of changing what is recorded: a case's reason, points or end, or whether it counts at all. `known` is
/// the case's person, and the record, as far as they were looked up just now.
///
/// # Errors
/// A refusal that names the rule.
pub async fn may_change(
    cx: &Cx,
    case: &Case,
    planned: PlannedAction,
    known: (Option<&Target>, Option<&Beforehand>),
) -> Result<()> {
    let (target, record) = known;
    let seen = look_with(cx, record).await?;
    let Some(Subject::Person(id) | Subject::Role(id, _)) = case.subject() else {
        return holds_in_server(cx, &seen, planned.kind.permission());
    };
    let of = async |user, target: Option<&Target>, record| -> Result<Target> {
        let target = match target {
            Some(target) => target.clone(),
            None => Target::of(user, cx.app.discord.member(case.guild, user).await?),
        };
        ranked(&cx.app, case.guild, target, record).await
    };
    // Nobody is below themselves or Gavel, nor is the owner below anybody.
    let is_anyones = [cx.caller(), seen.me].contains(&case.moderator) || cx.caller() == seen.guild.owner;
    let author = is_anyones.then(|| Target::of(case.moderator, None));
    let (target, ordered_by) =
        tokio::try_join!(of(id, target, record), of(case.moderator, author.as_ref(), None))?;
    let facts = facts(cx, &seen, target, planned)?;
    forbids_changing(&facts, &ordered_by).map_or(Ok(()), |rule| Err(Error::refused(rule.text(id))))
}

/// Returns the target with the rank they really have: in jail, the roles that were taken count.
async fn ranked(app: &App, guild: GuildId, target: Target, record: Option<&Beforehand>) -> Result<Target> {
    let Target::Member(mut member) = target else { return Ok(target) };
    let jail = in_force(app, guild, member.id.into(), Kind::Jail, record).await?;
    if let Some(jail) = jail.filter(|jail| jail.is_inside(&member)) {
        member.roles.extend(jail.roles.unwrap_or_default());
    }
    Ok(Target::Member(member))
}

/// Fails unless the caller may have Gavel give a role automatically from now on, without a check of each person who
/// gets it: the jail role, or a role for newcomers.
///
/// # Errors
/// A refusal that names the rule.
pub async fn may_give_unseen(cx: &Cx, role: RoleId) -> Result<()> {
    may_give_unseen_in(cx, &look(cx).await?, role)
}

/// Fails unless the caller may have Gavel give a role automatically, in a server that was looked at.
///
/// # Errors
/// A refusal that names the rule.
pub fn may_give_unseen_in(cx: &Cx, seen: &ServerFacts, role: RoleId) -> Result<()> {
    let (guild, caller) = (cx.guild()?, cx.caller_member());
    let givers = RoleGrant {
        guild,
        owner: seen.guild.owner,
        roles: &seen.guild.roles,
        caller: &caller,
        gavel: &seen.gavel,
    };
    if let Some(bar) = givers.bar_unseen(role) {
        return Err(Error::refused(bar.text(role)));
    }
    holds_in_server(cx, seen, Permissions::MANAGE_ROLES)?;
    if covers(seen.guild.permission_context(guild, &seen.gavel).permissions(), Permissions::MANAGE_ROLES) {
        return Ok(());
    }
    Err(Error::refused(gavel_lacks(Permissions::MANAGE_ROLES, Where::Server)))
}

/// Fails unless the caller may set what limits or protects the holders of these roles. They must be below the caller's
/// own, except for administrators; the owner may set anything.
///
/// # Errors
/// A refusal that names the rule.
pub async fn may_limit(cx: &Cx, roles: &[RoleId]) -> Result<()> {
    may_limit_in(cx, &look(cx).await?, roles)
}

/// Fails unless the caller may set what limits or protects the holders of these roles, in a server that was looked at.
///
/// # Errors
/// A refusal that names the rule.
pub fn may_limit_in(cx: &Cx, seen: &ServerFacts, roles: &[RoleId]) -> Result<()> {
    let (guild, caller) = (cx.guild()?, cx.caller_member());
    let held = seen.guild.permission_context(guild, &caller).permissions();
    if held.contains(Permissions::ADMINISTRATOR) {
        return Ok(());
    }
    match roles.iter().find(|role| !is_below(&seen.guild.roles, guild, &caller, **role)) {
        None => Ok(()),
        Some(role) => Err(Error::refused(words::kept::may_not_below(role))),
    }
}

/// Gathers the facts for a decision about a person.
pub(crate) fn facts(cx: &Cx, seen: &ServerFacts, target: Target, planned: PlannedAction) -> Result<Facts> {
    let kind = planned.kind;
    Ok(Facts {
        guild: cx.guild()?,
        owner: seen.guild.owner,
        roles: seen.guild.roles.clone(),
        protected: seen.settings.protected_roles.clone(),
        breach: breach(cx, seen, planned),
        caller: cx.caller_member(),
        gavel: seen.gavel.clone(),
        target,
        role: planned.role,
        held: held(cx, cx.guild()?, &seen.guild, &seen.gavel),
        needed: kind.needs(),
        permission: kind.permission(),
        members_only: kind.facts().members_only,
        spares_administrators: kind.facts().spares_administrators,
    })
}

/// Gathers the facts about the server that every check needs.
pub(crate) async fn look(cx: &Cx) -> Result<ServerFacts> {
    look_with(cx, None).await
}

/// Gathers the facts about the server that every check needs, with what was read of the record already.
pub(crate) async fn look_with(cx: &Cx, record: Option<&Beforehand>) -> Result<ServerFacts> {
    let me = cx.app.discord.me().await?;
    let settings = async {
        match record {
            Some(record) => Ok(record.settings.clone()),
            None => guilds::settings(&cx.app.db, cx.guild()?).await,
        }
    };
    let ((guild, gavel), settings) = tokio::try_join!(cx.server(), settings)?;
    Ok(ServerFacts { me, gavel: present(gavel.clone())?, guild: guild.clone(), settings })
}

/// Gathers the facts about the server that every check needs, without an interaction at hand.
pub(crate) async fn look_into(app: &App, id: GuildId) -> Result<ServerFacts> {
    let me = app.discord.me().await?;
    let (guild, gavel, settings) =
        tokio::try_join!(app.discord.guild(id), app.discord.member(id, me), guilds::settings(&app.db, id))?;
    Ok(ServerFacts { me, gavel: present(gavel)?, guild, settings })
}

fn present(gavel: Option<Member>) -> Result<Member> {
    gavel.ok_or_else(|| Error::refused(words::kept::may_not_member()))
}

/// Returns the policy limit that the action would break, if the caller is bound by the policy.
pub(crate) fn breach(cx: &Cx, seen: &ServerFacts, planned: PlannedAction) -> Option<Breach> {
    let roles = limited_as(cx);
    let breach = policy::forbids(&seen.settings.policy, &roles, planned, cx.app.clock.now());
    breach.filter(|_| is_limited(cx, &seen.guild))
}

/// Runs the checks of an action on the server as a whole.
///
/// # Errors
/// A refusal that names the rule.
pub fn may_in_server(cx: &Cx, seen: &ServerFacts, planned: PlannedAction) -> Result<()> {
    if let Some(breach) = breach(cx, seen, planned) {
        return Err(Error::refused(breach.text()));
    }
    holds_in_server(cx, seen, planned.kind.permission())
}

/// Fails unless the caller holds a permission server-wide. Channel overwrites do not count.
///
/// # Errors
/// A refusal.
pub fn holds_in_server(cx: &Cx, seen: &ServerFacts, needed: Permissions) -> Result<()> {
    let held = seen.guild.permission_context(cx.guild()?, &cx.caller_member()).permissions();
    if covers(held, needed) {
        return Ok(());
    }
    Err(Error::refused(caller_lacks(needed - held, Where::Server)))
}

/// Fails unless the caller holds a permission in a channel given by id. Discord only sends the permissions in the
/// channel of the interaction, so others are computed.
///
/// # Errors
/// A refusal.
pub async fn holds_in_channel(cx: &Cx, at: ChannelId, needed: Permissions) -> Result<()> {
    if cx.at.channel == Some(at) {
        return gate::permitted(&cx.at, needed);
    }
    let guild = cx.guild()?;
    let (seen, channel) = tokio::try_join!(look(cx), cx.app.discord.place(at))?;
    let held = seen.guild.permission_context(guild, &cx.caller_member()).permissions_in(&channel.overwrites);
    if channel.guild == Some(guild) && covers(held, needed) {
        return Ok(());
    }
    Err(Error::refused(caller_lacks(needed, Where::Channel(at))))
}

/// Returns Gavel's permissions. The interaction has those in its channel, where overwrites can change Manage Roles
/// without changing what holds server-wide, so that one is computed from Gavel's roles.
fn held(cx: &Cx, id: GuildId, guild: &Guild, gavel: &Member) -> Permissions {
    let by_roles = guild.permission_context(id, gavel).permissions() & Permissions::MANAGE_ROLES;
    (cx.at.app_permissions - Permissions::MANAGE_ROLES) | by_roles
}

/// Returns the roles whose limits bind the caller, @everyone included.
fn limited_as(cx: &Cx) -> Vec<RoleId> {
    cx.caller_member().roles.into_iter().chain(cx.at.guild.map(GuildId::cast)).collect()
}

/// Returns `true` if the policy binds the caller. The owner and administrators, who set it, are exempt.
fn is_limited(cx: &Cx, guild: &Guild) -> bool {
    cx.caller() != guild.owner && !cx.at.permissions.contains(Permissions::ADMINISTRATOR)
}

/// Fails if the policy does not allow one more of these now. Must be called in the transaction that opened the case:
/// orders in one server wait for each other there, so that two at once count as two.
///
/// # Errors
/// A refusal that names the limit.
pub async fn may_once_more(
    cx: &Cx,
    tx: &mut sqlx::PgConnection,
    seen: &ServerFacts,
    kind: Kind,
) -> Result<()> {
    may_so_many(cx, tx, seen, kind, 0).await
}

/// Fails if the policy does not allow `more` of these beside those whose cases are open.
///
/// # Errors
/// A refusal that names the limit.
pub async fn may_so_many(
    cx: &Cx,
    tx: &mut sqlx::PgConnection,
    seen: &ServerFacts,
    kind: Kind,
    more: u64,
) -> Result<()> {
    let (policy, roles) = (&seen.settings.policy, limited_as(cx));
    if !is_limited(cx, &seen.guild) {
        return Ok(());
    }
    for limit in kind.limits().filter(|limit| policy::counts(policy, &roles, *limit)) {
        let (hour, day) = cases::cases_counted(&mut *tx, cx.guild()?, cx.caller(), limit.counted()).await?;
        if let Some(breach) = policy::forbids_so_many(policy, &roles, limit, (hour + more, day + more)) {
            return Err(Error::refused(breach.text()));
        }
    }
    Ok(())
}
