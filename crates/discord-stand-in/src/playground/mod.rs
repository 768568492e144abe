//! The playground: the stand-in's world on a page in the browser, to try an application without Discord.
//!
//! ```ignore
//! let sim = StandIn::start(Options::default().address(address).routes(playground::routes)).await?;
//! playground::seed(&sim);
//! ```
//!
//! The page is served at `/`, its data under `/playground/`. Only requests of the same origin are answered, and only
//! under loopback names if the stand-in listens on the loopback.

mod acts;
mod api;
mod filled;
mod outage;
mod page;
mod seed;
mod snapshot;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};

use super::{StandIn, guard};
use outage::Outage;
pub use seed::seed;
use wire::Wire;

/// The largest request: a file of ten MiB in hexadecimal.
const LARGEST: usize = 24 * 1024 * 1024;

/// The state that the page's routes share.
#[derive(Clone)]
struct Playground {
    sim: StandIn,
    wire: Arc<Wire>,
    outage: Arc<Outage>,
}

/// Returns the routes of the page and its data. Give it to [`Options::routes`](super::Options::routes).
pub fn routes(sim: StandIn) -> Router {
    let guard = guard::Guard::of(&sim);
    let playground = Playground { wire: Wire::tap(&sim), outage: Arc::default(), sim };
    Router::new()
        .route("/", get(page::index))
        .route("/playground/state", get(api::state))
        .route("/playground/messages", get(api::messages))
        .route("/playground/feed", get(wire::feed))
        .route("/playground/message", post(acts::message))
        .route("/playground/slash", post(acts::slash))
        .route("/playground/autocomplete", post(acts::autocomplete))
        .route("/playground/menu", post(acts::menu))
        .route("/playground/press", post(acts::press))
        .route("/playground/modal", post(acts::modal))
        .route("/playground/dms", post(api::dms))
        .route("/playground/discord_state", post(api::discord_state))
        .route("/playground/{file}", get(page::file))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(guard, guard::check))
        .with_state(playground)
}
