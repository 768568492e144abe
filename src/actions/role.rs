//! One role of a member, given or taken, temporarily or permanently.

use crate::actions::check::ServerFacts;
use crate::actions::confirm::Confirmation;
use crate::actions::meanwhile;
use crate::actions::request::ActionRequest;
use crate::actions::state::{in_force, until};
use crate::discord::error_code;
use crate::domain::case::{Case, Subject};
use crate::domain::ids::{RoleId, UserId};
use crate::domain::in_force::{Author, Decision, InForce, Ordered, decide};
use crate::domain::kind::Kind;
use crate::domain::member::{Member, Target};
use crate::domain::permissions::names;
use crate::domain::role_grant::powers;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::job::LeasedJob;
use crate::store::beforehand::Beforehand;
use crate::store::cases;
use crate::words;
use crate::words::Kept;

/// Checks a change of a role against the current state. A change without effect is refused. Ending a role that is held
/// permanently, and giving a role whose holders can moderate, need confirmation.
pub async fn question(
    cx: &Cx,
    seen: &ServerFacts,
    request: &ActionRequest,
    last: &Option<Case>,
    record: Option<&Beforehand>,
) -> Result<Option<Confirmation>> {
    let (Some(role), Some(Target::Member(member))) = (request.role, &request.person.target) else {
        return Ok(None);
    };
    let (guild, person) = (cx.guild()?, member.id);
    let jail = in_force(&cx.app, guild, person.into(), Kind::Jail, record).await?;
    let jail = jail.filter(|jail| jail.is_inside(member));
    if let (Kind::RoleAdd, Some(jail)) = (request.kind, &jail) {
        return Err(Error::refused(inside(person, jail)));
    }
    let kept = jail.is_some_and(|jail| keeps(&jail, role));
    let is_so = (member.roles.contains(&role) || kept) == (request.kind == Kind::RoleAdd);
    // What is being carried out is decided on with the order.
    if !is_so || meanwhile::awaited(last).is_some() {
        return Ok(powerful(seen, request, role));
    }
    let case = in_force(&cx.app, guild, Subject::Role(person, role), request.kind, record).await?;
    let (ends_at, number) =
        (case.as_ref().and_then(|case| case.ends_at), case.as_ref().map(|case| case.number));
    let state = Some(InForce { kind: request.kind, ends_at, case: number });
    let author = Author::Person { agreed: request.agreed.shorter };
    let is_given = request.kind == Kind::RoleAdd;
    match (decide(state, Ordered { kind: request.kind, ends_at: request.ends_at, author }), request.ends_at) {
        // Nothing can be taken from somebody without the role, unless they would get it back.
        _ if !is_given && case.is_none() => {
            Err(Error::refused(words::kept::role_change_has_not(person, role)))
        }
        (Decision::Ask, Some(end)) => {
            let mut request = request.clone();
            request.agreed.shorter = true;
            let (until, end) = (until(ends_at), end.as_second());
            let text = match is_given {
                true => words::role_change_has_until(person, role, until, end),
                false => words::role_change_without_until(person, role, until, end),
            };
            Ok(Some(Confirmation { text, request }))
        }
        (Decision::Refuse(_), _) if is_given => {
            Err(Error::refused(words::kept::role_change_has(person, role)))
        }
        (Decision::Refuse(_), _) => Err(Error::refused(words::kept::role_change_has_not(person, role))),
        (Decision::Do | Decision::Replace | Decision::Keep | Decision::Ask, _) => Ok(None),
    }
}

/// Asks before giving a role whose holders can moderate. Giving back what was just taken needs no question.
fn powerful(seen: &ServerFacts, request: &ActionRequest, role: RoleId) -> Option<Confirmation> {
    let powers = powers(&seen.guild.roles, role);
    let asked = request.kind != Kind::RoleAdd || request.agreed.powerful || request.parent.is_some();
    if asked || powers.is_empty() {
        return None;
    }
    let mut request = request.clone();
    request.agreed.powerful = true;
    let person = request.person.id;
    let text = words::role_change_powerful(role, names(powers), person);
    Some(Confirmation { text, request })
}

/// Returns `true` if a release from jail will give the role back.
fn keeps(jail: &Case, role: RoleId) -> bool {
    jail.roles.as_ref().is_some_and(|roles| roles.contains(&role))
}

fn inside(person: UserId, jail: &Case) -> String {
    words::role_change_inside(person, jail.link())
}

/// Gives or takes the role of a case. Returns a note if others had already made the change.
pub async fn change(
    job: &LeasedJob,
    case: &Case,
    person: UserId,
    ordered_by: u64,
    reason: &str,
) -> Result<Option<Kept>> {
    let role = case.role.ok_or_else(|| Error::broken("a change of no role"))?;
    let jail = cases::case_in_force(job.db(), case.guild, person, Kind::Jail).await?;
    let Some(member) = job.app.discord.member(case.guild, person).await? else {
        if let Some(mut jail) = jail.filter(|_| case.kind == Kind::RoleRemove) {
            keep(job, &mut jail, role, Kind::RoleRemove).await?;
        }
        return absent(case);
    };
    let gives = case.kind == Kind::RoleAdd;
    match jail {
        Some(jail) if gives && jail.is_inside(&member) => to_jail(job, case, jail, role).await,
        _ if gives => give(job, case, &member, role, ordered_by, reason).await,
        jail => take(job, case, (&member, jail), role, ordered_by, reason).await,
    }
}

/// Returns the outcome for somebody who left. They have no roles, so only giving one fails, unless it gives back one
/// that a case took.
fn absent(case: &Case) -> Result<Option<Kept>> {
    if case.kind == Kind::RoleAdd && case.parent.is_none() {
        return Err(Error::refused(error_code::meaning(error_code::UNKNOWN_MEMBER)));
    }
    Ok(Some(words::kept::role_change_absent()))
}

/// Handles giving a role to somebody in jail: one to be given back comes with their release; any other is refused.
async fn to_jail(job: &LeasedJob, case: &Case, mut jail: Case, role: RoleId) -> Result<Option<Kept>> {
    if case.parent.is_none() {
        return Err(Error::refused(words::kept::role_change_in_jail(jail.number)));
    }
    keep(job, &mut jail, role, Kind::RoleAdd).await?;
    Ok(Some(words::kept::role_change_with_release(jail.number)))
}

/// Makes a jail's release give a role back, or not any more.
async fn keep(job: &LeasedJob, jail: &mut Case, role: RoleId, how: Kind) -> Result<bool> {
    if keeps(jail, role) == (how == Kind::RoleAdd) {
        return Ok(false);
    }
    let mut roles = jail.roles.clone().unwrap_or_default();
    roles.retain(|it| *it != role);
    roles.extend((how == Kind::RoleAdd).then_some(role));
    let mut tx = job.step().await?;
    cases::case_roles(&mut tx, jail, roles).await?;
    tx.commit().await?;
    Ok(true)
}

async fn give(
    job: &LeasedJob,
    case: &Case,
    member: &Member,
    role: RoleId,
    ordered_by: u64,
    reason: &str,
) -> Result<Option<Kept>> {
    let discord = &job.app.discord;
    if member.roles.contains(&role) {
        // From an earlier try, or from somebody else.
        let ours = changes(job, case).await? || discord.did_after(case, ordered_by).await?;
        return Ok((!ours).then(words::kept::role_change_had));
    }
    match discord.role_give(case.guild, member.id, role, reason).await {
        Err(Error::Discord { code: error_code::UNKNOWN_ROLE, .. }) if case.parent.is_some() => gone(),
        Err(Error::Discord { code: error_code::UNKNOWN_MEMBER, .. }) => absent(case),
        other => other.map(|()| None),
    }
}

async fn take(
    job: &LeasedJob,
    case: &Case,
    (member, jail): (&Member, Option<Case>),
    role: RoleId,
    ordered_by: u64,
    reason: &str,
) -> Result<Option<Kept>> {
    let discord = &job.app.discord;
    let kept = match jail {
        Some(mut jail) => keep(job, &mut jail, role, Kind::RoleRemove).await?,
        None => false,
    };
    if !member.roles.contains(&role) {
        if kept {
            return Ok(Some(words::kept::role_change_not_with_release()));
        }
        let ours = changes(job, case).await? || discord.did_after(case, ordered_by).await?;
        return Ok((!ours).then(words::kept::role_change_had_not));
    }
    match discord.role_take(case.guild, member.id, role, reason).await {
        Err(Error::Discord { code: error_code::UNKNOWN_ROLE, .. }) => gone(),
        Err(Error::Discord { code: error_code::UNKNOWN_MEMBER, .. }) => absent(case),
        other => other.map(|()| None),
    }
}

/// Returns `true` if the case only moves the end of what is in force, so that the state was already there because of an
/// earlier case.
async fn changes(job: &LeasedJob, case: &Case) -> Result<bool> {
    let Some(subject) = case.subject() else { return Ok(false) };
    Ok(cases::case_in_force(job.db(), case.guild, subject, case.kind).await?.is_some())
}

fn gone() -> Result<Option<Kept>> {
    Ok(Some(words::kept::role_change_gone()))
}
