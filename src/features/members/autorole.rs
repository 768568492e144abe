//! Roles that newcomers are given: at once or after a while, and only where they are still members.

use jiff::SignedDuration;

use crate::actions::trouble;
use crate::discord::facts::Newcomer;
use crate::discord::fault;
use crate::domain::event::{Event, Joined, What};
use crate::domain::ids::{RoleId, UserId};
use crate::domain::permissions::{POWERS, names};
use crate::domain::trouble::Concern;
use crate::error::{Error, Result};
use crate::features::members::rejoin;
use crate::kernel::worker::{Next, Task};
use crate::store::guilds;

/// The job's name.
pub(super) const JOB: &str = "autorole";

/// How soon, and how long, it is looked whether somebody has passed the membership screening: Discord tells nobody.
const SOONEST_LOOK: SignedDuration = SignedDuration::from_secs(30);
const LATEST_LOOK: SignedDuration = SignedDuration::from_hours(1);
const LAST_LOOK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Nobody joins twice within this.
const SAME: SignedDuration = SignedDuration::from_secs(2);

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
    let user = joined.user.id;
    let Some(newcomer) = task.app.discord.newcomer(event.guild, user).await?.filter(|it| is_that(it, joined))
    else {
        return Ok(Next::Done(None));
    };
    if rejoin::jail_in_force(&task, user).await?.is_some() {
        return Ok(Next::Done(None));
    }
    // A role given now would let them skip the screening.
    if newcomer.pending {
        return Ok(
            look_again(now.duration_since(event.at)).map_or(Next::Done(None), |wait| Next::At(now + wait))
        );
    }
    let wanted = roles.iter().copied().filter(|role| !newcomer.member.roles.contains(role)).collect();
    give_all(&task, user, wanted).await?;
    Ok(Next::Done(None))
}

/// Whether it is this joining, and not a later one, which has a job of its own.
fn is_that(newcomer: &Newcomer, joined: &Joined) -> bool {
    // Told and asked, the same moment may differ in its last digits.
    !matches!((newcomer.joined_at, joined.joined_at), (Some(now), Some(then)) if now.duration_since(then) > SAME)
}

fn look_again(waited: SignedDuration) -> Option<SignedDuration> {
    (waited < LAST_LOOK).then(|| (waited / 4).clamp(SOONEST_LOOK, LATEST_LOOK))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screening_is_looked_at_ever_more_rarely_and_not_for_ever() {
        let look = |minutes| look_again(SignedDuration::from_mins(minutes)).map(|wait| wait.as_secs());
        assert_eq!(
            [0, 8, 60, 600, 7 * 24 * 60].map(look),
            [Some(30), Some(120), Some(900), Some(3600), None]
        );
    }
}
