//! Replies that never came: a deferral is noted before it is sent, so that somebody whose process died before anything
//! was ordered is told, and "thinking…" never stays.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::discord::error_code;
use crate::discord::replies::Replies;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::InteractionId;
use crate::error::Result;
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::Reply;

use crate::store::interactions;
use crate::store::jobs::{self, NewJob};

/// The job that answers a deferral which no process answered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AnswerDeferral {
    interaction: InteractionId,
}

impl Job for AnswerDeferral {
    const KIND: &'static str = "answer_deferral";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Interaction(self.interaction)
    }
}

/// The delay before the job runs: longer than any handler, shorter than a reply can be edited.
const PATIENCE: SignedDuration = SignedDuration::from_mins(3);

/// Notes that somebody is waiting. Best effort: if it can't be stored, they are still answered.
pub(super) async fn note(cx: &Cx) {
    let Ok(guild) = cx.guild() else { return };
    let noted = async {
        let run_at = cx.app.clock.now().checked_add(PATIENCE).ok();
        let job = AnswerDeferral { interaction: cx.at.id };
        let new = NewJob { answer: Some(cx.answer()), run_at, ..job.new_job(guild)? };
        jobs::job_add(&mut *cx.app.db.acquire().await?, new).await
    };
    if let Ok(Err(error)) = tokio::time::timeout(std::time::Duration::from_millis(300), noted).await {
        tracing::debug!(interaction = %cx.at.id, %error, "the deferral could not be noted");
    }
}

/// Removes the note of a deferral that was answered.
pub(super) async fn answered(cx: &Cx) {
    let Ok(guild) = cx.guild() else { return };
    let key = ConcurrencyKey::Interaction(cx.at.id);
    if let Err(error) = jobs::waiting_end(&cx.app.db, guild, &key, AnswerDeferral::KIND).await {
        tracing::debug!(interaction = %cx.at.id, %error, "the note of a deferral stays");
    }
}

/// Answers a deferral that nobody answered. If something was ordered, its own job answers; otherwise nothing was done,
/// and the person is told.
pub(super) async fn run(job: JobContext<AnswerDeferral>) -> Result<Next> {
    if interactions::interaction_job(job.db(), job.guild(), job.payload.interaction).await?.is_some() {
        return Ok(Next::Done(None));
    }
    let Some(answer) = &job.stored.answer else { return Ok(Next::Done(None)) };
    match Replies::new(&job.app.discord, answer.application, &answer.token)
        .without_grace()
        .is_thinking()
        .await
    {
        Ok(true) => {}
        Ok(false) => return Ok(Next::Done(None)),
        Err(error) if error_code::is_reply_gone(&error) => return Ok(Next::Done(None)),
        Err(error) => return Err(error),
    }
    Ok(Next::Done(Some(Reply::private(
        "I was interrupted before anything was ordered, so nothing was done. Please try again.",
    ))))
}
