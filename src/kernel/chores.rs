//! Chores: jobs of which each known server has one, and which come back again and again. A server is known once
//! somebody orders something in it, once Discord says that it added Gavel, and when a process starts.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sqlx::PgConnection;
use twilight_model::guild::Permissions;

use crate::discord::lists::GUILDS;
use crate::domain::ids::GuildId;
use crate::domain::permissions::covers;
use crate::error::Result;
use crate::kernel::app::App;
use crate::kernel::cx::Cx;
use crate::store::chores::{NewChore, chore_hasten, chores_begin};

/// How long after a server became known, or was used, its chores are done.
const SOON: SignedDuration = SignedDuration::from_secs(15);

/// A job that each known server has one of.
#[derive(Clone, Copy, Debug)]
pub struct Chore {
    pub job: &'static str,
    /// For the operator: what it is.
    pub title: &'static str,
    /// What Gavel needs in the server for it. Where it has that, the chore is done soon after Gavel was used there.
    pub needs: Permissions,
    /// How far it is when it begins.
    pub begins: fn(Timestamp) -> Value,
}

impl Chore {
    fn new_at(&self, now: Timestamp) -> NewChore {
        NewChore { kind: self.job, progress: (self.begins)(now), run_at: now + SOON }
    }
}

/// Gavel is in these servers: their chores begin, where they have not yet.
pub async fn known(app: &App, guilds: &[GuildId]) -> Result<()> {
    for chore in app.registry.chores() {
        chores_begin(&app.db, guilds, &chore.new_at(app.clock.now())).await?;
    }
    Ok(())
}

/// Gavel is used in this server.
pub(super) async fn used(tx: &mut PgConnection, cx: &Cx) -> Result<()> {
    let guild = cx.guild()?;
    for chore in cx.app.registry.chores() {
        let new = chore.new_at(cx.app.clock.now());
        if covers(cx.at.app_permissions, chore.needs) {
            chore_hasten(&mut *tx, guild, &new).await?;
        } else {
            chores_begin(&mut *tx, &[guild], &new).await?;
        }
    }
    Ok(())
}

/// Asks Discord once, in the background, in which servers Gavel is.
pub fn start(app: &Arc<App>) {
    let app = Arc::clone(app);
    app.tracker.clone().spawn(async move {
        let told = tokio::select! {
            told = all_known(&app) => told,
            () = app.stopping.cancelled() => return,
        };
        if let Err(error) = told {
            tracing::warn!(%error, "Discord could not be asked for the servers; each is known when Gavel is used there");
        }
    });
}

async fn all_known(app: &App) -> Result<()> {
    let mut after = None;
    loop {
        let page = app.discord.guilds_after(after).await?;
        known(app, &page).await?;
        after = page.last().copied();
        if page.len() < GUILDS {
            return Ok(());
        }
    }
}
