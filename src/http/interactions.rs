//! `POST /interactions`: PING, commands, buttons, forms, suggestions.

use std::sync::Arc;

use axum::body::HttpBody;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;

use crate::error::Error;
use crate::http::state::AppState;
use crate::http::verify::Signed;
use crate::kernel::answer::{answer, unreadable};
use crate::kernel::incoming::{Incoming, Json, Unread};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A response of 200 with JSON.
type Answer = ([(HeaderName, HeaderValue); 1], Bytes);

/// The type alone: a PING must never depend on the rest.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: u8,
}

pub(super) async fn receive(State(state): State<AppState>, signed: Signed) -> Result<Answer, StatusCode> {
    let body = answered(&state, signed).await?;
    Ok(([(header::CONTENT_TYPE, JSON)], body))
}

/// Answers a request to this route without a router, whose work would be a tenth of all that there is to do.
pub(super) async fn respond<B>(state: &AppState, request: Request<B>) -> Response
where
    B: HttpBody<Data = Bytes> + Unpin,
{
    let body = match Signed::of(request, state).await {
        Ok(signed) => answered(state, signed).await,
        Err(refused) => Err(refused),
    };
    match body {
        Ok(body) => {
            let mut response = Response::new(body.into());
            response.headers_mut().insert(header::CONTENT_TYPE, JSON);
            response
        }
        Err(refused) => refused.into_response(),
    }
}

async fn answered(state: &AppState, Signed(body): Signed) -> Result<Bytes, StatusCode> {
    // Once for the whole body, not once for each of its texts.
    let text = std::str::from_utf8(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let whole = serde_json::from_str::<Json<'_>>(text).ok();
    let kind = match whole.as_ref().and_then(|whole| whole.get("type")?.as_u64()) {
        Some(kind) => kind,
        None => serde_json::from_str(text)
            .map(|Kind { kind }| kind.into())
            .map_err(|_| StatusCode::BAD_REQUEST)?,
    };
    let incoming = match (kind, &whole) {
        (1, _) => return Ok(Bytes::from_static(br#"{"type":1}"#)),
        (2..=5, Some(whole)) => Incoming::read(whole),
        _ => return Err(StatusCode::BAD_REQUEST),
    };
    drop(whole);
    let answered = match incoming {
        Ok(incoming) => answer(Arc::clone(&state.app), incoming).await,
        Err(Unread::Shape { id, kind, why }) => {
            tracing::warn!(interaction = %id, kind = kind.kind(), why, "an interaction of a shape I don't know");
            unreadable(id, kind)
        }
        Err(Unread::NotOne) => return Err(StatusCode::BAD_REQUEST),
    };
    answered.map_err(|error: Error| {
        tracing::warn!(kind, %error, "an interaction that can't be answered");
        StatusCode::BAD_REQUEST
    })
}
