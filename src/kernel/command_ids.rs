//! The ids of the registered commands, which make their mentions clickable.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::sync::watch;

use crate::domain::ids::ApplicationId;
use crate::error::Result;
use crate::kernel::app::App;
use crate::words::CommandIds;

/// The time after which the ids are read again: commands may have been registered anew.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// The type of a command that is typed; the others are menus, which have no mention.
const CHAT_INPUT: u64 = 1;

/// The ids that this process knows, and when it last asked for them.
#[derive(Debug, Default)]
pub(super) struct KnownIds {
    known: watch::Sender<Arc<CommandIds>>,
    asked: watch::Sender<Option<Timestamp>>,
}

impl App {
    /// Returns the ids that are known; none until Discord was asked.
    #[must_use]
    pub fn command_ids(&self) -> Arc<CommandIds> {
        Arc::clone(&self.known_ids.known.borrow())
    }
}

/// Reads the ids in the background, unless that was done within the last hour.
pub(super) fn refresh(app: &Arc<App>, application: ApplicationId) {
    let now = app.clock.now();
    let is_due = app.known_ids.asked.send_if_modified(|asked| {
        let is_due = asked.is_none_or(|asked| now.duration_since(asked) > FRESH);
        if is_due {
            *asked = Some(now);
        }
        is_due
    });
    if !is_due {
        return;
    }
    let app = Arc::clone(app);
    app.clone().tracker.spawn(async move {
        if let Err(error) = load(&app, application).await {
            tracing::debug!(%error, "the commands' ids could not be read; they are named instead of mentioned");
        }
    });
}

/// Reads the ids.
///
/// # Errors
/// Fails if Discord does not tell them.
pub async fn load(app: &App, application: ApplicationId) -> Result<()> {
    let registered = app.discord.commands(application, None).await?;
    let ids = registered.iter().filter(|it| it["type"].as_u64().unwrap_or(CHAT_INPUT) == CHAT_INPUT);
    let ids = ids.filter_map(|it| Some((it["name"].as_str()?.to_owned(), id(it)?))).collect();
    app.known_ids.known.send_replace(Arc::new(ids));
    app.known_ids.asked.send_replace(Some(app.clock.now()));
    Ok(())
}

fn id(command: &Value) -> Option<u64> {
    command["id"].as_str()?.parse().ok()
}
