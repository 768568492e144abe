//! The control API under `/control`: what a test in any language does with a stand-in, in JSON.
//!
//! ```ignore
//! let sim = StandIn::start(Options::default().address(address).routes(control::routes)).await?;
//! ```
//!
//! `openapi.json` beside this file describes it and is served too. Only programs on this machine and pages of this
//! origin are answered.

mod acts;
mod applications;
mod faults;
mod gestures;
mod names;
mod recording;
mod records;
mod refusal;
mod reset;
mod sessions;
#[cfg(test)]
mod tests;
mod values;
mod waiting;
mod world;
mod world_edits;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};

use super::{StandIn, guard};
use recording::Step;
pub(crate) use recording::What;
use refusal::Refusal;

/// The description of the API.
const OPENAPI: &str = include_str!("openapi.json");
/// The largest request: files stand in it in Base64.
const LARGEST: usize = 24 * 1024 * 1024;

/// The state that the routes share.
#[derive(Clone)]
pub(crate) struct Control {
    sim: StandIn,
    /// The steps so far, to be replayed.
    recording: Arc<Mutex<Vec<Step>>>,
}

/// Returns the routes of the control API. Give it to [`Options::routes`](super::Options::routes).
pub fn routes(sim: StandIn) -> Router {
    Control::of(sim).routes()
}

impl Control {
    /// Returns the state for a stand-in, with an empty recording.
    pub(crate) fn of(sim: StandIn) -> Self {
        Self { sim, recording: Arc::default() }
    }

    /// Returns the routes, which share this recording.
    pub(crate) fn routes(self) -> Router {
        let guard = guard::Guard::of(&self.sim);
        Router::new()
            .route("/control/info", get(applications::info))
            .route("/control/openapi.json", get(openapi))
            .route("/control/applications", post(applications::create))
            .route("/control/gestures", post(gestures::gesture))
            .route("/control/world", get(world::show).patch(world_edits::edit))
            .route("/control/clock", get(reset::time).post(reset::wind))
            .route("/control/faults", get(faults::list).post(faults::add).delete(faults::clear))
            .route("/control/gateway", get(sessions::show).post(sessions::trouble))
            .route("/control/requests", get(records::requests))
            .route("/control/violations", get(records::violations))
            .route("/control/wait", get(waiting::wait))
            .route("/control/reset", post(reset::reset))
            .route("/control/recording", get(recording::show))
            .route("/control/replay", post(recording::replay))
            .route("/control", any(unknown))
            .route("/control/{*path}", any(unknown))
            .method_not_allowed_fallback(other_method)
            .layer(DefaultBodyLimit::max(LARGEST))
            .layer(middleware::from_fn_with_state(guard, guard::check))
            .with_state(self)
    }
}

/// Returns what a person who starts a stand-in must know: addresses, ids, key and token of its first application.
#[must_use]
pub fn greeting(sim: &StandIn) -> String {
    let info = applications::describe(sim);
    let rows = [
        ("Application id", "application_id"),
        ("Public key", "public_key"),
        ("Token", "token"),
        ("REST base", "rest_url"),
        ("Gateway URL", "gateway_url"),
    ];
    let row =
        |(label, field): (&str, &str)| format!("  {label:<16}{}\n", info[field].as_str().unwrap_or_default());
    let lines: String = rows.into_iter().map(row).collect();
    format!("{lines}  {:<16}{}/control/info\n", "Control API", sim.api_url())
}

/// `GET /control/openapi.json`
async fn openapi() -> Response {
    let mut response = OPENAPI.into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

async fn unknown() -> Refusal {
    Refusal(StatusCode::NOT_FOUND, "There is no such route; /control/openapi.json lists them all.".to_owned())
}

async fn other_method() -> Refusal {
    let why = "This route takes another method; /control/openapi.json lists them all.";
    Refusal(StatusCode::METHOD_NOT_ALLOWED, why.to_owned())
}
