//! The door: what comes in over HTTP.

mod door;
mod events;
mod health;
mod interactions;
mod listen;
mod verify;
mod webhook_events;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

pub use crate::http::door::Door;
pub use crate::http::listen::serve;

/// All routes.
pub fn router(door: Door) -> Router {
    Router::new()
        .route("/interactions", post(interactions::receive))
        .route("/webhook-events", post(webhook_events::receive))
        .route("/events", post(events::receive))
        .route("/healthz", get(health::up))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(door.clone(), say_when_over))
        .with_state(door)
}

/// While the process ends, whoever holds a connection is told to use it no more.
async fn say_when_over(State(door): State<Door>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if door.app.stopping.is_cancelled() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
