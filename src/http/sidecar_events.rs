//! `POST /events`: the sidecar's events, signed with its own key.
//!
//! Responds 200 with [`BatchResponse`]; 400 to a body that can't be read; 401 if it is not signed by the sidecar, or
//! stale; 404 if events are off; 409 if nothing in it is new: a replay, or a repetition.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::clock::Clock;
use crate::domain::event::{BatchResponse, Event, EventBatch, Hello};
use crate::domain::plausible::plausible;
use crate::error::Result;
use crate::http::state::AppState;
use crate::http::verify::FromSidecar;
use crate::kernel::event_jobs::{self, Received};
use crate::store::sidecar_events::sidecar_seen;
use crate::telemetry::metrics::{EventLabels, EventOutcome};

/// The most events of a batch: ten times what a sidecar sends at once.
const MOST: usize = 1_000;

pub(super) async fn receive(State(state): State<AppState>, FromSidecar(body): FromSidecar) -> Response {
    let Ok(batch) = serde_json::from_slice::<EventBatch>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if batch.events.len() > MOST || batch.hello.as_ref().is_some_and(|hello| !hello.is_plausible()) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let count = |outcome, number: usize| {
        let counter = state.app.metrics.events_received.get_or_create_owned(&EventLabels { outcome });
        counter.inc_by(u64::try_from(number).unwrap_or(u64::MAX));
    };
    let Read { told, unknown, odd } = read(&batch, &state.app.clock);
    count(EventOutcome::Unknown, unknown);
    count(EventOutcome::Odd, odd);
    match take(&state, &told, batch.hello.as_ref()).await {
        Ok((taken, excess)) => {
            count(EventOutcome::New, taken.new);
            count(EventOutcome::Excess, excess);
            count(EventOutcome::Duplicate, told.len().saturating_sub(taken.new + excess));
            let replayed = taken.new == 0 && !told.is_empty() && batch.hello.is_none();
            let status = if replayed { StatusCode::CONFLICT } else { StatusCode::OK };
            (status, Json(taken)).into_response()
        }
        Err(error) => {
            tracing::warn!(events = told.len(), %error, "events could not be taken; the sidecar tells them again");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// A batch as it was read.
struct Read {
    told: Vec<Event>,
    /// The number of events of an unknown kind.
    unknown: usize,
    /// The number of events that can't be true.
    odd: usize,
}

/// Reads the events that are known and plausible. A newer sidecar may send unknown kinds.
fn read(batch: &EventBatch, clock: &Clock) -> Read {
    static TOLD: AtomicBool = AtomicBool::new(false);
    let known: Vec<Event> =
        batch.events.iter().filter_map(|event| serde_json::from_str(event.get()).ok()).collect();
    let unknown = batch.events.len().saturating_sub(known.len());
    let now = clock.now();
    let told: Vec<Event> = known.into_iter().filter_map(|event| plausible(event, now)).collect();
    let odd = batch.events.len().saturating_sub(unknown + told.len());
    if unknown > 0 && !TOLD.swap(true, Ordering::Relaxed) {
        tracing::warn!("the sidecar tells of what is not known here; start the same version of both");
    }
    Read { told, unknown, odd }
}

/// Takes events, and what the sidecar says of itself. Returns the answer, and how much was beyond the limits.
async fn take(state: &AppState, told: &[Event], hello: Option<&Hello>) -> Result<(BatchResponse, usize)> {
    let Received { new, mut excess } = event_jobs::receive(&state.app, told).await?;
    let Some(hello) = hello else { return Ok((BatchResponse { new, subscriptions: None }, excess)) };
    if !sidecar_seen(&state.app.db, hello).await? {
        excess += 1;
    }
    let subscriptions = event_jobs::subscriptions(&state.app, hello.knows).await?;
    Ok((BatchResponse { new, subscriptions }, excess))
}
