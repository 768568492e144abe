//! A route's successful response.

use serde_json::Value;

/// A successful response.
pub(super) struct RouteReply {
    pub(super) status: u16,
    pub(super) body: Option<Value>,
}

impl RouteReply {
    /// Returns 200 with a body.
    pub(super) fn ok(body: impl Into<Value>) -> Self {
        Self { status: 200, body: Some(body.into()) }
    }

    /// Returns 201 with a body.
    pub(super) fn created(body: Value) -> Self {
        Self { status: 201, body: Some(body) }
    }

    /// Returns 204.
    pub(super) fn empty() -> Self {
        Self { status: 204, body: None }
    }
}
