//! `GET /healthz` and `/metrics` of the sidecar.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::sidecar::state::Sidecar;
use crate::telemetry::metrics::{CONTENT_TYPE, exposition};

/// The time that open requests have when the process ends.
const END: Duration = Duration::from_secs(1);

pub(super) async fn serve(sidecar: Arc<Sidecar>, listener: TcpListener) {
    let stopping = sidecar.setup.stopping.clone();
    let router = Router::new()
        .route("/healthz", get(|| async { "up\n" }))
        .route("/metrics", get(metrics))
        .with_state(sidecar);
    let ending = {
        let stopping = stopping.clone();
        async move { stopping.cancelled().await }
    };
    tokio::select! {
        served = axum::serve(listener, router).with_graceful_shutdown(ending) => {
            if let Err(error) = served {
                tracing::warn!(%error, "a connection could not be accepted");
            }
        }
        () = async { stopping.cancelled().await; tokio::time::sleep(END).await } => {}
    }
}

async fn metrics(State(sidecar): State<Arc<Sidecar>>) -> impl IntoResponse {
    let metrics = &sidecar.metrics;
    metrics.queued_events.set(i64::try_from(sidecar.queue.len()).unwrap_or(i64::MAX));
    let text = exposition([&metrics.registry, &sidecar.setup.discord.rest.metrics().registry]);
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], text)
}
