//! The checks of an action on a channel: the change that it makes, or the question to ask first.

use twilight_model::guild::Permissions;

use crate::actions::channel_plan::{ChannelPlan, ChannelQuestion, Set};
use crate::actions::check::{self, ServerFacts};
use crate::actions::meanwhile::decide_again;
use crate::actions::state::{in_force, until};
use crate::discord::channels::Channel;
use crate::discord::error_code;
use crate::domain::case::Case;
use crate::domain::channel::{Change, RoleLock, delay};
use crate::domain::ids::{ChannelId, GuildId, RoleId};
use crate::domain::in_force::{Author, Decision, InForce, Ordered, decide};
use crate::domain::kind::Kind;
use crate::domain::lockdown::{Closing, LockdownChannel};
use crate::domain::permissions::{Where, caller_lacks, covers, gavel_lacks};
use crate::domain::policy::PlannedAction;
use crate::domain::rank::is_below;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::store::beforehand::Beforehand;
use crate::words;

/// The decision on an order about a channel.
#[derive(Debug)]
pub(super) enum ChannelDecision {
    /// Make this change, where there is something to change.
    Go(Option<Change>),
    Ask(ChannelQuestion),
}

impl From<Change> for ChannelDecision {
    fn from(change: Change) -> Self {
        Self::Go(Some(change))
    }
}

/// Decides on an order about a channel.
///
/// # Errors
/// A refusal that names the rule.
pub(super) async fn decision(
    cx: &Cx,
    plan: &ChannelPlan,
    record: Option<&Beforehand>,
) -> Result<(ServerFacts, ChannelDecision)> {
    let planned = PlannedAction { kind: plan.kind, points: 0, ends_at: plan.ends_at, role: None };
    let (seen, channel) = may_change(cx, plan.channel, planned, record).await?;
    let decision = change(cx, plan, &seen, channel.as_ref(), record).await?;
    Ok((seen, decision))
}

/// Runs the checks of every action on a channel. `None` as the channel means that it is gone, which only allows taking
/// something back.
///
/// # Errors
/// A refusal that names the rule.
pub async fn may_change(
    cx: &Cx,
    at: ChannelId,
    planned: PlannedAction,
    record: Option<&Beforehand>,
) -> Result<(ServerFacts, Option<Channel>)> {
    let (guild, kind) = (cx.guild()?, planned.kind);
    let (seen, channel) = tokio::try_join!(check::look_with(cx, record), look(cx, at))?;
    if let Some(breach) = check::breach(cx, &seen, planned) {
        return Err(Error::refused(breach.text()));
    }
    let Some(channel) = channel else {
        if kind.lasts() {
            return Err(Error::refused(error_code::text(error_code::UNKNOWN_CHANNEL)));
        }
        return Ok((seen, None));
    };
    if channel.guild != Some(guild) {
        return Err(Error::refused(words::kept::channel_check_foreign()));
    }
    let (permission, needs) = (kind.permission_in(channel.is_thread()), kind.needs_in(channel.is_thread()));
    let caller =
        seen.guild.permission_context(guild, &cx.caller_member()).permissions_in(&channel.overwrites);
    if !covers(caller, permission) {
        return Err(Error::refused(caller_lacks(permission, Where::Channel(at))));
    }
    let needed = needs | Permissions::VIEW_CHANNEL;
    let held = seen.guild.permission_context(guild, &seen.gavel).permissions_in(&channel.overwrites);
    if !covers(held, needed) {
        return Err(Error::refused(gavel_lacks(needed - held, Where::Channel(at))));
    }
    Ok((seen, Some(channel)))
}

async fn look(cx: &Cx, at: ChannelId) -> Result<Option<Channel>> {
    match cx.app.discord.place(at).await {
        Ok(channel) => Ok(Some(channel)),
        Err(Error::Discord { code: error_code::UNKNOWN_CHANNEL, .. }) => Ok(None),
        Err(Error::Discord { code: error_code::MISSING_ACCESS, .. }) => {
            Err(Error::refused(error_code::text(error_code::MISSING_ACCESS)))
        }
        Err(other) => Err(other),
    }
}

/// Returns the change to make in the channel, or the question to ask first.
async fn change(
    cx: &Cx,
    plan: &ChannelPlan,
    seen: &ServerFacts,
    channel: Option<&Channel>,
    record: Option<&Beforehand>,
) -> Result<ChannelDecision> {
    let Some(channel) = channel else { return Ok(ChannelDecision::Go(None)) };
    match plan.set {
        Some(Set::Lock { roles }) => lock(cx, plan, roles, seen, (channel, record)).await,
        Some(Set::Slowmode(seconds)) => slowmode(cx, plan, seconds, channel, record).await,
        None => Ok(ChannelDecision::Go(None)),
    }
}

/// Returns the change for a lock. Over a temporary lock, it sets a new end or none. Over a permanent lock it is refused
/// as nothing to do, unless somebody opened the channel by hand.
async fn lock(
    cx: &Cx,
    plan: &ChannelPlan,
    with_roles: bool,
    seen: &ServerFacts,
    (channel, record): (&Channel, Option<&Beforehand>),
) -> Result<ChannelDecision> {
    let (guild, at) = (cx.guild()?, channel.id);
    let (change, is_shut) = match channel.thread {
        Some(thread) => (Change::ThreadLock { before: None }, thread.locked),
        None if !channel.is_lockable() => {
            return Err(Error::refused(words::kept::channel_check_no_lock(at)));
        }
        None => {
            let Closing { bits, left, is_shut } = closing(guild, seen, channel)?;
            let roles = if with_roles { open_roles(cx, seen, channel, bits)? } else { vec![] };
            (Change::Lock { bits, left, before: None, roles }, is_shut)
        }
    };
    // What roles may do is open, however shut the channel is for others.
    let takes_more = matches!(&change, Change::Lock { roles, .. } if !roles.is_empty());
    match in_force(&cx.app, guild, at.into(), Kind::Lock, record).await? {
        Some(case) if is_shut => match decided(plan, Some(&case)) {
            Decision::Ask => Ok(ChannelDecision::Ask(ChannelQuestion::shorter(plan, &case))),
            Decision::Refuse(_) if !takes_more => {
                Err(Error::refused(words::kept::channel_check_locked(at, until(case.ends_at), case.link())))
            }
            _ => Ok(change.into()),
        },
        None if is_shut && !takes_more => Err(Error::refused(words::kept::channel_check_shut(at))),
        _ => Ok(change.into()),
    }
}

/// Returns the roles that the channel itself allows something that a lock takes, and that are below the caller and Gavel.
fn open_roles(cx: &Cx, seen: &ServerFacts, channel: &Channel, bits: u64) -> Result<Vec<RoleLock>> {
    let (guild, caller, all) = (cx.guild()?, cx.caller_member(), &seen.guild.roles);
    let is_owner = cx.caller() == seen.guild.owner;
    let open = channel.overwrites.iter().filter(|it| it.kind == 0 && it.allow & bits != 0);
    let roles = open.filter_map(|it| RoleId::new_checked(it.id)).filter(|role| {
        is_below(all, guild, &seen.gavel, *role) && (is_owner || is_below(all, guild, &caller, *role))
    });
    Ok(roles.map(|role| RoleLock { role, taken: 0 }).collect())
}

/// Returns the effect of a lock on a channel that is no thread.
fn closing(guild: GuildId, seen: &ServerFacts, channel: &Channel) -> Result<Closing> {
    let gavel = seen.guild.permission_context(guild, &seen.gavel);
    let is_log = seen.settings.log.values().any(|log| *log == channel.id);
    let place = LockdownChannel { is_spoken: channel.is_spoken(), is_log, overwrites: &channel.overwrites };
    place.closing(&gavel).map_err(Error::refused)
}

/// Returns the change for a slowmode. Setting the same slowmode again only matters if the current one ends.
async fn slowmode(
    cx: &Cx,
    plan: &ChannelPlan,
    seconds: u32,
    channel: &Channel,
    record: Option<&Beforehand>,
) -> Result<ChannelDecision> {
    let at = channel.id;
    if !channel.has_slowmode() {
        return Err(Error::refused(words::kept::channel_check_no_slowmode(at)));
    }
    let change = Change::Slowmode { seconds, before: None, is_closed: false };
    if channel.slowmode != seconds {
        return Ok(change.into());
    }
    let case = in_force(&cx.app, cx.guild()?, at.into(), Kind::Slowmode, record).await?;
    match (decided(plan, case.as_ref()), &case) {
        (Decision::Do | Decision::Replace | Decision::Keep, _) => Ok(change.into()),
        (Decision::Ask, Some(case)) => Ok(ChannelDecision::Ask(ChannelQuestion::shorter(plan, case))),
        // At the end of one that was set by hand, that would be there again.
        (Decision::Ask | Decision::Refuse(_), _) => {
            Err(Error::refused(words::kept::channel_check_slow(at, delay(seconds))))
        }
    }
}

/// Decides on a plan against what is in force in the channel, by a case or by hand.
fn decided(plan: &ChannelPlan, case: Option<&Case>) -> Decision {
    let (kind, ends_at) = (plan.kind, plan.ends_at);
    let held =
        InForce { kind, ends_at: case.and_then(|case| case.ends_at), case: case.map(|case| case.number) };
    decide(Some(held), Ordered { kind, ends_at, author: Author::Person { agreed: plan.is_agreed } })
}

/// Decides once more against what other orders did in the meantime, in the transaction that they wait for. Returns the
/// question to ask first, if any.
///
/// # Errors
/// A refusal of what would now do nothing.
pub(super) fn decided_again(
    plan: &ChannelPlan,
    before: &Option<Case>,
    last: &Option<Case>,
    case: &Case,
) -> Result<Option<ChannelQuestion>> {
    // Another slowmode is another matter, whatever its end.
    let is_same = last.as_ref().is_none_or(|last| !case.kind.lasts() || is_same(last, case));
    if !is_same {
        return Ok(None);
    }
    let decision = decide_again(before, last, case, plan.is_agreed).map_err(Error::refused)?;
    let held = last.as_ref().filter(|_| decision == Decision::Ask);
    Ok(held.map(|held| ChannelQuestion::shorter(plan, held)))
}

/// Tells whether two cases set the same in a channel.
fn is_same(last: &Case, case: &Case) -> bool {
    match (&last.change, &case.change) {
        (Some(Change::Slowmode { seconds: last, .. }), Some(Change::Slowmode { seconds, .. })) => {
            last == seconds
        }
        (_, Some(Change::Lock { roles, .. })) if !roles.is_empty() => false,
        _ => last.kind == case.kind,
    }
}
