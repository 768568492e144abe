//! What goes by itself has nobody who waits for its outcome: where it does not work, the log is told, once a day, and
//! `/settings show` has it until it works again.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::discord::fault;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::colour;
use crate::domain::ids::{InteractionId, first_id_at};
use crate::domain::log::Category;
use crate::domain::text::cut;
use crate::domain::trouble::Concern;
use crate::error::{Error, Result};
use crate::kernel::cx::incident;
use crate::kernel::worker::{Next, Task};
use crate::store::jobs::{self, NewJob};
use crate::store::{guilds, troubles};

/// The job that tells the log.
pub const JOB: &str = "trouble";

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    concern: Concern,
    why: String,
    at: Timestamp,
}

/// Something did not work: recorded, and the log is told, where it was not within the last day. `why` is one sentence,
/// and what to do.
pub async fn raise(task: &Task, concern: Concern, why: String) -> Result<()> {
    let guild = task.job.guild;
    tracing::warn!(%guild, concern = concern.as_str(), why, "what was set up to go by itself did not work");
    let mut tx = task.step().await?;
    if troubles::trouble_raise(&mut tx, guild, concern, &why).await? {
        let at = task.app.clock.now();
        let payload = serde_json::to_value(Payload { concern, why, at }).map_err(Error::broken)?;
        let lane = format!("trouble:{}", concern.as_str());
        let job = NewJob { guild, kind: JOB, lane, payload, answer: None, run_at: Some(at) };
        jobs::job_add(&mut tx, job).await?;
    }
    Ok(tx.commit().await?)
}

/// Discord's no ends a job that began with an event, for it will not become a yes: told, unless Gavel is not in the
/// server any more, where nobody is left to be told.
pub async fn refused(task: &Task, concern: Concern, what: &str, error: &Error) -> Result<Next> {
    if task.app.discord.is_in(task.job.guild).await? {
        raise(task, concern, because(what, error)).await?;
    }
    Ok(Next::Done(None))
}

/// Discord's no, as the reason why something did not work: after "I could not …".
#[must_use]
pub fn because(what: &str, error: &Error) -> String {
    format!("I could not {what}. {}", fault::text(error.code().unwrap_or_default()))
}

/// It works.
pub async fn over(task: &Task, concern: Concern) -> Result<()> {
    troubles::trouble_end(task.db(), task.job.guild, concern).await
}

/// Tells the log. Where that can't be written to either, nobody is told.
pub async fn tell(task: Task) -> Result<Next> {
    let Payload { concern, why, at } = task.payload()?;
    let settings = guilds::settings(task.db(), task.job.guild).await?;
    let Some(channel) = settings.log_channel(Category::Moderation) else { return Ok(Next::Done(None)) };
    let embed = EmbedBuilder::new()
        .title(format!("{} does not work", concern.title()))
        .description(cut(
            &format!("{why}\nI go on trying each time, and say so here once a day at most."),
            4096,
        ))
        .footer(EmbedFooterBuilder::new(format!("Notice {}", incident(task.job.id.unsigned_abs()))))
        .color(colour::AMBER)
        .build();
    let message = Message::embed(embed);
    let once = Once { channel, message, nonce: Nonce::Failure(task.job.id), after: since(at).get() };
    match task.app.discord.message_post_once(&once, task.is_resumed()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(Next::Done(None)),
        Err(other) => Err(other),
    }
}

/// Nothing that came of an event can be older than the event, give or take a minute of clock.
#[must_use]
pub fn since(at: Timestamp) -> InteractionId {
    first_id_at(at - SignedDuration::from_mins(1))
}
