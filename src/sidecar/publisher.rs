//! The publisher: sends batches of events, and retries until the server has them; sends a hello each second, whose
//! response holds the subscriptions.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::domain::event::{BatchResponse, EventKind, EventScope, Hello, Subscriptions};
use crate::error::Result;
use crate::sidecar::events_client::EventsClient;
use crate::sidecar::queue::QueuedEvent;
use crate::sidecar::range::Range;
use crate::sidecar::state::Sidecar;
use crate::telemetry::metrics::{PublishLabels, PublishOutcome};

/// The largest batch, in events and in bytes: half of what the server takes.
const MOST: usize = 100;
const BYTES: usize = 1024 * 1024;
/// The time between two hellos.
const HELLO: Duration = Duration::from_secs(1);
/// The time between two checks whether the shard range is known, before the first hello.
const FIRST_HELLO: Duration = Duration::from_millis(20);
/// The time that the server has for a response.
const ANSWER: Duration = Duration::from_secs(10);
/// The longest pause before a retry.
const LONGEST: Duration = Duration::from_secs(30);
/// The time for sending the remaining events when the process ends.
const LAST: Duration = Duration::from_secs(5);

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hello: Option<Hello>,
}

/// The outcome of a post.
enum ServerAnswer {
    /// The server has the events.
    Taken(Option<BatchResponse>),
    /// The server will never take these events.
    Refused(StatusCode),
    /// The server can't take the events now.
    Later(String),
}

struct Publisher {
    sidecar: Arc<Sidecar>,
    post: EventsClient,
    /// The number of failures in a row.
    failures: u32,
}

/// Publishes events until all were received and sent, or time is up.
pub(super) async fn tell(sidecar: Arc<Sidecar>, heard_all: CancellationToken) -> Result<()> {
    let post = EventsClient::new(&sidecar.setup.server, sidecar.setup.key.clone())?;
    let mut teller = Publisher { sidecar, post, failures: 0 };
    tokio::select! {
        () = teller.run(&heard_all) => {}
        () = async { heard_all.cancelled().await; sleep(LAST).await } => {
            tracing::warn!("the server did not take everything before the end; Discord repeats it after the restart");
        }
    }
    Ok(())
}

impl Publisher {
    async fn run(&mut self, heard_all: &CancellationToken) {
        let mut next_hello = Instant::now();
        loop {
            if Instant::now() >= next_hello {
                let pause = match self.sidecar.identity() {
                    Some((range, _)) => {
                        self.hello(range).await;
                        HELLO
                    }
                    None => FIRST_HELLO,
                };
                next_hello = Instant::now() + pause;
            }
            let batch = self.sidecar.queue.take(MOST, BYTES);
            if !batch.is_empty() {
                self.tell(batch).await;
            } else if heard_all.is_cancelled() {
                return;
            } else {
                tokio::select! {
                    () = self.sidecar.queue.came.notified() => {}
                    () = heard_all.cancelled() => {}
                    () = tokio::time::sleep_until(next_hello) => {}
                }
            }
        }
    }

    /// Sends a batch until the server has it. A batch that it will never take is halved, to find the faulty event.
    async fn tell(&mut self, batch: Vec<QueuedEvent>) {
        let mut rest = vec![batch];
        while let Some(batch) = rest.pop() {
            let events = batch.iter().filter_map(|heard| serde_json::from_str(&heard.json).ok()).collect();
            match self.post(&Body { events, hello: None }).await {
                ServerAnswer::Taken(_) => self.done(&batch, PublishOutcome::Published),
                ServerAnswer::Refused(status) if batch.len() == 1 => {
                    tracing::error!(%status, "the server refuses an event, which is left out; start the same version of both");
                    self.done(&batch, PublishOutcome::Refused);
                }
                ServerAnswer::Refused(_) => {
                    let mut first = batch;
                    let second = first.split_off(first.len() / 2);
                    rest.extend([second, first]);
                }
                ServerAnswer::Later(why) => {
                    self.pause(&why).await;
                    rest.push(batch);
                }
            }
        }
    }

    fn done(&mut self, batch: &[QueuedEvent], outcome: PublishOutcome) {
        let count = u64::try_from(batch.len()).unwrap_or(u64::MAX);
        self.sidecar.metrics.events.get_or_create(&PublishLabels { outcome }).inc_by(count);
        let mut acks = self.sidecar.acks();
        batch.iter().for_each(|heard| acks.acked(heard.mark));
    }

    async fn hello(&mut self, range: Range) {
        self.sidecar.message_cache().forget_old(self.sidecar.setup.clock.now());
        let shards = range.to_string();
        let missing_intents = self.sidecar.intents.borrow().missing_intents.clone();
        let knows = self.sidecar.subscriptions.borrow().as_ref().map(|subscriptions| subscriptions.version);
        match self.post(&Body { events: vec![], hello: Some(Hello { shards, missing_intents, knows }) }).await
        {
            ServerAnswer::Taken(Some(BatchResponse { subscriptions: Some(subscriptions), .. })) => {
                let subscriptions = Arc::new(subscriptions);
                self.sidecar.subscriptions.send_replace(Some(Arc::clone(&subscriptions)));
                self.sidecar.message_cache().keep_where(|guild| subscriptions.logs_messages(guild));
            }
            ServerAnswer::Taken(Some(_)) => {}
            ServerAnswer::Taken(None) | ServerAnswer::Refused(_) => {
                if knows.is_none() {
                    tracing::warn!(
                        "the server does not say what it wants; it is told everything but messages"
                    );
                    self.sidecar.subscriptions.send_replace(Some(Arc::new(everything())));
                }
            }
            ServerAnswer::Later(why) => self.pause(&why).await,
        }
    }

    async fn post(&mut self, body: &Body<'_>) -> ServerAnswer {
        let Ok(body) = serde_json::to_string(body) else {
            return ServerAnswer::Refused(StatusCode::BAD_REQUEST);
        };
        let now = self.sidecar.setup.clock.now();
        let told = match timeout(ANSWER, self.post.post(body, now)).await {
            Err(_) => ServerAnswer::Later("it does not answer".to_owned()),
            Ok(Err(why)) => ServerAnswer::Later(why),
            Ok(Ok((status, answer))) => match status {
                // The batch has no new events: an earlier try arrived after all.
                StatusCode::CONFLICT => ServerAnswer::Taken(serde_json::from_slice(&answer).ok()),
                status if status.is_success() => ServerAnswer::Taken(serde_json::from_slice(&answer).ok()),
                StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE => ServerAnswer::Refused(status),
                StatusCode::UNAUTHORIZED => ServerAnswer::Later(format!(
                    "it does not know this key, or the clocks differ: GAVEL_EVENTS_PUBLIC_KEY={} must be set there",
                    self.post.public_key()
                )),
                StatusCode::NOT_FOUND => ServerAnswer::Later(format!(
                    "events are off there: set GAVEL_EVENTS_PUBLIC_KEY={} and restart it",
                    self.post.public_key()
                )),
                status => ServerAnswer::Later(format!("it answered {status}")),
            },
        };
        if !matches!(told, ServerAnswer::Later(_)) {
            if self.failures > 0 {
                tracing::info!("the server takes events again");
            }
            self.failures = 0;
        }
        self.sidecar.metrics.server_up.set(i64::from(self.failures == 0));
        told
    }

    /// Waits before a retry: half a second at first, then twice as long each time.
    async fn pause(&mut self, why: &str) {
        let wait = Duration::from_millis(500).saturating_mul(1 << self.failures.min(6)).min(LONGEST);
        let wait = wait.mul_f64(0.75 + fastrand::f64() / 2.0);
        self.failures = self.failures.saturating_add(1);
        self.sidecar.metrics.server_up.set(0);
        tracing::warn!(why, wait = wait.as_secs_f64(), "the server can't be told; trying again");
        sleep(wait).await;
    }
}

/// Returns the subscriptions for a server that does not send any. They leave out messages, which need a feature's
/// request.
pub(super) fn everything() -> Subscriptions {
    use EventKind::{AuditEntry, AutomodHit, MemberJoined, MemberLeft};
    let kinds = [MemberJoined, MemberLeft, AuditEntry, AutomodHit];
    Subscriptions { version: -1, kinds: kinds.map(|kind| (kind, EventScope::Everywhere)).into() }
}
