//! The only outbound HTTP: Gavel's calls to Discord.

pub mod audit;
pub mod card;
pub mod channels;
pub mod commands;
pub mod endpoint;
pub mod error_code;
pub mod facts;
pub mod files;
pub mod fit;
pub mod gateway;
pub mod history;
pub mod incidents;
mod listed;
pub mod lists;
pub mod making;
pub mod members;
pub mod message;
pub mod nonce;
pub mod overview;
pub mod poll;
pub mod posts;
pub mod reason;
pub mod replies;
pub mod rest;

use std::sync::Arc;

use http::{HeaderName, HeaderValue, header};
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tokio::sync::{OnceCell, Semaphore};
use twilight_http::Client;
use twilight_http::request::{Method, Request, RequestBuilder};

use crate::discord::rest::Rest;
use crate::domain::ids::{ApplicationId, UserId};
use crate::error::{Error, Result};

/// The number of permits for files in memory; further callers wait.
const ROOMS: usize = 2;

/// Discord, as seen by one application. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Discord {
    pub rest: Rest,
    /// The builder of requests. It never sends any: [`Rest`] does.
    build: Arc<Client>,
    me: Arc<OnceCell<UserId>>,
    /// The permits for files, which are large: only so many are in memory at a time.
    rooms: Arc<Semaphore>,
}

/// The parts of `GET /applications/@me` that Gavel needs.
#[derive(Clone, Debug, Deserialize)]
pub struct Application {
    pub id: ApplicationId,
    pub name: String,
    /// The public key, in hex, of the signatures on interactions.
    pub verify_key: String,
    #[serde(default)]
    pub interactions_endpoint_url: Option<String>,
    #[serde(default)]
    pub event_webhooks_url: Option<String>,
    /// The state of webhook events: 1 off, 2 on, 3 switched off by Discord.
    #[serde(default)]
    pub event_webhooks_status: u8,
    /// The number of servers that it is in, as far as Discord knows.
    #[serde(default)]
    pub approximate_guild_count: Option<u64>,
    /// The application's flags, in bits.
    #[serde(default)]
    pub flags: Option<u64>,
}

impl Application {
    /// Returns `true` if Discord lets the application read message content, or does not say.
    #[must_use]
    pub fn reads_messages(&self) -> bool {
        // The message-content intent, of verified and of unverified applications.
        const FLAGS: u64 = 1 << 18 | 1 << 19;
        self.flags.is_none_or(|flags| flags & FLAGS != 0)
    }
}

impl Discord {
    #[must_use]
    pub fn new(rest: Rest) -> Self {
        // The builder's client requires a crypto provider, though it never connects.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            rest,
            build: Arc::new(Client::builder().ratelimiter(None).build()),
            me: Arc::default(),
            rooms: Arc::new(Semaphore::new(ROOMS)),
        }
    }

    /// Returns Gavel's own user id, fetched once. In older applications it differs from the application's id.
    pub async fn me(&self) -> Result<UserId> {
        #[derive(Deserialize)]
        struct Me {
            id: UserId,
        }
        self.me
            .get_or_try_init(async || Ok(self.rest.fetch::<Me>(self.build.current_user()).await?.id))
            .await
            .copied()
    }

    /// Returns a user's name.
    pub async fn user_name(&self, user: UserId) -> Result<String> {
        #[derive(Deserialize)]
        struct Named {
            username: String,
        }
        Ok(self.rest.fetch::<Named>(self.build.user(user)).await?.username)
    }

    /// Sets the URL for interactions. Discord checks the endpoint before it accepts.
    pub async fn endpoint_set(&self, url: &str) -> Result<()> {
        self.application_edit(&serde_json::json!({ "interactions_endpoint_url": url })).await
    }

    /// Changes fields of the application. Discord checks addresses before it accepts them.
    pub async fn application_edit(&self, body: &serde_json::Value) -> Result<()> {
        let request = request(Method::Patch, "applications/@me".to_owned(), Some(body))?;
        self.rest.call(request, self.rest.usual()).await.map(drop)
    }

    /// Makes one round trip to the REST API, on a route that needs no permissions.
    pub async fn probe(&self) -> Result<()> {
        self.rest.send(self.build.gateway()).await
    }

    /// Returns Discord's time, to the second, if the response has it. Needs no token.
    pub async fn time(&self) -> Result<Option<Timestamp>> {
        let request = RequestBuilder::raw(Method::Get, "gateway".to_owned()).use_authorization_token(false);
        let answer = self.rest.call(request.build().map_err(Error::broken)?, self.rest.usual()).await?;
        let date = answer.headers.get(header::DATE).and_then(|date| date.to_str().ok());
        Ok(date.and_then(|date| Some(jiff::fmt::rfc2822::parse(date).ok()?.timestamp())))
    }

    /// Returns the application that the token belongs to.
    pub async fn application(&self) -> Result<Application> {
        self.rest.fetch(self.build.current_user_application()).await
    }
}

/// Returns a request for a path below `/api/v10/`, with a JSON body if given.
fn request(method: Method, path: String, body: Option<&serde_json::Value>) -> Result<Request> {
    let builder = RequestBuilder::raw(method, path);
    with_body(builder, body).build().map_err(Error::broken)
}

/// Returns a request with a reason for the audit log.
fn request_because(
    method: Method,
    path: String,
    body: Option<&serde_json::Value>,
    reason: &str,
) -> Result<Request> {
    let header = HeaderName::from_static("x-audit-log-reason");
    let reason = utf8_percent_encode(reason, NON_ALPHANUMERIC).to_string();
    let reason = HeaderValue::from_str(&reason).map_err(Error::broken)?;
    let builder = with_body(RequestBuilder::raw(method, path), body);
    builder.headers(std::iter::once((header, reason))).build().map_err(Error::broken)
}

fn with_body(builder: RequestBuilder, body: Option<&serde_json::Value>) -> RequestBuilder {
    match body {
        Some(body) => builder.json(body),
        None => builder,
    }
}
