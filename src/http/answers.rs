//! The headers of every response, whatever the route: those for browsers, and those that close the connection.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::HttpBody;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};
use tokio_util::sync::CancellationToken;

use crate::http::connections::Connection;

/// The headers against browsers: nothing here is a page to show, run, frame or keep.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Adds the headers to a response. Closes the connection after it if the process is stopping, or if the rest of the
/// request's body is still to come, which would be taken for the next request.
pub(super) fn complete(response: &mut Response, connection: &Connection, stopping: &CancellationToken) {
    let headers = response.headers_mut();
    headers.reserve(HEADERS.len() + 3);
    headers.extend(HEADERS);
    if stopping.is_cancelled() || !connection.is_read() {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
}

/// A request's body that notes when it was read to its end.
pub(super) struct Noted {
    body: Incoming,
    connection: Arc<Connection>,
}

impl Noted {
    /// Returns the body of a request that just began.
    pub fn new(body: Incoming, connection: Arc<Connection>) -> Self {
        connection.note_read(body.is_end_stream());
        Self { body, connection }
    }
}

impl HttpBody for Noted {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(polled, Poll::Ready(None)) || self.body.is_end_stream() {
            self.connection.note_read(true);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
