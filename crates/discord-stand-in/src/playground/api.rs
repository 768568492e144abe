//! The page's queries and switches, and their refusals.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Playground;
use super::outage::DiscordState;
use super::snapshot;
use crate::error::Error;
use crate::{ChannelId, UserId};

/// The result of a handler.
pub(super) type ApiResult<T> = Result<T, Refusal>;

/// A refusal, with a sentence for the reader of the page.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) String);

impl Refusal {
    /// Refuses a request that makes no sense.
    pub(super) fn unclear(why: &str) -> Self {
        Self(StatusCode::BAD_REQUEST, why.to_owned())
    }

    /// Refuses a request whose object does not exist.
    pub(super) fn gone(why: &str) -> Self {
        Self(StatusCode::NOT_FOUND, why.to_owned())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = if self.0 == StatusCode::OK {
            json!({ "outcome": "refused", "why": self.1 })
        } else {
            json!({ "message": self.1 })
        };
        (self.0, Json(body)).into_response()
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            // Not being allowed to do something is no failure of the page, which just shows the reason.
            Error::Refused(why) => Self(StatusCode::OK, why),
            other => Self(StatusCode::INTERNAL_SERVER_ERROR, other.to_string()),
        }
    }
}

/// The person who looks.
#[derive(Debug, Deserialize)]
pub(super) struct As {
    #[serde(rename = "as")]
    user: Option<UserId>,
}

/// The channel to read, and the person who looks.
#[derive(Debug, Deserialize)]
pub(super) struct ReadAs {
    channel: ChannelId,
    #[serde(rename = "as")]
    user: UserId,
}

/// The person whose direct messages are opened or closed.
#[derive(Debug, Deserialize)]
pub(super) struct Dms {
    user: UserId,
    open: bool,
}

/// The state that Discord is to be in.
#[derive(Debug, Deserialize)]
pub(super) struct Forecast {
    discord_state: DiscordState,
}

/// `GET /playground/state?as=…`
pub(super) async fn state(State(playground): State<Playground>, Query(asked): Query<As>) -> Json<Value> {
    let mut state = snapshot::state(&playground.sim, asked.user);
    state["discord_state"] = json!(playground.outage.now());
    Json(state)
}

/// `GET /playground/messages?channel=…&as=…`
pub(super) async fn messages(
    State(playground): State<Playground>,
    Query(reading): Query<ReadAs>,
) -> Json<Value> {
    let messages = snapshot::messages(&playground.sim, reading.user, reading.channel);
    Json(json!({ "messages": messages }))
}

/// `POST /playground/dms`
pub(super) async fn dms(
    State(playground): State<Playground>,
    Json(dms): Json<Dms>,
) -> ApiResult<Json<Value>> {
    let known = playground.sim.inner.world(|world| {
        let user = world.users.get_mut(&dms.user)?;
        user.dms_open = dms.open;
        Some(())
    });
    known.map(|()| Json(json!({}))).ok_or_else(|| Refusal::gone("Nobody has that id."))
}

/// `POST /playground/discord_state`
pub(super) async fn discord_state(
    State(playground): State<Playground>,
    Json(forecast): Json<Forecast>,
) -> Json<Value> {
    playground.outage.turn(&playground.sim, forecast.discord_state);
    Json(json!({ "discord_state": forecast.discord_state }))
}
