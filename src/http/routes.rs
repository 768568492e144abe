//! The routes: the router, and the short way for interactions, which nearly all requests are.

use std::sync::Arc;

use axum::Router;
use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::answers::Noted;
use crate::http::state::AppState;
use crate::http::{front_page, health, interactions, sidecar_events, webhook_events};
use crate::kernel::answer::unpanicked;

/// The route of interactions.
const INTERACTIONS: &str = "/interactions";

/// Everything that a listener serves. Cheap to clone.
#[derive(Clone)]
pub struct Routes {
    router: TowerToHyperService<Router>,
    /// The door for interactions; `None` where there are none.
    door: Option<Arc<AppState>>,
}

/// Returns all routes but `/metrics`.
fn all_but_metrics() -> Router<AppState> {
    Router::new()
        .route("/", get(front_page::show))
        .route(INTERACTIONS, post(interactions::receive))
        .route("/webhook-events", post(webhook_events::receive))
        .route("/events", post(sidecar_events::receive))
        .route("/healthz", get(health::up))
        .route("/readyz", get(health::ready))
}

/// Returns all routes.
pub fn router(state: AppState) -> Routes {
    let door = Some(Arc::new(state.clone()));
    Routes { door, ..complete(all_but_metrics().route("/metrics", get(health::metrics)), state) }
}

/// Returns all routes but `/metrics`, which [`metrics_router`] has.
pub fn router_without_metrics(state: AppState) -> Routes {
    let door = Some(Arc::new(state.clone()));
    Routes { door, ..complete(all_but_metrics(), state) }
}

/// Returns `/metrics` alone, for an address of its own.
pub fn metrics_router(state: AppState) -> Routes {
    complete(Router::new().route("/metrics", get(health::metrics)), state)
}

fn complete(router: Router<AppState>, state: AppState) -> Routes {
    let router = router.layer(CatchPanicLayer::new()).with_state(state);
    Routes { router: TowerToHyperService::new(router), door: None }
}

impl Routes {
    /// Answers a request, whatever it is. A panic is a response of 500.
    pub(super) async fn answer(&self, request: Request<Noted>) -> Response {
        match &self.door {
            Some(door) if *request.method() == Method::POST && request.uri().path() == INTERACTIONS => {
                match unpanicked(interactions::respond(door, request)).await {
                    Ok(response) => response,
                    Err(panic) => {
                        tracing::error!(panic, "answering an interaction panicked");
                        StatusCode::INTERNAL_SERVER_ERROR.into_response()
                    }
                }
            }
            _ => Box::pin(self.router.call(request)).await.unwrap_or_else(|never| match never {}),
        }
    }
}
