//! Sending the answer: inline while Discord waits, by an edit after that.
//!
//! Discord waits three seconds. The handler runs on a task of its own; if it takes longer than `PATIENCE`, it is
//! acknowledged and its reply becomes an edit. Handlers never know which it was.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::oneshot;
use tracing::{Instrument, Span};
use twilight_model::application::interaction::InteractionType;

use crate::discord::error_code;
use crate::discord::message::Message;
use crate::discord::replies::Replies;
use crate::discord::rest::{Urgency, urgently};
use crate::domain::ids::{InteractionId, created_at};
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::command::{Ack, Running};
use crate::kernel::command_ids;
use crate::kernel::cx::{Cx, incident};
use crate::kernel::incoming::{Asked, Incoming};
use crate::kernel::reply::{Audience, Reply, ReplyMessage, callback, deferral};
use crate::kernel::router::route;
use crate::kernel::undelivered;
use crate::kernel::waiting;
use crate::kernel::watch::watched;
use crate::store::jobs;
use crate::telemetry::metrics::{InteractionLabels, InteractionOutcome, REFUSED_INTERACTION};
use crate::words;

/// The time from the interaction's creation to the acknowledgement: a second is left for the way to Discord.
const PATIENCE: Duration = Duration::from_secs(2);
/// The time before the end of `PATIENCE` at which the note of a deferral is begun, so that slow records have it in time.
const NOTE: Duration = Duration::from_secs(1);
/// The least time that a handler gets, however long the interaction was on its way (or the clocks disagree).
const PATIENCE_LEAST: Duration = Duration::from_millis(200);
/// The longest run of a handler: what takes longer is a job. The note of its deferral is answered soon after.
const HANDLER: Duration = Duration::from_secs(80);

/// Answers one interaction, in the reader's language. Returns the callback to send as the HTTP response.
///
/// # Errors
/// Fails if no handler is found for another reason than a refusal.
pub async fn answer(app: Arc<App>, incoming: Incoming) -> Result<Bytes> {
    let Incoming { kind, origin, asked } = incoming;
    let received = app.clock.now();
    let cx = Cx::new(app, origin, received);
    command_ids::refresh(&cx.app, cx.at.application);
    words::spoken(cx.at.languages, cx.app.command_ids(), answer_in_language(&cx, kind, asked)).await
}

async fn answer_in_language(cx: &Cx, kind: InteractionType, asked: Asked) -> Result<Bytes> {
    let began = tokio::time::Instant::now();
    let (name, ack, callback, outcome) = match route(cx, asked) {
        Ok(route) => {
            let (name, ack) = (route.name.clone(), route.ack);
            let run = waiting::or_recorded(cx, route);
            let (callback, outcome) = wait(cx, kind, ack, name.clone(), run).await;
            (name, ack, callback, outcome)
        }
        Err(error @ Error::Refused(_)) => {
            let said = refusal(cx, kind, &error);
            (
                REFUSED_INTERACTION.to_owned(),
                Ack::Immediate,
                inline(cx, kind, &said),
                InteractionOutcome::Refused,
            )
        }
        Err(error) => return Err(error),
    };
    tracing::info!(
        interaction = %cx.at.id, guild = cx.at.guild.map(|id| id.get()), user = %cx.caller(), name, ?ack, outcome = outcome.as_str(),
        ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX), "interaction"
    );
    cx.app.metrics.interactions.get_or_create(&InteractionLabels { name, outcome }).inc();
    cx.app.metrics.interaction_duration.observe(began.elapsed().as_secs_f64());
    Ok(callback)
}

/// Answers an interaction of which a needed part can't be read. Returns the callback to send as the HTTP response.
///
/// # Errors
/// Fails if the callback can't be written.
pub fn unreadable(id: InteractionId, kind: InteractionType) -> Result<Bytes> {
    let text = words::answer_unreadable(incident(id.get()));
    match kind {
        InteractionType::ApplicationCommandAutocomplete => callback(&Reply::Choices(vec![]), kind),
        _ => callback(&Reply::private(text), kind),
    }
}

/// Runs the handler and waits as long as `PATIENCE` allows.
async fn wait(
    cx: &Cx,
    kind: InteractionType,
    ack: Ack,
    name: String,
    run: Running<Reply>,
) -> (Bytes, InteractionOutcome) {
    let finished = finish(cx.clone(), kind, name, run);
    let mut reply = Box::pin(words::spoken(cx.at.languages, cx.app.command_ids(), finished));
    // Many replies are there at once. For these, a task and its timers would be most of the work.
    let late = Late { ack, kind, is_said: Arc::default() };
    if let Poll::Ready(reply) = poll_fn(|step| Poll::Ready(reply.as_mut().poll(step))).await {
        return send(cx, late, Some(reply));
    }
    let (sender, mut receiver) = oneshot::channel();
    let (worker, place) = (cx.clone(), late.clone());
    cx.app.tracker.spawn(words::spoken(cx.at.languages, cx.app.command_ids(), async move {
        if let Err(reply) = sender.send(reply.await)
            && follow_up(&worker, &place, reply).await
        {
            undelivered::answered(&worker).await;
        }
    }));
    let patience = patience(cx);
    let quick = patience.saturating_sub(NOTE);
    let on_time = match tokio::time::timeout(quick, &mut receiver).await {
        Ok(sent) => sent.ok(),
        Err(_) => match Box::pin(slow(cx, &late, receiver, patience - quick)).await {
            Ok(reply) => reply,
            Err(NotNoted) => return (inline(cx, kind, &unnoted(ack)), InteractionOutcome::Deferred),
        },
    };
    send(cx, late, on_time)
}

/// Returns the callback for a reply, or for the lack of one.
fn send(cx: &Cx, late: Late, reply: Option<Reply>) -> (Bytes, InteractionOutcome) {
    let (ack, kind) = (late.ack, late.kind);
    match reply {
        Some(Reply::Message(said)) if !said.message.files.is_empty() => {
            // Discord takes files only in edits. A job stands behind this reply and shows the files if this process
            // ends.
            let worker = cx.clone();
            cx.app.tracker.spawn(async move { follow_up(&worker, &late, Reply::Message(said)).await });
            (deferred(cx, ack, kind), InteractionOutcome::Deferred)
        }
        None | Some(Reply::Deferred) => (deferred(cx, ack, kind), InteractionOutcome::Deferred),
        Some(reply) => {
            let callback = inline(cx, kind, &reply);
            if let Reply::Message(ReplyMessage { completes_job: Some(job), .. }) = reply {
                // The answer does not wait for it.
                let cx = cx.clone();
                cx.app.clone().tracker.spawn(async move { finish_job(&cx, &job).await });
            }
            (callback, InteractionOutcome::Answered)
        }
    }
}

/// The deferral could not be noted: should this process die, nobody would answer it.
struct NotNoted;

/// Notes that a deferral may be needed, while it waits for the reply a little longer. Returns `None` if it is needed.
async fn slow(
    cx: &Cx,
    late: &Late,
    mut receiver: oneshot::Receiver<Reply>,
    left: Duration,
) -> std::result::Result<Option<Reply>, NotNoted> {
    let (noting, ack) = (cx.clone(), late.ack);
    let note =
        late.is_awaited().then(|| cx.app.tracker.spawn(async move { undelivered::note(&noting, ack).await }));
    let reply = tokio::time::timeout(left, &mut receiver).await;
    if let Ok(sent) = reply {
        if let Some(note) = note {
            let cx = cx.clone();
            cx.app.clone().tracker.spawn(async move {
                let _ = note.await;
                undelivered::answered(&cx).await;
            });
        }
        return Ok(sent.ok());
    }
    // Noted before the handler can see that it is late, so that its answer clears the note.
    let is_noted = match note {
        Some(note) => note.await.unwrap_or(false),
        None => true,
    };
    late.is_said.store(!is_noted, Ordering::Relaxed);
    // The reply may have come in this very instant: closing first makes the sender see it was late.
    receiver.close();
    let reply = receiver.try_recv().ok();
    if reply.is_some() && late.is_awaited() {
        undelivered::answered(cx).await;
    }
    if reply.is_none() && !is_noted { Err(NotNoted) } else { Ok(reply) }
}

/// The place of a reply that comes late.
#[derive(Clone)]
struct Late {
    ack: Ack,
    kind: InteractionType,
    /// `true` if a sentence stands there instead of "thinking…".
    is_said: Arc<AtomicBool>,
}

impl Late {
    /// Returns `true` if a deferral shows "thinking…".
    fn is_awaited(&self) -> bool {
        self.ack != Ack::Update && self.kind != InteractionType::ApplicationCommandAutocomplete
    }
}

/// Returns the answer in place of a deferral that could not be noted.
fn unnoted(ack: Ack) -> Reply {
    let audience = if ack == Ack::Public { Audience::Public } else { Audience::Private };
    Reply::new(audience, Message { content: words::answer_slow(), ..Message::default() })
}

fn patience(cx: &Cx) -> Duration {
    let age = cx.received.duration_since(created_at(cx.at.id));
    let age = Duration::try_from(age).unwrap_or(Duration::ZERO);
    PATIENCE.saturating_sub(age).max(PATIENCE_LEAST)
}

/// Runs the handler to its end: an error or a panic becomes a sentence, logged once.
async fn finish(cx: Cx, kind: InteractionType, name: String, run: Running<Reply>) -> Reply {
    let span =
        || tracing::info_span!("interaction", id = %cx.at.id, guild = cx.at.guild.map(|id| id.get()), name);
    let run = tokio::time::timeout(HANDLER, urgently(Urgency::Awaited, run));
    let error = match unpanicked(spanned(span, watched(name.as_str().into(), run))).await {
        Ok(Ok(Ok(reply))) => return reply,
        Ok(Ok(Err(error @ (Error::Database(_) | Error::Unavailable(_))))) => {
            // In a box, as are the other rare ways: what all futures have room for is moved about with each of them.
            match Box::pin(undelivered::truth(&cx, error)).await {
                Ok(reply) => return reply,
                Err(error) => error,
            }
        }
        Ok(Ok(Err(error))) => error,
        Ok(Err(_)) => Error::broken("the handler did not end"),
        Err(panic) => Error::broken(format!("the handler panicked: {panic}")),
    };
    if !matches!(error, Error::Refused(_)) {
        let (incident, interaction) = (cx.incident(), cx.at.id);
        tracing::error!(%interaction, incident, %error, "the handler failed");
    }
    refusal(&cx, kind, &error)
}

/// Runs a future in a span, which is made once the future waits: nothing else can come in between before.
async fn spanned<T>(span: impl FnOnce() -> Span, future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    if let Poll::Ready(done) = poll_fn(|step| Poll::Ready(future.as_mut().poll(step))).await {
        return done;
    }
    future.instrument(span()).await
}

/// Runs a future to its end, or to its panic, whose message is the error.
///
/// # Errors
/// Fails with the message of the panic.
pub async fn unpanicked<T>(future: impl Future<Output = T>) -> std::result::Result<T, String> {
    let mut future = pin!(future);
    poll_fn(|step| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(step))) {
        Ok(polled) => polled.map(Ok),
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            Poll::Ready(Err(text.unwrap_or_default()))
        }
    })
    .await
}

fn refusal(cx: &Cx, kind: InteractionType, error: &Error) -> Reply {
    if kind == InteractionType::ApplicationCommandAutocomplete {
        return Reply::Choices(vec![]);
    }
    Reply::private(error_code::user_message(error, &cx.incident()))
}

/// Returns the callback for a reply that is in time.
fn inline(cx: &Cx, kind: InteractionType, reply: &Reply) -> Bytes {
    callback(reply, kind).unwrap_or_else(|error| unwritten(cx, kind, &error))
}

/// Returns the callback that asks for more time.
fn deferred(cx: &Cx, ack: Ack, kind: InteractionType) -> Bytes {
    deferral(ack, kind).unwrap_or_else(|error| unwritten(cx, kind, &error))
}

/// Returns the callback in place of one that could not be written.
fn unwritten(cx: &Cx, kind: InteractionType, error: &Error) -> Bytes {
    tracing::error!(interaction = %cx.at.id, incident = cx.incident(), %error, "the reply could not be written");
    callback(&Reply::private(error_code::user_message(error, &cx.incident())), kind).unwrap_or_default()
}

/// Sends the reply of a late handler. Returns `true` if the person has it, or the job that was ordered will send it.
async fn follow_up(cx: &Cx, late: &Late, reply: Reply) -> bool {
    let said = match reply {
        Reply::Message(said) => said,
        Reply::Deferred | Reply::Choices(_) => return true,
        Reply::Modal(_) => {
            tracing::error!(interaction = %cx.at.id, "a form came too late to be shown");
            let Reply::Message(said) = Reply::private(words::answer_too_slow()) else {
                return true;
            };
            said
        }
    };
    match show(cx, late, &said).await {
        Ok(()) => {}
        Err(error) if error_code::is_reply_gone(&error) => {
            tracing::info!(interaction = %cx.at.id, %error, "the reply is gone");
        }
        Err(error) => {
            tracing::warn!(interaction = %cx.at.id, %error, "the reply could not be shown");
            // The job's next try shows its reply, because the lease runs out.
            if said.completes_job.is_some() || said.provisional {
                return true;
            }
            undelivered::keep(cx, late.ack, &said).await;
            return false;
        }
    }
    if let Some(job) = &said.completes_job {
        finish_job(cx, job).await;
    }
    true
}

/// Shows a late reply in the place that the acknowledgement made. The outcome of a job is shown whatever stands there.
async fn show(cx: &Cx, late: &Late, said: &ReplyMessage) -> Result<()> {
    let mut replies = Replies::new(&cx.app.discord, cx.at.application, &cx.at.token);
    if said.provisional {
        replies = replies.within(Duration::from_millis(800));
    }
    let has_job = said.completes_job.is_some() || said.provisional;
    let is_said = late.is_said.load(Ordering::Relaxed);
    // Where the sentence does not stand, another delivery of the interaction answered.
    if is_said && !has_job && replies.content().await? != words::answer_slow() {
        return Ok(());
    }
    match (late.ack, said.audience) {
        (Ack::Public, Audience::Private) if has_job || is_said => {
            replies.delete().await?;
            replies.add_private(said.message.create_body()?).await
        }
        (Ack::Public | Ack::Private | Ack::Immediate, _) if has_job || is_said => said.show(&replies).await,
        _ => undelivered::deliver(&replies, late.ack, said).await,
    }
}

/// Finishes the job, now that the person has the outcome.
async fn finish_job(cx: &Cx, job: &jobs::StoredJob) {
    match jobs::job_finish(&cx.app.db, job).await {
        Ok(()) | Err(Error::LeaseLost) => {}
        Err(error) => {
            tracing::warn!(job = job.id, %error, "the job is done, but that could not be stored; it will be looked at again")
        }
    }
}
