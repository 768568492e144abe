//! Delivers interactions, and waits for the answer as long as Discord does.

use tokio::time::Instant;

use super::answer;
use super::exchange::State;
use super::post::{Sent, post_signed};
use crate::failure::Failure;
use crate::feed::{Change, Delivery, FeedEvent};
use crate::form::Findings;
use crate::gateway;
use crate::ids::InteractionId;
use crate::inner::{Inner, lock};
use crate::signer::{Signature, SignatureKind};

/// Delivers an interaction of the world, and applies its answer.
pub(crate) async fn deliver(inner: &Inner, id: InteractionId, kept: Option<Signature>) -> Sent {
    let began = Instant::now();
    let stored = inner.world(|world| {
        let exchange = world.exchanges.get(&id)?;
        let url = world.application(exchange.application)?.interactions_url.clone()?;
        Some((exchange.application, exchange.body.clone(), url))
    });
    let Some((application, body, url)) = stored else { return over_gateway(inner, id).await };
    let again = kept.is_some();
    let signature = kept.unwrap_or_else(|| {
        inner.signer(application).sign(body.as_bytes(), inner.clock.now().as_second(), SignatureKind::Good)
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
    let sent = post_signed(inner, (application, &url), body, signature, Some(id)).await;
    let waiting =
        inner.world(|world| world.exchanges.get(&id).is_some_and(|one| one.state == State::Waiting));
    if waiting {
        take_answer(inner, id, &sent, began).await;
    } else if !again && sent.status.is_some() {
        note_second_answer(inner, &sent);
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

/// Notes an inline answer after a callback unless it is none: an empty 202, or an empty 204 as some libraries send.
fn note_second_answer(inner: &Inner, sent: &Sent) {
    let record = &mut *inner.record();
    match sent.status {
        Some(202) => {}
        Some(204) if sent.text.is_empty() => {
            let what = "after POST /callback the inline answer was an empty 204, not an empty 202".to_owned();
            if inner.house_rules { &mut record.violations } else { &mut record.house }.push(what);
        }
        _ => {
            let what =
                "answered through POST /callback and inline as well; the inline answer must be an empty 202";
            record.violations.push(what.to_owned());
        }
    }
}

/// Delivers an interaction over the Gateway, as Discord does for applications without an endpoint.
async fn over_gateway(inner: &Inner, id: InteractionId) -> Sent {
    let began = Instant::now();
    let told = inner.world(|world| {
        let exchange = world.exchanges.get_mut(&id)?;
        exchange.over_gateway = true;
        let exchange = exchange.clone();
        gateway::tell_interaction(world, &exchange).then_some(exchange)
    });
    let Some(exchange) = told else {
        let why = "the application has no interactions endpoint, and no session on the Gateway receives it";
        kill(inner, id, why.to_owned());
        return Sent { error: Some(why.to_owned()), ..Sent::default() };
    };
    let answered = callback_came(inner, id, began).await;
    if !answered {
        kill(inner, id, format!("no answer within {} s", inner.deadline().as_secs_f32()));
    }
    let ended = inner.world(|world| {
        world.changed(Change::Answered { interaction: id });
        let ended = world.exchanges.get(&id).map(|one| (one.response.clone(), one.error.clone()));
        ended.map(|ended| (ended, gateway::url(world)))
    });
    let ((response, error), url) = ended.unwrap_or_default();
    let sent = Sent { response, error, late: !answered, ..Sent::default() };
    inner.tell(FeedEvent::Delivery(Box::new(Delivery {
        application: exchange.application,
        interaction: Some(id),
        url,
        signature: String::new(),
        timestamp: String::new(),
        body: serde_json::from_str(&exchange.body).unwrap_or_default(),
        status: None,
        response: sent.response.clone(),
        error: sent.error.clone(),
        took_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })));
    sent
}

async fn take_answer(inner: &Inner, id: InteractionId, sent: &Sent, began: Instant) {
    match sent.status {
        Some(200) => {
            let findings = Findings::default();
            let calls = *lock(&inner.unknown_webhook_calls);
            let application = inner.world(|world| world.exchanges.get(&id).map(|one| one.application));
            let acting = application.unwrap_or(inner.application);
            let applied = inner.world_as(acting, |world| {
                let applied = answer::apply(world, id, &sent.response, &sent.files, &findings);
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
            {
                let record = &mut *inner.record();
                record.violations.extend(notes.into_iter().map(named));
                let house = findings.take_house().into_iter().map(named);
                if inner.house_rules { &mut record.violations } else { &mut record.house }.extend(house);
            }
            if let Err(failure) = applied {
                let Failure { message, violation, .. } = failure;
                let what = violation.unwrap_or(message);
                kill(inner, id, format!("the answer was refused: {what}"));
                inner.record().violations.push(named(what));
            }
        }
        Some(202 | 204) if callback_came(inner, id, began).await => {}
        Some(status @ (202 | 204)) => {
            kill(inner, id, format!("{status}, but no callback in time"));
            inner.record().violations.push(format!("interaction {id}: {status} without a callback"));
        }
        Some(status) => {
            kill(inner, id, format!("HTTP {status}: {}", sent.text));
            inner.record().violations.push(format!("interaction {id} was answered with HTTP {status}"));
        }
        None => {
            kill(inner, id, sent.describe());
            let late = sent.late.then(|| format!("interaction {id} was not answered in time"));
            inner.record().violations.extend(late);
        }
    }
}

/// Marks the interaction as dead: the person reads "did not respond", and the token is void.
fn kill(inner: &Inner, id: InteractionId, why: String) {
    inner.world(|world| {
        if let Some(exchange) = world.exchanges.get_mut(&id) {
            exchange.state = State::Dead;
            exchange.error = Some(why);
        }
    });
}

/// Waits for a callback for the rest of the time; returns `true` if one came.
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
    tokio::time::timeout_at(began + inner.deadline(), answered).await.is_ok()
}
