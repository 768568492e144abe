//! Tests of the stand-in's own rules, from outside.

mod answering;
mod anybots;
mod audit_log;
mod client;
mod corners;
mod failing;
mod gateway;
mod limits;
mod messages;
mod moderation;
mod probing;
mod registering;
mod talking;
mod typed;
mod watching;
mod wire;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use axum::routing::post;
use ed25519_dalek::VerifyingKey;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio_util::task::AbortOnDropHandle;

use super::{Options, StandIn};

/// A stand-in and an application with a bare client.
pub(crate) struct Table {
    pub(crate) sim: StandIn,
    _bot: Option<AbortOnDropHandle<()>>,
    /// The other applications.
    beside: Vec<AbortOnDropHandle<()>>,
}

/// A response of the API.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) body: Value,
}

impl Table {
    async fn lay() -> Self {
        Self::lay_with(Options::default().house_rules()).await
    }

    pub(crate) async fn lay_with(options: Options) -> Self {
        Self { sim: StandIn::start(options).await.unwrap(), _bot: None, beside: Vec::new() }
    }

    /// Starts another application, which checks the signatures by this key; returns its URL.
    pub(crate) async fn seat_beside(
        &mut self,
        key: &str,
        answer: impl Fn(Value) -> Value + Send + Sync + 'static,
    ) -> String {
        let key: [u8; 32] = hex::decode(key).unwrap().try_into().unwrap();
        let answer = move |body| (StatusCode::OK, answer(body).to_string());
        let state = Arc::new((VerifyingKey::from_bytes(&key).unwrap(), answer));
        let router =
            Router::new().route("/interactions", post(endpoint)).with_state(state as Arc<dyn Endpoint>);
        let (url, serving) = serve(router).await;
        self.beside.push(serving);
        url
    }

    /// Starts an application that answers each interaction with the result of `answer`.
    pub(crate) async fn seat(&mut self, answer: impl Fn(Value) -> Value + Send + Sync + 'static) {
        self.seat_raw(move |body| (StatusCode::OK, answer(body).to_string())).await;
    }

    async fn seat_raw(&mut self, answer: impl Fn(Value) -> (StatusCode, String) + Send + Sync + 'static) {
        let key: [u8; 32] = hex::decode(self.sim.public_key()).unwrap().try_into().unwrap();
        let state = Arc::new((VerifyingKey::from_bytes(&key).unwrap(), answer));
        self.serve(
            Router::new().route("/interactions", post(endpoint)).with_state(state as Arc<dyn Endpoint>),
        )
        .await;
    }

    async fn serve(&mut self, router: Router) {
        let (url, serving) = serve(router).await;
        self._bot = Some(serving);
        self.sim.set_endpoint(&url);
    }

    /// Registers commands.
    pub(crate) async fn register(&self, commands: Value) {
        let path = format!("/applications/{}/commands", self.sim.application_id());
        let reply = self.call("PUT", &path, commands).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }

    /// Calls the API as a well-behaved bot does; null stands for no body.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Reply {
        self.try_call(method, path, body, &[]).await.unwrap()
    }

    pub(crate) async fn try_call(
        &self,
        method: &str,
        path: &str,
        body: Value,
        more: &[(&str, &str)],
    ) -> Result<Reply, String> {
        let (bytes, mut headers) =
            (if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) }, Vec::new());
        if !body.is_null() {
            headers.push(("Content-Type", "application/json"));
        }
        headers.extend(more);
        self.send(method, path, bytes, &headers).await
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        body: Bytes,
        more: &[(&str, &str)],
    ) -> Result<Reply, String> {
        let token = format!("Bot {}", self.sim.token());
        let usual =
            [("User-Agent", "DiscordBot (https://example.com, 1.0)"), ("Authorization", token.as_str())];
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method.parse().unwrap();
        *request.uri_mut() = format!("{}/api/v10{path}", self.sim.api_url()).parse().unwrap();
        for (name, value) in usual.iter().chain(more) {
            request
                .headers_mut()
                .insert(name.parse::<axum::http::HeaderName>().unwrap(), value.parse().unwrap());
        }
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
        let response = client.request(request).await.map_err(|e| e.to_string())?;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.map_err(|e| e.to_string())?.to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Reply { status: parts.status.as_u16(), headers: parts.headers, body })
    }

    /// Posts a body of any content type.
    async fn send_raw(&self, path: &str, content_type: &str, body: String) -> Reply {
        self.send("POST", path, Bytes::from(body), &[("Content-Type", content_type)]).await.unwrap()
    }

    /// Returns the content at an address.
    async fn fetch(&self, url: &str) -> String {
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
        let body = client.get(url.parse().unwrap()).await.unwrap().into_body();
        String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    /// Starts an application that checks no signature.
    async fn seat_careless(&mut self) {
        let all = axum::routing::any(async || axum::Json(json!({ "type": 1 })));
        self.serve(Router::new().route("/interactions", all)).await;
    }

    /// Ends the test; fails if there were violations.
    pub(crate) fn clear(&self) {
        assert_eq!(self.sim.violations(), Vec::<String>::new());
    }
}

impl Reply {
    /// Returns the status and Discord's code.
    pub(crate) fn verdict(&self) -> (u16, u64) {
        (self.status, self.body["code"].as_u64().unwrap_or_default())
    }
}

/// Serves an application; returns its URL.
async fn serve(router: Router) -> (String, AbortOnDropHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/interactions", listener.local_addr().unwrap());
    let serving =
        tokio_util::task::TaskTracker::new().spawn(async { axum::serve(listener, router).await.unwrap() });
    (url, AbortOnDropHandle::new(serving))
}

trait Endpoint: Send + Sync {
    fn answer(&self, headers: &HeaderMap, body: &[u8]) -> (StatusCode, String);
}

impl<F: Fn(Value) -> (StatusCode, String) + Send + Sync> Endpoint for (VerifyingKey, F) {
    fn answer(&self, headers: &HeaderMap, body: &[u8]) -> (StatusCode, String) {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let signature = hex::decode(header("X-Signature-Ed25519")).ok().and_then(|raw| raw.try_into().ok());
        let message = [header("X-Signature-Timestamp").as_bytes(), body].concat();
        let good = signature.is_some_and(|raw: [u8; 64]| self.0.verify_strict(&message, &raw.into()).is_ok());
        if !good {
            return (StatusCode::UNAUTHORIZED, String::new());
        }
        let body: Value = serde_json::from_slice(body).unwrap();
        let ping = body["type"] == 1 && body.get("event").is_none();
        if ping { (StatusCode::OK, json!({ "type": 1 }).to_string()) } else { (self.1)(body) }
    }
}

async fn endpoint(State(end): State<Arc<dyn Endpoint>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let (status, text) = end.answer(&headers, &body);
    Response::builder()
        .status(status)
        .header("Content-Type", "application/json")
        .body(Body::from(text))
        .unwrap()
}

/// Returns the definition of a slash command without options.
pub(crate) fn slash(name: &str) -> Value {
    json!({ "type": 1, "name": name, "description": "does something" })
}

/// Returns the body of a message.
pub(crate) fn words(content: &str) -> Value {
    json!({ "content": content, "allowed_mentions": { "parse": [] } })
}
