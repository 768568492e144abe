//! The look at what is in force before a person's order: it may leave nothing to do, or something to ask about.

use crate::actions::check::{self, ServerFacts};
use crate::actions::confirm::Confirmation;
use crate::actions::meanwhile;
use crate::actions::request::ActionRequest;
use crate::actions::role;
use crate::actions::state::{Found, look, until};
use crate::discord::error_code;
use crate::domain::case::Case;
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::in_force::{Author, Decision, Ordered, Refusal, decide};
use crate::domain::kind::Kind;
use crate::domain::member::{Target, can_give};
use crate::error::{Error, Result};
use crate::kernel::command::CommandUser;
use crate::kernel::cx::Cx;
use crate::store::beforehand::Beforehand;
use crate::store::cases;
use crate::words;

/// Decides on an order about a person: runs the checks, and returns the question to ask first, if any. A person of whom only
/// the id is known is looked up. `last` is the case that set or lifted the same last, under way or done; `record` is what was
/// read of the record just now.
///
/// # Errors
/// A refusal that names the rule.
pub(super) async fn decision(
    cx: &Cx,
    request: &mut ActionRequest,
    last: &Option<Case>,
    record: Option<&Beforehand>,
) -> Result<(ServerFacts, Option<Confirmation>)> {
    let target = target(cx, &mut request.person).await?;
    if let Some((channel, message)) = request.message {
        wrote(cx, channel, message, request.person.id).await?;
    }
    let planned = request.planned();
    if let (true, Some(number)) = (request.takes_back, request.parent) {
        let case = cases::case_find(&cx.app.db, cx.guild()?, number).await?;
        let case = case.ok_or_else(|| Error::refused(words::kept::undo_case_gone(number)))?;
        check::may_change(cx, &case, planned, (Some(&target), record)).await?;
    }
    let seen = check::may_act(cx, &target, planned, record).await?;
    let confirmation = question(cx, &seen, request, last, record).await?;
    Ok((seen, confirmation))
}

/// Returns the person's place in the server. Asks Discord where it is not known, and for a missing name.
async fn target(cx: &Cx, person: &mut CommandUser) -> Result<Target> {
    if let Some(target) = &person.target {
        return Ok(target.clone());
    }
    let (discord, guild, id) = (&cx.app.discord, cx.guild()?, person.id);
    if person.name.is_empty() {
        let (member, name) = tokio::join!(discord.member(guild, id), discord.user_name(id));
        person.name = match name {
            Err(Error::Discord { code: error_code::UNKNOWN_USER, .. }) => {
                Err(Error::refused(words::kept::inforce_unknown_person(id)))
            }
            other => other,
        }?;
        return Ok(person.target.insert(Target::of(id, member?)).clone());
    }
    let member = discord.member(guild, id).await?;
    Ok(person.target.insert(Target::of(id, member)).clone())
}

/// Refuses an order about a message of somebody else, or one that is gone: its id is what somebody sent.
async fn wrote(cx: &Cx, channel: ChannelId, message: MessageId, user: UserId) -> Result<()> {
    let there = cx.app.discord.messages_there(channel, &[message]).await?;
    match there.iter().find(|it| it.id == message) {
        Some(found) if found.is_of(user) => Ok(()),
        Some(_) => Err(Error::refused(words::kept::inforce_message_of_another())),
        None => Err(Error::refused(words::kept::inforce_message_gone())),
    }
}

/// Returns the question to ask first, if any.
///
/// # Errors
/// A refusal if there is nothing to do.
async fn question(
    cx: &Cx,
    seen: &ServerFacts,
    request: &ActionRequest,
    last: &Option<Case>,
    record: Option<&Beforehand>,
) -> Result<Option<Confirmation>> {
    let (person, kind, ends_at) = (request.person.id, request.kind, request.ends_at);
    if kind.is_on_role() {
        return role::question(cx, seen, request, last, record).await;
    }
    if kind == Kind::Jail {
        cell(seen)?;
    }
    let found = match meanwhile::awaited(last) {
        // It will be so by the time this is carried out.
        Some(last) => Found { state: meanwhile::state(last), case: Some(last.clone()) },
        None => look(&cx.app, cx.guild()?, person, kind, record).await?,
    };
    let author = Author::Person { agreed: request.agreed.shorter };
    match decide(found.state, Ordered { kind, ends_at, author }) {
        Decision::Do | Decision::Replace | Decision::Keep => Ok(None),
        Decision::Ask => Ok(Some(shorter(request, &found))),
        Decision::Refuse(rule) => Err(Error::refused(match meanwhile::awaited(last) {
            Some(last) => meanwhile::refusal(rule, last, request.parent),
            None => refusal(rule, request, &found),
        })),
    }
}

/// Returns the question whether something is to end earlier.
pub(super) fn shorter(request: &ActionRequest, found: &Found) -> Confirmation {
    let (person, state) = (request.person.id, state(request.kind));
    let held = until(found.state.and_then(|held| held.ends_at));
    let held = match &found.case {
        Some(case) => words::inforce_held_by(person, state, held, case.link()),
        None => words::inforce_held(person, state, held),
    };
    // What has no end is never shorter.
    let instead = request.ends_at.map(|end| format!(" {}", words::inforce_end_instead(end.as_second())));
    let text = format!("{held}{}", instead.unwrap_or_default());
    let mut request = request.clone();
    request.agreed.shorter = true;
    Confirmation { text, request }
}

/// Returns the refusal, as a sentence for the person who ordered.
fn refusal(rule: Refusal, request: &ActionRequest, found: &Found) -> String {
    let (person, state) = (request.person.id, state(request.kind));
    match (rule, found.case.as_ref().map(Case::link)) {
        (Refusal::NothingNew, Some(by)) => words::inforce_nothing_new_by(person, state, by),
        (Refusal::NothingNew, None) => words::inforce_nothing_new(person, state),
        (Refusal::NothingToLift, _) => words::inforce_nothing_to_lift(person, state),
        (Refusal::WouldLift, Some(by)) => words::inforce_would_lift_by(person, by),
        (Refusal::WouldLift, None) => words::inforce_would_lift(person),
    }
}

/// Returns the name of the kind that sets the state which a kind sets or lifts.
fn state(kind: Kind) -> &'static str {
    kind.closes().first().copied().unwrap_or(kind).as_str()
}

/// Fails unless a jail is set up, with a role that Gavel can give.
fn cell(seen: &ServerFacts) -> Result<()> {
    let Some(role) = seen.settings.jail_role else {
        return Err(Error::refused(words::kept::inforce_no_jail()));
    };
    if !seen.guild.roles.iter().any(|it| it.id == role) {
        return Err(Error::refused(words::kept::inforce_jail_role_gone()));
    }
    if !can_give(&seen.guild.roles, &seen.gavel, role) {
        return Err(Error::refused(words::kept::inforce_jail_role_high(role)));
    }
    Ok(())
}
