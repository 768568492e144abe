//! Reports a job that was given up, once: to the person who ordered it, and in the log. Its case is marked as failed.

use crate::actions::automation::since;
use crate::discord::card::Card;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::case::{Case, Status};
use crate::domain::colour;
use crate::domain::log::Category;
use crate::error::{Error, Result};
use crate::kernel::broken::{Cause, ReportBrokenJob};
use crate::kernel::cx::incident;
use crate::kernel::job::{JobContext, Next};
use crate::kernel::reply::Reply;
use crate::store::{cases, guilds};
use crate::words;

/// Ends the case as not applied, reports it in the log, and answers the person who ordered it.
pub async fn tell(job: JobContext<ReportBrokenJob>) -> Result<Next> {
    let case = match job.payload.case {
        Some(number) => cases::case_find(job.db(), job.guild(), number).await?,
        None => None,
    };
    let words = words(&job.payload, case.as_ref());
    if let Some(case) = case
        && matches!(case.status, Status::Pending)
    {
        fail(&job, case).await?;
    }
    post(&job, &words).await?;
    Ok(Next::Done(Some(Reply::private(words))))
}

fn words(broken: &ReportBrokenJob, case: Option<&Case>) -> String {
    let why = match (case.map(|case| case.number), &broken.cause) {
        (Some(number), Cause::Unstorable) => words::broken_case_unstorable(number),
        (Some(number), Cause::HoldsUp) => words::broken_case_holds_up(number),
        (None, Cause::Unstorable) => words::broken_this_unstorable(),
        (None, Cause::HoldsUp) => words::broken_this_holds_up(),
    };
    format!("{why} {}", words::broken_ask(incident(broken.job.unsigned_abs())))
}

async fn fail(job: &JobContext<ReportBrokenJob>, mut case: Case) -> Result<()> {
    let mut tx = job.step().await?;
    let why = match job.payload.cause {
        Cause::Unstorable => words::kept::broken_failed_unstorable(),
        Cause::HoldsUp => words::kept::broken_failed_holds_up(),
    };
    match cases::case_failed(&mut tx, &mut case, why).await {
        // The case itself may be what can't be stored.
        Err(Error::Unstorable(_)) => Ok(tx.rollback().await?),
        Ok(()) => Ok(tx.commit().await?),
        Err(other) => Err(other),
    }
}

/// Posts the report to the log channel, if one is set.
async fn post(job: &JobContext<ReportBrokenJob>, words: &str) -> Result<()> {
    let settings = guilds::settings(job.db(), job.guild()).await?;
    let Some(channel) = settings.log_channel(Category::Moderation) else { return Ok(()) };
    let embed = Card::new()
        .title(match job.payload.cause {
            Cause::Unstorable => words::broken_title_unstorable(),
            Cause::HoldsUp => words::broken_title_holds_up(),
        })
        .text(words)
        .footer(words::broken_footer(incident(job.stored.id.unsigned_abs())))
        .colour(colour::RED)
        .build();
    let answer = job.stored.answer.as_ref();
    let ordered = answer.map_or_else(|| job.app.clock.now(), |answer| answer.issued_at);
    let once = Once {
        channel,
        message: Message::embed(embed),
        nonce: Nonce::BrokenJob(job.stored.id),
        after: since(ordered).get(),
    };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}
