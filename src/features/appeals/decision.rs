//! The part of moderators in an appeal: Accept, Reject and Ask. Each is checked as lifting the action would be.

use crate::actions::appealable::{AppealControl, AppealNews, ShowAppeal, Verb, lifting};
use crate::actions::order::order;
use crate::actions::request::ActionRequest;
use crate::actions::{afterwards, check};
use crate::domain::appeal::{Appeal, AppealStatus, is_over};
use crate::domain::case::Case;
use crate::domain::kind::Kind;
use crate::domain::policy::PlannedAction;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::features::appeals::forms::OneText;
use crate::kernel::command::CommandUser;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::job;
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::{appeals, cases, guilds};
use crate::words;

/// An appeal with its case, as it was read for a decision.
struct Found {
    appeal: Appeal,
    case: Case,
    settings: Settings,
}

async fn find(cx: &Cx, kind: Kind, number: i32) -> Result<Found> {
    let (db, guild) = (&cx.app.db, cx.guild()?);
    let gone = || Error::refused(words::appeal_gone());
    let (appeal, settings) =
        tokio::try_join!(appeals::appeal_find(db, guild, number), guilds::settings(db, guild))?;
    let appeal = appeal.ok_or_else(gone)?;
    let case = cases::case_find(db, guild, appeal.case).await?;
    // The button's kind decided which permission was asked for.
    let case = case.filter(|case| case.kind == kind).ok_or_else(gone)?;
    Ok(Found { appeal, case, settings })
}

/// Finds an appeal that the caller can take part in.
///
/// # Errors
/// A refusal if it was decided, is their own, or its case is over.
async fn open_appeal(cx: &Cx, kind: Kind, number: i32) -> Result<Found> {
    let found = find(cx, kind, number).await?;
    found.appeal.still_open().map_err(Error::refused)?;
    if found.appeal.user == cx.caller() {
        return Err(Error::refused(words::appeal_own()));
    }
    let now = cx.app.clock.now();
    if is_over(&found.case, now) {
        let show = ShowAppeal { number, case: found.case.number, news: AppealNews::CaseChanged };
        job::add(&mut *cx.app.db.acquire().await?, found.case.guild, &show, now).await?;
        return Err(Error::refused(words::appeal_nothing_left(found.case.link())));
    }
    Ok(found)
}

/// Finds an appeal that the caller can decide.
///
/// # Errors
/// A refusal where whoever ordered the action can't.
async fn decidable(cx: &Cx, kind: Kind, number: i32) -> Result<Found> {
    let found = open_appeal(cx, kind, number).await?;
    let by_another = found.settings.appeals.as_ref().is_some_and(|appeals| appeals.by_another);
    if by_another && (found.case.moderator == cx.caller() || set_off(cx, &found.case).await?) {
        return Err(Error::refused(words::appeal_by_another()));
    }
    Ok(found)
}

/// Returns `true` if it was the caller's own action that led to this case, as a warning leads to a step of the ladder.
async fn set_off(cx: &Cx, case: &Case) -> Result<bool> {
    let Some(parent) = case.parent else { return Ok(false) };
    let parent = cases::case_find(&cx.app.db, case.guild, parent).await?;
    Ok(parent.is_some_and(|parent| parent.moderator == cx.caller()))
}

/// Runs the checks of taking the case back.
async fn check(cx: &Cx, case: &Case) -> Result<()> {
    let planned = PlannedAction { kind: lifting(case.kind), points: 0, ends_at: None, role: None };
    check::may_change(cx, case, planned, (None, None)).await
}

/// Accepts the appeal: lifts the action by a case of its own, or voids what can't be lifted.
pub(super) async fn accept(cx: &Cx, kind: Kind, number: i32) -> Result<Reply> {
    let found = match decidable(cx, kind, number).await {
        Ok(found) => found,
        // An earlier delivery may have accepted it.
        Err(error) => return cx.refuse(error).await,
    };
    let Some(by) = kind.undone_by() else { return void(cx, found).await };
    let reason = words::for_server(|| words::appeal_lift_reason(number));
    let Found { appeal, case, .. } = found;
    let person = CommandUser::by_id(appeal.user, case.target_name.clone());
    let request = ActionRequest {
        parent: Some(case.number),
        takes_back: true,
        appeal: Some(number),
        ..ActionRequest::new(by, person, Some(reason))
    };
    order(cx, request).await
}

async fn void(cx: &Cx, found: Found) -> Result<Reply> {
    let Found { appeal, case, .. } = found;
    check(cx, &case).await?;
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let (by, now) = (cx.caller(), cx.app.clock.now());
    let reason = words::kept::appeal_lift_reason(appeal.number);
    if !cases::case_void(order.tx(), case.guild, case.number, by, reason, now).await? {
        return Err(Error::refused(words::appeal_nothing_left(case.link())));
    }
    appeals::appeal_change(order.tx(), case.guild, appeal.number, |appeal| {
        appeal.decide(AppealStatus::Accepted, by, now)
    })
    .await?;
    afterwards::receipt_changed(order.tx(), case.guild, case.number).await?;
    let show = ShowAppeal { number: appeal.number, case: case.number, news: AppealNews::Decided };
    let ordered = order.commit(&show).await?;
    ordered.run(|why| Reply::private(words::appeal_decided_meanwhile(appeal.number, why))).await
}

/// Opens the form for the reason of a rejection.
pub(super) async fn reject(cx: &Cx, kind: Kind, number: i32) -> Result<Reply> {
    decidable(cx, kind, number).await?;
    let submit = AppealControl::Decide { what: Verb::SubmitReject, kind, number };
    Ok(Reply::form(submit.id(), &words::appeal_reject_title(number), &OneText::reason()))
}

/// Rejects the appeal.
pub(super) async fn submit_reject(cx: &Cx, kind: Kind, number: i32, pressed: &Pressed) -> Result<Reply> {
    let found = match decidable(cx, kind, number).await {
        Ok(found) => found,
        Err(error) => return cx.refuse(error).await,
    };
    let reason = OneText::reason().filled(pressed)?.text();
    check(cx, &found.case).await?;
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let (by, now) = (cx.caller(), cx.app.clock.now());
    appeals::appeal_change(order.tx(), found.case.guild, number, |appeal| {
        appeal.decide(AppealStatus::Rejected, by, now)?;
        appeal.reason = Some(reason);
        Ok(())
    })
    .await?;
    let show = ShowAppeal { number, case: found.case.number, news: AppealNews::Decided };
    let ordered = order.commit(&show).await?;
    ordered.run(|why| Reply::private(words::appeal_decided_meanwhile(number, why))).await
}

/// Opens the form for a question to the person.
pub(super) async fn ask(cx: &Cx, kind: Kind, number: i32) -> Result<Reply> {
    open_appeal(cx, kind, number).await?;
    let submit = AppealControl::Decide { what: Verb::SubmitAsk, kind, number };
    Ok(Reply::form(submit.id(), &words::appeal_ask_title(number), &OneText::question()))
}

/// Asks the person.
pub(super) async fn submit_ask(cx: &Cx, kind: Kind, number: i32, pressed: &Pressed) -> Result<Reply> {
    let found = match open_appeal(cx, kind, number).await {
        Ok(found) => found,
        Err(error) => return cx.refuse(error).await,
    };
    let question = OneText::question().filled(pressed)?.text();
    check(cx, &found.case).await?;
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let (by, now) = (cx.caller(), cx.app.clock.now());
    let asked =
        appeals::appeal_change(order.tx(), found.case.guild, number, |appeal| appeal.ask(question, by, now));
    let asked = asked.await?.ok_or_else(|| Error::refused(words::appeal_gone()))?;
    let news = AppealNews::Asked(asked.rounds.len().saturating_sub(1));
    let show = ShowAppeal { number, case: found.case.number, news };
    let ordered = order.commit(&show).await?;
    ordered.run(|why| Reply::private(words::appeal_asked_meanwhile(why))).await
}
