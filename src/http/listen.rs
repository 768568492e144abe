//! The listener: limited connections, each with time limits, and an orderly end.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::http::answers::{self, Noted};
use crate::http::connections::{Admitted, Connections};
use crate::http::files;
use crate::http::guarded::Guarded;
use crate::http::routes::Routes;
use crate::kernel::app::App;

/// The largest head of a request: its first line and its headers.
const HEAD: usize = 16 * 1024;
/// The largest buffer for data that a connection sends ahead, or does not read.
const BUFFER: usize = 32 * 1024;
/// The interval at which slow peers are looked for.
const LOOK: Duration = Duration::from_secs(1);
/// The most connections at an address that only serves `/metrics`.
const READERS: usize = 32;
/// The time for requests under way to arrive once the process is stopping: as long as Discord waits.
const LAST_REQUESTS: Duration = Duration::from_secs(3);
/// The time for running handlers and jobs to finish.
const DRAIN: Duration = Duration::from_secs(19);
/// The time for jobs that did not finish to be handed over.
const HAND_OVER: Duration = Duration::from_secs(1);

/// The connections of a listener, and the two ways to end them: gracefully, and by a cut.
struct House {
    open: Arc<Connections>,
    graceful: GracefulShutdown,
    cut: CancellationToken,
}

impl House {
    fn new(app: &App, most: usize) -> Self {
        let (graceful, cut) = (GracefulShutdown::new(), CancellationToken::new());
        Self { open: Connections::new(most, app.metrics.connections_cut.clone()), graceful, cut }
    }

    /// Accepts connections until the app is to stop.
    async fn accept(&self, app: &Arc<App>, listener: TcpListener, routes: &Routes) {
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let accepted = tokio::select! {
                () = app.stopping.cancelled() => return,
                _ = look.tick() => {
                    self.open.cut_overdue();
                    continue;
                }
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, _)) => {
                    if let Some(admitted) = self.open.admit() {
                        self.attend(app, stream, admitted, routes.clone());
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn attend(&self, app: &Arc<App>, stream: TcpStream, admitted: Admitted, routes: Routes) {
        let _ = stream.set_nodelay(true);
        // One count of references for each request, instead of one for each part.
        let seat = Arc::new((Arc::clone(&admitted.connection), routes, app.stopping.clone()));
        let service = service_fn(move |mut request: Request<Incoming>| {
            let seat = Arc::clone(&seat);
            async move {
                let (connection, routes, stopping) = &*seat;
                connection.asked();
                request.extensions_mut().insert(Arc::clone(connection));
                let request = request.map(|body| Noted::new(body, Arc::clone(connection)));
                let mut response: Response = routes.answer(request).await;
                answers::complete(&mut response, connection, stopping);
                connection.answered();
                Ok::<_, Infallible>(response)
            }
        });
        let served = http1::Builder::new()
            .header_read_timeout(None::<Duration>)
            .max_header_size(HEAD)
            .max_buf_size(BUFFER)
            .serve_connection(Guarded::new(stream, Arc::clone(&admitted.connection)), service);
        let served = self.graceful.watch(served);
        let cut = self.cut.clone();
        app.tracker.spawn(async move {
            tokio::select! {
                ended = served => if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                },
                () = admitted.connection.cut() => tracing::debug!("a connection was cut: it took too long, or gave way"),
                () = cut.cancelled() => tracing::debug!("a connection was cut: its request did not arrive in time"),
            }
        });
    }
}

/// Serves beside the main listener, until the app is to stop. Nothing waits for these connections to end.
pub async fn serve_beside(app: &Arc<App>, listener: TcpListener, routes: Routes) {
    let house = House::new(app, READERS);
    house.accept(app, listener, &routes).await;
    house.cut.cancel();
}

/// Serves until the app is to stop, then drains: no new connection, and up to 20 s for what is running.
pub async fn serve(app: &Arc<App>, listener: TcpListener, routes: Routes) {
    let house = House::new(app, files::connections());
    house.accept(app, listener, &routes).await;
    let House { graceful: connections, cut, .. } = house;
    tracing::info!("shutting down: what runs may finish");
    app.tracker.close();
    let drained = tokio::time::timeout(DRAIN, async {
        // A proxy may be about to use an idle connection: it is served, and told to close it.
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
            "some work did not finish in time; it is taken up again elsewhere or at the next start"
        );
        app.handing_over.cancel();
        let _ = tokio::time::timeout(HAND_OVER, app.tracker.wait()).await;
    }
}
