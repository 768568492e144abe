//! The checks that `gavel serve` makes once it listens: each thing that is missing is a line in the log, with what to do.

use std::sync::Arc;

use ed25519_dalek::VerifyingKey;
use tokio::task::JoinHandle;

use crate::cli::invite;
use crate::discord::Application;
use crate::error::{Error, Result};
use crate::kernel::app::App;

/// Checks that token and key are this application's, and that it is set up. A refused token ends the process; other failures
/// are only logged, since Discord may be down.
pub(super) fn check_application(
    app: &Arc<App>,
    key: VerifyingKey,
    has_events: bool,
) -> JoinHandle<Result<()>> {
    let (app, tracker) = (Arc::clone(app), app.tracker.clone());
    tracker.spawn(async move {
        let asked = tokio::select! {
            asked = app.discord.application() => asked,
            () = app.stopping.cancelled() => return Ok(()),
        };
        match asked {
            Ok(application) => {
                check_key(&application, key);
                say_what_is_missing(&app, &application, has_events);
                Ok(())
            }
            Err(Error::TokenRefused) => {
                app.stopping.cancel();
                Err(Error::TokenRefused)
            }
            Err(error) => {
                tracing::warn!(%error, "Discord could not be asked about the application; going on");
                Ok(())
            }
        }
    })
}

fn check_key(application: &Application, key: VerifyingKey) {
    if application.verify_key.eq_ignore_ascii_case(&hex::encode(key.as_bytes())) {
        tracing::info!(application = %application.id, name = application.name, "the token is this application's");
    } else {
        tracing::error!(
            application = %application.id,
            "DISCORD_PUBLIC_KEY is not this application's key, so its interactions will be refused; copy it from the General Information page"
        );
    }
}

fn say_what_is_missing(app: &App, application: &Application, has_events: bool) {
    if application.interactions_endpoint_url.is_none() {
        tracing::warn!(
            "Discord sends this application's interactions nowhere yet; run gavel init --public-url with the address of this server"
        );
    }
    if application.event_webhooks_status == EVENTS_SWITCHED_OFF {
        tracing::warn!("Discord switched webhook events off, because their address failed too often");
    }
    if application.approximate_guild_count == Some(0) {
        let link = invite::link(application.id, invite::permissions(&app.registry));
        tracing::info!(link, "Gavel is in no server yet; invite it with this link");
    }
    if !has_events {
        tracing::info!(
            "GAVEL_EVENTS_PUBLIC_KEY is not set, so what starts from an event is off: welcome, automatic roles, message logs"
        );
    }
}

/// The status of webhook events that Discord stopped.
const EVENTS_SWITCHED_OFF: u8 = 3;
