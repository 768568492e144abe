//! Telling the member, in a direct message, once.

use serde::{Deserialize, Serialize};
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::discord::fault;
use crate::discord::message::{Message, Once};
use crate::domain::case::{Case, Kind, Notified};
use crate::domain::ids::{InteractionId, UserId};
use crate::domain::text::{count, cut, plain};
use crate::error::{Error, Result};
use crate::kernel::worker::Task;
use crate::store::cases;

/// What the direct message needs beside the case; fixed when the action was ordered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    pub server: String,
    /// The interaction that ordered it: the message can't be older.
    pub ordered_by: InteractionId,
    /// How many warnings they have with this one.
    pub total: u64,
}

/// Sends the direct message and stores what came of it.
pub async fn send(task: &Task, case: &mut Case, notice: &Notice) -> Result<()> {
    let (None, Some(target)) = (case.notified, case.target) else { return Ok(()) };
    let outcome = match deliver(task, target, case, notice).await {
        Ok(()) => Notified::Sent,
        Err(error) if fault::is_dm_closed(&error) => Notified::Closed,
        Err(error @ Error::Discord { .. }) => {
            tracing::warn!(guild = %case.guild, case = case.number, %error, "the member could not be told");
            Notified::Failed
        }
        Err(other) => return Err(other),
    };
    let mut tx = task.step().await?;
    cases::case_notified(&mut tx, case, outcome).await?;
    Ok(tx.commit().await?)
}

async fn deliver(task: &Task, target: UserId, case: &Case, notice: &Notice) -> Result<()> {
    let channel = task.app.discord.dm_open(target).await?;
    let once = Once {
        channel,
        message: words(case, notice),
        nonce: format!("n{}", task.job.id),
        after: notice.ordered_by.get(),
    };
    task.app.discord.message_post_once(&once, task.is_resumed()).await.map(|_| ())
}

fn words(case: &Case, notice: &Notice) -> Message {
    let title = match case.kind {
        Kind::Warn => format!("You were warned in {}", notice.server),
        Kind::Purge => format!("Your messages were deleted in {}", notice.server),
    };
    let reason = case.reason.as_deref().map_or("No reason was given.".to_owned(), |reason| {
        format!("**Reason:** {}", plain(&cut(reason, 1500)))
    });
    let total = format!("You have {} there now.", count(notice.total, "warning", "warnings"));
    Message::embed(
        EmbedBuilder::new()
            .title(cut(&title, 256))
            .description(format!("{reason}\n{total}"))
            .color(case.kind.colour())
            .footer(EmbedFooterBuilder::new(format!("Case #{}", case.number)))
            .build(),
    )
}
