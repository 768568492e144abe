//! `POST /events`: what the sidecar tells, signed with its own key.
//!
//! 200 with [`Taken`]; 400 a body that is none of ours; 401 not signed by the sidecar, or stale; 404 events are off;
//! 409 nothing in it is new, so a replay, or a repetition of what was taken.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::domain::event::{Batch, Event, Hello, LONGEST_ID, Taken};
use crate::error::Result;
use crate::http::door::Door;
use crate::http::verify::FromSidecar;
use crate::kernel::events;
use crate::store::events::sidecar_seen;
use crate::telemetry::metrics::{EventLabels, EventOutcome};

pub(super) async fn receive(State(door): State<Door>, FromSidecar(body): FromSidecar) -> Response {
    let Ok(batch) = serde_json::from_slice::<Batch>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let told = read(&batch);
    let count = |outcome, number: usize| {
        let counter = door.app.metrics.events_received.get_or_create_owned(&EventLabels { outcome });
        counter.inc_by(u64::try_from(number).unwrap_or(u64::MAX));
    };
    count(EventOutcome::Unknown, batch.events.len().saturating_sub(told.len()));
    match take(&door, &told, batch.hello.as_ref()).await {
        Ok(taken) => {
            count(EventOutcome::New, taken.new);
            count(EventOutcome::Duplicate, told.len().saturating_sub(taken.new));
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

/// The events that can be read. A newer sidecar may tell of what is not known here.
fn read(batch: &Batch) -> Vec<Event> {
    static TOLD: AtomicBool = AtomicBool::new(false);
    let read = |event: &Event| (1..=LONGEST_ID).contains(&event.id.len());
    let told: Vec<Event> = batch
        .events
        .iter()
        .filter_map(|event| serde_json::from_str::<Event>(event.get()).ok())
        .filter(read)
        .collect();
    if told.len() < batch.events.len() && !TOLD.swap(true, Ordering::Relaxed) {
        tracing::warn!("the sidecar tells of what is not known here; start the same version of both");
    }
    told
}

async fn take(door: &Door, told: &[Event], hello: Option<&Hello>) -> Result<Taken> {
    let new = events::receive(&door.app, told).await?;
    let Some(hello) = hello else { return Ok(Taken { new, wants: None }) };
    sidecar_seen(&door.app.db, hello).await?;
    Ok(Taken { new, wants: events::wants(&door.app, hello.knows).await? })
}
