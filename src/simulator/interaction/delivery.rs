//! Signs, posts, and waits for the answer no longer than Discord does.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::{BodyExt, Full, Limited};
use serde_json::Value;
use tokio::time::Instant;

use super::answer;
use super::exchange::State;
use crate::simulator::failure::Failure;
use crate::simulator::feed::{Change, Delivery, FeedEvent};
use crate::simulator::form::Findings;
use crate::simulator::ids::InteractionId;
use crate::simulator::inner::Inner;
use crate::simulator::signer::{Signature, SignatureKind};

/// What came back from one POST.
#[derive(Clone, Debug, Default)]
pub(in crate::simulator) struct Sent {
    pub(in crate::simulator) status: Option<u16>,
    /// Whether it said that it is JSON.
    pub(in crate::simulator) json: bool,
    pub(in crate::simulator) text: String,
    /// The body read as JSON; null where it is none.
    pub(in crate::simulator) response: Value,
    pub(in crate::simulator) error: Option<String>,
    pub(in crate::simulator) late: bool,
    took: Duration,
    signature: Signature,
}

impl Sent {
    /// The answer in a few words.
    pub(in crate::simulator) fn describe(&self) -> String {
        match (&self.error, self.status) {
            (Some(error), _) => error.clone(),
            (None, Some(status)) => format!("{status} {}", self.text),
            (None, None) => "nothing".to_owned(),
        }
    }
}

/// Posts a body, signed in that way.
pub(in crate::simulator) async fn post(inner: &Inner, url: &str, body: String, kind: SignatureKind) -> Sent {
    let signature = inner.signer.sign(body.as_bytes(), inner.clock.now().as_second(), kind);
    post_signed(inner, url, body, signature, None).await
}

async fn post_signed(
    inner: &Inner,
    url: &str,
    body: String,
    signature: Signature,
    interaction: Option<InteractionId>,
) -> Sent {
    let began = Instant::now();
    let shown = serde_json::from_str(&body).unwrap_or(Value::Null);
    let mut sent = match tokio::time::timeout(inner.deadline, exchange(inner, url, body, &signature)).await {
        Ok(Ok(sent)) => sent,
        Ok(Err(error)) => Sent { error: Some(error), ..Sent::default() },
        Err(_) => Sent {
            error: Some(format!("no answer within {} s", inner.deadline.as_secs_f32())),
            late: true,
            ..Sent::default()
        },
    };
    sent.took = began.elapsed();
    inner.tell(FeedEvent::Delivery(Box::new(Delivery {
        interaction,
        url: url.to_owned(),
        signature: signature.signature.clone().unwrap_or_default(),
        timestamp: signature.timestamp.clone().unwrap_or_default(),
        body: shown,
        status: sent.status,
        response: sent.response.clone(),
        error: sent.error.clone(),
        took_ms: u64::try_from(sent.took.as_millis()).unwrap_or(u64::MAX),
    })));
    sent.signature = signature;
    sent
}

async fn exchange(inner: &Inner, url: &str, body: String, signature: &Signature) -> Result<Sent, String> {
    let mut request = Request::post(url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "Discord-Interactions/1.0 (+https://discord.com)");
    if let Some(signature) = &signature.signature {
        request = request.header("X-Signature-Ed25519", signature);
    }
    if let Some(timestamp) = &signature.timestamp {
        request = request.header("X-Signature-Timestamp", timestamp);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(|error| error.to_string())?;
    let response = inner.client.request(request).await.map_err(|error| format!("{error:?}"))?;
    let (parts, body) = response.into_parts();
    let kind =
        parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let body = Limited::new(body, 1 << 24).collect().await.map_err(|error| error.to_string())?.to_bytes();
    let text = String::from_utf8_lossy(&body).into_owned();
    Ok(Sent {
        status: Some(parts.status.as_u16()),
        json: kind.starts_with("application/json"),
        response: serde_json::from_str(&text).unwrap_or(Value::Null),
        text,
        ..Sent::default()
    })
}

/// Delivers an interaction that stands in the world, and applies what is answered.
pub(in crate::simulator) async fn deliver(inner: &Inner, id: InteractionId, kept: Option<Signature>) -> Sent {
    let began = Instant::now();
    let stored = inner.world(|world| {
        let body = world.exchanges.get(&id).map(|exchange| exchange.body.clone());
        body.zip(world.application.interactions_url.clone())
    });
    let Some((body, url)) = stored else {
        let why = "the application has no interactions endpoint: call set_endpoint first";
        return Sent { error: Some(why.to_owned()), ..Sent::default() };
    };
    let again = kept.is_some();
    let signature = kept.unwrap_or_else(|| {
        inner.signer.sign(body.as_bytes(), inner.clock.now().as_second(), SignatureKind::Good)
    });
    inner.world(|world| {
        if let Some(exchange) = world.exchanges.get_mut(&id) {
            exchange.signature = signature.clone();
            if exchange.state == State::Dead {
                exchange.state = State::Waiting;
                exchange.error = None;
            }
        }
    });
    let sent = post_signed(inner, &url, body, signature, Some(id)).await;
    let waiting =
        inner.world(|world| world.exchanges.get(&id).is_some_and(|one| one.state == State::Waiting));
    if waiting {
        take_answer(inner, id, &sent, began).await;
    } else if !again && sent.status != Some(202) && sent.status.is_some() {
        let what =
            "answered through POST /callback and inline as well; the inline answer must be an empty 202";
        inner.record().violations.push(what.to_owned());
    }
    inner.world(|world| {
        if let Some(exchange) = world.exchanges.get_mut(&id).filter(|_| !again || waiting) {
            exchange.status = sent.status;
            exchange.response = sent.response.clone();
            exchange.error = exchange.error.take().or(sent.error.clone());
        }
        world.changed(Change::Answered { interaction: id });
    });
    sent
}

async fn take_answer(inner: &Inner, id: InteractionId, sent: &Sent, began: Instant) {
    let dead = |why: String, violation: Option<String>| {
        inner.record().violations.extend(violation);
        inner.world(|world| {
            if let Some(exchange) = world.exchanges.get_mut(&id) {
                exchange.state = State::Dead;
                exchange.error = Some(why);
            }
        });
    };
    match sent.status {
        Some(200) => {
            let findings = Findings::default();
            let calls = *crate::simulator::inner::lock(&inner.unknown_webhook_calls);
            let applied = inner.world(|world| {
                let applied = answer::apply(world, id, &sent.response, &[], &findings);
                if let Some(exchange) =
                    world.exchanges.get_mut(&id).filter(|one| one.state != State::Answered)
                {
                    exchange.unknown_webhook_calls = calls;
                }
                applied
            });
            let mut notes = findings.take_notes();
            if !sent.json {
                notes.push("the answer's Content-Type is not application/json".to_owned());
            }
            let named = |note: String| format!("inline answer to interaction {id}: {note}");
            inner.record().violations.extend(notes.into_iter().map(named));
            if let Err(failure) = applied {
                let Failure { message, violation, .. } = failure;
                let what = violation.unwrap_or(message);
                dead(format!("the answer was refused: {what}"), Some(named(what)));
            }
        }
        Some(202) => {
            if !callback_came(inner, id, began).await {
                dead(
                    "202, but no callback in time".to_owned(),
                    Some(format!("interaction {id}: 202 without a callback")),
                );
            }
        }
        Some(status) => {
            dead(
                format!("HTTP {status}: {}", sent.text),
                Some(format!("interaction {id} was answered with HTTP {status}")),
            );
        }
        None => {
            let violation = sent.late.then(|| format!("interaction {id} was not answered in time"));
            dead(sent.describe(), violation);
        }
    }
}

/// Waits for a callback for the rest of the time.
async fn callback_came(inner: &Inner, id: InteractionId, began: Instant) -> bool {
    let mut beat = inner.beat.subscribe();
    let answered = async {
        loop {
            let state = inner.world(|world| world.exchanges.get(&id).map(|exchange| exchange.state));
            if state != Some(State::Waiting) || beat.changed().await.is_err() {
                return;
            }
        }
    };
    tokio::time::timeout_at(began + inner.deadline, answered).await.is_ok()
}
