//! The listener: connections with time limits, and an orderly end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::kernel::app::App;

/// How long a connection may stay silent, or take for a request's head. Longer than the minute for which
/// reverse proxies keep theirs, so that it is never we who close under a request.
const SILENCE: Duration = Duration::from_secs(65);
/// How long requests that are on their way in have to arrive, once it is to end: as long as Discord waits.
const LAST_REQUESTS: Duration = Duration::from_secs(3);
/// How long running handlers and jobs have to finish.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until the app is to stop, then drains: no new connection, what runs may finish, 20 s at most.
pub async fn serve(app: &Arc<App>, listener: TcpListener, router: Router) {
    let connections = GracefulShutdown::new();
    let cut = CancellationToken::new();
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
        let cut = cut.clone();
        app.tracker.spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                },
                () = cut.cancelled() => tracing::debug!("a connection was cut: its request did not arrive in time"),
            }
        });
    }
    drop(listener);
    tracing::info!("shutting down: what runs may finish");
    app.tracker.close();
    let drained = tokio::time::timeout(DRAIN, async {
        // A proxy may be about to use a connection that it holds open: it is served, and told to close it.
        let quiet = async {
            while connections.count() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let _ = tokio::time::timeout(LAST_REQUESTS, quiet).await;
        let _ = tokio::time::timeout(LAST_REQUESTS, connections.shutdown()).await;
        cut.cancel();
        app.tracker.wait().await;
    });
    if drained.await.is_err() {
        tracing::warn!(
            "some work did not finish in time; it stays leased, and is taken up again elsewhere or at the next start"
        );
    }
}
