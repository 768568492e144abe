//! A member's hits of AutoMod's rules, in words, for moderators.

use crate::domain::ids::{GuildId, UserId};
use crate::error::Result;
use crate::kernel::app::App;
use crate::store::automod;
use crate::words;

/// Returns the number of rule hits of the last 30 days, in words; `None` if there are none.
pub async fn hits(app: &App, guild: GuildId, user: UserId) -> Result<Option<String>> {
    let hits = automod::hits_of(&app.db, guild, user).await?;
    Ok(hits.map(|hits| words::hits_recent(hits.count, hits.newest.as_second())))
}
