//! The floor: axum, `verify_strict`, the interaction's type, and an answer that never changes.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::routing::post;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;

use crate::Error;

/// The answer to `/about`, as long as Gavel's.
const ANSWER: &str = r#"{"type":4,"data":{"content":"**Floor** answers this and nothing else, with as many bytes as the program that it is compared with, so that the kernel has the same work. It checks the signature over the raw bytes, reads the type of the interaction, and then sends this text, which is a constant. Nothing is looked up, rendered, counted or logged.","flags":64,"allowed_mentions":{"parse":[]}}}"#;

#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: u8,
}

type Answer = ([(HeaderName, HeaderValue); 1], &'static str);

/// Serves on a port of this machine, until the process is killed.
pub(super) async fn serve(port: &str, key: &str) -> Result<(), Error> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(key, &mut bytes)?;
    let key = VerifyingKey::from_bytes(&bytes)?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    let router = Router::new().route("/interactions", post(answer)).with_state(key);
    Ok(axum::serve(listener, router).await?)
}

async fn answer(
    State(key): State<VerifyingKey>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Answer, StatusCode> {
    let signature = headers.get("x-signature-ed25519").ok_or(StatusCode::UNAUTHORIZED)?;
    let timestamp = headers.get("x-signature-timestamp").ok_or(StatusCode::UNAUTHORIZED)?;
    let mut bytes = [0; 64];
    hex::decode_to_slice(signature, &mut bytes).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let signed = [timestamp.as_bytes(), &body].concat();
    let signature = Signature::from_bytes(&bytes);
    key.verify_strict(&signed, &signature).map_err(|_| StatusCode::UNAUTHORIZED)?;
    let Kind { kind } = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    match kind {
        1 => Ok((json, r#"{"type":1}"#)),
        _ => Ok((json, ANSWER)),
    }
}
