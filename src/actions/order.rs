//! Ordering an action on a person: the checks, the questions, and the commit. The job that was committed carries it out.

use crate::actions::appealable;
use crate::actions::check;
use crate::actions::commit::commit;
use crate::actions::confirm::{self, Confirmation};
use crate::actions::in_force;
use crate::actions::known::Known;
use crate::actions::meanwhile::{self, decide_again};
use crate::actions::notice::Notice;
use crate::actions::reports;
use crate::actions::request::ActionRequest;
use crate::actions::state::Found;
use crate::actions::unchecked::{self, Order};
use crate::domain::in_force::Decision;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::question::{Answering, ask};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::beforehand::order_beforehand;
use crate::store::cases;

/// Checks the request, commits it and runs it. The reply is the receipt, or a question. While Discord is away, the order
/// is recorded all the same.
pub async fn order(cx: &Cx, request: ActionRequest) -> Result<Reply> {
    decide(cx, request, None).await
}

/// Orders an action that a moderator confirmed. The checks run again and may lead to another question.
pub async fn agreed(cx: Cx, confirmation: Confirmation, answering: Answering) -> Result<Reply> {
    let mut request = ActionRequest { audience: Audience::Update, ..confirmation.request };
    request.person.target = None;
    decide(&cx, request, Some(answering)).await
}

async fn decide(cx: &Cx, mut request: ActionRequest, answering: Option<Answering>) -> Result<Reply> {
    // What the first delivery did may be what the checks would now stumble over.
    let (db, guild, subject) = (&cx.app.db, cx.guild()?, request.subject());
    let record = order_beforehand(db, guild, cx.at.id, subject, request.kind).await?;
    if record.ordered.is_some()
        && let Some(duplicate) = cx.duplicate().await?
    {
        return duplicate.reply().await;
    }
    let before = if record.is_contested {
        cases::case_last_word(db, guild, subject, request.kind, i32::MAX).await?
    } else {
        None
    };
    let checks = in_force::decision(cx, &mut request, &before, Some(&record));
    let (seen, confirmation) = match unchecked::in_time(checks).await {
        Ok(decided) => decided?,
        Err(away) => {
            return unchecked::record(cx, Order::Person(Box::new(request)), &away, answering).await;
        }
    };
    if let Some(confirmation) = confirmation {
        return ask(cx, confirmation, answering).await;
    }
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    if let Some(answering) = answering {
        answering.close(cx, new.tx()).await?;
    }
    let case = cases::case_open(new.tx(), &request.case(cx, &seen.settings)?).await?;
    if let Some(report) = request.report {
        reports::link(new.tx(), &case, report).await?;
    }
    // From here on other orders wait for this one.
    let meeting = cases::case_meeting(new.tx(), &case, seen.me, confirm::since(&case)).await?;
    let last = if meeting.is_contested {
        cases::case_last_word(new.tx(), case.guild, subject, case.kind, case.number).await?
    } else {
        None
    };
    let decision = decide_again(&before, &last, &case, request.agreed.shorter).map_err(Error::refused)?;
    if decision == Decision::Ask {
        new.abandon().await?;
        let found = Found { state: last.as_ref().and_then(meanwhile::state), case: last };
        return ask(cx, in_force::shorter(&request, &found), answering).await;
    }
    check::may_once_more(cx, new.tx(), &seen, request.kind).await?;
    if meeting.is_shared
        && let Some(confirmation) = confirm::recent(new.tx(), &request, &case, seen.me).await?
    {
        new.abandon().await?;
        return ask(cx, confirmation, answering).await;
    }
    if let Some(appeal) = request.appeal {
        appealable::accept(new.tx(), &case, appeal).await?;
    }
    let notice = Notice::new(&seen, &request, cx.at.id, meeting.warnings);
    let known = Known { case, server: seen, direct_channel: record.direct_channel };
    commit(new, known, request.edit, notice, request.audience).await
}
