//! `POST /interactions`: PING, commands, buttons, forms, suggestions.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::state::Door;
use crate::http::verify::Signed;
use crate::kernel::answer::{answer, unreadable};
use crate::kernel::incoming::{Incoming, Unread};

/// The type alone, read first: a PING must never depend on the rest.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: u8,
}

pub(super) async fn receive(
    State(state): State<Door>,
    Signed(body): Signed,
) -> Result<Json<Value>, StatusCode> {
    let Kind { kind } = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    match kind {
        1 => Ok(Json(json!({ "type": 1 }))),
        2..=5 => match Incoming::read(&body) {
            Ok(incoming) => answer(Arc::clone(&state.app), incoming).await.map(Json).map_err(|error| {
                tracing::warn!(kind, %error, "an interaction that can't be answered");
                StatusCode::BAD_REQUEST
            }),
            Err(Unread::Shape { id, kind, why }) => {
                tracing::warn!(interaction = %id, kind = kind.kind(), why, "an interaction of a shape I don't know");
                Ok(Json(unreadable(id, kind)))
            }
            Err(Unread::NotOne) => Err(StatusCode::BAD_REQUEST),
        },
        _ => Err(StatusCode::BAD_REQUEST),
    }
}
