//! The decisions of moderators on a report: claim, delete the message, act on the person, dismiss.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::actions::action_form::ActionForm;
use crate::actions::check::holds_in_channel;
use crate::actions::order::order;
use crate::actions::reports::control::ReportControl;
use crate::actions::reports::{ReportChange, ShowReport};
use crate::actions::request::ActionRequest;
use crate::discord::error_code;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::limits;
use crate::domain::report::Report;
use crate::error::{Error, Result};
use crate::kernel::command::CommandUser;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::{Field, Form, Part};
use crate::kernel::gate;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::reports;
use crate::words;
use crate::words::written_in;

/// The form that asks why a report is dismissed.
#[derive(Debug, Default)]
struct DismissalForm {
    reason: Option<String>,
}

impl Form for DismissalForm {
    fn parts(&self) -> Vec<Part> {
        let (label, hint) = (words::act_reason(), words::report_dismissal_hint());
        vec![Field::line("reason", label, hint, limits::REASON).paragraph().with(self.reason.clone()).part()]
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        Ok(Self { reason: pressed.field("reason") })
    }
}

/// Handles a button of a report's card, or a form that it opened.
pub(super) async fn press(cx: Cx, control: ReportControl, pressed: Pressed) -> Result<Reply> {
    match control {
        ReportControl::Claim { number } => {
            let me = cx.caller();
            change(&cx, number, |report| match report.claimed_by {
                Some(by) if by != me => Err(words::report_claimed_already(by)),
                Some(_) => {
                    report.claimed_by = None;
                    Ok(ReportChange::GivenBack)
                }
                None => {
                    report.claimed_by = Some(me);
                    Ok(ReportChange::Claimed)
                }
            })
            .await
        }
        ReportControl::Delete { number } => order_deletion(&cx, number).await,
        ReportControl::Dismiss { number } => {
            let submit = ReportControl::SubmitDismissal { number };
            let title = words::report_dismissal_title(number);
            Ok(Reply::form(submit.id(), &title, &DismissalForm::default()))
        }
        ReportControl::SubmitDismissal { number } => {
            let (me, now) = (cx.caller(), cx.app.clock.now());
            let DismissalForm { reason } = DismissalForm::default().filled(&pressed)?;
            change(&cx, number, |report| {
                if report.closed_at.is_some() {
                    return Err(words::report_closed_already(report.number));
                }
                (report.dismissed_by, report.dismissal) = (Some(me), reason);
                report.closed_at = Some(now);
                Ok(ReportChange::Dismissed)
            })
            .await
        }
        ReportControl::Reopen { number } => {
            change(&cx, number, |report| {
                if report.dismissed_by.is_none() {
                    return Err(words::report_not_dismissed(report.number));
                }
                (report.dismissed_by, report.dismissal, report.closed_at) = (None, None, None);
                Ok(ReportChange::Reopened)
            })
            .await
        }
        ReportControl::Act { number, kind } => {
            gate::able(&cx.at, kind.needs())?;
            let report = find(&cx, number).await?;
            let form = ActionForm::offered(&cx, kind).await;
            let title = words::act_title(kind.title(), report.reported.about_name);
            Ok(Reply::form(ReportControl::SubmitAction { number, kind }.id(), &title, &form))
        }
        ReportControl::SubmitAction { number, kind } => {
            let report = find(&cx, number).await?;
            let user = CommandUser::by_id(report.reported.about, Some(report.reported.about_name));
            let request = ActionForm::new(kind).filled(&pressed)?.request(&cx, user).await?;
            let report = Some(number);
            order(&cx, ActionRequest { report, audience: Audience::Private, ..request }).await
        }
    }
}

async fn find(cx: &Cx, number: i32) -> Result<Report> {
    let report = reports::report_find(&cx.app.db, cx.guild()?, number).await?;
    let report = report.ok_or_else(|| Error::refused(words::report_unknown(number)))?;
    not_about(cx, &report)?;
    Ok(report)
}

/// Fails if the report is about the caller: nobody decides on a report of themselves.
fn not_about(cx: &Cx, report: &Report) -> Result<()> {
    if report.reported.about == cx.caller() {
        return Err(Error::refused(words::report_about_you()));
    }
    Ok(())
}

/// Changes a report, and has its card show it.
async fn change(
    cx: &Cx,
    number: i32,
    change: impl FnOnce(&mut Report) -> std::result::Result<ReportChange, String>,
) -> Result<Reply> {
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let found = reports::report_lock(new.tx(), cx.guild()?, number).await?;
    let mut report = found.ok_or_else(|| Error::refused(words::report_unknown(number)))?;
    not_about(cx, &report)?;
    let done = change(&mut report).map_err(Error::refused)?;
    reports::report_change(new.tx(), &report).await?;
    let committed = new.commit(&ShowReport { number, done: Some(done) }).await?;
    committed.run(|why| Reply::private(words::report_change_recorded(number, why))).await
}

/// The deletion of a reported message.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DeleteReported {
    number: i32,
    channel: ChannelId,
    message: MessageId,
    by: UserId,
}

impl Job for DeleteReported {
    const KIND: &'static str = "delete_reported";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Message(self.message)
    }
}

async fn order_deletion(cx: &Cx, number: i32) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let report = find(cx, number).await?;
    let Some((channel, message)) = report.reported.message else {
        return Err(Error::refused(words::report_no_message(number)));
    };
    if let Some(by) = report.deleted_by {
        return Err(Error::refused(words::report_deleted_already(by)));
    }
    if report.message_gone {
        return Err(Error::refused(words::report_message_gone(number)));
    }
    holds_in_channel(cx, channel, Permissions::MANAGE_MESSAGES).await?;
    let new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let committed = new.commit(&DeleteReported { number, channel, message, by: cx.caller() }).await?;
    committed.run(|why| Reply::private(words::report_change_recorded(number, why))).await
}

/// Deletes a reported message, and has the report's card show it. A message that others had deleted decides nothing.
pub(super) async fn delete(job: JobContext<DeleteReported>) -> Result<Next> {
    let DeleteReported { number, channel, message, by } = job.payload;
    let reason = words::report_deletion_reason(number);
    let is_ours = match job.app.discord.messages_delete(channel, &[message], &reason).await {
        Ok(()) => true,
        // It may have been deleted by an earlier run whose answer was lost.
        Err(Error::Discord { code: error_code::UNKNOWN_MESSAGE, .. }) => job.is_resumed(),
        Err(Error::Discord { code, .. }) => {
            return Ok(done(&job, || words::report_not_deleted(error_code::text(code))));
        }
        Err(other) => return Err(other),
    };
    let mut tx = job.step().await?;
    let mut deleted_before = None;
    if let Some(mut report) = reports::report_lock(&mut tx, job.guild(), number).await? {
        deleted_before = report.deleted_by;
        if is_ours {
            report.deleted_by = report.deleted_by.or(Some(by));
            report.closed_at = report.closed_at.or(Some(job.app.clock.now()));
        } else if report.deleted_by.is_none() {
            report.message_gone = true;
        }
        reports::report_change(&mut tx, &report).await?;
        let now = report.created_at;
        crate::actions::reports::changed(&mut tx, job.guild(), number, now).await?;
    }
    tx.commit().await?;
    Ok(done(&job, || match deleted_before {
        _ if is_ours => words::report_message_deleted(number),
        Some(by) => words::report_deleted_already(by),
        None => words::report_message_gone(number),
    }))
}

/// Ends the job with a reply to the moderator, in their language.
fn done(job: &JobContext<DeleteReported>, text: impl FnOnce() -> String) -> Next {
    Next::Done(Some(Reply::private(written_in(job.stored.private_languages(), text))))
}
