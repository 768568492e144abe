//! What the page asks for and the switches it has; how it is refused.

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

/// What a handler gives back.
pub(super) type ApiResult<T> = Result<T, Refusal>;

/// A no, with a sentence for whoever looks at the page.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) String);

impl Refusal {
    /// The request makes no sense.
    pub(super) fn unclear(why: &str) -> Self {
        Self(StatusCode::BAD_REQUEST, why.to_owned())
    }

    /// What it is about is not there.
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
            // What a person may not do is no failure of the page: it is said, and nothing is logged.
            Error::Refused(why) => Self(StatusCode::OK, why),
            other => Self(StatusCode::INTERNAL_SERVER_ERROR, other.to_string()),
        }
    }
}

/// As whom.
#[derive(Debug, Deserialize)]
pub(super) struct As {
    #[serde(rename = "as")]
    user: Option<UserId>,
}

/// Which channel, as whom.
#[derive(Debug, Deserialize)]
pub(super) struct ReadAs {
    channel: ChannelId,
    #[serde(rename = "as")]
    user: UserId,
}

/// Whose direct messages, and whether they are open.
#[derive(Debug, Deserialize)]
pub(super) struct Dms {
    user: UserId,
    open: bool,
}

/// How Discord shall behave.
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
