//! Events as the sidecar sends them: signed batches and their responses.

use discord_stand_in::UserId;
use ed25519_dalek::{Signer, SigningKey};
use gavel::domain::event::{BatchResponse, Event, EventData, EventUser, NewMember};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use crate::support::stage::Stage;

/// Returns the tests' signing key of the sidecar.
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

    /// Sends the request to `url`.
    pub async fn send(&self, url: &str) -> (u16, Option<BatchResponse>) {
        let request = http::Request::post(url)
            .header("content-type", "application/json")
            .header("x-signature-ed25519", &self.signature)
            .header("x-signature-timestamp", &self.timestamp)
            .body(Full::new(bytes::Bytes::from(self.body.clone())))
            .unwrap();
        let client = Client::builder(TokioExecutor::new()).build_http();
        let answer = client.request(request).await.unwrap();
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&body).ok())
    }
}

impl Stage {
    /// Sends events to the first server, as the sidecar does.
    pub async fn tell(&self, events: &[Event]) -> (u16, Option<BatchResponse>) {
        self.tell_to(&self.server(0).url("/events"), events).await
    }

    /// Sends events to `url`.
    pub async fn tell_to(&self, url: &str, events: &[Event]) -> (u16, Option<BatchResponse>) {
        Telling::new(&json!({ "events": events }), &key(), self.clock.now().as_second()).send(url).await
    }

    /// Sends a request to `/events` of the first server.
    pub async fn telling(&self, telling: &Telling) -> (u16, Option<BatchResponse>) {
        telling.send(&self.server(0).url("/events")).await
    }

    /// Returns an event of the server, of this moment.
    pub fn event(&self, id: &str, what: EventData) -> Event {
        let guild = self.cast.guild;
        Event { id: id.to_owned(), guild, at: self.clock.now(), what }
    }

    /// Returns a user as the sidecar describes them.
    pub fn person(&self, user: UserId) -> EventUser {
        let known = self.sim.user(user).unwrap();
        EventUser { id: user, name: known.name, bot: known.bot }
    }

    /// Returns the event of a member who joined.
    pub fn joined(&self, id: &str, user: UserId) -> Event {
        let joined_at = self.sim.member(self.cast.guild, user).map(|member| member.joined);
        let pending = self.sim.member(self.cast.guild, user).is_some_and(|member| member.pending);
        self.event(id, EventData::MemberJoined(NewMember { user: self.person(user), joined_at, pending }))
    }
}
