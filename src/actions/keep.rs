//! Actions that nobody can be asked about any more: they give way to what is in force when they are carried out.

use crate::actions::state::{Found, look};
use crate::domain::case::{Case, Status};
use crate::domain::in_force::{Author, Decision, Ordered, Refusal, decide};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases;
use crate::words;

/// Decides on a case that is about to be carried out and that nobody was asked about since it was ordered. If what is
/// in force stays, the case is applied and says so; if the action may not be done, it fails. In neither case is Discord
/// called.
pub async fn end_superseded(job: &LeasedJob, case: &mut Case, ordered_by: u64) -> Result<()> {
    let (Some(person), Some(author), Status::Pending) = (case.target, author(case), &case.status) else {
        return Ok(());
    };
    if job.is_resumed() && is_done(job, case, ordered_by).await? {
        return Ok(());
    }
    let found = match look(&job.app, case.guild, person, case.kind, None).await {
        // Discord will refuse the action itself then, and the case records that.
        Err(Error::Discord { .. }) => return Ok(()),
        found => found?,
    };
    let ordered = Ordered { kind: case.kind, ends_at: case.ends_at, author };
    match decide(found.state, ordered) {
        Decision::Do | Decision::Replace | Decision::Ask => Ok(()),
        Decision::Keep => kept(job, case, &found).await,
        Decision::Refuse(Refusal::WouldLift) => {
            let mut tx = job.step().await?;
            let why = match &found.case {
                Some(ban) => words::kept::kept_banned_by(ban.number),
                None => words::kept::kept_banned(),
            };
            cases::case_failed(&mut tx, case, why).await?;
            Ok(tx.commit().await?)
        }
        Decision::Refuse(Refusal::NothingNew | Refusal::NothingToLift) => Ok(()),
    }
}

/// Returns `true` if an earlier try did the action without learning so, because its effect must not be taken for
/// somebody else's. A ban names its case, so it is recognized even if the audit log can't be read.
pub(super) async fn is_done(job: &LeasedJob, case: &Case, ordered_by: u64) -> Result<bool> {
    let discord = &job.app.discord;
    let bans = matches!(case.kind, Kind::Ban | Kind::Softban);
    let is_banned = bans
        && match discord.is_banned_for(case).await {
            Err(Error::Discord { .. }) => false,
            banned => banned?,
        };
    Ok(is_banned || discord.did_after(case, ordered_by).await?)
}

/// Returns the author of a case that needs another look at what is in force; `None` for others. People were asked when
/// they ordered, but a softban that had to wait would lift what others did meanwhile.
fn author(case: &Case) -> Option<Author> {
    if case.parent.is_some() && case.kind.facts().in_ladder {
        return Some(Author::Ladder);
    }
    (case.kind == Kind::Softban).then_some(Author::Person { agreed: true })
}

async fn kept(job: &LeasedJob, case: &mut Case, found: &Found) -> Result<()> {
    let summary = match &found.case {
        Some(held) => words::kept::kept_longer(held.number),
        None => words::kept::kept_longer_by_hand(),
    };
    let mut tx = job.step().await?;
    cases::case_applied(&mut tx, case, Some(summary)).await?;
    cases::case_close(&mut tx, case, None).await?;
    Ok(tx.commit().await?)
}

/// Returns `true` if a case was applied by leaving in force what was there already, so that there is nothing to report.
#[must_use]
pub fn is_kept(case: &Case) -> bool {
    case.status == Status::Applied
        && case.closed_at.is_some()
        && case.closed_by.is_none()
        && author(case) == Some(Author::Ladder)
}
