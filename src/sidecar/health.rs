//! `GET /healthz`, `/metrics` of the sidecar.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::sidecar::Sidecar;

/// How often measurements are summed up, and how long readers have when it ends.
const UPKEEP: Duration = Duration::from_secs(5);
const END: Duration = Duration::from_secs(1);

pub(super) async fn serve(sidecar: Arc<Sidecar>, listener: TcpListener) {
    let stopping = sidecar.setup.stopping.clone();
    let router = Router::new()
        .route("/healthz", get(|| async { "up\n" }))
        .route("/metrics", get(metrics))
        .with_state(Arc::clone(&sidecar));
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
        () = keep_up(&sidecar) => {}
    }
}

async fn metrics(State(sidecar): State<Arc<Sidecar>>) -> impl IntoResponse {
    let text = sidecar.setup.metrics.render();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}

/// Without it the measurements would pile up wherever nobody reads them.
async fn keep_up(sidecar: &Sidecar) {
    loop {
        tokio::time::sleep(UPKEEP).await;
        sidecar.setup.metrics.run_upkeep();
    }
}
