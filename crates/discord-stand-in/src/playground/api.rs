//! The page's queries and switches, and their refusals.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Playground;
use super::{page, snapshot};
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

/// `GET /playground/begin`: all that the page shows first, so that it asks once.
pub(super) async fn begin(State(playground): State<Playground>, headers: HeaderMap) -> Response {
    let sim = &playground.sim;
    let cast = sim.cast();
    let all = json!({
        "state": playground.state(None),
        "commands": snapshot::commands(sim),
        "messages": snapshot::messages(sim, cast.moderator, cast.general),
    });
    page::json(&headers, &all)
}

/// `GET /playground/state?as=…`
pub(super) async fn state(
    State(playground): State<Playground>,
    Query(asked): Query<As>,
    headers: HeaderMap,
) -> Response {
    page::json(&headers, &playground.state(asked.user))
}

impl Playground {
    /// Returns everything but messages and definitions, as a person sees it.
    fn state(&self, user: Option<UserId>) -> Value {
        let mut state = snapshot::state(&self.sim, user);
        state["discord_state"] = json!(self.outage.now());
        state["tour"] = self.tour_view();
        state
    }
}

/// `GET /playground/commands`: the definitions, which the page keeps until the state names another version.
pub(super) async fn commands(State(playground): State<Playground>, headers: HeaderMap) -> Response {
    page::json(&headers, &snapshot::commands(&playground.sim))
}

/// `GET /playground/messages?channel=…&as=…`
pub(super) async fn messages(
    State(playground): State<Playground>,
    Query(reading): Query<ReadAs>,
    headers: HeaderMap,
) -> Response {
    let messages = snapshot::messages(&playground.sim, reading.user, reading.channel);
    page::json(&headers, &json!({ "messages": messages }))
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
