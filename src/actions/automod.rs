//! A member's hits of AutoMod's rules, in words, for moderators.

use crate::domain::ids::{GuildId, UserId};
use crate::domain::text::count;
use crate::error::Result;
use crate::kernel::app::App;
use crate::store::automod;

/// Returns the number of rule hits of the last 30 days, in words; `None` if there are none.
pub async fn hits(app: &App, guild: GuildId, user: UserId) -> Result<Option<String>> {
    let hits = automod::hits_of(&app.db, guild, user).await?;
    Ok(hits.map(|hits| {
        let count = count(hits.count, "hit", "hits");
        format!("{count} in the last 30 days, the newest <t:{}:R>", hits.newest.as_second())
    }))
}
