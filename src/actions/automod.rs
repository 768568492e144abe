//! What AutoMod's rules say of somebody, for moderators.

use crate::domain::ids::{GuildId, UserId};
use crate::domain::text::count;
use crate::error::Result;
use crate::kernel::app::App;
use crate::store::automod;

/// How often somebody hit a rule lately, in words; nothing where they did not.
pub async fn hits(app: &App, guild: GuildId, user: UserId) -> Result<Option<String>> {
    let hits = automod::hits_of(&app.db, guild, user).await?;
    Ok(hits.map(|hits| {
        let count = count(hits.count, "hit", "hits");
        format!("{count} in the last 30 days, the newest <t:{}:R>", hits.newest.as_second())
    }))
}
