//! `GET /healthz`, `/readyz`, `/metrics`: for whoever runs it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use crate::http::Door;
use crate::store;

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
    let text = door.metrics.map(|handle| handle.render()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
