//! Leaving and coming back changes nothing: who is in jail by the record has just the jail's role again, and who was
//! given a role for a while has it for the rest of that while. Timeouts survive by Discord itself.

use crate::actions::{jail, trouble};
use crate::discord::fault;
use crate::discord::reason::audit_reason;
use crate::domain::case::Case;
use crate::domain::event::{Event, What};
use crate::domain::ids::UserId;
use crate::domain::kind::Kind;
use crate::domain::trouble::Concern;
use crate::error::{Error, Result};
use crate::features::members::screening::{self, Seen};
use crate::kernel::worker::{Next, Task};
use crate::store::{cases, guilds};

/// The job's name.
pub(super) const JOB: &str = "rejoin";

pub(super) async fn restore(mut task: Task) -> Result<Next> {
    let event: Event = task.payload()?;
    let What::MemberJoined(joined) = &event.what else { return Ok(Next::Done(None)) };
    let (user, now) = (joined.user.id, task.app.clock.now());
    let jail = jail_in_force(&task, user).await?;
    let cases = match jail {
        Some(jail) => vec![jail],
        None if guilds::settings(task.db(), event.guild).await?.rejoin_roles => {
            cases::roles_in_force(task.db(), event.guild, user, now).await?
        }
        None => vec![],
    };
    // A role given during the screening would let them skip it; in jail they are anyhow.
    if cases.iter().any(|case| case.kind == Kind::RoleAdd) {
        match screening::look(&task, &event, joined).await {
            Ok(Seen::Passed(_)) => {}
            Ok(Seen::Gone) => return Ok(Next::Done(None)),
            Ok(Seen::Later(at)) => return Ok(Next::At(at)),
            Err(error @ Error::Discord { .. }) => {
                let what = format!("give <@{user}> their roles again");
                return trouble::refused(&task, Concern::Rejoin, &what, &error).await;
            }
            Err(other) => return Err(other),
        }
    }
    let mut restored: Vec<i32> = task.progress()?;
    for mut case in cases {
        if restored.contains(&case.number) {
            continue;
        }
        if again(&task, &mut case, user).await? {
            restored.push(case.number);
            let mut tx = task.step().await?;
            cases::case_restored(&mut tx, &case).await?;
            // With the history: it has each time they come back once, whoever resumes this.
            task.save_in(&mut tx, &restored).await?;
            tx.commit().await?;
        }
    }
    Ok(Next::Done(None))
}

/// Does again what a case did. `false`: it can't be done.
async fn again(task: &Task, case: &mut Case, user: UserId) -> Result<bool> {
    let reason = audit_reason(case);
    let (done, what) = match (case.kind, case.role) {
        (Kind::RoleAdd, Some(role)) => (
            task.app.discord.role_give(case.guild, user, role, &reason).await,
            format!("give <@{user}> the role <@&{role}> again (case #{})", case.number),
        ),
        _ => (
            jail::jail(task, case, user, &reason).await.map(drop),
            format!("give <@{user}> the jail's role again (case #{})", case.number),
        ),
    };
    match done {
        Ok(()) => trouble::over(task, Concern::Rejoin).await.map(|()| true),
        // Gone again.
        Err(Error::Discord { code: fault::UNKNOWN_MEMBER, .. }) => Ok(false),
        Err(error @ Error::Discord { .. }) => {
            trouble::raise(task, Concern::Rejoin, trouble::because(&what, &error)).await.map(|()| false)
        }
        Err(other) => Err(other),
    }
}

/// The jail that somebody who comes back goes into again.
pub(super) async fn jail_in_force(task: &Task, user: UserId) -> Result<Option<Case>> {
    let guild = task.job.guild;
    if !guilds::settings(task.db(), guild).await?.jails_again() {
        return Ok(None);
    }
    let now = task.app.clock.now();
    let case = cases::case_in_force(task.db(), guild, user, Kind::Jail).await?;
    Ok(case.filter(|case| case.role.is_some() && case.ends_at.is_none_or(|end| end > now)))
}
