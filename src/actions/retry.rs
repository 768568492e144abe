//! Retries of what Discord refuses when nobody is there to be told: without end, at growing intervals, reported in the
//! log once a day.

use jiff::SignedDuration;

use crate::discord::card::Card;
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::case::Case;
use crate::domain::colour;
use crate::domain::ids::{InteractionId, first_id_at};
use crate::domain::kind::Kind;
use crate::domain::log::Category;
use crate::error::{Error, Result};
use crate::kernel::job::{LeasedJob, Next};
use crate::store::{guilds, jobs};
use crate::words;

/// The delays before a refused call is tried again: at first, and at most.
const RETRY: SignedDuration = SignedDuration::from_mins(1);
const LONGEST_RETRY: SignedDuration = SignedDuration::from_hours(6);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Reschedules a job that Discord refused: after a minute at first, after six hours at most. If Gavel has left the
/// server, the job is suspended until it is back.
pub(crate) async fn refused(job: &LeasedJob, case: &Case, error: &Error) -> Result<Next> {
    let refusals = job.stored.refusals;
    tracing::warn!(guild = %case.guild, case = case.number, refusals, %error, "a timer meets a refusal");
    if !job.app.discord.is_in(job.guild()).await? {
        return Ok(Next::Suspend);
    }
    let now = job.app.clock.now();
    let reported_at = match job.stored.reported_at {
        Some(told) if now.duration_since(told) < DAY => None,
        _ => {
            announce(job, case, error).await?;
            Some(now)
        }
    };
    jobs::job_refused(job.db(), &job.stored, reported_at).await?;
    let wait = RETRY.checked_mul(1 << refusals.min(9)).unwrap_or(LONGEST_RETRY).min(LONGEST_RETRY);
    Ok(Next::RetryAt(now + wait))
}

/// Returns the smallest id that anything of a case can have, less a minute for clocks that disagree.
pub(crate) fn since(case: &Case) -> InteractionId {
    first_id_at(case.created_at - SignedDuration::from_mins(1))
}

/// Reports in the log that something could not be lifted and is still being tried.
async fn announce(job: &LeasedJob, case: &Case, error: &Error) -> Result<()> {
    let Some(channel) = guilds::settings(job.db(), case.guild).await?.log_channel(Category::Moderation)
    else {
        return Ok(());
    };
    let refusals = job.stored.refusals;
    let why = error_code::text(error.code().unwrap_or_default());
    let action = case.kind.undoes().unwrap_or(case.kind).word();
    let said = match (case.kind, case.subject()) {
        (Kind::Timeout, Some(subject)) => words::retry_timeout(subject, why),
        (Kind::Lockdown, _) => words::retry_lockdown(why),
        (_, Some(subject)) => words::retry_over_on(subject, action, why),
        (_, None) => words::retry_over(action, why),
    };
    let embed = Card::new()
        .title(words::retry_title(case.number))
        .text(said)
        .footer(words::retry_footer(refusals.saturating_add(1)))
        .colour(colour::AMBER)
        .build();
    let once = Once {
        channel,
        message: Message::embed(embed),
        nonce: Nonce::Waiting(job.stored.id, refusals),
        after: since(case).get(),
    };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}
