//! Questions: a card with two buttons, answered once, by the person who was asked.
//!
//! The question is stored as a job that ends it if nobody answers. It holds what is ordered if the answer is yes.

use std::sync::Arc;

use jiff::SignedDuration;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::guild::Permissions;

use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{InteractionId, UserId};
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::command::{Ack, Running};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::incoming::Asked;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::{Reply, button};
use crate::kernel::request::Request;
use crate::store::jobs::{self, NewJob, StoredJob};
use crate::words;

/// A kind of question. Its fields hold what is ordered if the answer is yes.
pub trait Question: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The kind of the job that keeps it open.
    const KIND: &'static str;
    /// The time for which it is open. Its reply can be edited for fifteen minutes.
    const OPEN: SignedDuration = SignedDuration::from_mins(10);
    /// The reply to "no".
    const LEFT: fn() -> String = words::question_left;
    /// The text that replaces the card if nobody answered.
    const EXPIRED: fn() -> String = words::question_expired;
    /// The refusal of an answer that comes too late.
    const OVER: fn() -> String = words::question_over;

    /// Returns the question, without its buttons.
    fn card(&self) -> Reply;

    /// Returns the labels of "yes" and "no".
    fn labels(&self) -> (String, String);

    /// Returns the permission that an answer takes.
    fn permission(&self) -> Permissions;
}

/// A question that was put to somebody.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Open<T> {
    caller: UserId,
    interaction: InteractionId,
    question: T,
}

impl<T: Question> Job for Open<T> {
    const KIND: &'static str = T::KIND;
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Interaction(self.interaction)
    }
}

/// A question that is being answered with "yes".
#[derive(Clone, Copy, Debug)]
pub struct Answering {
    job: i64,
    kind: &'static str,
    over: fn() -> String,
    /// `true` if the question was closed when the answer began to wait for Discord.
    is_closed: bool,
}

impl Answering {
    /// Ends the question, in the transaction that orders the action.
    ///
    /// # Errors
    /// A refusal if the question is over.
    pub async fn close(self, cx: &Cx, tx: &mut PgConnection) -> Result<()> {
        if self.is_closed || jobs::job_cancel(tx, cx.guild()?, self.job, self.kind).await? {
            return Ok(());
        }
        Err(Error::refused((self.over)()))
    }
}

/// The two buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes { question: i64 },
    No { question: i64 },
}

impl Control for Answer {
    const FEATURE: &'static str = "ask";

    fn write(&self) -> String {
        match self {
            Self::Yes { question } => format!("yes:{question}"),
            Self::No { question } => format!("no:{question}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["yes", question] => Some(Self::Yes { question: question.parse().ok()? }),
            ["no", question] => Some(Self::No { question: question.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        // The permission depends on the question; it is checked on the press.
        Permissions::empty()
    }
}

/// The age of an interaction up to which its reply may become a question: that is open for ten of its fifteen minutes.
const ASKABLE: SignedDuration = SignedDuration::from_mins(4);

/// Asks a question. `instead_of` is the question whose answer led to this one.
///
/// # Errors
/// A refusal if the interaction waited for Discord for so long that nobody could answer.
pub async fn ask<T: Question>(cx: &Cx, question: T, instead_of: Option<Answering>) -> Result<Reply> {
    if cx.has_waited() && cx.app.clock.now().duration_since(cx.received) > ASKABLE {
        return Err(Error::refused(words::waiting_confirm_anew()));
    }
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    if let Some(answered) = instead_of {
        answered.close(cx, new.tx()).await?;
    }
    let reply = put(cx, new.tx(), question).await?;
    new.commit_only().await?;
    Ok(reply)
}

/// Puts a question in a transaction that has taken the interaction. A second delivery finds it.
pub async fn put<T: Question>(cx: &Cx, tx: &mut PgConnection, question: T) -> Result<Reply> {
    let guild = cx.guild()?;
    let open = Open { caller: cx.caller(), interaction: cx.at.id, question };
    let run_at = cx.app.clock.now().checked_add(T::OPEN).ok();
    let new = NewJob { answer: Some(cx.answer()), run_at, ..open.new_job(guild)? };
    let job = jobs::order_add(tx, new, &[], cx.at.id).await?;
    Ok(card(&open.question, job.id))
}

fn card<T: Question>(question: &T, job: i64) -> Reply {
    question.card().with_buttons(buttons(question, job))
}

fn buttons<T: Question>(question: &T, job: i64) -> [Button; 2] {
    let (yes, no) = question.labels();
    [
        button(ButtonStyle::Danger, &yes, Answer::Yes { question: job }.id()),
        button(ButtonStyle::Secondary, &no, Answer::No { question: job }.id()),
    ]
}

/// A kind of question, with the function that runs on "yes".
pub(super) struct Entry {
    card: fn(&StoredJob) -> Result<Reply>,
    answer: Box<dyn Fn(Cx, StoredJob, Answer) -> Running<Reply> + Send + Sync>,
}

impl Entry {
    pub(super) fn new<T, F, Fut>(agreed: F) -> Self
    where
        T: Question,
        F: Fn(Cx, T, Answering) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply>> + Send + 'static,
    {
        let agreed = Arc::new(agreed);
        Self {
            card: |job| Ok(card(&Open::<T>::read(job.payload.clone())?.question, job.id)),
            answer: Box::new(move |cx, job, answer| {
                let agreed = Arc::clone(&agreed);
                Box::pin(async move { answered(cx, job, answer, agreed.as_ref()).await })
            }),
        }
    }
}

/// Returns the reply to a second delivery of the interaction that led to a question; `None` if the job is not a
/// question.
pub(super) fn again(app: &App, job: &StoredJob) -> Result<Option<Reply>> {
    match app.registry.question(&job.kind) {
        Some(_) if job.finished => Ok(Some(Reply::private(words::question_answered()))),
        Some(kind) => (kind.card)(job).map(Some),
        None => Ok(None),
    }
}

/// Handles a press of a button.
pub(super) async fn press(cx: Cx, answer: Answer, _: Pressed) -> Result<Reply> {
    let (Answer::Yes { question } | Answer::No { question }) = answer;
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let found = jobs::job_find(&cx.app.db, cx.guild()?, question).await?;
    let registry = &cx.app.registry;
    let Some((job, kind)) = found.and_then(|job| registry.question(&job.kind).map(|kind| (job, kind))) else {
        return Err(Error::refused(words::question_too_old()));
    };
    (kind.answer)(cx.clone(), job, answer).await
}

async fn answered<T, F, Fut>(cx: Cx, job: StoredJob, answer: Answer, agreed: &F) -> Result<Reply>
where
    T: Question,
    F: Fn(Cx, T, Answering) -> Fut,
    Fut: Future<Output = Result<Reply>>,
{
    let open = Open::<T>::read(job.payload)?;
    if cx.caller() != open.caller {
        return Err(Error::refused(words::question_not_yours(open.caller)));
    }
    gate::may_try(&cx.at, open.question.permission())?;
    let is_closed = cx.has_waited();
    if job.finished && !is_closed {
        return Err(Error::refused((T::OVER)()));
    }
    let answering = Answering { job: job.id, kind: T::KIND, over: T::OVER, is_closed };
    match answer {
        Answer::Yes { .. } => agreed(cx, open.question, answering).await,
        Answer::No { .. } => leave(&cx, answering, (T::LEFT)()).await,
    }
}

/// Closes the question that a press answers, in the transaction that records the answer until Discord answers.
///
/// # Errors
/// A refusal if the question is over.
pub(super) async fn close_answered(cx: &Cx, tx: &mut PgConnection, asked: &Asked) -> Result<()> {
    let Asked::Press(id, _) = asked else { return Ok(()) };
    let fields: Vec<&str> = id.split(':').collect();
    let [Answer::FEATURE, Answer::VERSION, rest @ ..] = fields.as_slice() else { return Ok(()) };
    let Some(Answer::Yes { question } | Answer::No { question }) = Answer::read(rest) else { return Ok(()) };
    let job = jobs::job_find(&mut *tx, cx.guild()?, question).await?;
    match job {
        Some(job) if jobs::job_cancel(tx, job.guild, job.id, &job.kind).await? => Ok(()),
        _ => Err(Error::refused(words::question_over())),
    }
}

async fn leave(cx: &Cx, answering: Answering, left: String) -> Result<Reply> {
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    answering.close(cx, new.tx()).await?;
    new.commit_only().await?;
    Ok(Reply::update(left))
}

/// Disables the buttons of a question that nobody answered in time.
pub(super) async fn expire<T: Question>(job: JobContext<Open<T>>) -> Result<Next> {
    let buttons = buttons(&job.payload.question, job.stored.id);
    let grey = buttons.map(|button| Button { disabled: true, ..button });
    Ok(Next::Done(Some(Reply::update((T::EXPIRED)()).with_buttons(grey))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buttons_are_read_back_as_they_were_written() {
        for answer in [Answer::Yes { question: i64::MAX }, Answer::No { question: 1 }] {
            let id = answer.id();
            assert_eq!(Answer::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(answer));
        }
    }
}
