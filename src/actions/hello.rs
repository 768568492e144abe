//! The word to a server that added Gavel: one post in its system channel, or a direct message to whoever added it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actions::automation::since;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{ChannelId, UserId};
use crate::error::{Error, Result};
use crate::kernel::job::{Job, JobContext, Next};
use crate::words;

/// The job that says hello.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SayHello {
    /// Who added Gavel; `None` if Discord did not say.
    pub installer: Option<UserId>,
    pub at: Timestamp,
}

impl Job for SayHello {
    const KIND: &'static str = "say_hello";
    /// `true` once the system channel is ruled out.
    type Progress = bool;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Says hello, once. Where nothing can be said, nothing is.
pub async fn run(mut job: JobContext<SayHello>) -> Result<Next> {
    if !job.progress {
        let posted = match job.app.discord.system_channel(job.guild()).await {
            Ok(Some(channel)) => post(&job, channel, 1).await,
            Ok(None) => Ok(false),
            Err(Error::Discord { .. }) => Ok(false),
            Err(other) => Err(other),
        };
        if posted? {
            return Ok(Next::Done(None));
        }
        job.progress = true;
        job.save().await?;
    }
    if let Some(installer) = job.payload.installer {
        match job.app.discord.dm_open(installer).await {
            Ok(channel) => drop(post(&job, channel, 2).await?),
            Err(Error::Discord { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(Next::Done(None))
}

/// Posts the word. Returns `false` if Discord refuses it there.
async fn post(job: &JobContext<SayHello>, channel: ChannelId, place: u32) -> Result<bool> {
    let once = Once {
        channel,
        message: Message { content: words::hello(), ..Message::default() },
        nonce: Nonce::Hello(job.stored.id, place),
        after: since(job.payload.at).get(),
    };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) => Ok(true),
        Err(Error::Discord { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}
