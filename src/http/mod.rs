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
pub mod key;
mod listen;
mod routes;
mod sidecar_events;
mod state;
mod verify;
mod webhook_events;

pub use crate::http::files::raise_limit;
pub use crate::http::listen::{serve, serve_beside};
pub use crate::http::routes::{Routes, metrics_router, router, router_without_metrics};
pub use crate::http::state::AppState;
