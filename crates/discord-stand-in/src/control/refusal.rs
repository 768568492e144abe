//! Refusals of the control API: a status and a sentence. Also the reading of bodies and queries, which refuses with one.

use axum::Json;
use axum::extract::{FromRequest, Query, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::error::Error;

/// The result of a handler.
pub(super) type ControlResult<T> = Result<T, Refusal>;

/// A refusal, with a sentence that says why.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) String);

impl Refusal {
    /// Refuses a request that makes no sense.
    pub(super) fn unclear(why: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, why.into())
    }

    /// Refuses what Discord, or a person's client, does not allow.
    pub(super) fn not_allowed(why: impl Into<String>) -> Self {
        Self(StatusCode::CONFLICT, why.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(why) => Self::not_allowed(sentence(&why)),
            other => Self(StatusCode::INTERNAL_SERVER_ERROR, sentence(&other.to_string())),
        }
    }
}

/// Returns a reason as a sentence: it begins large and ends with a full stop.
pub(super) fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let end = if why.ends_with(['.', '!', '?']) { "" } else { "." };
    first.chain(letters).chain(end.chars()).collect()
}

/// A JSON body. An empty one stands for `{}`.
#[derive(Debug)]
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> ControlResult<Self> {
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|error| Refusal(error.status(), sentence(&error.body_text())))?;
        let text = if bytes.is_empty() { b"{}".as_slice() } else { &bytes };
        let read = serde_json::from_slice(text);
        read.map(Body).map_err(|error| Refusal::unclear(format!("The body does not fit: {error}.")))
    }
}

/// The query of an address.
#[derive(Debug)]
pub(super) struct Asked<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> ControlResult<Self> {
        let read = Query::try_from_uri(request.uri());
        read.map(|Query(asked)| Self(asked)).map_err(|error| Refusal::unclear(sentence(&error.body_text())))
    }
}
