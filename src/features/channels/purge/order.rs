//! Orders a purge: the case and its job in one transaction.

use super::job::PurgeMessages;
use super::plan::Plan;
use crate::actions::check::{self, ServerFacts};
use crate::domain::case::NewCase;
use crate::domain::ids::UserId;
use crate::domain::kind::Kind;
use crate::domain::text::words;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::kernel::request::New;
use crate::store::{cases, guilds};
use crate::words;

/// Refuses to delete in a log channel, with this sentence.
pub(super) async fn refuse_log(cx: &Cx, refusal: fn() -> String) -> Result<()> {
    let (guild, channel) = (cx.guild()?, cx.channel()?);
    let settings = guilds::settings(&cx.app.db, guild).await?;
    if settings.is_log(channel) {
        return Err(Error::refused(refusal()));
    }
    Ok(())
}

/// Commits the case and its job, if the policy allows it, and runs it.
pub(super) async fn order(
    mut open: New<'_>,
    cx: &Cx,
    seen: &ServerFacts,
    plan: &Plan,
    of: Option<(UserId, String)>,
    reason: Option<String>,
) -> Result<Reply> {
    let (target, target_name) = of.unzip();
    let new = NewCase {
        target,
        target_name,
        channel: Some(plan.channel),
        reason: reason.and_then(|text| words(&text)),
        ..NewCase::new(cx.guild()?, Kind::Purge, cx.caller(), &cx.at.user.name)
    };
    let number = cases::case_open(open.tx(), &new).await?.number;
    check::may_once_more(cx, open.tx(), seen, Kind::Purge).await?;
    let job = PurgeMessages { number, plan: plan.clone(), interaction: cx.at.id };
    let waiting = |why: &str| {
        let content = words::purge_recorded(number, why);
        Reply::new(plan.audience, crate::discord::message::Message { content, ..Default::default() })
    };
    open.commit(&job).await?.run(waiting).await
}
