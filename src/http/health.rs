//! `GET /healthz`, `/readyz`, `/metrics`: for the operator.
//!
//! Anybody may ask, so a response is cached for some seconds, and the database is queried over a connection of its own.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::time::timeout;

use crate::error::Error;
use crate::http::state::AppState;
use crate::store;
use crate::store::queue;
use crate::telemetry::metrics::{
    CONTENT_TYPE, ConnectionLabels, ConnectionState, JobState, KindLabels, QueueLabels, exposition,
};

pub(super) async fn up() -> &'static str {
    "up\n"
}

pub(super) async fn ready(State(state): State<AppState>) -> (StatusCode, Json<Value>) {
    let reason = if state.app.stopping.is_cancelled() {
        Some("shutting down")
    } else {
        state.health.not_ready.get(not_ready(&state.health.db)).await
    };
    match reason {
        None => (StatusCode::OK, Json(json!({ "ready": true }))),
        Some(reason) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ready": false, "reason": reason }))),
    }
}

async fn not_ready(db: &PgPool) -> Option<&'static str> {
    match timeout(Duration::from_secs(2), store::is_current(db)).await {
        Ok(Ok(true)) => None,
        Ok(Ok(false)) => Some("the database's schema is of another version; run `gavel migrate`"),
        Ok(Err(_)) | Err(_) => Some("the database does not answer"),
    }
}

pub(super) async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    let text = state.health.text.get(async {
        measure(&state).await;
        let app = &state.app;
        Bytes::from(exposition([&app.metrics.registry, &app.discord.rest.metrics().registry]))
    });
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], text.await)
}

/// Updates the metrics that are read and not counted: the pool, and the queue that all replicas share.
async fn measure(state: &AppState) {
    let (app, metrics) = (&state.app, &state.app.metrics);
    let idle = app.db.num_idle();
    let used = usize::try_from(app.db.size()).unwrap_or(usize::MAX).saturating_sub(idle);
    for (state, count) in [(ConnectionState::Idle, idle), (ConnectionState::Used, used)] {
        let gauge = metrics.database_connections.get_or_create_owned(&ConnectionLabels { state });
        gauge.set(i64::try_from(count).unwrap_or(i64::MAX));
    }
    metrics.draining.set(i64::from(app.stopping.is_cancelled()));
    let db = &state.health.db;
    let looked = timeout(Duration::from_millis(500), async {
        Ok::<_, Error>((queue::jobs_at_hand(db).await?, state.health.waiting.get(app, db).await?))
    });
    let looked = looked.await;
    metrics.database_up.set(i64::from(matches!(looked, Ok(Ok(_)))));
    let Ok(Ok((at_hand, waiting))) = looked else { return };
    for kind in app.registry.job_kinds() {
        let waiting = waiting.iter().find(|it| it.kind == kind).map_or(0, |it| it.count);
        let mut due = 0;
        for state in JobState::ALL.iter().copied() {
            let found = at_hand.iter().find(|it| it.kind == kind && it.state == state.as_str());
            let (mut count, oldest) = found.map_or((0, 0.0), |it| (it.count, it.oldest));
            let labels = KindLabels { kind: kind.clone() };
            match state {
                JobState::Due => {
                    due = count;
                    metrics.oldest_due_job_age.get_or_create(&labels).set(oldest);
                }
                JobState::Scheduled => count = (waiting - due).max(0),
                JobState::Leased | JobState::Suspended => {}
            }
            metrics.queued_jobs.get_or_create(&QueueLabels { kind: kind.clone(), state }).set(count);
        }
    }
}
