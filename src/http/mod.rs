//! The HTTP server: all inbound requests.

mod answers;
mod bodies;
mod connections;
mod files;
mod front_page;
mod guarded;
mod health;
mod health_cache;
mod interactions;
mod key;
mod listen;
mod sidecar_events;
mod state;
mod verify;
mod webhook_events;

use axum::Router;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

pub use crate::http::files::raise_limit;
pub use crate::http::listen::{serve, serve_beside};
pub use crate::http::state::Door;

/// Returns all routes but `/metrics`.
fn routes() -> Router<Door> {
    Router::new()
        .route("/", get(front_page::show))
        .route("/interactions", post(interactions::receive))
        .route("/webhook-events", post(webhook_events::receive))
        .route("/events", post(sidecar_events::receive))
        .route("/healthz", get(health::up))
        .route("/readyz", get(health::ready))
}

/// Returns all routes.
pub fn router(state: Door) -> Router {
    complete(routes().route("/metrics", get(health::metrics)), state)
}

/// Returns all routes but `/metrics`, which [`metrics_router`] has.
pub fn router_without_metrics(state: Door) -> Router {
    complete(routes(), state)
}

/// Returns `/metrics` alone, for an address of its own.
pub fn metrics_router(state: Door) -> Router {
    complete(Router::new().route("/metrics", get(health::metrics)), state)
}

fn complete(router: Router<Door>, state: Door) -> Router {
    router.layer(CatchPanicLayer::new()).with_state(state)
}
