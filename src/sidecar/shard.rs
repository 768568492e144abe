//! A shard: its connection, and its messages.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_stream::StreamExt;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{CloseFrame, Config, ConfigBuilder, Message, Shard, ShardId};
use twilight_model::gateway::payload::outgoing::update_presence::UpdatePresencePayload;
use twilight_model::gateway::presence::{ActivityType, MinimalActivity, Status};

use crate::sidecar::ack_tracker::Session;
use crate::sidecar::filter::{At, Dispatch, event_of};
use crate::sidecar::queue::QueuedEvent;
use crate::sidecar::state::Sidecar;
use crate::telemetry::metrics::{PublishLabels, PublishOutcome, SessionLabels, SessionStart, ShardLabels};

/// The time that a connection has to close.
const CLOSE: Duration = Duration::from_secs(5);

/// The close frame for all connections, once they are to close.
pub(super) type Close = Option<CloseFrame<'static>>;

/// The end of a shard.
pub(super) enum Ended {
    /// The shard was told to close.
    Closed,
    /// Discord closed the connection for good, with this code.
    Refused(u16),
}

/// Returns the configuration of a shard.
pub(super) fn config(sidecar: &Sidecar, proxy: Option<&str>, queue: InMemoryQueue) -> ConfigBuilder {
    let token = sidecar.setup.token.expose_secret().to_owned();
    let mut config = ConfigBuilder::new(token, sidecar.intents.borrow().intents).queue(queue);
    if let Some(proxy) = proxy {
        config = config.proxy_url(proxy.to_owned());
    }
    if let Some(presence) = presence(&sidecar.setup.watching) {
        config = config.presence(presence);
    }
    config
}

/// Returns a shard, which resumes a session if one is given.
pub(super) fn make(id: ShardId, mut config: ConfigBuilder, session: Option<&Session>) -> Shard {
    if let Some(session) = session {
        config = config.session(twilight_gateway::Session::new(session.sequence, session.id.clone()));
        if let Some(url) = &session.resume_url {
            config = config.resume_url(url.clone());
        }
    }
    let config: Config = config.build();
    Shard::with_config(id, config)
}

/// Returns the presence "Watching …"; `None` for an empty text.
fn presence(watching: &str) -> Option<UpdatePresencePayload> {
    let name = watching.trim();
    if name.is_empty() {
        return None;
    }
    let activity = MinimalActivity { kind: ActivityType::Watching, name: name.to_owned(), url: None };
    UpdatePresencePayload::new([activity.into()], false, None, Status::Online).ok()
}

/// Reads a shard until it is told to close, or Discord closes it for good.
pub(super) async fn hold(
    sidecar: &Arc<Sidecar>,
    mut shard: Shard,
    mut close: watch::Receiver<Close>,
) -> Ended {
    let mut code = 0;
    loop {
        let next = tokio::select! {
            next = shard.next() => next,
            frame = told(&mut close) => {
                shard.close(frame);
                let _ = timeout(CLOSE, drain(sidecar, &mut shard)).await;
                return Ended::Closed;
            }
        };
        match next {
            Some(Ok(Message::Text(text))) => hear(sidecar, &shard, &text),
            Some(Ok(Message::Close(frame))) => {
                code = frame.map_or(1005, |frame| frame.code);
                sidecar.metrics.gateway_closes.inc();
                tracing::info!(shard = shard.id().number(), code, "the Gateway closed the connection");
            }
            Some(Err(error)) => {
                tracing::warn!(shard = shard.id().number(), %error, "the Gateway can't be heard; trying again");
            }
            None => return Ended::Refused(code),
        }
    }
}

/// Waits until the connection is to close; returns the close frame.
async fn told(close: &mut watch::Receiver<Close>) -> CloseFrame<'static> {
    let told = close.wait_for(Option::is_some).await.ok().and_then(|frame| frame.clone());
    told.unwrap_or(CloseFrame::RESUME)
}

/// Reads the remaining messages until the connection is closed.
async fn drain(sidecar: &Arc<Sidecar>, shard: &mut Shard) {
    while let Some(next) = shard.next().await {
        match next {
            Ok(Message::Text(text)) => hear(sidecar, shard, &text),
            Ok(Message::Close(_)) | Err(_) => return,
        }
    }
}

/// Handles a message of a shard.
fn hear(sidecar: &Arc<Sidecar>, shard: &Shard, text: &str) {
    sidecar.metrics.gateway_messages.inc();
    let Ok(dispatch) = serde_json::from_str::<Dispatch<'_>>(text) else { return };
    let number = shard.id().number();
    if dispatch.op != 0 {
        if let Some(latency) = shard.latency().recent().first() {
            let labels = ShardLabels { shard: number };
            sidecar.metrics.gateway_latency.get_or_create(&labels).set(latency.as_secs_f64());
        }
        return;
    }
    let (Some(session), Some(name)) = (shard.session(), dispatch.t.as_deref()) else { return };
    let start = match name {
        "READY" => Some(SessionStart::Ready),
        "RESUMED" => Some(SessionStart::Resumed),
        _ => None,
    };
    if let Some(start) = start {
        sidecar.metrics.gateway_sessions.get_or_create(&SessionLabels { start }).inc();
        tracing::info!(shard = number, how = name, "the Gateway is heard");
    }
    let subscriptions = sidecar.subscriptions.borrow().clone();
    let at = At {
        session: session.id(),
        sequence: session.sequence(),
        now: sidecar.setup.clock.now(),
        intents: shard.config().intents(),
    };
    let event = subscriptions
        .and_then(|subscriptions| event_of(&dispatch, at, &subscriptions, &mut sidecar.message_cache()));
    let json = event.and_then(|event| serde_json::to_string(&event).ok());
    let mark = {
        let mut acks = sidecar.acks();
        let mark = acks.received(number, session.id(), shard.resume_url(), session.sequence());
        if json.is_some() {
            acks.pending(mark);
        }
        mark
    };
    if name == "READY" {
        sidecar.began.notify_one();
    }
    let Some(json) = json else { return };
    for dropped in sidecar.queue.push(QueuedEvent { json: json.into(), mark, at: at.now }) {
        let labels = PublishLabels { outcome: PublishOutcome::Dropped };
        sidecar.metrics.events.get_or_create(&labels).inc();
        sidecar.acks().acked(dropped.mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_presence_is_shown_unless_it_is_empty() {
        let shown = serde_json::to_value(presence("for /help").unwrap()).unwrap();
        assert_eq!(shown["activities"][0]["type"], 3);
        assert_eq!(shown["activities"][0]["name"], "for /help");
        assert!(presence(" ").is_none());
    }
}
