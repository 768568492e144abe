//! The checks of an action on a channel, and the change that it makes.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::actions::check::{self, ServerFacts};
use crate::actions::meanwhile::decide_again;
use crate::actions::request::words;
use crate::actions::state::{in_force, until};
use crate::discord::channels::Channel;
use crate::discord::error_code;
use crate::domain::case::{Case, NewCase};
use crate::domain::channel::{Change, delay};
use crate::domain::ids::ChannelId;
use crate::domain::in_force::{Author, Decision, InForce, Ordered, decide};
use crate::domain::kind::Kind;
use crate::domain::lockdown::{Closing, LockdownChannel};
use crate::domain::permissions::{Where, caller_lacks, covers, gavel_lacks};
use crate::domain::policy::PlannedAction;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Audience;
use crate::store::beforehand::Beforehand;
use crate::words;

/// A moderator's order for a channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChannelPlan {
    pub(super) kind: Kind,
    pub(super) channel: ChannelId,
    reason: Option<String>,
    /// The time at which the action ends; never if `None`.
    ends_at: Option<jiff::Timestamp>,
    /// The state to set; `None` takes back what was set before.
    set: Option<Set>,
    /// The case that this action takes back.
    parent: Option<i32>,
    pub(super) audience: Audience,
}

/// A state of a channel that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Set {
    Lock,
    /// The seconds between two messages.
    Slowmode(u32),
}

impl ChannelPlan {
    /// Returns the plan of a permanent lock.
    #[must_use]
    pub fn lock(channel: ChannelId, reason: Option<String>) -> Self {
        Self::new(Kind::Lock, Some(Set::Lock), channel, reason)
    }

    /// Returns the plan of a permanent slowmode.
    #[must_use]
    pub fn slowmode(channel: ChannelId, seconds: u32, reason: Option<String>) -> Self {
        Self::new(Kind::Slowmode, Some(Set::Slowmode(seconds)), channel, reason)
    }

    /// Returns the plan of an action of the kind `by` that takes back the one of the case `parent`.
    #[must_use]
    pub fn take_back(by: Kind, parent: i32, channel: ChannelId, reason: Option<String>) -> Self {
        Self { parent: Some(parent), ..Self::new(by, None, channel, reason) }
    }

    /// Makes the action end; never if `None`.
    #[must_use]
    pub fn until(self, ends_at: Option<jiff::Timestamp>) -> Self {
        Self { ends_at, ..self }
    }

    /// Makes the receipt a reply to this audience.
    #[must_use]
    pub fn to(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    fn new(kind: Kind, set: Option<Set>, channel: ChannelId, reason: Option<String>) -> Self {
        let reason = words(reason);
        Self { kind, channel, reason, ends_at: None, set, parent: None, audience: Audience::Public }
    }

    /// Returns the case that the plan opens. The change is known once the channel was looked at.
    pub(super) fn case(&self, cx: &Cx, change: Option<Change>) -> Result<NewCase> {
        Ok(NewCase {
            channel: Some(self.channel),
            reason: self.reason.clone(),
            ends_at: self.ends_at,
            parent: self.parent,
            change,
            ..NewCase::new(cx.guild()?, self.kind, cx.caller(), &cx.at.user.name)
        })
    }
}

/// Decides on an order about a channel: what it changes, where there is something to change.
///
/// # Errors
/// A refusal that names the rule.
pub(super) async fn decision(
    cx: &Cx,
    plan: &ChannelPlan,
    record: Option<&Beforehand>,
) -> Result<(ServerFacts, Option<Change>)> {
    let planned = PlannedAction { kind: plan.kind, points: 0, ends_at: plan.ends_at, role: None };
    let (seen, channel) = may_change(cx, plan.channel, planned, record).await?;
    let change = change(cx, plan, &seen, channel.as_ref(), record).await?;
    Ok((seen, change))
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
        return Err(Error::refused(words::channel_check_foreign()));
    }
    if channel.is_thread() {
        return Err(Error::refused(words::channel_check_thread(at)));
    }
    let caller =
        seen.guild.permission_context(guild, &cx.caller_member()).permissions_in(&channel.overwrites);
    if !covers(caller, kind.permission()) {
        return Err(Error::refused(caller_lacks(kind.permission(), Where::Channel(at))));
    }
    let needed = kind.needs() | Permissions::VIEW_CHANNEL;
    let held = seen.guild.permission_context(guild, &seen.gavel).permissions_in(&channel.overwrites);
    if !covers(held, needed) {
        return Err(Error::refused(gavel_lacks(needed - held, Where::Channel(at))));
    }
    Ok((seen, Some(channel)))
}

async fn look(cx: &Cx, at: ChannelId) -> Result<Option<Channel>> {
    match cx.app.discord.channel(at).await {
        Ok(channel) => Ok(Some(channel)),
        Err(Error::Discord { code: error_code::UNKNOWN_CHANNEL, .. }) => Ok(None),
        Err(Error::Discord { code: error_code::MISSING_ACCESS, .. }) => {
            Err(Error::refused(error_code::text(error_code::MISSING_ACCESS)))
        }
        Err(other) => Err(other),
    }
}

/// Returns the change to make in the channel.
async fn change(
    cx: &Cx,
    plan: &ChannelPlan,
    seen: &ServerFacts,
    channel: Option<&Channel>,
    record: Option<&Beforehand>,
) -> Result<Option<Change>> {
    let Some(channel) = channel else { return Ok(None) };
    match plan.set {
        Some(Set::Lock) => lock(cx, plan, seen, channel, record).await.map(Some),
        Some(Set::Slowmode(seconds)) => slowmode(cx, plan, seconds, channel, record).await.map(Some),
        None => Ok(None),
    }
}

/// Returns the change for a lock. Over a temporary lock, it sets a new end or none. Over a permanent lock it is refused
/// as nothing to do, unless somebody opened the channel by hand.
async fn lock(
    cx: &Cx,
    plan: &ChannelPlan,
    seen: &ServerFacts,
    channel: &Channel,
    record: Option<&Beforehand>,
) -> Result<Change> {
    let (guild, at) = (cx.guild()?, channel.id);
    let gavel = seen.guild.permission_context(guild, &seen.gavel);
    let is_log = seen.settings.log.values().any(|log| *log == at);
    let place = LockdownChannel { is_spoken: channel.is_spoken(), is_log, overwrites: &channel.overwrites };
    let Closing { bits, left, is_shut } = place.closing(&gavel).map_err(Error::Refused)?;
    match in_force(&cx.app, guild, at.into(), Kind::Lock, record).await? {
        Some(case) if is_shut => {
            let (until, link) = (until(case.ends_at), case.link());
            match decided(plan, Some(&case)) {
                Decision::Ask => {
                    Err(Error::refused(words::channel_check_locked_edit(at, until, link, case.number)))
                }
                Decision::Refuse(_) => Err(Error::refused(words::channel_check_locked(at, until, link))),
                Decision::Do | Decision::Replace | Decision::Keep => {
                    Ok(Change::Lock { bits, left, before: None })
                }
            }
        }
        None if is_shut => Err(Error::refused(words::channel_check_shut(at))),
        _ => Ok(Change::Lock { bits, left, before: None }),
    }
}

/// Returns the change for a slowmode. Setting the same slowmode again only matters if the current one ends.
async fn slowmode(
    cx: &Cx,
    plan: &ChannelPlan,
    seconds: u32,
    channel: &Channel,
    record: Option<&Beforehand>,
) -> Result<Change> {
    let at = channel.id;
    let change = Change::Slowmode { seconds, before: None };
    if channel.slowmode != seconds {
        return Ok(change);
    }
    let case = in_force(&cx.app, cx.guild()?, at.into(), Kind::Slowmode, record).await?;
    Err(Error::refused(match (decided(plan, case.as_ref()), &case) {
        (Decision::Do | Decision::Replace | Decision::Keep, _) => return Ok(change),
        (Decision::Ask, Some(case)) if case.ends_at.is_some() => {
            words::channel_check_slow_edit(at, delay(seconds), case.link(), case.number)
        }
        (Decision::Ask | Decision::Refuse(_), _) => words::channel_check_slow(at, delay(seconds)),
    }))
}

/// Decides on a plan against what is in force in the channel, by a case or by hand.
fn decided(plan: &ChannelPlan, case: Option<&Case>) -> Decision {
    let (kind, ends_at) = (plan.kind, plan.ends_at);
    let held =
        InForce { kind, ends_at: case.and_then(|case| case.ends_at), case: case.map(|case| case.number) };
    decide(Some(held), Ordered { kind, ends_at, author: Author::Person { agreed: false } })
}

/// Decides once more against what other orders did in the meantime, in the transaction that they wait for.
///
/// # Errors
/// A refusal of what would now do nothing, or less than another order.
pub(super) fn decided_again(before: &Option<Case>, last: &Option<Case>, case: &Case) -> Result<()> {
    // Another slowmode is another matter, whatever its end.
    let is_same = last.as_ref().is_none_or(|last| !case.kind.lasts() || is_same(last, case));
    if is_same && decide_again(before, last, case, false).map_err(Error::Refused)? == Decision::Ask {
        return Err(Error::refused(again(last, case)));
    }
    Ok(())
}

/// Tells whether two cases set the same in a channel.
fn is_same(last: &Case, case: &Case) -> bool {
    match (last.change, case.change) {
        (Some(Change::Slowmode { seconds: last, .. }), Some(Change::Slowmode { seconds, .. })) => {
            last == seconds
        }
        _ => last.kind == case.kind,
    }
}

/// The refusal of what another order set for longer meanwhile.
fn again(last: &Option<Case>, case: &Case) -> String {
    let Some(last) = last else { return words::channel_check_nothing() };
    let on = case.subject().map(|subject| subject.to_string()).unwrap_or_default();
    words::channel_check_again(on, last.kind.done(), until(last.ends_at), last.link(), last.number)
}
