//! Registers the commands with Discord when they are others than those that were registered last. One process does it; the
//! digest of the commands is in the database.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::domain::ids::ApplicationId;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::command_ids;
use crate::kernel::definitions;
use crate::store::registered_commands::{
    commands_claim, commands_digest, commands_registered, commands_release,
};

/// The time for which a process has the registering to itself: longer than its calls may take.
const CLAIM: Duration = Duration::from_secs(120);
/// The time between two looks while another process registers.
const LOOK: Duration = Duration::from_secs(5);
/// The pauses between two tries: each is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_secs(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// The outcome of a try.
enum Synced {
    /// The commands are registered.
    Done,
    /// Another process registers them.
    Elsewhere,
}

/// Registers the commands in the background, and tries again until it works. `application` is asked from Discord if it is
/// not given.
pub fn start(app: &Arc<App>, application: Option<ApplicationId>) {
    let app = Arc::clone(app);
    app.tracker.clone().spawn(async move {
        tokio::select! {
            () = until_registered(&app, application) => {}
            () = app.stopping.cancelled() => {}
        }
    });
}

async fn until_registered(app: &App, application: Option<ApplicationId>) {
    let mut pause = FIRST_PAUSE;
    loop {
        let wait = match sync(app, application).await {
            Ok(Synced::Done) => return,
            Ok(Synced::Elsewhere) => LOOK,
            Err(error) => {
                let wait = match &error {
                    Error::Limited { after, .. } => pause.max(*after),
                    _ => pause,
                };
                let seconds = wait.as_secs();
                tracing::warn!(%error, wait = seconds, "the commands could not be registered with Discord; trying again");
                pause = (pause * 2).min(LONGEST_PAUSE);
                wait
            }
        };
        tokio::time::sleep(wait).await;
    }
}

async fn sync(app: &App, application: Option<ApplicationId>) -> Result<Synced> {
    let application = match application {
        Some(id) => id,
        None => app.discord.application().await?.id,
    };
    let wanted = definitions::body(&app.registry)?;
    let digest = digest(&wanted)?;
    if commands_digest(&app.db, application).await?.as_ref() == Some(&digest) {
        return Ok(Synced::Done);
    }
    if !commands_claim(&app.db, application, &digest, CLAIM).await? {
        return Ok(Synced::Elsewhere);
    }
    let registered = register(app, application, wanted).await;
    match registered {
        Ok(()) => {
            commands_registered(&app.db, application, &digest).await?;
            Ok(Synced::Done)
        }
        Err(error) => {
            commands_release(&app.db, application).await?;
            Err(error)
        }
    }
}

/// Registers the commands if Discord has others, and learns their new ids.
async fn register(app: &App, application: ApplicationId, wanted: Vec<Value>) -> Result<()> {
    let registered = app.discord.commands(application, None).await?;
    let drift = definitions::drift(&wanted, &registered);
    if drift.is_empty() {
        return Ok(());
    }
    app.discord.commands_set(application, None, &Value::Array(wanted)).await?;
    let [added, changed, removed] = [drift.added, drift.changed, drift.removed].map(|names| names.len());
    tracing::info!(added, changed, removed, "the commands were registered with Discord");
    command_ids::load(app, application).await
}

/// Returns a hash of definitions: equal for equal ones.
///
/// # Errors
/// Fails if a definition can't be serialized.
pub fn digest(commands: &[Value]) -> Result<String> {
    let text = serde_json::to_vec(commands).map_err(Error::broken)?;
    Ok(hex::encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn other_commands_have_another_digest() {
        let one = digest(&[json!({ "name": "warn" })]).unwrap();
        assert_eq!(one, digest(&[json!({ "name": "warn" })]).unwrap());
        assert_ne!(one, digest(&[json!({ "name": "ban" })]).unwrap());
        assert_eq!(one.len(), 64);
    }
}
