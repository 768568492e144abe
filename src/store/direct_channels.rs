//! The channels of direct messages, so that Discord is not asked for the same one again.

use sqlx::PgExecutor;

use crate::domain::ids::{ChannelId, UserId};
use crate::error::Result;
use crate::store::{id, key};

/// Returns the channel of direct messages with a person, if it is remembered.
pub async fn direct_channel(db: impl PgExecutor<'_>, user: UserId) -> Result<Option<ChannelId>> {
    let channel = sqlx::query_scalar!("select channel_id from direct_channels where user_id = $1", key(user))
        .fetch_optional(db)
        .await?;
    Ok(channel.map(id))
}

/// Forgets the channel, because Discord refused something there.
pub async fn direct_channel_forget(db: impl PgExecutor<'_>, user: UserId, channel: ChannelId) -> Result<()> {
    sqlx::query!(
        "delete from direct_channels where user_id = $1 and channel_id = $2",
        key(user),
        key(channel)
    )
    .execute(db)
    .await?;
    Ok(())
}
