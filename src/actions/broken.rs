//! Reports a job that was given up, once: to the person who ordered it, and in the log. Its case is marked as failed.

use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::actions::automation::since;
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
    let what = case.map_or("this".to_owned(), |case| format!("case #{}", case.number));
    let why = match broken.cause {
        Cause::Unstorable => "my records can't take it, and trying again changes nothing",
        Cause::HoldsUp => "it kept me busy again and again, and everybody else had to wait",
    };
    format!(
        "I gave up on {what}: {why}. Please check whether it took effect, and tell the people who run me, with incident `{}`.",
        incident(broken.job.unsigned_abs())
    )
}

async fn fail(job: &JobContext<ReportBrokenJob>, mut case: Case) -> Result<()> {
    let mut tx = job.step().await?;
    let why = match job.payload.cause {
        Cause::Unstorable => "my records could not take it; check whether it took effect",
        Cause::HoldsUp => {
            "it was stopped because it kept me busy again and again; check whether it took effect"
        }
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
    let embed = EmbedBuilder::new()
        .title(match job.payload.cause {
            Cause::Unstorable => "Something could not be recorded",
            Cause::HoldsUp => "Something could not be finished",
        })
        .description(words)
        .footer(EmbedFooterBuilder::new(format!("Notice {}", incident(job.stored.id.unsigned_abs()))))
        .color(colour::RED)
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
