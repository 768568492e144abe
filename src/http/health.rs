//! `GET /healthz`, `/readyz`, `/metrics`: for whoever runs it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use crate::http::Door;
use crate::store;
use crate::store::jobs;

pub(super) async fn up() -> &'static str {
    "up\n"
}

pub(super) async fn ready(State(door): State<Door>) -> (StatusCode, Json<Value>) {
    match not_ready(&door).await {
        None => (StatusCode::OK, Json(json!({ "ready": true }))),
        Some(reason) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ready": false, "reason": reason }))),
    }
}

async fn not_ready(door: &Door) -> Option<&'static str> {
    if door.app.stopping.is_cancelled() {
        return Some("shutting down");
    }
    match tokio::time::timeout(Duration::from_secs(2), store::is_current(&door.app.db)).await {
        Ok(Ok(true)) => None,
        Ok(Ok(false)) => Some("the database's schema is of another version; run `gavel migrate`"),
        Ok(Err(_)) | Err(_) => Some("the database does not answer"),
    }
}

pub(super) async fn metrics(State(door): State<Door>) -> impl IntoResponse {
    measure(&door).await;
    let text = door.metrics.map(|handle| handle.render()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}

/// What is not counted as it happens, but looked at: the pool, and the queue that all replicas share.
async fn measure(door: &Door) {
    let (size, idle) = (door.app.db.size(), door.app.db.num_idle());
    metrics::gauge!("gavel_pool_connections", "state" => "idle").set(u32::try_from(idle).unwrap_or(u32::MAX));
    let used = size.saturating_sub(u32::try_from(idle).unwrap_or(u32::MAX));
    metrics::gauge!("gavel_pool_connections", "state" => "used").set(used);
    metrics::gauge!("gavel_draining").set(u8::from(door.app.stopping.is_cancelled()));
    let looked = tokio::time::timeout(Duration::from_millis(500), jobs::jobs_state(&door.app.db)).await;
    let up = matches!(looked, Ok(Ok(_)));
    metrics::gauge!("gavel_database_up").set(u8::from(up));
    let Ok(Ok(queue)) = looked else { return };
    for kind in door.app.registry.job_kinds() {
        for state in ["leased", "due", "waiting", "parked"] {
            let found = queue.iter().find(|it| it.kind == kind && it.state == state);
            let (count, oldest) = found.map_or((0.0, 0.0), |it| (it.count as f64, it.oldest));
            metrics::gauge!("gavel_queue_jobs", "kind" => kind.clone(), "state" => state).set(count);
            if state == "due" {
                metrics::gauge!("gavel_queue_oldest_due_seconds", "kind" => kind.clone()).set(oldest);
            }
        }
    }
}
