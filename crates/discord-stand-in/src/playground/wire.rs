//! The traffic between Discord and the application, kept for a while and streamed to the page.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use super::Playground;
use super::api::{ApiResult, Refusal};
use super::page;
use super::program::{Program, Wish};
use super::tour::{Places, Seen, Tour};
use crate::ids::created_at;
use crate::inner::{Inner, lock};
use crate::signer::Signer;
use crate::{Change, ChannelId, Delivery, FeedEvent, RecordedCall, SignatureKind, StandIn, UserId};

/// The number of rows that are kept, to be shown whole.
const KEPT: usize = 400;
/// The number of rows that a page gets when it connects.
const SENT: usize = 50;
/// The largest body that is sent with its row, in bytes; a larger one is fetched when the row is opened.
const LARGE: usize = 1500;
/// The number of entries by which a slow page may lag behind.
const LAG: usize = 4096;

/// An entry for the page.
#[derive(Clone, Debug)]
struct Entry {
    /// The row's number, if the row is kept.
    number: Option<u64>,
    kind: &'static str,
    /// The data, without large bodies.
    data: Value,
    /// The data with all bodies, of kept rows.
    whole: Option<Arc<Value>>,
}

/// The kept rows, and the channel to the pages.
pub(super) struct Wire {
    /// The id of this run, so that a page that reconnects notices another.
    run: i64,
    kept: Mutex<(u64, VecDeque<Entry>)>,
    /// `true` once a page is open. What was before is the start-up.
    opened: AtomicBool,
    told: broadcast::Sender<Entry>,
}

impl Wire {
    /// Listens to a stand-in until it stops, and lets the tour listen.
    pub(super) fn tap(sim: &StandIn, tour: &Arc<Mutex<Tour>>, program: Option<Program>) -> Arc<Self> {
        let run = sim.inner.clock.now().as_millisecond();
        let wire = Arc::new(Self {
            run,
            kept: Mutex::default(),
            opened: AtomicBool::new(false),
            told: broadcast::channel(LAG).0,
        });
        let (inner, tapped) = (Arc::clone(&sim.inner), Arc::clone(&wire));
        let mut feed = sim.subscribe();
        let tour = Arc::clone(tour);
        sim.inner.tasks.spawn(async move {
            loop {
                let event = tokio::select! {
                    () = inner.ended.cancelled() => return,
                    event = feed.recv() => event,
                };
                match event {
                    Ok(event) => {
                        tapped.take(&event, &inner, inner.clock.now().as_millisecond());
                        if let Some(program) = &program {
                            tapped.tick(&event, &inner, &tour, program);
                        }
                    }
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        });
        wire
    }

    fn take(&self, event: &FeedEvent, inner: &Inner, now: i64) {
        match event {
            FeedEvent::Call(call) => self.keep("call", call_row(call)),
            FeedEvent::Delivery(delivery) => self.keep("delivery", delivery_row(delivery, inner, now)),
            FeedEvent::Changed(change) => {
                if let Some(note) = change_note(change) {
                    self.send(Entry { number: None, kind: "changed", data: note, whole: None });
                }
            }
        }
    }

    /// Shows what the event means for the tour, and kills the process if the tour is to show that.
    fn tick(&self, event: &FeedEvent, inner: &Inner, tour: &Mutex<Tour>, program: &Program) {
        let seen = match event {
            FeedEvent::Call(call) => Seen::Call(call),
            FeedEvent::Delivery(delivery) => Seen::Delivery(delivery),
            FeedEvent::Changed(change) => Seen::Change(change),
        };
        let mut tour = lock(tour);
        let before = tour.view();
        tour.hear(seen, inner);
        if tour.wants_kill() {
            program.wish(Wish::Kill);
            tour.hear(Seen::Killed, inner);
            inner.faults().clear();
            self.act(inner, "kill -9 of the process, in the midst of the mass ban");
        }
        let after = tour.view();
        if before != after {
            self.ticked(after);
        }
    }

    /// Sends the tour to the pages.
    pub(super) fn ticked(&self, tour: Value) {
        self.send(Entry { number: None, kind: "tour", data: tour, whole: None });
    }

    /// Keeps a row of something that was done on the page and is no interaction.
    pub(super) fn act(&self, inner: &Inner, what: &str) {
        self.keep("act", json!({ "kind": "act", "at": inner.clock.now().as_millisecond(), "what": what }));
    }

    /// Tells the pages that everything is to be loaded again.
    pub(super) fn begin_again(&self) {
        *lock(&self.kept) = Default::default();
        self.send(Entry { number: None, kind: "again", data: Value::Null, whole: None });
    }

    /// Tells the pages that the state is to be loaded again.
    pub(super) fn state_changed(&self) {
        self.send(Entry { number: None, kind: "changed", data: json!({ "what": "state" }), whole: None });
    }

    /// Returns a kept row with all bodies.
    pub(super) fn whole(&self, number: u64) -> Option<Arc<Value>> {
        let kept = lock(&self.kept);
        kept.1.iter().find(|entry| entry.number == Some(number))?.whole.clone()
    }

    fn keep(&self, kind: &'static str, mut whole: Value) {
        whole["start"] = json!(!self.opened.load(Ordering::Relaxed));
        let mut kept = lock(&self.kept);
        kept.0 += 1;
        let mut data = slim(&whole);
        data["number"] = json!(kept.0);
        let entry = Entry { number: Some(kept.0), kind, data, whole: Some(Arc::new(whole)) };
        if kept.1.len() == KEPT {
            kept.1.pop_front();
        }
        kept.1.push_back(entry.clone());
        self.send(entry);
    }

    fn send(&self, entry: Entry) {
        // An error only means that no page is open.
        let _ = self.told.send(entry);
    }

    /// Returns the rows after the last one that a page has, and a receiver of all new ones.
    fn after(&self, last: Option<&str>) -> (Vec<Entry>, broadcast::Receiver<Entry>) {
        let seen = last.and_then(|id| id.split_once('-')).filter(|(run, _)| *run == self.run.to_string());
        let seen: u64 = seen.and_then(|(_, number)| number.parse().ok()).unwrap_or(0);
        let kept = lock(&self.kept);
        let skipped = kept.1.len().saturating_sub(SENT);
        let missed = kept.1.iter().skip(skipped).filter(|entry| entry.number > Some(seen)).cloned().collect();
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

/// Returns a row without large bodies; `large` names those that it lacks.
fn slim(whole: &Value) -> Value {
    let mut row = whole.clone();
    let mut large = Vec::new();
    for field in ["body", "response"] {
        if whole[field].to_string().len() > LARGE {
            row[field] = Value::Null;
            large.push(field);
        }
    }
    // The page names a gesture by parts of the request.
    if whole["kind"] == "delivery" && large.contains(&"body") {
        row["body"] = heading(&whole["body"]);
    }
    if large.contains(&"response") {
        let data = &whole["response"]["data"];
        row["response"] = json!({ "type": whole["response"]["type"], "data": { "flags": data["flags"] } });
    }
    if !large.is_empty() {
        row["large"] = json!(large);
    }
    row
}

/// Returns the parts of an interaction that say what it is.
fn heading(body: &Value) -> Value {
    let user = |of: &Value| json!({ "id": of["user"]["id"], "username": of["user"]["username"] });
    let data = &body["data"];
    let mut short = json!({
        "type": body["type"],
        "token": body["token"],
        "member": { "user": user(&body["member"]) },
        "data": {
            "name": data["name"], "type": data["type"], "custom_id": data["custom_id"],
            "component_type": data["component_type"], "target_id": data["target_id"],
        },
        "message": { "components": body["message"]["components"] },
    });
    if body["member"].is_null() {
        short["member"] = Value::Null;
        short["user"] = body["user"].clone();
    }
    if data["options"].to_string().len() < LARGE {
        short["data"]["options"] = data["options"].clone();
    }
    short
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
    playground.wire.opened.store(true, Ordering::Relaxed);
    let live = BroadcastStream::new(told).filter_map(Result::ok);
    let wire = playground.wire;
    let events = tokio_stream::iter(missed).chain(live).map(move |entry| Ok(wire.event(entry)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

/// The row to show whole.
#[derive(Debug, Deserialize)]
pub(super) struct Numbered {
    number: u64,
}

/// `GET /playground/row?number=…`: one row with all that was said.
pub(super) async fn row(
    State(playground): State<Playground>,
    Query(asked): Query<Numbered>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let whole = playground.wire.whole(asked.number);
    let whole = whole.ok_or_else(|| Refusal::gone("This row is too old; it was forgotten."))?;
    Ok(page::json(&headers, &whole))
}

impl Places for Inner {
    fn recipient(&self, channel: ChannelId) -> Option<UserId> {
        self.world(|world| world.channels.get(&channel)?.recipient)
    }
}
