//! The confirmed order, committed before anything is done.

use crate::actions::check;
use crate::domain::case::NewCase;
use crate::error::{Error, Result};
use crate::features::moderation::mass::job::MassAction;
use crate::features::moderation::mass::preview::{self, AskMass};
use crate::kernel::cx::Cx;
use crate::kernel::job::Job;
use crate::kernel::question::Answering;
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::{cases, jobs};
use crate::words;

/// Orders the action.
pub(in crate::features::moderation) async fn agreed(
    cx: Cx,
    question: AskMass,
    answering: Answering,
) -> Result<Reply> {
    let AskMass { kind, reason, delete_seconds, ids, left_out, .. } = question;
    let seen = check::look(&cx).await?;
    // The caller's permissions may have changed since the question.
    preview::may(&cx, &seen, kind)?;
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        // The first delivery's job shows its progress.
        Request::Duplicate(_) => return Ok(Reply::Deferred),
    };
    answering.close(&cx, new.tx()).await?;
    let case =
        NewCase { reason, delete_seconds, ..NewCase::new(cx.guild()?, kind, cx.caller(), &cx.at.user.name) };
    let case = cases::case_open(new.tx(), &case).await?;
    if jobs::job_is_under_way(new.tx(), case.guild, MassAction::KIND).await? {
        return Err(Error::refused(words::mass_busy()));
    }
    let more = u64::try_from(ids.len()).map_err(Error::broken)?;
    check::may_so_many(&cx, new.tx(), &seen, kind.single(), more).await?;
    let number = case.number;
    let job = MassAction { number, interaction: cx.at.id, caller: cx.caller_member(), ids, left_out };
    let committed = new.commit(&job).await?;
    committed.run(|why| Reply::update(words::receipt_recorded(number, kind.title(), why))).await
}
