//! Ordering an action on a channel: checked, committed in one transaction, and carried out by the job of actions on members.

use crate::actions::channel_check::{ChannelDecision, decided_again, decision};
use crate::actions::channel_plan::{ChannelPlan, ChannelQuestion};
use crate::actions::check;
use crate::actions::commit::commit;
use crate::actions::known::Known;
use crate::actions::notice::Notice;
use crate::actions::unchecked::{self, Order};
use crate::error::Result;
use crate::kernel::cx::Cx;
use crate::kernel::question::{Answering, ask};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::beforehand::order_beforehand;
use crate::store::cases;

/// Checks, commits and runs the plan. The reply is the receipt, or a question.
pub async fn order(cx: &Cx, plan: ChannelPlan) -> Result<Reply> {
    decide(cx, plan, None).await
}

/// Orders what a moderator confirmed. The checks run again.
pub async fn agreed(cx: Cx, question: ChannelQuestion, answering: Answering) -> Result<Reply> {
    decide(&cx, question.plan.to(Audience::Update), Some(answering)).await
}

async fn decide(cx: &Cx, plan: ChannelPlan, answering: Option<Answering>) -> Result<Reply> {
    // What the first delivery did may be what the checks would now stumble over.
    let (db, guild, at) = (&cx.app.db, cx.guild()?, plan.channel);
    let record = order_beforehand(db, guild, cx.at.id, at.into(), plan.kind).await?;
    if record.ordered.is_some()
        && let Some(duplicate) = cx.duplicate().await?
    {
        return duplicate.reply().await;
    }
    let before = if record.is_contested {
        cases::case_last_word(db, guild, at, plan.kind, i32::MAX).await?
    } else {
        None
    };
    let (seen, decision) = match unchecked::in_time(decision(cx, &plan, Some(&record))).await {
        Ok(decided) => decided?,
        Err(away) => return unchecked::record(cx, Order::Channel(plan), &away, answering).await,
    };
    let change = match decision {
        ChannelDecision::Go(change) => change,
        ChannelDecision::Ask(question) => return ask(cx, question, answering).await,
    };
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    if let Some(answering) = answering {
        answering.close(cx, order.tx()).await?;
    }
    let case = cases::case_open(order.tx(), &plan.case(cx, change)?).await?;
    // From here on other orders wait for this one.
    let meeting = cases::case_meeting(order.tx(), &case, seen.me, case.created_at).await?;
    let last = if meeting.is_contested {
        cases::case_last_word(order.tx(), case.guild, at, case.kind, case.number).await?
    } else {
        None
    };
    if let Some(question) = decided_again(&plan, &before, &last, &case)? {
        order.abandon().await?;
        return ask(cx, question, answering).await;
    }
    check::may_once_more(cx, order.tx(), &seen, plan.kind).await?;
    let known = Known { case, server: seen, direct_channel: None };
    commit(order, known, None, Notice::none(cx.at.id), plan.audience).await
}
