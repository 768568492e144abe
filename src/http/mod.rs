//! The door: what comes in over HTTP.

mod answers;
mod bodies;
mod connections;
mod door;
mod events;
mod files;
mod guarded;
mod health;
mod health_cache;
mod interactions;
mod listen;
mod verify;
mod webhook_events;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

pub use crate::http::door::Door;
pub use crate::http::files::raise_limit;
pub use crate::http::listen::{serve, serve_beside};

/// All routes but `/metrics`.
fn routes() -> Router<Door> {
    Router::new()
        .route("/interactions", post(interactions::receive))
        .route("/webhook-events", post(webhook_events::receive))
        .route("/events", post(events::receive))
        .route("/healthz", get(health::up))
        .route("/readyz", get(health::ready))
}

/// All routes.
pub fn router(door: Door) -> Router {
    complete(routes().route("/metrics", get(health::metrics)), door)
}

/// All routes but `/metrics`, which [`metrics_router`] has.
pub fn router_without_metrics(door: Door) -> Router {
    complete(routes(), door)
}

/// `/metrics` alone, for an address of its own.
pub fn metrics_router(door: Door) -> Router {
    complete(Router::new().route("/metrics", get(health::metrics)), door)
}

fn complete(router: Router<Door>, door: Door) -> Router {
    router
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(door.clone(), answers::complete))
        .with_state(door)
}
