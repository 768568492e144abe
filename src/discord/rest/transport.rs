//! One connection pool to one base address: takes a request built by twilight, and returns a response or the failure.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use http::Uri;
use http::header;
use http_body_util::BodyExt;
use http_body_util::Full;
use http_body_util::LengthLimitError;
use http_body_util::Limited;
use hyper_rustls::HttpsConnector;
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioTimer;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use twilight_http::API_VERSION;
use twilight_http::request::Request;

use super::response::Response;
use crate::domain::incoming::storable_body;
use crate::error::Error;
use crate::error::Result;
use crate::telemetry::metrics::RequestStatus;

pub(super) const DISCORD: &str = "https://discord.com";
/// The user agent: Discord wants a library's URL and version; Cloudflare refuses anything else.
const USER_AGENT: &str =
    concat!("DiscordBot (https://github.com/twilight-rs/twilight, 0.18.0) Gavel/", env!("CARGO_PKG_VERSION"));
const LARGEST_BODY: usize = 32 * 1024 * 1024;
/// The timeout for connecting. Shorter than one attempt, so that a dead address is known to be dead: then nothing was
/// sent.
const CONNECT: Duration = Duration::from_secs(3);

/// A request in its wire form; cloned for each attempt.
pub(super) type Wire = http::Request<Full<Bytes>>;

/// A connection pool.
pub(crate) type Connections = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

pub(super) struct Transport {
    client: Connections,
    pub base: String,
    authorization: Option<HeaderValue>,
}

/// The reason why there is no response.
#[derive(Debug)]
pub(super) enum Failure {
    /// No connection: Discord has not seen the request.
    Unsent(String),
    /// Discord may have acted on it.
    Lost(String),
    /// The response is larger than the limit.
    TooLarge,
}

impl Failure {
    pub fn status(&self) -> RequestStatus {
        match self {
            Self::Unsent(_) => RequestStatus::Unsent,
            Self::Lost(_) => RequestStatus::Lost,
            Self::TooLarge => RequestStatus::TooLarge,
        }
    }
}

/// Returns a connection pool: over TLS if the address says so, trusting the roots that browsers trust.
pub(crate) fn connections() -> Result<Connections> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(CONNECT));
    let tls = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(Arc::new(rustls::crypto::ring::default_provider()))
        .map_err(Error::broken)?
        .https_or_http()
        .enable_http1()
        .enable_http2()
        .wrap_connector(tcp);
    Ok(Client::builder(TokioExecutor::new())
        .timer(TokioTimer::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(Duration::from_secs(60))
        .http2_keep_alive_interval(Duration::from_secs(15))
        .http2_keep_alive_timeout(Duration::from_secs(5))
        .build(tls))
}

impl Transport {
    pub fn new(base: Option<&str>, token: Option<&SecretString>) -> Result<Self> {
        let base = base.map_or(Ok(DISCORD.to_owned()), origin)?;
        Ok(Self {
            client: connections()?,
            base,
            authorization: token.map(authorization).transpose()?.flatten(),
        })
    }

    /// Builds the wire form from address, headers and body. The only place where the token meets a request.
    pub fn prepare(&self, request: &Request) -> Result<Wire> {
        let uri = format!("{}/api/v{API_VERSION}/{}", self.base, request.path());
        let (body, content_type) = match (request.form(), request.body()) {
            (Some(form), _) => (form.clone().build().into(), HeaderValue::try_from(form.content_type()).ok()),
            (None, Some(json)) => {
                (Bytes::copy_from_slice(json), Some(HeaderValue::from_static("application/json")))
            }
            (None, None) => (Bytes::new(), None),
        };
        let length = body.len();
        let mut wire = http::Request::builder()
            .method(request.method().name())
            .uri(uri)
            .body(Full::new(body))
            .map_err(|_| Error::broken("a request has no valid address"))?;
        let headers = wire.headers_mut();
        headers.extend(request.headers().cloned().unwrap_or_default());
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        headers.extend(content_type.map(|kind| (header::CONTENT_TYPE, kind)));
        if length > 0 || !matches!(request.method().name(), "GET" | "DELETE") {
            headers.insert(header::CONTENT_LENGTH, length.into());
        }
        if request.use_authorization_token() {
            let token = self.authorization.clone();
            headers.insert(header::AUTHORIZATION, token.ok_or_else(|| Error::Config(NO_TOKEN.to_owned()))?);
        }
        Ok(wire)
    }

    /// Fetches a file from any address, without the token. A response beyond `most` bytes is too large.
    pub async fn get(&self, uri: &Uri, most: usize) -> Result<Response, Failure> {
        let mut wire = Wire::default();
        *wire.uri_mut() = uri.clone();
        wire.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        self.exchange(wire, most).await
    }

    pub async fn send(&self, wire: Wire) -> Result<Response, Failure> {
        let answer = self.exchange(wire, LARGEST_BODY).await?;
        Ok(Response { body: storable_body(answer.body), ..answer })
    }

    async fn exchange(&self, wire: Wire, most: usize) -> Result<Response, Failure> {
        let response = self.client.request(wire).await.map_err(|why| match why.is_connect() {
            true => Failure::Unsent(chain(&why)),
            false => Failure::Lost(chain(&why)),
        })?;
        let (head, body) = response.into_parts();
        let body = match Limited::new(body, most).collect().await {
            Ok(body) => body.to_bytes(),
            Err(why) if why.is::<LengthLimitError>() => return Err(Failure::TooLarge),
            // The status and the limits of a refusal count, with or without its body.
            Err(_) if !head.status.is_success() => Bytes::new(),
            Err(why) => return Err(Failure::Lost(chain(&*why))),
        };
        Ok(Response { status: head.status, headers: head.headers, body })
    }
}

/// Returns an error with its causes on one line.
pub(crate) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

const NO_TOKEN: &str =
    "DISCORD_TOKEN is not set, and this needs the bot's token (Discord's developer portal, page Bot)";
const BAD_TOKEN: &str =
    "DISCORD_TOKEN has characters that no token has: copy it again from the developer portal, page Bot";
const BAD_BASE: &str = "DISCORD_API_URL must be a scheme and a host, nothing after it; set e.g. DISCORD_API_URL=http://127.0.0.1:9000";

/// Returns `Bot …`, marked so that it is neither printed nor kept in a compression table.
fn authorization(token: &SecretString) -> Result<Option<HeaderValue>> {
    let token = token.expose_secret().trim();
    let token = token.strip_prefix("Bot ").unwrap_or(token);
    if token.is_empty() {
        return Ok(None);
    }
    let mut value =
        HeaderValue::try_from(format!("Bot {token}")).map_err(|_| Error::Config(BAD_TOKEN.to_owned()))?;
    value.set_sensitive(true);
    Ok(Some(value))
}

/// Returns the base without a trailing slash.
fn origin(base: &str) -> Result<String> {
    let uri: Option<Uri> = base.trim().parse().ok();
    let parts = uri
        .as_ref()
        .and_then(|uri| Some((uri.scheme_str()?, uri.authority()?.as_str(), uri.path(), uri.query())));
    match parts {
        Some((scheme @ ("http" | "https"), host, "" | "/", None)) if !host.contains('@') => {
            Ok(format!("{scheme}://{host}"))
        }
        _ => Err(Error::Config(BAD_BASE.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_http::request::Method;
    use twilight_http::request::RequestBuilder;

    #[test]
    fn a_request_with_the_token_in_it_can_be_printed() {
        let transport = Transport::new(None, Some(&"bot-token".into())).unwrap();
        let request = RequestBuilder::raw(Method::Get, "users/@me".to_owned()).build().unwrap();
        let wire = transport.prepare(&request).unwrap();
        assert_eq!(wire.headers()["authorization"], "Bot bot-token");
        assert_eq!(wire.uri(), "https://discord.com/api/v10/users/@me");
        let shown = format!("{wire:?}");
        assert!(shown.contains("authorization") && !shown.contains("bot-token"), "{shown}");
    }
}
