//! Roles for newcomers: given at once or after a while, if the newcomer is still a member.

use serde::{Deserialize, Serialize};

use crate::actions::automation;
use crate::discord::error_code;
use crate::domain::automation::Automation;
use crate::domain::case::Subject;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventData, NewMember};
use crate::domain::ids::{RoleId, UserId};
use crate::domain::in_force::{Author, Decision, InForce, Ordered, decide};
use crate::domain::kind::Kind;
use crate::domain::permissions::{POWERS, named};
use crate::error::{Error, Result};
use crate::features::members::rejoin;
use crate::features::members::screening::{self, Screening};
use crate::kernel::event_jobs;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::store::{cases, guilds};
use crate::words;
use crate::words::Kept;

/// The job that gives a newcomer their roles.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct GiveAutorole(pub(super) Event);

impl Job for GiveAutorole {
    const KIND: &'static str = "give_autorole";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        event_jobs::key_of_person(&self.0)
    }
}

pub(super) async fn give(job: JobContext<GiveAutorole>) -> Result<Next> {
    let event = job.payload.0.clone();
    let EventData::MemberJoined(joined) = &event.what else { return Ok(Next::Done(None)) };
    let settings = guilds::settings(job.db(), event.guild).await?;
    let (roles, now) = (&settings.autorole.roles, job.app.clock.now());
    if roles.is_empty() || joined.user.bot && !settings.autorole.bots {
        return Ok(Next::Done(None));
    }
    let due = settings.autorole_due(joined.joined_at.unwrap_or(event.at));
    if due > now {
        return Ok(Next::RetryAt(due));
    }
    match give_once_passed(&job, &event, joined, roles).await {
        Err(error @ Error::Discord { .. }) => {
            let what = words::kept::members_autorole_failed(joined.user.id);
            automation::refused(&job, Automation::Autorole, what, &error).await
        }
        other => other,
    }
}

async fn give_once_passed(
    job: &LeasedJob,
    event: &Event,
    joined: &NewMember,
    roles: &[RoleId],
) -> Result<Next> {
    let user = joined.user.id;
    let newcomer = match screening::look(job, event, joined).await? {
        Screening::Passed(newcomer) => newcomer,
        Screening::Gone => return Ok(Next::Done(None)),
        Screening::Later(at) => return Ok(Next::RetryAt(at)),
    };
    if rejoin::jail_in_force(job, user).await?.is_some() {
        return Ok(Next::Done(None));
    }
    let mut wanted = Vec::new();
    for role in roles.iter().copied().filter(|role| !newcomer.member.roles.contains(role)) {
        // What a moderator took from somebody does not come back by itself.
        let subject = Subject::Role(user, role);
        let taken = cases::case_in_force(job.db(), job.guild(), subject, Kind::RoleRemove).await?;
        let held =
            taken.map(|case| InForce { kind: case.kind, ends_at: case.ends_at, case: Some(case.number) });
        let ordered = Ordered { kind: Kind::RoleAdd, ends_at: None, author: Author::Event };
        if decide(held, ordered) != Decision::Keep {
            wanted.push(role);
        }
    }
    give_all(job, user, wanted).await?;
    Ok(Next::Done(None))
}

async fn give_all(job: &LeasedJob, user: UserId, wanted: Vec<RoleId>) -> Result<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let mut troubles = unfit(job, &wanted).await?;
    for role in wanted {
        if troubles.iter().any(|(unfit, _)| *unfit == role) {
            continue;
        }
        match job.app.discord.role_give(job.guild(), user, role, &words::members_autorole_reason()).await {
            Ok(()) => {}
            Err(Error::Discord { code: error_code::UNKNOWN_MEMBER, .. }) => return Ok(()),
            Err(error @ Error::Discord { .. }) => {
                troubles.push((role, error_code::meaning(error.code().unwrap_or_default())));
            }
            Err(other) => return Err(other),
        }
    }
    if troubles.is_empty() {
        return automation::over(job, Automation::Autorole).await;
    }
    let lines = troubles.iter().map(|(role, why)| words::kept::members_autorole_not_given(user, role, why));
    automation::raise(job, Automation::Autorole, Kept::joined(lines, "\n")).await
}

/// Returns the wanted roles that were harmless when they were chosen, and now have a moderator's permissions.
async fn unfit(job: &LeasedJob, wanted: &[RoleId]) -> Result<Vec<(RoleId, Kept)>> {
    let guild = job.app.discord.guild(job.guild()).await?;
    let now =
        guild.roles.iter().filter(|role| wanted.contains(&role.id) && role.permissions.intersects(POWERS));
    Ok(now
        .map(|role| (role.id, words::kept::members_autorole_powerful(named(role.permissions & POWERS))))
        .collect())
}
