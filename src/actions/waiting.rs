//! The end of an order that waited for Discord: the outcome is shown to the person, or told in the log once their
//! interaction is too old to be replied to.

use crate::discord::card::Card;
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::colour;
use crate::domain::ids::created_at;
use crate::domain::log::Category;
use crate::error::{Error, Result};
use crate::kernel::cx::incident;
use crate::kernel::job::{JobContext, Next};
use crate::kernel::reply::{Reply, ReplyMessage};
use crate::kernel::waiting::{self, Outcome, WaitingOrder};
use crate::store::{guilds, jobs};
use crate::words;

/// Runs the job.
pub async fn run(mut job: JobContext<WaitingOrder>) -> Result<Next> {
    match waiting::again(&mut job).await? {
        Outcome::Later(at) => Ok(Next::RetryAt(at)),
        Outcome::Ordered(None) => Ok(Next::Done(None)),
        Outcome::Ordered(Some(reply)) => {
            // The order's own job shows it again, should this fail.
            if tell(&job, &reply).await.is_ok()
                && let Some(ordered) = &reply.completes_job
            {
                match jobs::job_finish(job.db(), ordered).await {
                    Err(Error::LeaseLost) => {}
                    finished => finished?,
                }
            }
            Ok(Next::Done(None))
        }
        Outcome::Said => {
            let Some(reply) = waiting::reply(&job) else { return Ok(Next::Done(None)) };
            if job.stored.answer.is_none() {
                // A second delivery of the interaction asks for it.
                return Ok(Next::Done(Some(Reply::Message(reply))));
            }
            tell(&job, &reply).await?;
            Ok(Next::Done(None))
        }
    }
}

/// Shows the outcome to the person, or posts it to the log.
///
/// # Errors
/// Fails if that is to be tried again.
async fn tell(job: &JobContext<WaitingOrder>, reply: &ReplyMessage) -> Result<()> {
    if waiting::is_shown(job) {
        return match waiting::show(job, reply).await {
            Err(error) if !error.is_transient() => {
                let gone = error_code::is_reply_gone(&error);
                tracing::info!(job = job.stored.id, gone, %error, "the outcome could not be shown");
                Ok(())
            }
            shown => shown,
        };
    }
    // The job of the order has its own post.
    if reply.completes_job.is_none() { post(job, &reply.message).await } else { Ok(()) }
}

async fn post(job: &JobContext<WaitingOrder>, said: &Message) -> Result<()> {
    let settings = guilds::settings(job.db(), job.guild()).await?;
    let Some(channel) = settings.log_channel(Category::Moderation) else { return Ok(()) };
    let (by, at) = (job.payload.origin.user.id, created_at(job.payload.origin.id));
    let what = match job.payload.name.strip_prefix('/') {
        Some(command) => words::waiting_post_command(by, format!("`/{command}`"), at.as_second()),
        None => words::waiting_post_button(by, at.as_second()),
    };
    let shown = said.embeds.iter().filter_map(|embed| embed.description.as_deref());
    let said: Vec<&str> = std::iter::once(said.content.as_str()).chain(shown).collect();
    let embed = Card::new()
        .title(words::waiting_post_title())
        .text(format!("{what}\n{}", said.join("\n").trim()))
        .footer(words::waiting_post_footer(incident(job.stored.id.unsigned_abs())))
        .colour(colour::AMBER)
        .build();
    let (message, nonce) = (Message::embed(embed), Nonce::Order(job.stored.id));
    let once = Once { channel, message, nonce, after: job.payload.origin.id.get() };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}
