//! Orders that wait for Discord: a handler whose checks Discord did not answer runs again when Discord does.
//!
//! The interaction is recorded as Discord signed it, which proves the caller, their permissions and roles, and what they
//! ordered. Only rank and what is in force have to be asked for, and a handler asks before it orders anything. So what
//! waits is the interaction itself, whichever command, button or form it used; [`Away`] names those that only show something.

use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;

use crate::discord::error_code;
use crate::discord::history::Listed;
use crate::discord::message::Message;
use crate::discord::replies::Replies;
use crate::discord::rest::hurried;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::created_at;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Running};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::{Cx, Origin};
use crate::kernel::incoming::Asked;
use crate::kernel::job::{Job, JobContext};
use crate::kernel::question;
use crate::kernel::reply::{Audience, Reply, ReplyMessage, button};
use crate::kernel::request::Request;
use crate::kernel::router::{Route, route};
use crate::kernel::undelivered::UnshownReply;
use crate::kernel::worker::{TOKEN_LIFE, age};
use crate::store::{interactions, jobs};
use crate::words;
use crate::words::Languages;

/// The longest that one call of a handler may take while somebody waits for the first answer.
const HURRY: Duration = Duration::from_millis(1200);
/// The time that the first answer has for its way to Discord, before the handler runs again.
const FIRST: SignedDuration = SignedDuration::from_secs(2);
/// The longest pause between two runs.
const PAUSE: SignedDuration = SignedDuration::from_secs(15);
/// The pause while an earlier order of the same kind waits.
const BEHIND: SignedDuration = SignedDuration::from_secs(2);
/// The time after which an order is called off that could never be checked.
const GIVE_UP: SignedDuration = SignedDuration::from_hours(24);
/// The pause between two looks whether the order is called off, and their number.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: u32 = 12;

/// The behaviour of a command or control while Discord does not answer its checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Away {
    /// It orders something: the order is recorded, and carried out when Discord answers.
    Waits,
    /// It only shows something: the person is told to try again.
    Reads,
}

/// The job that runs the handler again.
#[derive(Debug, Serialize, Deserialize)]
pub struct WaitingOrder {
    /// The origin of the interaction, with the rights that Discord signed.
    pub origin: Origin,
    /// The name for logs: `/purge`, `undo:warn`.
    pub name: String,
    asked: Asked,
    ack: Ack,
    /// The message of a message menu, without its texts.
    target: Option<Box<Listed>>,
    /// The message with the control, as it was before it said that the order waits.
    card: Option<Message>,
    /// `true` if Discord answered that it limits Gavel; `false` if it did not answer.
    is_limited: bool,
}

/// The reply that the order led to, once it is known and no other job shows it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitingProgress {
    said: Option<UnshownReply>,
}

impl Job for WaitingOrder {
    const KIND: &'static str = "waiting_order";
    type Progress = WaitingProgress;

    fn concurrency_key(&self) -> ConcurrencyKey {
        // Orders of one kind are carried out in their order.
        ConcurrencyKey::Orders(self.name.clone())
    }

    fn waiting(&self, job: i64) -> Option<Reply> {
        Some(self.card(job))
    }
}

impl WaitingOrder {
    /// Returns the reply while the order waits.
    fn card(&self, job: i64) -> Reply {
        let audience = match self.ack {
            Ack::Public => Audience::Public,
            Ack::Update => Audience::Update,
            Ack::Private | Ack::Immediate => Audience::Private,
        };
        let cancel = button(ButtonStyle::Secondary, &words::button_cancel(), CallOff { job }.id());
        let card = Reply::new(audience, Message { content: self.sentence(), ..Message::default() });
        let card = card.with_buttons([cancel]);
        // Shown late, it could replace the outcome on the message with the control.
        if self.ack == Ack::Update { card.provisional() } else { card }
    }

    fn sentence(&self) -> String {
        if self.is_limited { words::waiting_recorded_limited() } else { words::waiting_recorded() }
    }

    /// Returns the text in place of the card when the order is over. The message with a control is as it was, with the
    /// text below.
    fn ended(&self, why: String) -> UnshownReply {
        let message = match &self.card {
            Some(card) => {
                let content = format!("{}\n-# {why}", card.content).trim_start().to_owned();
                Message { content, ..card.clone() }
            }
            None => Message { content: why, ..Message::default() },
        };
        UnshownReply { message, audience: Audience::Update }
    }
}

/// The button that calls off an order which waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOff {
    job: i64,
}

impl Control for CallOff {
    const FEATURE: &'static str = "waiting";

    fn write(&self) -> String {
        self.job.to_string()
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            [job] => Some(Self { job: job.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        // Only the person who ordered it may press; that is checked on the press.
        Permissions::empty()
    }
}

/// Runs a handler for somebody who waits. What it is to order is recorded if Discord does not answer.
pub(super) fn or_recorded(cx: &Cx, route: Route) -> Running<Reply> {
    let (cx, Route { name, ack, away, order, run }) = (cx.clone(), route);
    Box::pin(async move {
        match order.filter(|_| cx.at.guild.is_some()) {
            Some(asked) => match hurried(HURRY, run).await {
                Err(error) if error.is_away() && !cx.is_taken.load(Ordering::Relaxed) => {
                    Box::pin(record(&cx, name, ack, asked, &error)).await
                }
                outcome => outcome,
            },
            None => match run.await {
                Err(error) if error.is_away() && away == Away::Reads => {
                    tracing::info!(interaction = %cx.at.id, %error, "nothing can be shown while Discord does not answer");
                    Err(Error::refused(words::waiting_reads()))
                }
                outcome => outcome,
            },
        }
    })
}

async fn record(cx: &Cx, name: String, ack: Ack, asked: Asked, away: &Error) -> Result<Reply> {
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    question::close_answered(cx, new.tx(), &asked).await?;
    tracing::info!(interaction = %cx.at.id, guild = cx.at.guild.map(|id| id.get()), name, %away, "the order waits for Discord");
    let job = WaitingOrder {
        origin: Origin::clone(&cx.at),
        name,
        asked,
        ack,
        target: cx.at.target.as_deref().map(|target| Box::new(target.without_texts())),
        card: cx.at.card.as_deref().filter(|_| ack == Ack::Update).cloned(),
        is_limited: matches!(away, Error::Limited { .. }),
    };
    let stored = new.commit_later(&job, FIRST).await?;
    Ok(job.card(stored.id))
}

/// The outcome of a run.
#[derive(Debug)]
pub enum Outcome {
    /// Discord does not answer yet.
    Later(Timestamp),
    /// The order was committed. The reply, if it is known already; a job of its own shows it otherwise.
    Ordered(Option<ReplyMessage>),
    /// All that comes of it is this reply.
    Said,
}

/// Runs the handler again, unless that is over.
pub async fn again(job: &mut JobContext<WaitingOrder>) -> Result<Outcome> {
    if job.progress.said.is_some() {
        return Ok(Outcome::Said);
    }
    let (guild, now) = (job.guild(), job.app.clock.now());
    let ordered = interactions::interaction_job(job.db(), guild, job.payload.origin.id).await?;
    if ordered.is_some_and(|ordered| ordered != job.stored.id) {
        return Ok(Outcome::Ordered(None));
    }
    if let Some(by) = job.stored.cancelled_by {
        return said(job, |order| order.ended(words::waiting_cancelled(by))).await;
    }
    if now.duration_since(created_at(job.payload.origin.id)) > GIVE_UP {
        return said(job, |order| order.ended(words::waiting_gave_up())).await;
    }
    if ordered.is_none() {
        // An earlier run committed what needs no job, and could not say so.
        return said(job, |order| order.ended(words::undelivered_done())).await;
    }
    if jobs::job_is_behind(job.db(), &job.stored, &job.payload.concurrency_key()).await? {
        return Ok(Outcome::Later(now.checked_add(BEHIND).unwrap_or(Timestamp::MAX)));
    }
    let cx = Cx::again(job.app.clone(), job.payload.origin(job), job.stored.clone());
    match words::spoken(languages(job), job.app.command_ids(), handle(&cx, &job.payload)).await {
        Err(error) if error.is_away() => Ok(Outcome::Later(next(job, &error))),
        Err(error @ (Error::Database(_) | Error::Unavailable(_) | Error::LeaseLost)) => Err(error),
        Err(error) => {
            if !matches!(error, Error::Refused(_)) {
                tracing::error!(interaction = %cx.at.id, incident = cx.incident(), %error, "the handler of an order that waited failed");
            }
            let why = words::spoken(languages(job), job.app.command_ids(), async {
                error_code::user_message(&error, &cx.incident())
            });
            let message = Message { content: why.await, ..Message::default() };
            said(job, |_| UnshownReply { message, audience: Audience::Private }).await
        }
        Ok(Reply::Message(reply)) if reply.completes_job.is_some() => Ok(Outcome::Ordered(Some(reply))),
        Ok(Reply::Message(reply)) if !reply.provisional && !has_own_reply(&cx).await? => {
            said(job, |_| UnshownReply { message: reply.message, audience: reply.audience }).await
        }
        Ok(_) => Ok(Outcome::Ordered(None)),
    }
}

/// Returns `true` if a job that was ordered shows its own reply, now or later. A question is shown here.
async fn has_own_reply(cx: &Cx) -> Result<bool> {
    match cx.duplicate().await? {
        Some(ordered) => Ok(ordered.question()?.is_none()),
        None => Ok(false),
    }
}

async fn handle(cx: &Cx, order: &WaitingOrder) -> Result<Reply> {
    route(cx, order.asked.clone())?.run.await
}

impl WaitingOrder {
    /// Returns the origin with what is not stored in it.
    fn origin(&self, job: &JobContext<Self>) -> Origin {
        let token = job.stored.answer.as_ref().map(|answer| answer.token.clone()).unwrap_or_default();
        Origin { token, target: self.target.clone(), ..self.origin.clone() }
    }
}

/// Returns the reader's language while they can be shown the reply; the server's, once it goes to the log.
fn languages(job: &JobContext<WaitingOrder>) -> Languages {
    if is_shown(job) { job.stored.private_languages() } else { job.stored.languages() }
}

/// Returns `true` if the reply can be shown to the person.
#[must_use]
pub fn is_shown(job: &JobContext<WaitingOrder>) -> bool {
    job.stored.answer.as_ref().is_some_and(|answer| age(&job.app, answer) < TOKEN_LIFE)
}

/// Stores the reply, so that it stays the same whatever happens later.
async fn said(
    job: &mut JobContext<WaitingOrder>,
    reply: impl FnOnce(&WaitingOrder) -> UnshownReply,
) -> Result<Outcome> {
    job.progress.said = Some(reply(&job.payload));
    job.save().await?;
    Ok(Outcome::Said)
}

/// Returns the time of the next run: soon at first, and never before Discord's own word.
fn next(job: &JobContext<WaitingOrder>, away: &Error) -> Timestamp {
    let doublings = u32::try_from(job.stored.attempts.clamp(1, 5) - 1).unwrap_or(0);
    let pause = SignedDuration::from_secs(1 << doublings).min(PAUSE);
    let told = match away {
        Error::Limited { after, .. } => SignedDuration::try_from(*after).unwrap_or(PAUSE),
        _ => SignedDuration::ZERO,
    };
    tracing::debug!(job = job.stored.id, name = job.payload.name, %away, "the order waits on");
    job.app.clock.now().checked_add(pause.max(told)).unwrap_or(Timestamp::MAX)
}

/// Returns the reply that the order led to, for showing it again.
#[must_use]
pub fn reply(job: &JobContext<WaitingOrder>) -> Option<ReplyMessage> {
    let said = job.progress.said.clone()?;
    let Reply::Message(reply) = Reply::new(said.audience, said.message) else { return None };
    Some(reply)
}

/// Shows the reply in the place of the card.
pub async fn show(job: &JobContext<WaitingOrder>, reply: &ReplyMessage) -> Result<()> {
    let Some(answer) = &job.stored.answer else { return Ok(()) };
    let order = &job.payload;
    let replies = Replies::new(&job.app.discord, answer.application, &answer.token).without_grace();
    match (order.ack, reply.audience, &order.card) {
        (Ack::Update, Audience::Private | Audience::Public, Some(card)) => {
            let sentence = words::spoken(languages(job), job.app.command_ids(), async { order.sentence() });
            // Something else may have changed the message meanwhile.
            if replies.content().await? == sentence.await {
                replies.edit(card).await?;
            }
            replies.add_private(reply.message.create_body()?).await
        }
        (Ack::Public, Audience::Private, _) => {
            match replies.delete().await {
                Err(error) if error.code() == Some(error_code::UNKNOWN_MESSAGE) => {}
                deleted => deleted?,
            }
            replies.add_private(reply.message.create_body()?).await
        }
        _ => reply.show(&replies).await,
    }
}

/// Handles a press of Cancel. Whichever process looks at the order next sees that it is not wanted.
pub(super) async fn press(cx: Cx, CallOff { job }: CallOff, _: Pressed) -> Result<Reply> {
    let guild = cx.guild()?;
    let found = jobs::job_find(&cx.app.db, guild, job).await?;
    let Some(found) = found.filter(|it| it.kind == WaitingOrder::KIND) else {
        return Err(Error::refused(words::waiting_too_old()));
    };
    let by = WaitingOrder::read(found.payload)?.origin.user.id;
    if cx.caller() != by {
        return Err(Error::refused(words::unchecked_not_yours(by)));
    }
    if jobs::job_stop(&cx.app.db, guild, job, by).await?.is_none() {
        return Err(Error::refused(words::waiting_too_old()));
    }
    for _ in 0..LOOKS {
        tokio::time::sleep(LOOK).await;
        let Some(found) = jobs::job_find(&cx.app.db, guild, job).await? else { break };
        let progress: WaitingProgress = serde_json::from_value(found.progress).map_err(Error::broken)?;
        if let Some(said) = progress.said {
            return Ok(Reply::new(Audience::Update, said.message));
        }
    }
    Ok(Reply::private(words::waiting_calling_off()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(ack: Ack, card: Option<Message>) -> WaitingOrder {
        let user = serde_json::json!({
            "id": "5", "username": "mod", "discriminator": "0", "avatar": null, "bot": false, "banner": null,
        });
        let origin = serde_json::json!({
            "id": "1", "application": "2", "guild": "3", "channel": "4", "user": user, "member": null,
            "permissions": "8", "app_permissions": "8",
        });
        let origin = serde_json::from_value(origin).unwrap();
        let asked = Asked::Press("undo:1:warn:7".to_owned(), Pressed::default());
        let name = "undo:warn".to_owned();
        WaitingOrder { origin, name, asked, ack, target: None, card, is_limited: false }
    }

    #[test]
    fn the_button_is_read_back_as_it_was_written() {
        let button = CallOff { job: i64::MAX };
        assert_eq!(CallOff::read(&button.id().split(':').skip(2).collect::<Vec<_>>()), Some(button));
        assert_eq!(CallOff::read(&["x"]), None);
    }

    #[test]
    fn once_it_is_over_the_message_with_the_control_is_as_it_was_with_a_line_below() {
        let card = Message { content: "Warned.".to_owned(), ..Message::default() };
        let ended = |card| order(Ack::Update, card).ended("Called off.".to_owned()).message.content;
        assert_eq!(ended(Some(card)), "Warned.\n-# Called off.");
        assert_eq!(ended(Some(Message::default())), "-# Called off.");
        assert_eq!(ended(None), "Called off.");
    }

    #[test]
    fn it_is_read_back_as_it_was_stored() {
        let stored = serde_json::to_value(order(Ack::Private, Some(Message::default()))).unwrap();
        let read = serde_json::to_value(WaitingOrder::read(stored.clone()).unwrap()).unwrap();
        assert_eq!(read, stored);
    }
}
