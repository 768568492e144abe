//! The playground: the stand-in's world on a page in the browser, to try an application without Discord.
//!
//! ```ignore
//! let sim = StandIn::start(Options::default().address(address).routes(playground::routes)).await?;
//! playground::seed(&sim);
//! ```
//!
//! The page is served at `/`, its data under `/playground/`. Only requests of the same origin are answered, and only
//! under loopback names if the stand-in listens on the loopback. The [control API](super::control) is served beside it, and
//! records what is done on the page. A [`Program`] lets the page kill the application's process, too.

mod acts;
mod api;
mod filled;
mod outage;
mod page;
mod program;
mod seed;
mod snapshot;
mod switches;
mod tour;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::{StandIn, guard};
use crate::control::Control;
use crate::inner::lock;
use outage::Outage;
pub use program::{Asked, Program, Wish};
pub use seed::seed;
use tour::Tour;
use wire::Wire;

/// The largest request: a file of ten MiB in hexadecimal.
const LARGEST: usize = 24 * 1024 * 1024;

/// The state that the page's routes share.
#[derive(Clone)]
struct Playground {
    sim: StandIn,
    wire: Arc<Wire>,
    outage: Arc<Outage>,
    tour: Arc<Mutex<Tour>>,
    control: Control,
    program: Option<Program>,
}

impl Playground {
    /// Returns the tour for the page; null if no program is around it, whose process could be killed.
    fn tour_view(&self) -> Value {
        let Some(program) = &self.program else { return Value::Null };
        let mut view = lock(&self.tour).view();
        view["next"] = json!(program.next);
        view
    }
}

/// Returns the routes of the page and its data. Give it to [`Options::routes`](super::Options::routes).
pub fn routes(sim: StandIn) -> Router {
    build(sim, None)
}

/// Returns the routes of a page that has a program around it, and therefore the tour.
pub fn routes_within(sim: StandIn, program: Program) -> Router {
    build(sim, Some(program))
}

fn build(sim: StandIn, program: Option<Program>) -> Router {
    let guard = guard::Guard::of(&sim);
    let panel = program.as_ref().map(|program| program.panel.clone()).unwrap_or_default();
    let tour = Arc::new(Mutex::new(Tour::new(sim.cast().owner, &panel)));
    let wire = Wire::tap(&sim, &tour, program.clone());
    let control = Control::of(sim.clone());
    let playground =
        Playground { sim, wire, outage: Arc::default(), tour, control: control.clone(), program };
    let page = Router::new()
        .route("/", get(page::index))
        .route("/playground/begin", get(api::begin))
        .route("/playground/state", get(api::state))
        .route("/playground/commands", get(api::commands))
        .route("/playground/messages", get(api::messages))
        .route("/playground/feed", get(wire::feed))
        .route("/playground/row", get(wire::row))
        .route("/playground/message", post(acts::message))
        .route("/playground/slash", post(acts::slash))
        .route("/playground/autocomplete", post(acts::autocomplete))
        .route("/playground/menu", post(acts::menu))
        .route("/playground/press", post(acts::press))
        .route("/playground/modal", post(acts::modal))
        .route("/playground/dms", post(api::dms))
        .route("/playground/discord_state", post(switches::discord_state))
        .route("/playground/wind", post(switches::wind))
        .route("/playground/kill", post(switches::kill))
        .route("/playground/mass", post(switches::expect_mass))
        .route("/playground/content", post(switches::content))
        .route("/playground/start_over", post(switches::start_over))
        .route("/playground/post", post(switches::post_again))
        .route("/playground/records", get(switches::records))
        .route("/playground/{file}", get(page::file))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(guard, guard::check))
        .with_state(playground);
    page.merge(control.routes())
}
