//! The last word: whoever was acknowledged gets a reply for as long as it can be shown, whatever fails meanwhile.
//!
//! A deferral is noted before it is sent, so that somebody whose process died is answered by another. A reply that Discord
//! did not take is stored, and shown when Discord takes it.

use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::discord::error_code;
use crate::discord::message::Message;
use crate::discord::replies::Replies;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::InteractionId;
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::{Audience, Reply, ReplyMessage};
use crate::kernel::request::standing_reply;
use crate::kernel::worker::{ACKNOWLEDGED_BY, TOKEN_LIFE, age};
use crate::store::interactions;
use crate::store::jobs::{self, NewJob};
use crate::words;

/// The job that answers a deferral which no process answered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AnswerDeferral {
    interaction: InteractionId,
    ack: Ack,
    /// The reply that Discord did not take; `None` if the handler did not get that far.
    reply: Option<UnshownReply>,
}

/// A reply that Discord did not take yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct UnshownReply {
    pub message: Message,
    pub audience: Audience,
}

impl Job for AnswerDeferral {
    const KIND: &'static str = "answer_deferral";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Interaction(self.interaction)
    }
}

/// The delay before the job runs: longer than any handler, and short for somebody who waits.
const PATIENCE: SignedDuration = SignedDuration::from_secs(90);
/// The delay before a reply that Discord did not take is tried again.
const AGAIN: SignedDuration = SignedDuration::from_secs(1);
/// The time that storing a note may take: it begins a second before the acknowledgement is due.
const NOTED: Duration = Duration::from_millis(1300);
/// The time that storing a reply may take.
const STORED: Duration = Duration::from_secs(3);
/// The longest pause between two tries of a process that can store nothing.
const PAUSE: Duration = Duration::from_secs(15);
/// The pause before an uncertain commit is looked up, and the number of looks.
const LOOK: Duration = Duration::from_millis(500);
const LOOKS: u32 = 16;

/// Notes that somebody is waiting. Returns `false` if that could not be stored. Outside servers nothing is stored.
pub(super) async fn note(cx: &Cx, ack: Ack) -> bool {
    // A pool that is all in use is busy: the database is there, and takes the note a little later.
    let is_busy = || {
        let pool = &cx.app.db;
        pool.num_idle() == 0 && pool.size() >= pool.options().get_max_connections()
    };
    if !is_busy() {
        let is_noted = store(cx, ack, None, PATIENCE, NOTED).await != Some(false);
        if is_noted || !is_busy() {
            return is_noted;
        }
    }
    let cx = cx.clone();
    cx.app.clone().tracker.spawn(async move { store(&cx, ack, None, PATIENCE, STORED).await });
    true
}

/// Removes the note of a deferral that was answered.
pub(super) async fn answered(cx: &Cx) {
    let Ok(guild) = cx.guild() else { return };
    let key = ConcurrencyKey::Interaction(cx.at.id);
    if let Err(error) = jobs::waiting_end(&cx.app.db, guild, &key, AnswerDeferral::KIND).await {
        tracing::debug!(interaction = %cx.at.id, %error, "the note of a deferral stays");
    }
}

/// Keeps a reply that Discord did not take, until it does or the reply can't be shown any more. Where nothing can be
/// stored, this process tries by itself.
pub(super) async fn keep(cx: &Cx, ack: Ack, said: &ReplyMessage) {
    let mut pause = Duration::from_secs(1);
    let reply = || UnshownReply { message: said.message.clone(), audience: said.audience };
    while store(cx, ack, Some(reply()), AGAIN, STORED).await != Some(true) {
        let now = cx.app.clock.now();
        let is_over = now.duration_since(cx.answer().issued_at)
            > SignedDuration::try_from(TOKEN_LIFE).unwrap_or_default();
        if is_over || cx.app.stopping.is_cancelled() {
            tracing::warn!(interaction = %cx.at.id, "the reply could be neither shown nor stored");
            return;
        }
        tokio::select! {
            () = cx.app.stopping.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
        pause = PAUSE.min(pause * 2);
        let replies = Replies::new(&cx.app.discord, cx.at.application, &cx.at.token);
        match deliver(&replies, ack, said).await {
            Err(error) if error.is_transient() => {}
            _ => return,
        }
    }
}

/// Stores the job in place of an earlier note. Returns whether that worked; `None` outside servers.
async fn store(
    cx: &Cx,
    ack: Ack,
    reply: Option<UnshownReply>,
    after: SignedDuration,
    within: Duration,
) -> Option<bool> {
    let guild = cx.guild().ok()?;
    let stored = async {
        let job = AnswerDeferral { interaction: cx.at.id, ack, reply };
        let run_at = cx.app.clock.now().checked_add(after).ok();
        let new = NewJob { answer: Some(cx.answer()), run_at, ..job.new_job(guild)? };
        if job.reply.is_none() {
            return jobs::job_add(&mut *cx.app.db.acquire().await?, new).await.map(drop);
        }
        let mut tx = cx.app.db.begin().await?;
        jobs::waiting_end(&mut *tx, guild, &job.concurrency_key(), AnswerDeferral::KIND).await?;
        jobs::job_add(&mut tx, new).await?;
        Ok(tx.commit().await?)
    };
    let stored: Result<Result<()>, _> = tokio::time::timeout(within, stored).await;
    if let Ok(Err(error)) = &stored {
        tracing::debug!(interaction = %cx.at.id, %error, "the deferral could not be noted");
    }
    Some(matches!(stored, Ok(Ok(()))))
}

/// Shows a reply in the place that the acknowledgement made. A place that something stands in is left alone: another
/// delivery of the interaction answered.
pub(super) async fn deliver(replies: &Replies<'_>, ack: Ack, said: &ReplyMessage) -> Result<()> {
    if ack == Ack::Update {
        return match said.audience {
            Audience::Update => said.show(replies).await,
            Audience::Private | Audience::Public => replies.add_private(said.message.create_body()?).await,
        };
    }
    let is_moved = ack == Ack::Public && said.audience == Audience::Private;
    let is_there = match replies.is_thinking().await {
        Ok(false) => return Ok(()),
        Ok(true) => true,
        // Taken away by an earlier try, which did not get further.
        Err(error) if is_moved && error.code() == Some(error_code::UNKNOWN_MESSAGE) => false,
        Err(error) => return Err(error),
    };
    if is_moved {
        // "Thinking…" was public; a reply for one person must not be.
        if is_there {
            replies.delete().await?;
        }
        return replies.add_private(said.message.create_body()?).await;
    }
    said.show(replies).await
}

/// Answers a deferral that nobody answered.
pub(super) async fn run(job: JobContext<AnswerDeferral>) -> Result<Next> {
    let Some(answer) = &job.stored.answer else { return Ok(Next::Done(None)) };
    let age = age(&job.app, answer);
    if age >= TOKEN_LIFE {
        return Ok(Next::Done(None));
    }
    let reply = match &job.payload.reply {
        Some(unshown) => Reply::new(unshown.audience, unshown.message.clone()),
        None => match missing(&job).await? {
            Some(reply) => reply,
            None => return Ok(Next::Done(None)),
        },
    };
    let Reply::Message(said) = reply else { return Ok(Next::Done(None)) };
    let replies = Replies::new(&job.app.discord, answer.application, &answer.token);
    let replies = if age > ACKNOWLEDGED_BY { replies.without_grace() } else { replies };
    match deliver(&replies, job.payload.ack, &said).await {
        Err(error) if !error.is_transient() => {
            tracing::info!(interaction = %job.payload.interaction, %error, "the reply is gone");
            Ok(Next::Done(None))
        }
        shown => shown.map(|()| Next::Done(None)),
    }
}

/// Returns the reply that a process which died owes; `None` if the job that was ordered gives it.
async fn missing(job: &JobContext<AnswerDeferral>) -> Result<Option<Reply>> {
    let (guild, interaction) = (job.guild(), job.payload.interaction);
    if let Some(ordered) = interactions::interaction_job(job.db(), guild, interaction).await? {
        let ordered = jobs::job_find(job.db(), guild, ordered).await?.filter(|ordered| !ordered.finished);
        return ordered.map_or(Ok(None), |ordered| standing_reply(&job.app, &ordered));
    }
    let is_taken = interactions::interaction_is_taken(job.db(), guild, interaction).await?;
    Ok(Some(Reply::private(match is_taken {
        true => words::undelivered_done(),
        false => words::undelivered_interrupted(),
    })))
}

/// Returns the reply after an error of the database which leaves open whether the order was committed: looks it up, and
/// says so where even that can't be known.
pub(super) async fn truth(cx: &Cx, error: Error) -> Result<Reply> {
    if !cx.is_taken.load(Ordering::Relaxed) {
        return Err(error);
    }
    let guild = cx.guild()?;
    for _ in 0..LOOKS {
        tokio::time::sleep(LOOK).await;
        match interactions::interaction_is_taken(&cx.app.db, guild, cx.at.id).await {
            Ok(false) => return Err(error),
            Ok(true) => match cx.duplicate().await {
                Ok(Some(ordered)) => return ordered.reply().await,
                Ok(None) => return Ok(Reply::private(words::undelivered_done())),
                Err(_) => {}
            },
            Err(_) => {}
        }
    }
    Ok(Reply::private(words::undelivered_unknown(cx.incident())))
}
