//! The end of a call: the record, the feed, the HTTP response.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::Value;

use super::{Outcome, RouteReply};
use crate::failure::Failure;
use crate::feed::FeedEvent;
use crate::inner::Inner;
use crate::limits::{Refusal, Scope};
use crate::record::RecordedCall;
use crate::server::Cut;

/// The end of a call.
pub(super) enum Ending {
    /// The route's result.
    Answered(Outcome),
    /// A scripted response.
    Scripted(u16, Value),
    /// A rate limit.
    Limited(Refusal),
    /// A cut connection.
    Cut,
    /// No response, ever.
    Hung,
}

impl Ending {
    pub(super) fn failed(failure: Failure) -> Self {
        Self::Answered(Err(failure))
    }

    /// Returns the status; 0 if there is no response.
    fn status(&self) -> u16 {
        match self {
            Self::Answered(Ok(answer)) => answer.status,
            Self::Answered(Err(failure)) => failure.status,
            Self::Scripted(status, _) => *status,
            Self::Limited(_) => 429,
            Self::Cut | Self::Hung => 0,
        }
    }

    fn body(&self) -> Option<Value> {
        match self {
            Self::Answered(Ok(RouteReply { body, .. })) => body.clone(),
            Self::Answered(Err(failure)) => Some(failure.json()),
            Self::Scripted(_, body) => Some(body.clone()),
            Self::Limited(refusal) => refusal.json(),
            Self::Cut | Self::Hung => None,
        }
    }

    /// Returns `true` if Discord counts the call as an invalid request.
    fn is_invalid(&self) -> bool {
        match self {
            Self::Limited(refusal) => refusal.scope != Scope::Shared,
            other => matches!(other.status(), 401 | 403 | 429),
        }
    }
}

/// Records the call and sends it to the feed.
pub(super) fn record(inner: &Inner, ending: &Ending, mut call: RecordedCall) {
    if let Ending::Answered(Err(failure)) = ending {
        call.violations.extend(failure.violation.clone());
    }
    call.status = ending.status();
    call.response = ending.body().unwrap_or(Value::Null);
    if ending.is_invalid() {
        inner.record().invalid(call.at);
    }
    inner.record().call(&mut call);
    inner.tell(FeedEvent::Call(Box::new(call)));
}

/// Returns the HTTP response.
pub(super) fn respond(ending: Ending, limits: Vec<(&'static str, String)>) -> Response<Body> {
    let mut headers = limits;
    let mut response = Response::new(Body::empty());
    if let Ending::Limited(refusal) = &ending {
        headers.extend(refusal.headers());
    }
    match (&ending, ending.body()) {
        (Ending::Cut | Ending::Hung, _) => {
            response.extensions_mut().insert(Cut);
            return response;
        }
        (Ending::Limited(_), None) => {
            headers.push(("Content-Type", "text/html".to_owned()));
            *response.body_mut() = Body::from("<html><title>Access denied | Error 1015</title></html>");
        }
        (_, Some(body)) => {
            headers.push(("Content-Type", "application/json".to_owned()));
            *response.body_mut() = Body::from(body.to_string());
        }
        (_, None) => {}
    }
    *response.status_mut() =
        StatusCode::from_u16(ending.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
