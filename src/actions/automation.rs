//! Failures of automations, which nobody waits on: each is reported in the log once a day at most, and `/settings show`
//! lists it until the automation works again.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::discord::card::Card;
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::discord::rest::Urgency;
use crate::domain::automation::Automation;
use crate::domain::colour;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{InteractionId, first_id_at};
use crate::domain::log::Category;
use crate::error::{Error, Result};
use crate::kernel::cx::incident;
use crate::kernel::job::{self, Job, JobContext, LeasedJob, Next};
use crate::store::{automation_failures, guilds};
use crate::words;
use crate::words::Kept;

/// The job that reports the failure in the log.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReportFailure {
    automation: Automation,
    why: Kept,
    at: Timestamp,
}

impl Job for ReportFailure {
    const KIND: &'static str = "report_failure";
    type Progress = ();
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Records that an automation failed, and has the log told unless it was told within the last day. `why` says in one
/// sentence what failed, and then what to do.
pub async fn raise(job: &LeasedJob, automation: Automation, why: Kept) -> Result<()> {
    let guild = job.guild();
    tracing::warn!(%guild, automation = automation.as_str(), why = why.text(), "what was set up to go by itself did not work");
    let mut tx = job.step().await?;
    if automation_failures::failure_record(&mut tx, guild, automation, &why).await? {
        let at = job.app.clock.now();
        job::add(&mut tx, guild, &ReportFailure { automation, why, at }, at).await?;
    }
    Ok(tx.commit().await?)
}

/// Ends an event's job that Discord refused for good. Reports the failure, unless Gavel has left the server.
pub async fn refused(job: &LeasedJob, automation: Automation, what: Kept, error: &Error) -> Result<Next> {
    if job.app.discord.is_in(job.guild()).await? {
        raise(job, automation, because(what, error)).await?;
    }
    Ok(Next::Done(None))
}

/// Returns why an automation failed: `what`, the sentence on what could not be done, and the meaning of Discord's error
/// code.
#[must_use]
pub fn because(what: Kept, error: &Error) -> Kept {
    Kept::joined([what, error_code::meaning(error.code().unwrap_or_default())], " ")
}

/// Records that an automation works (again).
pub async fn over(job: &LeasedJob, automation: Automation) -> Result<()> {
    automation_failures::failure_end(job.db(), job.guild(), automation).await
}

/// Posts the failure to the log. If the log can't be written to either, nothing else is tried.
pub async fn tell(job: JobContext<ReportFailure>) -> Result<Next> {
    let ReportFailure { automation, why, at } = &job.payload;
    let settings = guilds::settings(job.db(), job.guild()).await?;
    let Some(channel) = settings.log_channel(Category::Moderation) else { return Ok(Next::Done(None)) };
    let embed = Card::new()
        .title(words::automation_failed_title(automation.title()))
        .text(format!("{}\n{}", why.text(), words::automation_failed_again()))
        .footer(words::automation_failed_notice(incident(job.stored.id.unsigned_abs())))
        .colour(colour::AMBER)
        .build();
    let message = Message::embed(embed);
    let once = Once { channel, message, nonce: Nonce::Failure(job.stored.id), after: since(*at).get() };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(Next::Done(None)),
        Err(other) => Err(other),
    }
}

/// The shortest and the longest pause before a post that Discord refused is tried again.
const UNPOSTED: (SignedDuration, SignedDuration) =
    (SignedDuration::from_mins(15), SignedDuration::from_hours(6));

/// Returns when a post that Discord refuses is tried again: the pause grows with the time since it was due.
#[must_use]
pub fn next_try(now: Timestamp, due: Timestamp) -> Timestamp {
    let (shortest, longest) = UNPOSTED;
    let so_far = now.duration_since(due).checked_div(4).unwrap_or_default();
    now.checked_add(so_far.clamp(shortest, longest)).unwrap_or(Timestamp::MAX)
}

/// Returns the smallest id that anything caused by an event at `at` can have, less a minute for clocks that disagree.
#[must_use]
pub fn since(at: Timestamp) -> InteractionId {
    first_id_at(at.checked_sub(SignedDuration::from_mins(1)).unwrap_or(at))
}
