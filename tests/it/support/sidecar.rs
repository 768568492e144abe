//! `gavel sidecar` as a process, and a server that receives its events.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use bytes::Bytes;
use gavel::domain::event::{BatchResponse, Event, EventBatch, EventKind, EventScope, Hello, Subscriptions};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::support::process::free_port;
use crate::support::signed_events::key;
use crate::support::stage::{SOON, Stage};

/// The requests that an [`EventSink`] received, and its answers.
#[derive(Default)]
pub struct Told {
    /// The events in order, repetitions included.
    pub events: Vec<Event>,
    pub hello: Option<Hello>,
    subscriptions: Option<Subscriptions>,
    /// The answer to every request instead, while it is set.
    pub refusal: Option<StatusCode>,
    /// The answer after the events were taken.
    pub lost: Option<StatusCode>,
}

/// A server that takes events, and subscribes to these kinds in every server.
pub struct EventSink {
    pub told: Arc<Mutex<Told>>,
    pub address: SocketAddr,
    serving: JoinHandle<()>,
}

impl EventSink {
    pub async fn new(kinds: &[EventKind]) -> Self {
        let told = Arc::new(Mutex::new(Told::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/events", post(take)).with_state(Arc::clone(&told));
        #[expect(clippy::disallowed_methods, reason = "the test is the tracker")]
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let sink = Self { told, address, serving };
        sink.want(kinds);
        sink
    }

    /// Changes the subscribed kinds.
    pub fn want(&self, kinds: &[EventKind]) {
        let mut told = self.told.lock().unwrap();
        let version = told.subscriptions.as_ref().map_or(0, |subscriptions| subscriptions.version) + 1;
        let kinds = kinds.iter().map(|kind| (*kind, EventScope::Everywhere)).collect();
        told.subscriptions = Some(Subscriptions { version, kinds });
    }

    pub fn ids(&self) -> Vec<String> {
        self.told.lock().unwrap().events.iter().map(|event| event.id.clone()).collect()
    }

    /// Returns the ids of the distinct events.
    pub fn distinct(&self) -> BTreeSet<String> {
        self.ids().into_iter().collect()
    }
}

impl Drop for EventSink {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn take(State(told): State<Arc<Mutex<Told>>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut told = told.lock().unwrap();
    assert!(is_signed(&headers, &body), "an event is not signed with the sidecar's key");
    if let Some(refusal) = told.refusal {
        return refusal.into_response();
    }
    let batch: EventBatch = serde_json::from_slice(&body).unwrap();
    let new = batch.events.len();
    told.events.extend(batch.events.iter().map(|event| serde_json::from_str::<Event>(event.get()).unwrap()));
    if let (Some(status), true) = (told.lost, new > 0) {
        return status.into_response();
    }
    let subscriptions = batch.hello.as_ref().and_then(|hello| {
        told.subscriptions.clone().filter(|subscriptions| hello.knows != Some(subscriptions.version))
    });
    told.hello = batch.hello.or(told.hello.take());
    Json(BatchResponse { new, subscriptions }).into_response()
}

fn is_signed(headers: &HeaderMap, body: &[u8]) -> bool {
    let mut signature = [0; 64];
    hex::decode_to_slice(&headers["x-signature-ed25519"], &mut signature).unwrap();
    let signed = [headers["x-signature-timestamp"].as_bytes(), body].concat();
    key().verifying_key().verify_strict(&signed, &signature.into()).is_ok()
}

/// A `gavel sidecar` process.
pub struct Sidecar {
    child: Child,
    pub port: u16,
}

impl Sidecar {
    /// Starts the process, and waits until it is connected to the Gateway. Sessions are stored in `data`.
    pub async fn start(stage: &Stage, server: SocketAddr, data: &std::path::Path, more: &[&str]) -> Self {
        let connected = async |wanted: bool| {
            let connected = || !stage.sim.gateway().connected().is_empty();
            let waited = tokio::time::timeout(SOON, async {
                while connected() != wanted {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
            waited.await.expect("the sidecar's connection");
        };
        // The stand-in may not have noticed yet that a killed process's connection is over.
        connected(false).await;
        let sidecar = Self::spawn(stage, server, data, more);
        connected(true).await;
        sidecar
    }

    pub fn spawn(stage: &Stage, server: SocketAddr, data: &std::path::Path, more: &[&str]) -> Self {
        let port = free_port();
        let child = Command::new(env!("CARGO_BIN_EXE_gavel"))
            .arg("sidecar")
            .args(more)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("DISCORD_TOKEN", stage.sim.token())
            .env("DISCORD_API_URL", stage.sim.api_url())
            .env("GAVEL_EVENTS_KEY", hex::encode(key().to_bytes()))
            .env("GAVEL_SERVER_URL", format!("http://{server}"))
            .env("GAVEL_DATA", data)
            .env("BIND", "127.0.0.1")
            .env("PORT", port.to_string())
            .env("RUST_LOG", "warn")
            .current_dir(std::env::temp_dir())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        Self { child, port }
    }

    /// Kills the process (`kill -9`).
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM; returns the exit code.
    pub async fn terminate(mut self) -> Option<i32> {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        self.ended().await
    }

    /// Waits for the process to end; returns the exit code.
    pub async fn ended(&mut self) -> Option<i32> {
        let ended = tokio::time::timeout(SOON, async {
            loop {
                if let Some(status) = self.child.try_wait().unwrap() {
                    return status.code();
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        ended.await.expect("the sidecar does not end")
    }
}

/// Ends the process even if the test fails.
impl Drop for Sidecar {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
