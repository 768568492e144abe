//! Leaving and coming back frees nobody: who is in jail by the record has just the jail's role again. Timeouts survive
//! by Discord itself.

use crate::actions::{jail, trouble};
use crate::discord::fault;
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, Kind};
use crate::domain::event::{Event, What};
use crate::domain::ids::UserId;
use crate::domain::trouble::Concern;
use crate::error::{Error, Result};
use crate::kernel::worker::{Next, Task};
use crate::store::{cases, guilds};

/// The job's name.
pub(super) const JOB: &str = "rejoin";

pub(super) async fn jail_again(mut task: Task) -> Result<Next> {
    let event: Event = task.payload()?;
    if task.progress::<bool>()? {
        return Ok(Next::Done(None));
    }
    let What::MemberJoined(joined) = &event.what else { return Ok(Next::Done(None)) };
    let user = joined.user.id;
    let Some(mut case) = jail_in_force(&task, user).await? else { return Ok(Next::Done(None)) };
    let reason = audit_reason(&case);
    match jail::jail(&task, &mut case, user, &reason).await {
        Ok(_) => {
            let mut tx = task.step().await?;
            cases::case_rejailed(&mut tx, &case).await?;
            // With the history: it has each time they come back once, whoever resumes this.
            task.save_in(&mut tx, &true).await?;
            tx.commit().await?;
            trouble::over(&task, Concern::Rejoin).await?;
        }
        // Gone again.
        Err(Error::Discord { code: fault::UNKNOWN_MEMBER, .. }) => {}
        Err(error @ Error::Discord { .. }) => {
            let what = format!("give <@{user}> the jail's role again (case #{})", case.number);
            trouble::raise(&task, Concern::Rejoin, trouble::because(&what, &error)).await?;
        }
        Err(other) => return Err(other),
    }
    Ok(Next::Done(None))
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
