//! Verification as a type: only these extractors make a [`Signed`], from bytes that Discord signed, and a
//! [`FromSidecar`], from bytes that the sidecar signed in the same way.

use std::sync::Arc;
use std::time::Duration;

use axum::body::HttpBody;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt;

use crate::domain::incoming::storable_body;
use crate::http::bodies::{self, LARGEST};
use crate::http::connections::Connection;
use crate::http::key::Key;
use crate::http::state::AppState;

/// The most seconds that a timestamp may be from this clock. Older is a replay.
const STALE: i64 = 300;
/// The limits within which a refused body is read and discarded.
const THROWN_AWAY: usize = 4 * 1024 * 1024;
const THROWING_AWAY: Duration = Duration::from_secs(2);

/// A body that Discord signed, without characters that the database can't store.
#[derive(Debug)]
pub struct Signed(pub Bytes);

/// A body that the sidecar signed, cleaned in the same way. 404 if there is no key to check it with.
#[derive(Debug)]
pub struct FromSidecar(pub Bytes);

impl FromRequest<AppState> for Signed {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, StatusCode> {
        Self::of(request, state).await
    }
}

impl Signed {
    /// Reads a request's body, and checks its signature.
    pub(super) async fn of<B>(request: axum::http::Request<B>, state: &AppState) -> Result<Self, StatusCode>
    where
        B: HttpBody<Data = Bytes> + Unpin,
    {
        verified(request, state, &state.key).await.map(Self)
    }
}

impl FromRequest<AppState> for FromSidecar {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, StatusCode> {
        match &state.events_key {
            Some(key) => verified(request, state, key).await.map(Self),
            None => Err(StatusCode::NOT_FOUND),
        }
    }
}

async fn verified<B>(
    request: axum::http::Request<B>,
    state: &AppState,
    key: &Key,
) -> Result<Bytes, StatusCode>
where
    B: HttpBody<Data = Bytes> + Unpin,
{
    let (parts, body) = request.into_parts();
    let outcome = match claim(&parts.headers, state) {
        Ok(_) if declared(&parts.headers) > LARGEST => Err((StatusCode::PAYLOAD_TOO_LARGE, body)),
        Err(status) => Err((status, body)),
        Ok(claim) => {
            let read = bodies::read(body, declared(&parts.headers), &state.bodies).await;
            read.map(|signed| (claim, signed))
        }
    };
    let checked = match outcome {
        Ok((Claim { signature, timestamp }, signed)) if key.has_signed(&[timestamp, &signed], &signature) => {
            Ok(storable_body(signed))
        }
        Ok(_) => Err(StatusCode::UNAUTHORIZED),
        Err((status, rest)) => {
            // Rare, and larger than all else here.
            Box::pin(throw_away(rest)).await;
            Err(status)
        }
    };
    match &checked {
        Ok(_) => {
            if let Some(connection) = parts.extensions.get::<Arc<Connection>>() {
                connection.signed();
            }
        }
        Err(StatusCode::UNAUTHORIZED) => {
            state.app.metrics.signature_failures.inc();
        }
        Err(_) => {}
    }
    checked
}

/// A signature over a timestamp and the body, from the headers.
struct Claim<'a> {
    signature: [u8; 64],
    timestamp: &'a [u8],
}

fn claim<'a>(headers: &'a HeaderMap, state: &AppState) -> Result<Claim<'a>, StatusCode> {
    let mut signature = [0; 64];
    hex::decode_to_slice(only(headers, "x-signature-ed25519")?, &mut signature)
        .map_err(|_| StatusCode::UNAUTHORIZED)?;
    let timestamp = only(headers, "x-signature-timestamp")?;
    let seconds: i64 = std::str::from_utf8(timestamp)
        .ok()
        .filter(|text| text.bytes().all(|digit| digit.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or(StatusCode::UNAUTHORIZED)?;
    let now = state.app.clock.now().as_second();
    if now.abs_diff(seconds) > STALE.unsigned_abs() {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(Claim { signature, timestamp })
}

/// Returns a header that is there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<&'a [u8], StatusCode> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Ok(value.as_bytes()),
        _ => Err(StatusCode::UNAUTHORIZED),
    }
}

fn declared(headers: &HeaderMap) -> usize {
    headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0)
}

/// Reads the rest of a refused body, up to a limit, so that the sender gets the response.
async fn throw_away(mut body: impl HttpBody<Data = Bytes> + Unpin) {
    let _ = tokio::time::timeout(THROWING_AWAY, async {
        let mut thrown = 0;
        while let Some(Ok(frame)) = body.frame().await {
            thrown += frame.data_ref().map_or(0, Bytes::len);
            if thrown > THROWN_AWAY {
                break;
            }
        }
    })
    .await;
}
