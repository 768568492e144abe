//! A softban: ban, then unban, in one job, so that a crash in between never leaves the ban.

use crate::actions::commit::RunAction;
use crate::discord::reason::audit_reason;
use crate::domain::case::Case;
use crate::domain::ids::UserId;
use crate::error::{Error, Result};
use crate::kernel::job::JobContext;
use crate::store::cases;
use crate::words::Kept;

pub(super) async fn softban(
    job: &mut JobContext<RunAction>,
    case: &Case,
    target: UserId,
) -> Result<Option<Kept>> {
    let (discord, reason) = (job.app.discord.clone(), audit_reason(case));
    if !job.progress.banned {
        discord.ban(case.guild, target, case.delete_seconds, &reason).await?;
        job.progress.banned = true;
        job.save().await?;
    } else if cases::case_superseded_by(job.db(), case).await?.is_some() {
        // The state in force is that case's now, and not this one's to lift.
        return Ok(None);
    }
    job.confirm().await?;
    match discord.unban(case.guild, target, &reason).await {
        Ok(_) => Ok(None),
        // The ban must not stay: this is retried until it works.
        Err(Error::Discord { status, code, message, route }) => Err(Error::Unreachable {
            route,
            why: format!("the softban's ban could not be lifted: {status}, code {code}: {message}"),
        }),
        Err(other) => Err(other),
    }
}
