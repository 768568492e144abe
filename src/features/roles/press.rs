//! A member's choice from a menu. It opens no case; the audit log names the menu.
//!
//! The choice is a job with the member's key: two presses run one after the other, nothing is given to somebody who is
//! being jailed, and a change that was begun is completed whatever crashes.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::discord::error_code;
use crate::domain::case::Subject;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{RoleId, UserId};
use crate::domain::in_force::{Author, Decision, InForce, Ordered, decide};
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::member::Member;
use crate::domain::menu::{Menu, Swap};
use crate::domain::role_grant::powers;
use crate::domain::text::cut;
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::cases;
use crate::store::role_menus::menu_find;
use crate::words;

/// The controls that members press. They carry no rights: the menu is asked what it offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// A button.
    One { menu: i64, role: RoleId },
    /// A select; the chosen values come with the press.
    Chosen { menu: i64 },
}

impl Control for Take {
    const FEATURE: &'static str = "role";

    fn write(&self) -> String {
        match self {
            Self::One { menu, role } => format!("take:{menu}:{role}"),
            Self::Chosen { menu } => format!("choose:{menu}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match *fields {
            ["take", menu, role] => Some(Self::One { menu: menu.parse().ok()?, role: role.parse().ok()? }),
            ["choose", menu] => Some(Self::Chosen { menu: menu.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Private
    }

    fn permission(&self) -> Permissions {
        Permissions::empty()
    }
}

/// The job that changes a member's roles.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ChooseRoles {
    menu: i64,
    /// The menu's name at that time, for the audit log.
    name: String,
    member: UserId,
    changes: Swap,
}

impl Job for ChooseRoles {
    const KIND: &'static str = "menu_choice";
    type Progress = PressProgress;
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Member(self.member)
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PressProgress {
    /// The changes, fixed before the first one.
    steps: Option<Swap>,
    /// The sentence for the member, once all is done.
    said: Option<String>,
}

/// Handles a press.
pub(super) async fn press(cx: Cx, take: Take, pressed: Pressed) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let (Take::One { menu, .. } | Take::Chosen { menu }) = take;
    let stored = menu_find(&cx.app.db, cx.guild()?, menu)
        .await?
        .ok_or_else(|| Error::refused(words::rolemenu_outdated()))?;
    let chosen: Vec<RoleId> = match take {
        Take::One { role, .. } => vec![role],
        Take::Chosen { .. } => pressed.values.iter().filter_map(|value| value.parse().ok()).collect(),
    };
    let changes = stored.menu.changes(&cx.caller_member().roles, &chosen);
    if changes.is_empty() {
        return Ok(Reply::private(words::rolemenu_nothing_chosen()));
    }
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let member = cx.caller();
    let ordered = order.commit(&ChooseRoles { menu, name: stored.name, member, changes }).await?;
    ordered.run(|why| Reply::private(words::rolemenu_noted(why))).await
}

/// Changes the member's roles, taking first, and reports what changed.
pub(super) async fn run(mut job: JobContext<ChooseRoles>) -> Result<Next> {
    let said = match job.progress.said.clone() {
        Some(said) => said,
        None => {
            let said = match change(&mut job).await {
                Ok(said) => said,
                Err(Error::Refused(why)) => why.text(),
                Err(other) => return Err(other),
            };
            job.progress.said = Some(said.clone());
            job.save().await?;
            said
        }
    };
    Ok(Next::Done(Some(Reply::private(said))))
}

async fn change(job: &mut JobContext<ChooseRoles>) -> Result<String> {
    let (guild, payload) = (job.guild(), job.payload.clone());
    let person = payload.member;
    let steps = match job.progress.steps.clone() {
        Some(steps) => steps,
        None => {
            let steps = steps(job, &payload).await?;
            job.progress.steps = Some(steps.clone());
            job.save().await?;
            steps
        }
    };
    let reason = words::for_server(|| words::rolemenu_audit_reason(cut(&payload.name, limits::NAME)));
    let (discord, mut taken) = (&job.app.discord, Vec::new());
    for role in &steps.take {
        match discord.role_take(guild, person, *role, &reason).await {
            Ok(()) | Err(Error::Discord { code: error_code::UNKNOWN_ROLE, .. }) => taken.push(*role),
            Err(Error::Discord { code, .. }) => return Ok(half(&taken, &steps.give, *role, code)),
            Err(other) => return Err(other),
        }
    }
    let mut given = Vec::new();
    for role in &steps.give {
        match discord.role_give(guild, person, *role, &reason).await {
            Ok(()) => given.push(*role),
            Err(Error::Discord { code, .. }) => {
                let refused = words::rolemenu_not_given(role, refusal(code));
                return Ok(format!("{}{refused}", done(&given, &taken)));
            }
            Err(other) => return Err(other),
        }
    }
    let said = done(&given, &taken);
    Ok(if said.is_empty() { words::rolemenu_nothing_changed() } else { said })
}

/// Returns the changes to make, if this member may have them. Giving up one's own roles is always allowed, except in
/// jail.
async fn steps(job: &LeasedJob, payload: &ChooseRoles) -> Result<Swap> {
    let (guild, changes) = (job.guild(), &payload.changes);
    let stored = menu_find(job.db(), guild, payload.menu)
        .await?
        .ok_or_else(|| Error::refused(words::rolemenu_outdated()))?;
    let member = job.app.discord.member(guild, payload.member).await?;
    let member = member.ok_or_else(|| Error::refused(words::rolemenu_left_server()))?;
    let jail = cases::case_in_force(job.db(), guild, member.id, Kind::Jail).await?;
    if jail.is_some_and(|jail| jail.is_inside(&member)) {
        return Err(Error::refused(words::rolemenu_in_jail()));
    }
    yields(job, &member, changes).await?;
    if changes.take.iter().any(|role| stored.menu.entry(*role).is_none()) {
        return Err(Error::refused(words::rolemenu_not_offered()));
    }
    if !changes.give.is_empty() {
        may_have(job, &stored.menu, &member, &changes.give).await?;
    }
    Ok(stored.menu.steps(changes, &member.roles))
}

/// Refuses to change through a menu what a moderator decided: to take a role that they gave, or give one that they took.
async fn yields(job: &LeasedJob, member: &Member, changes: &Swap) -> Result<()> {
    let takes = changes.take.iter().map(|role| (*role, Kind::RoleRemove, Kind::RoleAdd));
    let gives = changes.give.iter().map(|role| (*role, Kind::RoleAdd, Kind::RoleRemove));
    for (role, kind, opposite) in takes.chain(gives) {
        let subject = Subject::Role(member.id, role);
        let Some(case) = cases::case_in_force(job.db(), job.guild(), subject, opposite).await? else {
            continue;
        };
        let held = InForce { kind: opposite, ends_at: case.ends_at, case: Some(case.number) };
        if decide(Some(held), Ordered { kind, ends_at: None, author: Author::Menu }) == Decision::Keep {
            let number = case.number;
            let end = case.ends_at.map(|end| end.as_second());
            return Err(Error::refused(match (opposite == Kind::RoleAdd, end) {
                (true, Some(end)) => words::rolemenu_given_until(role, end, number),
                (true, None) => words::rolemenu_given(role, number),
                (false, Some(end)) => words::rolemenu_taken_until(role, end, number),
                (false, None) => words::rolemenu_taken(role, number),
            }));
        }
    }
    Ok(())
}

async fn may_have(job: &LeasedJob, menu: &Menu, member: &Member, wanted: &[RoleId]) -> Result<()> {
    if let Some(role) = menu.required.filter(|role| !member.roles.contains(role)) {
        return Err(Error::refused(words::rolemenu_not_for_you(role)));
    }
    let roles = job.app.discord.guild(job.guild()).await?.roles;
    for role in wanted {
        let Some(entry) = menu.entry(*role) else {
            return Err(Error::refused(words::rolemenu_not_offered()));
        };
        if !entry.unconfirmed(powers(&roles, *role)).is_empty() {
            return Err(Error::refused(words::rolemenu_unconfirmed(role)));
        }
    }
    Ok(())
}

fn mentions(roles: &[RoleId]) -> String {
    roles.iter().map(|role| format!("<@&{role}>")).collect::<Vec<_>>().join(" ")
}

/// Returns the changes in a sentence or two; empty if there were none.
fn done(given: &[RoleId], taken: &[RoleId]) -> String {
    let mut said = String::new();
    if !given.is_empty() {
        said.push_str(&format!("{} ", words::rolemenu_now_have(mentions(given))));
    }
    if !taken.is_empty() {
        said.push_str(&format!("{} ", words::rolemenu_no_longer_have(mentions(taken))));
    }
    said
}

/// Returns the report if a role could not be taken: then none is given, because the two exclude each other.
fn half(taken: &[RoleId], give: &[RoleId], role: RoleId, code: u64) -> String {
    let mut said = format!("{}{}", done(&[], taken), words::rolemenu_not_taken(role, refusal(code)));
    if !give.is_empty() {
        said.push_str(&format!(" {}", words::rolemenu_nor_given(mentions(give))));
    }
    said
}

/// Returns why a role could not be given or taken: the end of a sentence.
fn refusal(code: u64) -> String {
    match code {
        error_code::UNKNOWN_ROLE => words::rolemenu_why_gone(),
        error_code::MISSING_PERMISSIONS => words::rolemenu_why_reach(),
        code => words::rolemenu_why_refused(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn the_controls_are_read_back_as_they_were_written() {
        for take in [Take::One { menu: i64::MAX, role: Id::new(u64::MAX) }, Take::Chosen { menu: i64::MAX }] {
            let id = take.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(Take::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(take));
        }
    }

    #[test]
    fn what_was_done_by_half_is_said() {
        let (one, two) = (Id::new(1), Id::new(2));
        let said = half(&[], &[two], one, error_code::MISSING_PERMISSIONS);
        assert!(said.contains("couldn't take <@&1>") && said.contains("didn't give you <@&2>"), "{said}");
        assert_eq!(done(&[one], &[two]).trim(), "You now have <@&1>. You no longer have <@&2>.");
    }
}
