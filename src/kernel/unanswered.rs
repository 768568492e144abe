//! "Thinking…" never stays: a deferral is noted before it is sent, and whoever is left waiting by a process that died
//! before anything was ordered is told so.

use jiff::SignedDuration;
use serde_json::json;

use crate::discord::fault;
use crate::discord::replies::Replies;
use crate::error::Result;
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::kernel::worker::{Next, Task};
use crate::store::handled;
use crate::store::jobs::{self, NewJob};

pub(super) const JOB: &str = "unanswered";
/// Longer than any handler that lives, shorter than a reply can be edited.
const PATIENCE: SignedDuration = SignedDuration::from_mins(3);

fn lane(cx: &Cx) -> String {
    format!("{JOB}:{}", cx.at.id)
}

/// Notes that somebody is being kept waiting. Best effort: where it can't be stored they are answered all the same.
pub(super) async fn note(cx: &Cx) {
    let Ok(guild) = cx.guild() else { return };
    let noted = async {
        let run_at = cx.app.clock.now().checked_add(PATIENCE).ok();
        let payload = json!({ "interaction": cx.at.id });
        let new = NewJob { guild, kind: JOB, lane: lane(cx), payload, answer: Some(cx.answer()), run_at };
        jobs::job_add(&mut *cx.app.db.acquire().await?, new).await
    };
    if let Ok(Err(error)) = tokio::time::timeout(std::time::Duration::from_millis(300), noted).await {
        tracing::debug!(interaction = %cx.at.id, %error, "the deferral could not be noted");
    }
}

/// They have their answer.
pub(super) async fn answered(cx: &Cx) {
    let Ok(guild) = cx.guild() else { return };
    if let Err(error) = jobs::lane_clear(&cx.app.db, guild, &lane(cx), JOB).await {
        tracing::debug!(interaction = %cx.at.id, %error, "the note of a deferral stays");
    }
}

/// Nobody answered. What was ordered is answered by its own job; else nothing was done, and they are told.
pub(super) async fn carry(task: Task) -> Result<Next> {
    let interaction = serde_json::from_value(task.job.payload["interaction"].clone())
        .map_err(crate::error::Error::broken)?;
    if handled::interaction_job(task.db(), task.job.guild, interaction).await?.is_some() {
        return Ok(Next::Done(None));
    }
    let Some(answer) = &task.job.answer else { return Ok(Next::Done(None)) };
    match Replies::new(&task.app.discord, answer.application, &answer.token).settled().is_thinking().await {
        Ok(true) => {}
        Ok(false) => return Ok(Next::Done(None)),
        Err(error) if fault::is_reply_gone(&error) => return Ok(Next::Done(None)),
        Err(error) => return Err(error),
    }
    Ok(Next::Done(Some(Reply::private(
        "I was interrupted before anything was ordered, so nothing was done. Please try again.",
    ))))
}
