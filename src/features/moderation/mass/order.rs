//! The answer to what was offered: one order, committed before anything is done.

use crate::actions::check;
use crate::domain::case::NewCase;
use crate::error::{Error, Result};
use crate::features::moderation::mass::preview::{self, OFFER, Offer};
use crate::features::moderation::mass::run::{JOB, Ordered};
use crate::kernel::cx::Cx;
use crate::kernel::order::{Open, Order};
use crate::kernel::reply::Reply;
use crate::kernel::worker::{Next, Task};
use crate::store::{cases, jobs};

/// Mass bans and unbans of one server come one after the other.
const LANE: &str = "mass";

const OVER: &str =
    "This question is over: it was answered, or ten minutes have passed; use the command again.";

/// Orders it.
pub(super) async fn go(cx: &Cx, offer: i64) -> Result<Reply> {
    // A second delivery: the first one's job shows how far it is.
    if cx.ordered_before().await?.is_some() {
        return Ok(Reply::Later);
    }
    let Offer { kind, reason, delete_seconds, ids, left_out, .. } = open(cx, offer).await?;
    let seen = check::look(cx).await?;
    // What was theirs when they were asked may be gone.
    preview::may(cx, &seen, kind)?;
    let Order::New(mut order) = cx.order().await? else { return Ok(Reply::Later) };
    close(cx, &mut order, offer).await?;
    let new =
        NewCase { reason, delete_seconds, ..NewCase::new(cx.guild()?, kind, cx.caller(), &cx.at.user.name) };
    let case = cases::case_open(order.tx(), &new).await?;
    if jobs::job_is_under_way(order.tx(), case.guild, JOB).await? {
        return Err(Error::refused(
            "Another mass ban or unban is under way in this server; wait for its result, or cancel it there.",
        ));
    }
    let more = u64::try_from(ids.len()).map_err(Error::broken)?;
    check::may_so_many(cx, order.tx(), &seen, kind.each().unwrap_or(kind), more).await?;
    let number = case.number;
    let payload = Ordered { number, interaction: cx.at.id, caller: cx.caller_member(), ids, left_out };
    let payload = serde_json::to_value(payload).map_err(Error::broken)?;
    let ordered = order.commit(JOB, LANE.to_owned(), payload).await?;
    ordered
        .carry_out(|why| Reply::update(format!("**Case #{number}** · {} is recorded. {why}", kind.title())))
        .await
}

/// Leaves it.
pub(super) async fn stop(cx: &Cx, offer: i64) -> Result<Reply> {
    let left = || Ok(Reply::update("Left as it is. Nothing was done."));
    if cx.ordered_before().await?.is_some() {
        return left();
    }
    open(cx, offer).await?;
    let Order::New(mut order) = cx.order().await? else { return left() };
    close(cx, &mut order, offer).await?;
    order.commit_only().await?;
    left()
}

/// What is offered, to the one whom it was offered.
async fn open(cx: &Cx, offer: i64) -> Result<Offer> {
    let job = jobs::job_find(&cx.app.db, cx.guild()?, offer).await?.filter(|job| job.kind == OFFER);
    let offer = preview::read(&job.ok_or_else(|| Error::refused(OVER))?)?;
    if offer.caller != cx.caller() {
        return Err(Error::refused(format!(
            "Only <@{}> was asked and can answer; use the command yourself.",
            offer.caller
        )));
    }
    Ok(offer)
}

/// Ends the offer because it was answered.
async fn close(cx: &Cx, order: &mut Open<'_>, offer: i64) -> Result<()> {
    if jobs::job_cancel(order.tx(), cx.guild()?, offer, OFFER).await? {
        return Ok(());
    }
    Err(Error::refused(OVER))
}

/// Nobody answered in time.
pub(in crate::features::moderation) async fn expire(_: Task) -> Result<Next> {
    Ok(Next::Done(Some(Reply::update(
        "Nobody answered within ten minutes, so nothing was done. Use the command again if you still want it.",
    ))))
}
