//! Jail: takes a member's roles and gives one instead. Release gives back the roles that can still be given.

use crate::actions::known::{self, Known};
use crate::actions::outcome;
use crate::discord::error_code;
use crate::discord::facts::Guild;
use crate::domain::case::Case;
use crate::domain::ids::{RoleId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::{Member, can_give};
use crate::domain::role_grant::grown;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::{self, StepOutcome};
use crate::words;
use crate::words::Kept;

/// Stores which roles to take, then changes them in one call. Managed roles, which nobody can take, stay.
pub async fn jail(job: &LeasedJob, case: &mut Case, target: UserId, reason: &str) -> Result<Option<Kept>> {
    let discord = &job.app.discord;
    let role = case.role.ok_or_else(|| Error::refused(words::kept::injail_none()))?;
    let guild = known::guild(job).await?;
    if let Some(bar) = grown(&guild.roles, role) {
        return Err(Error::refused(bar.text(role)));
    }
    let member = discord.member(case.guild, target).await?.ok_or_else(gone)?;
    if case.roles.is_none() {
        let roles = Some(taken(job, case, &guild, &member, role).await?);
        outcome::step(job, case, StepOutcome { roles, ..StepOutcome::default() }).await?;
    }
    let mut roles: Vec<RoleId> = member.roles.into_iter().filter(|it| is_managed(&guild, *it)).collect();
    roles.push(role);
    discord.roles_set(case.guild, target, &roles, reason).await?;
    Ok(None)
}

/// Returns the roles to give back later: the member's own, and those that an earlier jail still in force took.
async fn taken(
    job: &LeasedJob,
    case: &Case,
    guild: &Guild,
    member: &Member,
    role: RoleId,
) -> Result<Vec<RoleId>> {
    let earlier = cases::case_in_force(job.db(), case.guild, member.id, Kind::Jail).await?;
    let cell = earlier.as_ref().and_then(|case| case.role);
    let before = earlier.and_then(|case| case.roles).unwrap_or_default();
    let mut roles: Vec<RoleId> = before.into_iter().chain(member.roles.iter().copied()).collect();
    roles.retain(|it| *it != role && Some(*it) != cell && !is_managed(guild, *it));
    roles.sort();
    roles.dedup();
    Ok(roles)
}

fn is_managed(guild: &Guild, role: RoleId) -> bool {
    guild.roles.iter().any(|it| it.id == role && it.managed)
}

fn gone() -> Error {
    Error::Discord {
        status: 404,
        code: error_code::UNKNOWN_MEMBER,
        message: "Unknown Member".to_owned(),
        route: "members".to_owned(),
    }
}

/// Gives back the roles that still exist and that Gavel may give; the summary names the others.
pub async fn release(job: &LeasedJob, case: &Case, target: UserId, reason: &str) -> Result<Option<Kept>> {
    let discord = &job.app.discord;
    let Some(jail) = cases::case_in_force(job.db(), case.guild, target, Kind::Jail).await? else {
        return Ok(Some(words::kept::injail_not_any_more()));
    };
    let gavel = async {
        match job.known::<Known>() {
            Some(known) => Ok(Some(known.server.gavel.clone())),
            None => discord.member(case.guild, discord.me().await?).await,
        }
    };
    let (guild, member, gavel) =
        tokio::try_join!(known::guild(job), discord.member(case.guild, target), gavel)?;
    let left_us = || Ok(Some(words::kept::injail_left()));
    let Some(member) = member else { return left_us() };
    let gavel = gavel.ok_or_else(gone)?;
    let taken = jail.roles.unwrap_or_default();
    let (back, left): (Vec<RoleId>, Vec<RoleId>) =
        taken.into_iter().partition(|role| can_give(&guild.roles, &gavel, *role));
    let mut roles: Vec<RoleId> =
        member.roles.into_iter().filter(|it| Some(*it) != jail.role).chain(back).collect();
    roles.sort();
    roles.dedup();
    match discord.roles_set(case.guild, target, &roles, reason).await {
        Ok(()) => {}
        Err(Error::Discord { code: error_code::UNKNOWN_MEMBER, .. }) => return left_us(),
        Err(other) => return Err(other),
    }
    let left: Vec<String> = left.iter().map(|role| format!("<@&{role}>")).collect();
    Ok((!left.is_empty()).then(|| words::kept::injail_not_given_back(left.join(" "))))
}
