//! The client of `POST /events`: posts are signed as Discord signs interactions.

use bytes::Bytes;
use ed25519_dalek::{Signer, SigningKey};
use http::{StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use jiff::Timestamp;

use crate::discord::rest::{Connections, chain, connections};
use crate::error::{Error, Result};

/// The largest response: it lists the servers of each subscription.
const LARGEST: usize = 16 * 1024 * 1024;

/// A connection pool to one server.
pub(super) struct EventsClient {
    connections: Connections,
    uri: Uri,
    key: SigningKey,
}

impl EventsClient {
    pub fn new(server: &Uri, key: SigningKey) -> Result<Self> {
        let base = server.to_string();
        let uri = format!("{}/events", base.trim_end_matches('/')).parse().map_err(Error::broken)?;
        Ok(Self { connections: connections()?, uri, key })
    }

    /// Posts a body. Fails with a text for the log.
    pub async fn post(&self, body: String, now: Timestamp) -> Result<(StatusCode, Bytes), String> {
        let timestamp = now.as_second().to_string();
        let signature = self.key.sign(&[timestamp.as_bytes(), body.as_bytes()].concat());
        let request = http::Request::post(self.uri.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("Gavel-Sidecar/", env!("CARGO_PKG_VERSION")))
            .header("x-signature-ed25519", hex::encode(signature.to_bytes()))
            .header("x-signature-timestamp", timestamp)
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| error.to_string())?;
        let response = self.connections.request(request).await.map_err(|error| chain(&error))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), LARGEST).collect().await;
        Ok((status, body.map_err(|error| chain(&*error))?.to_bytes()))
    }

    /// Returns the public key, in hex.
    pub fn public_key(&self) -> String {
        hex::encode(self.key.verifying_key().as_bytes())
    }
}

/// Reads the server's URL.
///
/// # Errors
/// Fails if it is none.
pub fn server_url(text: &str) -> Result<Uri> {
    let uri: Option<Uri> = text.trim().parse().ok();
    uri.filter(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.query().is_none()).ok_or_else(|| {
        Error::Config(format!(
            "GAVEL_SERVER_URL must be the address of `gavel serve`, not `{text}`; set e.g. GAVEL_SERVER_URL=http://127.0.0.1:8080."
        ))
    })
}
