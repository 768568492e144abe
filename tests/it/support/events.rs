//! Events as the sidecar tells them: signed batches, and what comes back.

use ed25519_dalek::{Signer, SigningKey};
use gavel::domain::event::{Event, Taken};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use crate::support::stage::Stage;

/// The sidecar's key in tests.
pub fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// A signed request to `/events`.
#[derive(Clone)]
pub struct Telling {
    pub body: String,
    pub timestamp: String,
    pub signature: String,
}

impl Telling {
    pub fn new(body: &Value, by: &SigningKey, at: i64) -> Self {
        let (body, timestamp) = (body.to_string(), at.to_string());
        let signed = by.sign(format!("{timestamp}{body}").as_bytes());
        Self { body, timestamp, signature: hex::encode(signed.to_bytes()) }
    }
}

impl Stage {
    /// Tells events to the first server, as the sidecar does.
    pub async fn tell(&self, events: &[Event]) -> (u16, Option<Taken>) {
        let body = json!({ "events": events });
        self.telling(&Telling::new(&body, &key(), self.clock.now().as_second())).await
    }

    /// Sends a request to `/events` of the first server.
    pub async fn telling(&self, telling: &Telling) -> (u16, Option<Taken>) {
        let request = http::Request::post(self.server(0).url("/events"))
            .header("content-type", "application/json")
            .header("x-signature-ed25519", &telling.signature)
            .header("x-signature-timestamp", &telling.timestamp)
            .body(Full::new(bytes::Bytes::from(telling.body.clone())))
            .unwrap();
        let client = Client::builder(TokioExecutor::new()).build_http();
        let answer = client.request(request).await.unwrap();
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&body).ok())
    }
}
