//! The WebSocket handshake on the stand-in's own address.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio_websockets::{Limits, ServerBuilder};

use super::compressor::Compressor;
use super::line;
use crate::inner::Inner;

/// The path that clients connect to.
pub(crate) const PATH: &str = "/gateway";
/// The constant that the handshake hashes together with the client's key (RFC 6455).
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/// The largest WebSocket message. Far more than Discord takes, so that larger packets get Discord's own answer.
const LONGEST: usize = 1 << 20;

/// The query of the address.
#[derive(Debug, Deserialize)]
pub(crate) struct ConnectParams {
    pub(super) v: Option<u8>,
    pub(super) encoding: Option<String>,
    pub(super) compress: Option<String>,
}

/// Answers the handshake, then serves the client.
pub(crate) async fn enter(
    State(inner): State<Arc<Inner>>,
    Query(wish): Query<ConnectParams>,
    mut request: Request<Body>,
) -> Response<Body> {
    let spoken = wish.encoding.as_deref().is_none_or(|encoding| encoding == "json")
        && wish.compress.as_deref().is_none_or(|compress| Compressor::new(compress).is_some());
    let Some(accept) = accept(request.headers()).filter(|_| spoken) else {
        inner.record().violations.push(format!("no WebSocket that is understood here: {wish:?}"));
        return refused(StatusCode::BAD_REQUEST);
    };
    let upgrade = hyper::upgrade::on(&mut request);
    inner.tasks.clone().spawn(async move {
        let Ok(stream) = upgrade.await else { return };
        let limits = Limits::default().max_payload_len(Some(LONGEST));
        let socket = ServerBuilder::new().limits(limits).serve(TokioIo::new(stream));
        let ended = inner.ended.clone();
        tokio::select! {
            () = ended.cancelled() => {}
            () = line::hold(inner, socket, &wish) => {}
        }
    });
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    response
}

/// Returns the `Sec-WebSocket-Accept` for the client's key.
fn accept(headers: &HeaderMap) -> Option<HeaderValue> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    text(header::UPGRADE).filter(|upgrade| upgrade.eq_ignore_ascii_case("websocket"))?;
    let key = text(header::SEC_WEBSOCKET_KEY)?;
    let digest = sha1_smol::Sha1::from(format!("{key}{GUID}")).digest().bytes();
    HeaderValue::from_str(&STANDARD.encode(digest)).ok()
}

fn refused(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
