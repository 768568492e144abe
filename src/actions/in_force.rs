//! The look at what is in force before a person's order: it may leave nothing to do, or something to ask about.

use crate::actions::check::ServerFacts;
use crate::actions::confirm::Confirmation;
use crate::actions::meanwhile;
use crate::actions::request::ActionRequest;
use crate::actions::role;
use crate::actions::state::{Found, look, until};
use crate::domain::case::Case;
use crate::domain::in_force::{Author, Decision, Ordered, Refusal, decide};
use crate::domain::kind::Kind;
use crate::domain::member::can_give;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;

/// Returns the question to ask first, if any.
///
/// # Errors
/// A refusal if there is nothing to do.
pub async fn question(
    cx: &Cx,
    seen: &ServerFacts,
    request: &ActionRequest,
    last: &Option<Case>,
) -> Result<Option<Confirmation>> {
    let (person, kind, ends_at) = (request.person.id, request.kind, request.ends_at);
    if kind.is_on_role() {
        return role::question(cx, seen, request, last).await;
    }
    if kind == Kind::Jail {
        cell(seen)?;
    }
    let found = match meanwhile::awaited(last) {
        // It will be so by the time this is carried out.
        Some(last) => Found { state: meanwhile::state(last), case: Some(last.clone()) },
        None => look(&cx.app, cx.guild()?, person, kind).await?,
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
    let end =
        request.ends_at.map(|end| format!(" <t:{0}:f> (<t:{0}:R>)", end.as_second())).unwrap_or_default();
    let text = format!("**<@{person}> is {state} {held}{}.** Let it end{end} instead?", found.by());
    let mut request = request.clone();
    request.agreed.shorter = true;
    Confirmation { text, request }
}

/// Returns the refusal, as a sentence for the person who ordered.
fn refusal(rule: Refusal, request: &ActionRequest, found: &Found) -> String {
    let (person, state, by) = (request.person.id, state(request.kind), found.by());
    match rule {
        Refusal::NothingNew => {
            format!("<@{person}> is {state} for good{by} already, so there is nothing to do.")
        }
        Refusal::NothingToLift => format!("<@{person}> is not {state}, so there is nothing to lift."),
        Refusal::WouldLift => format!(
            "<@{person}> is {state}{by} already, and a softban would lift that; delete their messages with `/purge` and its `user`."
        ),
    }
}

/// Returns the word for a member for whom the state that a kind sets or lifts is in force.
fn state(kind: Kind) -> &'static str {
    let set_by = kind.closes().first().copied().unwrap_or(kind);
    set_by.facts().lasts.map_or("there", |lasting| lasting.state)
}

/// Fails unless a jail is set up, with a role that Gavel can give.
fn cell(seen: &ServerFacts) -> Result<()> {
    let Some(role) = seen.settings.jail_role else {
        return Err(Error::refused("No jail is set up; choose its role with `/settings jail` first."));
    };
    if !seen.guild.roles.iter().any(|it| it.id == role) {
        return Err(Error::refused("The jail's role is gone; choose another with `/settings jail`."));
    }
    if !can_give(&seen.guild.roles, &seen.gavel, role) {
        return Err(Error::refused(format!(
            "The jail's role <@&{role}> is not below my highest role; move my role above it in Server Settings → Roles."
        )));
    }
    Ok(())
}
