//! The executor against real HTTP on loopback. Each test scripts a tiny server and checks the requests that arrived.

mod buckets;
mod errors;
mod requests;
mod retries;
mod scopes;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::Body;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::extract::Request as Arrival;
use axum::response::Response;
use http::HeaderMap;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use twilight_http::request::Method;
use twilight_http::request::Request;
use twilight_http::request::RequestBuilder;

use super::Call;
use super::Rest;
use super::Settings;
use super::budget::Budget;
use super::download::Download;
use crate::error::Error;

const TOKEN: &str = "the-bots-own-token";

/// A request as it arrived.
#[derive(Clone)]
struct ReceivedRequest {
    /// The number of requests to its path before it.
    nth: usize,
    line: String,
    headers: HeaderMap,
    body: Bytes,
    at: Instant,
    /// The address of its connection.
    from: SocketAddr,
}

/// The server's response, and the time before it.
struct Reply(Duration, Response);

impl Reply {
    fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        Self(Duration::ZERO, response.body(Body::from(body.to_owned())).unwrap())
    }

    fn ok() -> Self {
        Self::new(200, &[], "{}")
    }

    fn bucket(name: &str, remaining: u32, reset_after: &str) -> Self {
        let remaining = remaining.to_string();
        let headers = [
            ("x-ratelimit-bucket", name),
            ("x-ratelimit-remaining", &*remaining),
            ("x-ratelimit-reset-after", reset_after),
        ];
        Self::new(200, &headers, "{}")
    }

    fn limited(scope: &str, retry_after: &str) -> Self {
        let body = format!(r#"{{"message":"You are being rate limited.","retry_after":{retry_after}}}"#);
        Self::new(429, &[("x-ratelimit-scope", scope), ("retry-after", retry_after)], &body)
    }

    fn cloudflare(retry_after: &str) -> Self {
        Self::new(429, &[("retry-after", retry_after)], "<html>Access denied</html>")
    }

    fn after(mut self, delay: Duration) -> Self {
        self.0 = delay;
        self
    }

    fn never() -> Self {
        Self::ok().after(Duration::from_secs(60))
    }
}

/// The scripted server.
#[derive(Clone)]
struct Fake {
    base: String,
    seen: Arc<Mutex<Vec<ReceivedRequest>>>,
}

impl Fake {
    async fn new(script: impl Fn(&ReceivedRequest) -> Reply + Clone + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), script)
    }

    fn on(
        listener: TcpListener,
        script: impl Fn(&ReceivedRequest) -> Reply + Clone + Send + Sync + 'static,
    ) -> Self {
        let base = format!("http://{}", listener.local_addr().unwrap());
        let fake = Self { base, seen: Arc::default() };
        let seen = Arc::clone(&fake.seen);
        let app = axum::Router::new().fallback(
            move |ConnectInfo(from): ConnectInfo<SocketAddr>, arrival: Arrival| {
                let (seen, script) = (Arc::clone(&seen), script.clone());
                async move {
                    let at = Instant::now();
                    let (head, body) = arrival.into_parts();
                    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
                    let line = format!("{} {}", head.method, head.uri);
                    let Reply(delay, response) = {
                        let mut all = seen.lock().unwrap();
                        let nth = all.iter().filter(|seen| seen.line == line).count();
                        all.push(ReceivedRequest { nth, line, headers: head.headers, body, at, from });
                        script(all.last().unwrap())
                    };
                    if !delay.is_zero() {
                        tokio::time::sleep(delay).await;
                    }
                    response
                }
            },
        );
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        TaskTracker::new().spawn(async move { axum::serve(listener, app).await });
        fake
    }

    fn rest(&self) -> Rest {
        self.rest_with(1000, 9000)
    }

    fn rest_with(&self, per_second: u32, budget: usize) -> Rest {
        let settings = Settings { base: Some(self.base.clone()), token: Some(TOKEN.into()), per_second };
        Rest::with_budget(settings, Budget::new(budget)).unwrap()
    }

    fn seen(&self) -> Vec<ReceivedRequest> {
        self.seen.lock().unwrap().clone()
    }

    /// Returns the request lines, such as `GET /channels/1`, in order of arrival.
    fn lines(&self) -> Vec<String> {
        self.seen().iter().map(|seen| seen.line.replace("/api/v10", "")).collect()
    }

    /// Returns once this many requests have arrived.
    async fn arrived(&self, count: usize) {
        while self.seen().len() < count {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

/// A strict bucket like Discord's: a window starts with a call, and calls beyond the limit get a 429.
#[derive(Clone)]
struct Strict {
    limit: u32,
    window: Duration,
    used: Arc<Mutex<HashMap<String, (Instant, u32)>>>,
}

impl Strict {
    fn new(limit: u32, window: u64) -> Self {
        Self { limit, window: Duration::from_millis(window), used: Arc::default() }
    }

    fn reply(&self, seen: &ReceivedRequest) -> Reply {
        let mut used = self.used.lock().unwrap();
        let (start, count) = used.entry(seen.line.clone()).or_insert((seen.at, 0));
        if start.elapsed() >= self.window {
            (*start, *count) = (Instant::now(), 0);
        }
        let left = (self.window - start.elapsed()).as_secs_f64().to_string();
        if *count == self.limit {
            return Reply::limited("user", &left);
        }
        *count += 1;
        Reply::bucket("strict", self.limit - *count, &left)
    }
}

fn request(method: Method, path: &str) -> Request {
    let by_token = path.starts_with("webhooks/") || path.starts_with("interactions/");
    RequestBuilder::raw(method, path.to_owned()).use_authorization_token(!by_token).build().unwrap()
}

fn get(path: &str) -> Request {
    request(Method::Get, path)
}

fn post(path: &str) -> Request {
    request(Method::Post, path)
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

async fn run(rest: &Rest, request: Request) -> Result<u16, Error> {
    rest.call(request, Call::default()).await.map(|answer| answer.status.as_u16())
}

/// Runs all requests at once. Returns their outcomes in no order.
async fn all(rest: &Rest, requests: impl IntoIterator<Item = Request>) -> Vec<Result<u16, Error>> {
    let mut calls = JoinSet::new();
    for request in requests {
        let rest = rest.clone();
        calls.spawn(async move { run(&rest, request).await });
    }
    calls.join_all().await
}
