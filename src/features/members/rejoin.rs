//! Restoring members who come back: a jailed member gets just the jail role again, and temporary roles are given for
//! the rest of their time. Discord itself keeps timeouts.

use serde::{Deserialize, Serialize};

use crate::actions::{automation, jail, meanwhile};
use crate::discord::error_code;
use crate::discord::reason::audit_reason;
use crate::domain::automation::Automation;
use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventData};
use crate::domain::ids::UserId;
use crate::domain::in_force::{Author, Decision, Ordered, decide};
use crate::domain::kind::Kind;
use crate::domain::role_grant::grown;
use crate::error::{Error, Result};
use crate::features::members::screening::{self, Screening};
use crate::kernel::event_jobs;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::store::{cases, guilds};
use crate::words;

/// The job that restores what is in force. Its progress holds the cases that are done.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RestoreMember(pub(super) Event);

impl Job for RestoreMember {
    const KIND: &'static str = "restore_member";
    type Progress = Vec<i32>;

    fn concurrency_key(&self) -> ConcurrencyKey {
        event_jobs::key_of_person(&self.0)
    }
}

pub(super) async fn restore(mut job: JobContext<RestoreMember>) -> Result<Next> {
    let event = job.payload.0.clone();
    let EventData::MemberJoined(joined) = &event.what else { return Ok(Next::Done(None)) };
    let (user, now) = (joined.user.id, job.app.clock.now());
    let jail = jail_in_force(&job, user).await?;
    let cases = match jail {
        Some(jail) => vec![jail],
        None if guilds::settings(job.db(), event.guild).await?.rejoin_roles => {
            cases::roles_in_force(job.db(), event.guild, user, now).await?
        }
        None => vec![],
    };
    // A role given during the screening would end it; in jail that does not matter.
    if cases.iter().any(|case| case.kind == Kind::RoleAdd) {
        match screening::look(&job, &event, joined).await {
            Ok(Screening::Passed(_)) => {}
            Ok(Screening::Gone) => return Ok(Next::Done(None)),
            Ok(Screening::Later(at)) => return Ok(Next::RetryAt(at)),
            Err(error @ Error::Discord { .. }) => {
                let what = words::kept::members_rejoin_roles_failed(user);
                return automation::refused(&job, Automation::Rejoin, what, &error).await;
            }
            Err(other) => return Err(other),
        }
    }
    for mut case in cases {
        if job.progress.contains(&case.number) || !is_due(&case) {
            continue;
        }
        if again(&job, &mut case, user).await? {
            job.progress.push(case.number);
            let mut tx = job.step().await?;
            cases::case_restored(&mut tx, &case).await?;
            // Together with the history, so that each return is in it once, even if the job is resumed.
            job.save_in(&mut tx).await?;
            tx.commit().await?;
        }
    }
    Ok(Next::Done(None))
}

/// Returns `true` if a case comes back with its member: it does while it is in force.
fn is_due(case: &Case) -> bool {
    let author = Author::Case { number: case.number };
    let ordered = Ordered { kind: case.kind, ends_at: case.ends_at, author };
    decide(meanwhile::state(case), ordered) != Decision::Keep
}

/// Repeats a case's action. Returns `false` if that is impossible.
async fn again(job: &LeasedJob, case: &mut Case, user: UserId) -> Result<bool> {
    let reason = audit_reason(case);
    if let Some(role) = case.role
        && let Some(bar) = grown(&job.app.discord.guild(case.guild).await?.roles, role)
    {
        let why = words::kept::members_rejoin_not_given(user, case.number, bar.text(role));
        return automation::raise(job, Automation::Rejoin, why).await.map(|()| false);
    }
    let (done, what) = match case.changed_role() {
        Some(role) => (
            job.app.discord.role_give(case.guild, user, role, &reason).await,
            words::kept::members_rejoin_role_failed(user, role, case.number),
        ),
        None => (
            jail::jail(job, case, user, &reason).await.map(drop),
            words::kept::members_rejoin_jail_failed(user, case.number),
        ),
    };
    match done {
        Ok(()) => automation::over(job, Automation::Rejoin).await.map(|()| true),
        // Left again.
        Err(Error::Discord { code: error_code::UNKNOWN_MEMBER, .. }) => Ok(false),
        Err(error @ Error::Discord { .. }) => {
            automation::raise(job, Automation::Rejoin, automation::because(what, &error))
                .await
                .map(|()| false)
        }
        Err(other) => Err(other),
    }
}

/// Returns the jail that somebody who comes back is put into again.
pub(super) async fn jail_in_force(job: &LeasedJob, user: UserId) -> Result<Option<Case>> {
    let guild = job.guild();
    if !guilds::settings(job.db(), guild).await?.jails_again() {
        return Ok(None);
    }
    let now = job.app.clock.now();
    let case = cases::case_in_force(job.db(), guild, user, Kind::Jail).await?;
    Ok(case.filter(|case| case.role.is_some() && case.ends_at.is_none_or(|end| end > now)))
}
