//! Roles that newcomers are given: at once or after a while, and only where they are still members.

use crate::actions::trouble;
use crate::discord::fault;
use crate::domain::event::{Event, Joined, What};
use crate::domain::ids::{RoleId, UserId};
use crate::domain::permissions::{POWERS, names};
use crate::domain::trouble::Concern;
use crate::error::{Error, Result};
use crate::features::members::rejoin;
use crate::features::members::screening::{self, Seen};
use crate::kernel::worker::{Next, Task};
use crate::store::guilds;

/// The job's name.
pub(super) const JOB: &str = "autorole";

pub(super) async fn give(task: Task) -> Result<Next> {
    let event: Event = task.payload()?;
    let What::MemberJoined(joined) = &event.what else { return Ok(Next::Done(None)) };
    let settings = guilds::settings(task.db(), event.guild).await?;
    let (roles, now) = (&settings.autorole.roles, task.app.clock.now());
    if roles.is_empty() || joined.user.bot && !settings.autorole.bots {
        return Ok(Next::Done(None));
    }
    let due = settings.autorole_due(joined.joined_at.unwrap_or(event.at));
    if due > now {
        return Ok(Next::At(due));
    }
    match give_once_passed(&task, &event, joined, roles).await {
        Err(error @ Error::Discord { .. }) => {
            let what = format!("give <@{}> the roles for newcomers", joined.user.id);
            trouble::refused(&task, Concern::Autorole, &what, &error).await
        }
        other => other,
    }
}

async fn give_once_passed(task: &Task, event: &Event, joined: &Joined, roles: &[RoleId]) -> Result<Next> {
    let user = joined.user.id;
    let newcomer = match screening::look(task, event, joined).await? {
        Seen::Passed(newcomer) => newcomer,
        Seen::Gone => return Ok(Next::Done(None)),
        Seen::Later(at) => return Ok(Next::At(at)),
    };
    if rejoin::jail_in_force(task, user).await?.is_some() {
        return Ok(Next::Done(None));
    }
    let wanted = roles.iter().copied().filter(|role| !newcomer.member.roles.contains(role)).collect();
    give_all(task, user, wanted).await?;
    Ok(Next::Done(None))
}

async fn give_all(task: &Task, user: UserId, wanted: Vec<RoleId>) -> Result<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let mut troubles = unfit(task, &wanted).await?;
    for role in wanted {
        if troubles.iter().any(|(unfit, _)| *unfit == role) {
            continue;
        }
        match task.app.discord.role_give(task.job.guild, user, role, "Role for newcomers").await {
            Ok(()) => {}
            Err(Error::Discord { code: fault::UNKNOWN_MEMBER, .. }) => return Ok(()),
            Err(error @ Error::Discord { .. }) => {
                troubles.push((role, fault::text(error.code().unwrap_or_default()).to_owned()));
            }
            Err(other) => return Err(other),
        }
    }
    if troubles.is_empty() {
        return trouble::over(task, Concern::Autorole).await;
    }
    let lines: Vec<String> = troubles
        .iter()
        .map(|(role, why)| format!("I did not give <@{user}> the role <@&{role}>. {why}"))
        .collect();
    trouble::raise(task, Concern::Autorole, lines.join("\n")).await
}

/// Roles that were harmless when they were chosen, and make a moderator now.
async fn unfit(task: &Task, wanted: &[RoleId]) -> Result<Vec<(RoleId, String)>> {
    let guild = task.app.discord.guild(task.job.guild).await?;
    let now =
        guild.roles.iter().filter(|role| wanted.contains(&role.id) && role.permissions.intersects(POWERS));
    Ok(now
        .map(|role| {
            (
                role.id,
                format!("It has {} by now, which nobody gets by joining.", names(role.permissions & POWERS)),
            )
        })
        .collect())
}
