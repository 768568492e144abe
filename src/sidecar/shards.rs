//! The shards: one connection each, with the intents that are wanted, resumed where that is possible.

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
use crate::sidecar::hearing::{Hearing, allowed};
use crate::sidecar::range::Range;
use crate::sidecar::sessions::{self, Saved};
use crate::sidecar::shard::{self, Close, Ended};
use crate::sidecar::state::Sidecar;
use crate::sidecar::tell::everything;

/// How long the server has to say what it wants, before everything is heard.
const FIRST_WANTS: Duration = Duration::from_secs(10);
/// How long new intents wait after the last ones: sessions that may begin are numbered.
const SETTLE: Duration = Duration::from_secs(15);

/// Holds the shards until the end. Wanted intents that were not asked for begin a new generation of them.
pub(super) async fn run(sidecar: &Arc<Sidecar>, tracker: &TaskTracker) -> Result<()> {
    let stopping = sidecar.setup.stopping.clone();
    let begun = tokio::select! {
        begun = begin(sidecar) => begun?,
        () = stopping.cancelled() => return Ok(()),
    };
    sidecar.identify(begun.range, begun.application);
    sessions::keep_saving(sidecar, tracker);
    let mut saved = sessions::load(&sidecar.setup.directory, begun.range, begun.application);
    if let Some(wants) = saved.as_mut().and_then(|saved| saved.wants.take()) {
        sidecar.wants.send_if_modified(|known| {
            known.is_none() && {
                *known = Some(Arc::new(wants));
                true
            }
        });
    }
    tokio::select! {
        () = first_wants(sidecar) => {}
        () = stopping.cancelled() => return Ok(()),
    }
    let mut may = begun.may;
    loop {
        let hearing = hearing(sidecar, may);
        let intents = hearing.intents;
        tracing::info!(shards = %begun.range, ?intents, "connecting to the Gateway");
        sidecar.hearing.send_replace(hearing);
        let sessions = saved.take().filter(|saved| saved.intents == intents.bits());
        let (close, mut ends) = connect(sidecar, tracker, &begun, sessions);
        let next = watch_over(sidecar, &mut ends, may).await;
        // Only what is to be resumed is left open on Discord's side.
        let frame = if matches!(next, Next::Stop) { CloseFrame::RESUME } else { CloseFrame::NORMAL };
        close.send_replace(Some(frame));
        while ends.recv().await.is_some() {}
        match next {
            Next::Stop => return Ok(()),
            Next::Again => {}
            Next::Refused(4014) if may.intersects(PRIVILEGED) => {
                tracing::error!(
                    "Discord refuses a privileged intent; switch on Server Members Intent and Message Content Intent on the application's Bot page. Going on without them"
                );
                may -= PRIVILEGED;
            }
            Next::Refused(code) => return Err(refused(code)),
        }
        (begun.range.from..begun.range.to).for_each(|number| sidecar.ledger().ended(number));
    }
}

/// Begins a shard for each number of the range: with their intents, and the sessions of an earlier process.
fn connect(
    sidecar: &Arc<Sidecar>,
    tracker: &TaskTracker,
    begun: &Begun,
    sessions: Option<Saved>,
) -> (watch::Sender<Close>, mpsc::Receiver<Ended>) {
    let (close, closing) = watch::channel(None);
    let (ended, ends) = mpsc::channel(1);
    for number in begun.range.from..begun.range.to {
        let config = shard::config(sidecar, begun.proxy.as_deref(), begun.queue.clone());
        let session = sessions.as_ref().and_then(|saved| saved.shards.get(&number));
        session.inspect(|session| sidecar.ledger().resumes(number, session));
        let shard = shard::make(ShardId::new(number, begun.range.total), config, session);
        let (sidecar, closing, ended) = (Arc::clone(sidecar), closing.clone(), ended.clone());
        tracker.spawn(async move {
            let _ = ended.send(shard::hold(&sidecar, shard, closing).await).await;
        });
    }
    (close, ends)
}

/// Waits for a reason to end these connections.
async fn watch_over(sidecar: &Sidecar, ends: &mut mpsc::Receiver<Ended>, may: Intents) -> Next {
    let (stopping, settled) = (&sidecar.setup.stopping, Instant::now() + SETTLE);
    let mut wants = sidecar.wants.subscribe();
    loop {
        let now = hearing(sidecar, may);
        let lacks = now.lacks(sidecar.hearing.borrow().intents);
        sidecar.hearing.send_modify(|it| it.deaf = now.deaf);
        tokio::select! {
            () = stopping.cancelled() => return Next::Stop,
            () = sleep_until(settled), if lacks => return Next::Again,
            end = ends.recv() => match end {
                Some(Ended::Refused(code)) => return Next::Refused(code),
                Some(Ended::Closed) => {}
                None => return Next::Stop,
            },
            changed = wants.changed() => if changed.is_err() { return Next::Stop },
        }
    }
}

const PRIVILEGED: Intents = Intents::GUILD_MEMBERS.union(Intents::MESSAGE_CONTENT);

enum Next {
    Stop,
    /// With other intents.
    Again,
    Refused(u16),
}

/// What is asked of Discord once, before anything else.
struct Begun {
    range: Range,
    application: ApplicationId,
    /// What the application may hear.
    may: Intents,
    /// Where to connect, where that is not Discord's own Gateway.
    proxy: Option<String>,
    /// Lets sessions begin at the pace that Discord allows.
    queue: InMemoryQueue,
}

/// Asks until Discord answers.
async fn begin(sidecar: &Sidecar) -> Result<Begun> {
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
                return Ok(Begun { range, application, may, proxy: proxy(&gateway)?, queue });
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

/// Where to connect, where that is not Discord's own Gateway.
fn proxy(gateway: &Gateway) -> Result<Option<String>> {
    let uri: http::Uri = gateway.url.parse().map_err(Error::broken)?;
    let url = gateway.url.trim_end_matches('/').to_owned();
    Ok(Some(url).filter(|_| uri.host() != Some(HOST)))
}

/// Waits for the server to say what it wants. One that is away does not hold the shards back for long.
async fn first_wants(sidecar: &Sidecar) {
    let mut wants = sidecar.wants.subscribe();
    if timeout(FIRST_WANTS, async { drop(wants.wait_for(Option::is_some).await) }).await.is_err() {
        tracing::warn!(
            "the server did not say what it wants; everything but messages is heard until it does"
        );
        sidecar.wants.send_replace(Some(Arc::new(everything())));
    }
}

fn hearing(sidecar: &Sidecar, may: Intents) -> Hearing {
    sidecar.wants.borrow().as_ref().map(|wants| Hearing::of(wants, may)).unwrap_or_default()
}

/// What a close code for good means, for the operator.
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
