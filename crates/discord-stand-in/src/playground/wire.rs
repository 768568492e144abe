//! The traffic between Discord and the application, kept for a while and streamed to the page.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::{Value, json};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use super::Playground;
use crate::ids::created_at;
use crate::inner::{Inner, lock};
use crate::signer::Signer;
use crate::{Change, Delivery, FeedEvent, RecordedCall, SignatureKind, StandIn};

/// The number of rows that are kept for a page that connects late.
const KEPT: usize = 300;
/// The number of entries by which a slow page may lag behind.
const LAG: usize = 4096;

/// An entry for the page.
#[derive(Clone, Debug)]
struct Entry {
    /// The row's number, if the row is kept.
    number: Option<u64>,
    kind: &'static str,
    data: Value,
}

/// The kept rows, and the channel to the pages.
pub(super) struct Wire {
    /// The id of this run, so that a page that reconnects notices another.
    run: i64,
    kept: Mutex<(u64, VecDeque<Entry>)>,
    told: broadcast::Sender<Entry>,
}

impl Wire {
    /// Listens to a stand-in until it stops.
    pub(super) fn tap(sim: &StandIn) -> Arc<Self> {
        let run = sim.inner.clock.now().as_millisecond();
        let wire = Arc::new(Self { run, kept: Mutex::default(), told: broadcast::channel(LAG).0 });
        let (inner, tapped) = (Arc::clone(&sim.inner), Arc::clone(&wire));
        let mut feed = sim.subscribe();
        sim.inner.tasks.spawn(async move {
            loop {
                let event = tokio::select! {
                    () = inner.ended.cancelled() => return,
                    event = feed.recv() => event,
                };
                match event {
                    Ok(event) => tapped.take(&event, &inner, inner.clock.now().as_millisecond()),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        });
        wire
    }

    fn take(&self, event: &FeedEvent, inner: &Inner, now: i64) {
        let (kind, data) = match event {
            FeedEvent::Call(call) => ("call", call_row(call)),
            FeedEvent::Delivery(delivery) => ("delivery", delivery_row(delivery, inner, now)),
            FeedEvent::Changed(change) => match change_note(change) {
                Some(note) => ("changed", note),
                None => return,
            },
        };
        let mut kept = lock(&self.kept);
        let mut entry = Entry { number: None, kind, data };
        if kind != "changed" {
            kept.0 += 1;
            entry.number = Some(kept.0);
            if kept.1.len() == KEPT {
                kept.1.pop_front();
            }
            kept.1.push_back(entry.clone());
        }
        // An error only means that no page is open.
        let _ = self.told.send(entry);
    }

    /// Returns the rows after the last one that a page has, and a receiver of all new ones.
    fn after(&self, last: Option<&str>) -> (Vec<Entry>, broadcast::Receiver<Entry>) {
        let seen = last.and_then(|id| id.split_once('-')).filter(|(run, _)| *run == self.run.to_string());
        let seen: u64 = seen.and_then(|(_, number)| number.parse().ok()).unwrap_or(0);
        let kept = lock(&self.kept);
        let missed = kept.1.iter().filter(|entry| entry.number > Some(seen)).cloned().collect();
        (missed, self.told.subscribe())
    }

    fn event(&self, entry: Entry) -> Event {
        let event = Event::default().event(entry.kind);
        let event = match entry.number {
            Some(number) => event.id(format!("{}-{number}", self.run)),
            None => event,
        };
        event.json_data(entry.data).unwrap_or_default()
    }
}

fn call_row(call: &RecordedCall) -> Value {
    let mut row = json!(call);
    row["kind"] = json!("call");
    row["at"] = json!(call.at.as_millisecond());
    row
}

/// The largest age of a signature, in seconds.
const FRESH: i64 = 300;

fn delivery_row(delivery: &Delivery, inner: &Inner, now: i64) -> Value {
    let mut row = json!(delivery);
    row["genuine"] = json!(is_genuine(delivery, &inner.signer(delivery.application), now / 1000));
    row["kind"] = json!("delivery");
    // A delivery began before the calls that the application made meanwhile; the interaction's id has its time.
    let began = delivery.interaction.map(|id| created_at(id).as_millisecond());
    row["at"] = json!(began.unwrap_or(now.saturating_sub_unsigned(delivery.took_ms)));
    row
}

/// Returns `true` if Discord's own signature is on the request. Its checks of an endpoint also send bad ones.
fn is_genuine(delivery: &Delivery, signer: &Signer, now: i64) -> bool {
    if delivery.url.starts_with("ws") {
        return true;
    }
    let Ok(at) = delivery.timestamp.parse::<i64>() else { return false };
    let good = signer.sign(delivery.body.to_string().as_bytes(), at, SignatureKind::Good);
    (now - at).abs() < FRESH && good.signature.as_ref() == Some(&delivery.signature)
}

/// Returns a note of what the page must load again.
fn change_note(change: &Change) -> Option<Value> {
    match change {
        Change::MessageCreated { message }
        | Change::MessageEdited { message }
        | Change::MessageDeleted { message } => {
            Some(json!({ "what": "message", "channel": message.channel }))
        }
        Change::MessagesDeleted { channel, .. } => Some(json!({ "what": "message", "channel": channel })),
        Change::Answered { .. } | Change::Audited { .. } | Change::AutoModerated { .. } => None,
        _ => Some(json!({ "what": "state" })),
    }
}

/// `GET /playground/feed`: server-sent events, the kept rows first.
pub(super) async fn feed(
    State(playground): State<Playground>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let (missed, told) = playground.wire.after(last);
    let live = BroadcastStream::new(told).filter_map(Result::ok);
    let wire = playground.wire;
    let events = tokio_stream::iter(missed).chain(live).map(move |entry| Ok(wire.event(entry)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}
