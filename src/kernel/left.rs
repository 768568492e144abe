//! Servers that removed Gavel: thirty days later everything about them is erased, unless Gavel is back.

use sqlx::PgPool;

use crate::error::Result;
use crate::kernel::app::App;
use crate::store::erasure;

/// Erases the servers that Gavel left long ago. Discord is asked once more before anything is deleted.
pub(super) async fn erase(app: &App, db: &PgPool) -> Result<()> {
    for guild in erasure::guilds_left_long_ago(db).await? {
        if app.discord.is_in(guild).await? {
            erasure::guild_back(db, guild).await?;
            continue;
        }
        let mut tx = db.begin().await?;
        let counts = erasure::guild_erase(&mut tx, guild, None).await?;
        tx.commit().await?;
        let rows: u64 = counts.values().sum();
        tracing::info!(%guild, rows, "a server that removed Gavel thirty days ago was erased");
    }
    Ok(())
}
