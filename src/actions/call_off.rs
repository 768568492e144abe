//! Calling off: an action that was voided while it was pending is not begun. Its own job decides so, under the key of all
//! that happens to the same person or channel, so that nothing can act meanwhile.

use jiff::SignedDuration;

use crate::actions::{earned, keep, outcome};
use crate::domain::case::{Case, Status};
use crate::domain::channel::Change;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::words;
use crate::words::Kept;

/// Discord's end of a timeout and the record's are the same within this.
const CLOSE: SignedDuration = SignedDuration::from_mins(1);

/// Ends a pending case as not applied, if it was voided or is a step of the ladder whose warnings were taken back. What an earlier try may have carried out is completed instead, so
/// that it can be lifted.
pub(super) async fn call_off(job: &LeasedJob, case: &mut Case, ordered_by: u64) -> Result<()> {
    let Some(why) = reason(job, case).await?.filter(|_| case.status == Status::Pending) else {
        return Ok(());
    };
    if job.is_resumed() && may_be_done(job, case, ordered_by).await? {
        return Ok(());
    }
    outcome::failed(job, case, why).await
}

/// Returns why a case is not to be begun.
async fn reason(job: &LeasedJob, case: &Case) -> Result<Option<Kept>> {
    if let Some(by) = case.voided_by {
        let why = case.why_voided();
        return Ok(Some(Kept::joined([words::kept::calloff_by(by)].into_iter().chain(why), ": ")));
    }
    if earned::is_earned(job.db(), case).await? {
        return Ok(None);
    }
    let points = case.ladder_points.unwrap_or_default();
    Ok(Some(words::kept::calloff_points(points.into())))
}

/// Returns `false` if no earlier try can have carried the case out.
async fn may_be_done(job: &LeasedJob, case: &Case, ordered_by: u64) -> Result<bool> {
    let (discord, guild) = (&job.app.discord, case.guild);
    match (case.kind, case.target) {
        // What was there is stored before it is changed.
        (Kind::Lock, _) => Ok(matches!(
            case.change,
            Some(Change::Lock { before: Some(_), .. } | Change::ThreadLock { before: Some(_) })
        )),
        (Kind::Slowmode, _) => Ok(matches!(case.change, Some(Change::Slowmode { before: Some(_), .. }))),
        (Kind::Jail, _) => Ok(case.roles.is_some()),
        (Kind::Ban | Kind::Softban, Some(_)) => keep::is_done(job, case, ordered_by).await,
        (Kind::Timeout, Some(person)) => Ok(discord.timeout_of(guild, person).await?.is_some_and(|end| {
            case.ends_at.is_none_or(|wanted| end.duration_since(wanted).abs() <= CLOSE || wanted > end)
        })),
        (Kind::RoleAdd | Kind::RoleRemove, Some(person)) => {
            let member = discord.member(guild, person).await?;
            let has = member.is_some_and(|member| case.role.is_some_and(|role| member.roles.contains(&role)));
            Ok(has == (case.kind == Kind::RoleAdd))
        }
        (Kind::Kick, Some(person)) => match discord.member(guild, person).await {
            Err(Error::Discord { .. }) => Ok(true),
            member => Ok(member?.is_none()),
        },
        (Kind::Warn | Kind::Note, _) => Ok(false),
        // Repeating these does no harm.
        _ => Ok(true),
    }
}
