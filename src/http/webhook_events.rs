//! `POST /webhook-events`: Discord's events about the application itself, such as "installed in a server".
//!
//! The types differ from those of interactions: 0 is the PING, 1 an event; both are acknowledged with 204 and no body.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use crate::actions::hello::SayHello;
use crate::domain::ids::{GuildId, UserId};
use crate::error::Result;
use crate::http::state::AppState;
use crate::http::verify::Signed;
use crate::kernel::job;
use crate::kernel::periodic;
use crate::store::erasure;
use crate::store::guilds;
use crate::store::jobs::jobs_resume;
use crate::store::webhook_events::webhook_event_record;

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "type")]
    kind: u8,
    event: Option<Event>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(default)]
    guild: Option<Guild>,
    /// Who added Gavel.
    #[serde(default)]
    user: Option<User>,
}

#[derive(Deserialize)]
struct Guild {
    id: GuildId,
}

#[derive(Deserialize)]
struct User {
    id: UserId,
}

pub(super) async fn receive(State(state): State<AppState>, Signed(body): Signed) -> StatusCode {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(&body) else { return StatusCode::BAD_REQUEST };
    match (envelope.kind, envelope.event) {
        (0, _) => StatusCode::NO_CONTENT,
        (1, Some(event)) => {
            let Ok(whole) = serde_json::from_slice::<Value>(&body) else { return StatusCode::BAD_REQUEST };
            match take(&state, &event, &whole).await {
                Ok(()) => StatusCode::NO_CONTENT,
                Err(error) => {
                    // Discord retries for ten minutes.
                    tracing::error!(event = event.kind, %error, "a webhook event could not be recorded");
                    StatusCode::SERVICE_UNAVAILABLE
                }
            }
        }
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Records the event. If Gavel was installed in a server, it says hello the first time, its periodic jobs begin, and its
/// suspended jobs are resumed; if it was removed, that is noted.
async fn take(state: &AppState, event: &Event, whole: &Value) -> Result<()> {
    webhook_event_record(&state.app.db, &event.kind, whole).await?;
    let guild = event.data.as_ref().and_then(|data| data.guild.as_ref());
    if let (Some(guild), "APPLICATION_DEAUTHORIZED") = (guild, event.kind.as_str()) {
        erasure::guild_left(&state.app.db, guild.id).await?;
    }
    if let (Some(guild), "APPLICATION_AUTHORIZED") = (guild, event.kind.as_str()) {
        if jobs_resume(&state.app.db, guild.id).await? > 0 {
            state.app.wake.notify_one();
        }
        periodic::known(&state.app, &[guild.id]).await?;
        let installer = event.data.as_ref().and_then(|data| data.user.as_ref()).map(|user| user.id);
        greet(state, guild.id, installer).await?;
    }
    Ok(())
}

/// Orders the word to a server, unless it was greeted before.
async fn greet(state: &AppState, guild: GuildId, installer: Option<UserId>) -> Result<()> {
    let at = state.app.clock.now();
    let mut tx = state.app.db.begin().await?;
    if guilds::guild_greeted(&mut tx, guild).await? {
        job::add(&mut tx, guild, &SayHello { installer, at }, at).await?;
    }
    Ok(tx.commit().await?)
}
