//! The listener: connections with time limits, and an orderly end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

use crate::kernel::app::App;

/// How long a connection may stay silent, or take for a request's head. Longer than the minute for which
/// reverse proxies keep theirs, so that it is never we who close under a request.
const SILENCE: Duration = Duration::from_secs(65);
/// How long running handlers and jobs have to finish.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until the app is to stop, then drains: no new connection, what runs may finish, 20 s at most.
pub async fn serve(app: &Arc<App>, listener: TcpListener, router: Router) {
    let connections = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            () = app.stopping.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(SILENCE)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = connections.watch(connection);
        app.tracker.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    tracing::info!("shutting down: what runs may finish");
    app.tracker.close();
    let drained = tokio::time::timeout(DRAIN, async {
        tokio::join!(connections.shutdown(), app.tracker.wait());
    });
    if drained.await.is_err() {
        tracing::warn!(
            "some work did not finish in time; it stays leased, and is taken up again elsewhere or at the next start"
        );
    }
}
