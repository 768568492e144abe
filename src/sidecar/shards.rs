//! The shards: one connection each, with the intents that the subscriptions need, resumed if possible.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::task::TaskTracker;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{CloseFrame, Intents, ShardId};

use crate::discord::gateway::{Gateway, HOST};
use crate::domain::ids::ApplicationId;
use crate::error::{Error, Result};
use crate::sidecar::intents::{GatewayIntents, allowed};
use crate::sidecar::publisher::everything;
use crate::sidecar::range::Range;
use crate::sidecar::sessions::{self, Saved};
use crate::sidecar::shard::{self, Close, Ended};
use crate::sidecar::state::Sidecar;

/// The time that the server has to send subscriptions, before defaults apply.
const FIRST_SUBSCRIPTIONS: Duration = Duration::from_secs(10);
/// The time between two changes of the intents, since session starts are limited.
const INTENTS_DELAY: Duration = Duration::from_secs(15);

/// Runs the shards until the end. If subscriptions need further intents, all shards reconnect.
pub(super) async fn run(sidecar: &Arc<Sidecar>, tracker: &TaskTracker) -> Result<()> {
    let stopping = sidecar.setup.stopping.clone();
    let begun = tokio::select! {
        begun = begin(sidecar) => begun?,
        () = stopping.cancelled() => return Ok(()),
    };
    sidecar.identify(begun.range, begun.application);
    sessions::keep_saving(sidecar, tracker);
    let mut saved = sessions::load(&sidecar.setup.directory, begun.range, begun.application);
    if let Some(subscriptions) = saved.as_mut().and_then(|saved| saved.subscriptions.take()) {
        sidecar.subscriptions.send_if_modified(|known| {
            known.is_none() && {
                *known = Some(Arc::new(subscriptions));
                true
            }
        });
    }
    tokio::select! {
        () = first_subscriptions(sidecar) => {}
        () = stopping.cancelled() => return Ok(()),
    }
    let mut may = begun.may;
    loop {
        let wanted = wanted(sidecar, may);
        let intents = wanted.intents;
        tracing::info!(shards = %begun.range, ?intents, "connecting to the Gateway");
        sidecar.intents.send_replace(wanted);
        let sessions = saved.take().filter(|saved| saved.intents == intents.bits());
        let (close, mut ends) = connect(sidecar, tracker, &begun, sessions);
        let next = watch_over(sidecar, &mut ends, may).await;
        // Discord keeps a session open only if it is to be resumed.
        let frame =
            if matches!(next, NextConnection::Stop) { CloseFrame::RESUME } else { CloseFrame::NORMAL };
        close.send_replace(Some(frame));
        while ends.recv().await.is_some() {}
        match next {
            NextConnection::Stop => return Ok(()),
            NextConnection::Again => {}
            NextConnection::Refused(4014) if may.intersects(PRIVILEGED) => {
                tracing::error!(
                    "Discord refuses a privileged intent; switch on Server Members Intent and Message Content Intent on the application's Bot page. Going on without them"
                );
                may -= PRIVILEGED;
            }
            NextConnection::Refused(code) => return Err(refused(code)),
        }
        (begun.range.from..begun.range.to).for_each(|number| sidecar.acks().ended(number));
    }
}

/// Starts a shard for each number of the range, with the sessions of an earlier process.
fn connect(
    sidecar: &Arc<Sidecar>,
    tracker: &TaskTracker,
    begun: &GatewayInfo,
    sessions: Option<Saved>,
) -> (watch::Sender<Close>, mpsc::Receiver<Ended>) {
    let (close, closing) = watch::channel(None);
    let (ended, ends) = mpsc::channel(1);
    for number in begun.range.from..begun.range.to {
        let config = shard::config(sidecar, begun.proxy.as_deref(), begun.queue.clone());
        let session = sessions.as_ref().and_then(|saved| saved.shards.get(&number));
        session.inspect(|session| sidecar.acks().resumes(number, session));
        let shard = shard::make(ShardId::new(number, begun.range.total), config, session);
        let (sidecar, closing, ended) = (Arc::clone(sidecar), closing.clone(), ended.clone());
        tracker.spawn(async move {
            let _ = ended.send(shard::hold(&sidecar, shard, closing).await).await;
        });
    }
    (close, ends)
}

/// Waits for a reason to end these connections.
async fn watch_over(sidecar: &Sidecar, ends: &mut mpsc::Receiver<Ended>, may: Intents) -> NextConnection {
    let (stopping, not_before) = (&sidecar.setup.stopping, Instant::now() + INTENTS_DELAY);
    let mut subscriptions = sidecar.subscriptions.subscribe();
    loop {
        let now = wanted(sidecar, may);
        let lacks = now.lacks(sidecar.intents.borrow().intents);
        sidecar.intents.send_modify(|it| it.missing_intents = now.missing_intents);
        tokio::select! {
            () = stopping.cancelled() => return NextConnection::Stop,
            () = sleep_until(not_before), if lacks => return NextConnection::Again,
            end = ends.recv() => match end {
                Some(Ended::Refused(code)) => return NextConnection::Refused(code),
                Some(Ended::Closed) => {}
                None => return NextConnection::Stop,
            },
            changed = subscriptions.changed() => if changed.is_err() { return NextConnection::Stop },
        }
    }
}

const PRIVILEGED: Intents = Intents::GUILD_MEMBERS.union(Intents::MESSAGE_CONTENT);

enum NextConnection {
    Stop,
    /// Reconnect with other intents.
    Again,
    Refused(u16),
}

/// Discord's answers before the first connection.
struct GatewayInfo {
    range: Range,
    application: ApplicationId,
    /// The intents that the application may have.
    may: Intents,
    /// The Gateway's address, if it is not Discord's own.
    proxy: Option<String>,
    /// Delays session starts to the pace that Discord allows.
    queue: InMemoryQueue,
}

/// Asks Discord until it answers.
async fn begin(sidecar: &Sidecar) -> Result<GatewayInfo> {
    let mut wait = Duration::from_secs(1);
    loop {
        let discord = &sidecar.setup.discord;
        match tokio::try_join!(discord.application(), discord.gateway()) {
            Ok((application, gateway)) => {
                let recommended = Range { from: 0, to: gateway.shards.max(1), total: gateway.shards.max(1) };
                let range = sidecar.setup.range.unwrap_or(recommended);
                let needed = range.to - range.from;
                if gateway.session_start_limit.remaining < needed {
                    tracing::warn!(
                        left = gateway.session_start_limit.remaining,
                        "Discord allows few new sessions today; the shards wait for their turn"
                    );
                }
                let limit = gateway.session_start_limit;
                let queue = InMemoryQueue::new(
                    limit.max_concurrency,
                    limit.remaining,
                    limit.reset_after(),
                    limit.total,
                );
                let (application, may) = (application.id, allowed(application.flags));
                return Ok(GatewayInfo { range, application, may, proxy: proxy(&gateway)?, queue });
            }
            Err(error) if error.is_transient() => {
                tracing::warn!(%error, "Discord could not be asked about its Gateway; trying again");
                sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(60));
            }
            Err(error) => return Err(error),
        }
    }
}

/// Returns the Gateway's address, if it is not Discord's own.
fn proxy(gateway: &Gateway) -> Result<Option<String>> {
    let uri: http::Uri = gateway.url.parse().map_err(Error::broken)?;
    let url = gateway.url.trim_end_matches('/').to_owned();
    Ok(Some(url).filter(|_| uri.host() != Some(HOST)))
}

/// Waits for the server's subscriptions. If the server is down, applies defaults after a while.
async fn first_subscriptions(sidecar: &Sidecar) {
    let mut subscriptions = sidecar.subscriptions.subscribe();
    if timeout(FIRST_SUBSCRIPTIONS, async { drop(subscriptions.wait_for(Option::is_some).await) })
        .await
        .is_err()
    {
        tracing::warn!(
            "the server did not say what it wants; everything but messages is heard until it does"
        );
        sidecar.subscriptions.send_replace(Some(Arc::new(everything())));
    }
}

fn wanted(sidecar: &Sidecar, may: Intents) -> GatewayIntents {
    sidecar
        .subscriptions
        .borrow()
        .as_ref()
        .map(|subscriptions| GatewayIntents::of(subscriptions, may))
        .unwrap_or_default()
}

/// Returns the operator's error for a final close code.
fn refused(code: u16) -> Error {
    match code {
        4004 => Error::TokenRefused,
        4010 | 4011 => Error::Config(format!(
            "Discord refuses these shards (code {code}); leave --shards out for as many as Discord recommends, or name more in all."
        )),
        _ => Error::Unavailable(format!(
            "Discord closed the Gateway for good (code {code}); see its list of close codes."
        )),
    }
}
