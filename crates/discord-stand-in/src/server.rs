//! The listener: Discord's API under `/api`, files under `/attachments`, the Gateway, and added routes at `/`.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use axum::routing::{any, get};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use super::faults::Effect;
use super::gateway;
use super::ids::{AttachmentId, ChannelId};
use super::inner::Inner;
use super::rest;

/// The route of files; faults can be scripted on it too.
pub(super) const FILE: &str = "/attachments/{channel}/{id}/{name}";

/// Marks a response that is not sent: the connection is cut instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut;

/// The error that ends a cut connection.
#[derive(Debug, thiserror::Error)]
#[error("cut as scripted")]
struct CutShort;

/// Returns the routes that are served on the address.
pub(super) fn router(inner: Arc<Inner>, more: Router) -> Router {
    let own = Router::new()
        .route("/api", any(api))
        .route("/api/{*path}", any(api))
        .route(FILE, get(attachment))
        .route(gateway::PATH, get(gateway::enter))
        // The trailing slash: clients put one between path and query.
        .route(&format!("{}/", gateway::PATH), get(gateway::enter))
        .with_state(inner);
    own.merge(more)
}

/// Accepts connections until the stand-in ends.
pub(super) async fn accept(inner: Arc<Inner>, listener: TcpListener, router: Router) {
    loop {
        let accepted = tokio::select! {
            () = inner.ended.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        if let Ok((stream, _)) = accepted {
            let (inner, router) = (Arc::clone(&inner), router.clone());
            inner.tasks.clone().spawn(async move {
                tokio::select! {
                    () = inner.ended.cancelled() => {}
                    () = converse(stream, router) => {}
                }
            });
        }
    }
}

async fn converse(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            let served: Result<_, Infallible> =
                tower::ServiceExt::oneshot(router, request.map(Body::new)).await;
            match served {
                Ok(response) if response.extensions().get::<Cut>().is_some() => Err(CutShort),
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    let connection = hyper::server::conn::http1::Builder::new();
    // Nothing to do about an error: the client notices a broken connection by itself.
    let _ = connection.serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

async fn api(State(inner): State<Arc<Inner>>, request: Request<Body>) -> Response<Body> {
    // Spawned, because a call that Discord has begun takes effect even if the client gives up.
    let served = inner.tasks.clone().spawn(async move {
        tokio::select! {
            () = inner.ended.cancelled() => None,
            response = rest::serve(&inner, request) => Some(response),
        }
    });
    served.await.ok().flatten().unwrap_or_else(cut)
}

fn cut() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

async fn attachment(
    State(inner): State<Arc<Inner>>,
    Path((channel, id, _name)): Path<(ChannelId, AttachmentId, String)>,
) -> Response<Body> {
    let trouble = inner.faults().take("GET", FILE, "");
    match trouble {
        Some(Effect::Status(status, _)) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() =
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return response;
        }
        Some(Effect::Slow(by)) => tokio::time::sleep(by).await,
        Some(Effect::Hang) => {
            inner.ended.cancelled().await;
            return cut();
        }
        Some(_) => return cut(),
        None => {}
    }
    let found = inner.world(|world| world.files.get(&(channel, id)).cloned());
    let mut response = Response::new(Body::from(found.clone().unwrap_or_default()));
    if found.is_none() {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    // An uploaded file must never run as a page beside the playground's.
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
