//! Making a report: the form, and what is stored of it.
//!
//! Discord shows a message to Gavel only in the interaction of the menu. It is kept with a job until the form comes back,
//! for twenty minutes at most.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;
use twilight_interactions::command::ResolvedUser;
use twilight_model::guild::Permissions;

use crate::actions::reports::{ReportChange, ShowReport};
use crate::discord::history::Listed;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{GuildId, InteractionId, UserId};
use crate::domain::limits;
use crate::domain::log::Category;
use crate::domain::report::{Quote, Reported};
use crate::domain::text::cut;
use crate::error::{Error, Result};
use crate::features::reports::form::ReportForm;
use crate::kernel::command::{Ack, Command};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::{guilds, jobs, reports};
use crate::words;

/// The time for which a form waits to be filled in. Discord takes it for fifteen minutes.
const KEPT: SignedDuration = SignedDuration::from_mins(20);
/// The most reports of one person within [`WITHIN`].
const MOST: i64 = 10;
const WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// The subject of a report, kept until its form comes back.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DraftReport {
    interaction: InteractionId,
    reporter: UserId,
    reported: Reported,
}

impl Job for DraftReport {
    const KIND: &'static str = "draft_report";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Interaction(self.interaction)
    }
}

/// Ends a draft whose form did not come back.
pub(super) async fn forget(_: JobContext<DraftReport>) -> Result<Next> {
    Ok(Next::Done(None))
}

/// The form, by the job that keeps what is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Submit {
    draft: i64,
}

impl Control for Submit {
    const FEATURE: &'static str = "reporting";

    fn write(&self) -> String {
        format!("submit:{}", self.draft)
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["submit", draft] => Some(Self { draft: draft.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Private
    }

    fn permission(&self) -> Permissions {
        Permissions::empty()
    }
}

pub(super) fn message_menu() -> Command {
    Command::message_menu("Report", Ack::Immediate, async |cx: Cx, message: Listed| {
        let channel = message.channel_id.map_or_else(|| cx.channel(), Ok)?;
        // The person who had an application write it counts as its author.
        let author = message.made_by().unwrap_or(&message.author);
        let reported = Reported {
            about: author.id,
            about_name: author.username.clone(),
            message: Some((channel, message.id)),
            quote: Some(Quote {
                content: cut(&message.said.content, limits::MESSAGE),
                made_by: message.made_by().map(|by| by.id),
                shows: message.shows(),
            }),
        };
        open(&cx, reported).await
    })
}

pub(super) fn user_menu() -> Command {
    Command::user_menu("Report", Ack::Immediate, async |cx: Cx, user: ResolvedUser| about(&cx, &user).await)
}

/// Opens the form for a report of a person.
pub(super) async fn about(cx: &Cx, user: &ResolvedUser) -> Result<Reply> {
    let (about, about_name) = (user.resolved.id, user.resolved.name.clone());
    open(cx, Reported { about, about_name, message: None, quote: None }).await
}

async fn open(cx: &Cx, reported: Reported) -> Result<Reply> {
    let guild = cx.guild()?;
    if reported.about == cx.caller() {
        let why = if reported.message.is_some() { words::report_own() } else { words::report_yourself() };
        return Err(Error::refused(why));
    }
    let settings = guilds::settings(&cx.app.db, guild).await?;
    if settings.log_channel(Category::Reports).is_none() {
        return Err(Error::refused(words::report_nowhere()));
    }
    may_report(&cx.app.db, guild, cx.caller()).await?;
    let title = match reported.message {
        Some(_) => words::report_form_message(&reported.about_name),
        None => words::report_form_person(&reported.about_name),
    };
    let draft = DraftReport { interaction: cx.at.id, reporter: cx.caller(), reported };
    let mut db = cx.app.db.acquire().await?;
    let stored = jobs::job_add(&mut db, draft.new_job_at(guild, cx.app.clock.now() + KEPT)?).await?;
    Ok(Reply::form(Submit { draft: stored.id }.id(), &title, &ReportForm::default()))
}

/// Fails if a person made as many reports as they may.
async fn may_report(db: impl PgExecutor<'_>, guild: GuildId, reporter: UserId) -> Result<()> {
    let made = reports::reports_made(db, guild, reporter, WITHIN, MOST).await?;
    if made >= MOST { Err(Error::refused(words::report_too_many())) } else { Ok(()) }
}

/// Stores the report that a form brought.
pub(super) async fn submit(cx: Cx, control: Submit, pressed: Pressed) -> Result<Reply> {
    let guild = cx.guild()?;
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let statement = ReportForm::default().filled(&pressed)?.statement()?;
    let draft = jobs::job_find(&cx.app.db, guild, control.draft).await?;
    let draft = draft.filter(|job| job.kind == DraftReport::KIND && !job.finished);
    let Some(draft) = draft else { return Err(Error::refused(words::report_form_over())) };
    let DraftReport { reporter, reported, .. } = DraftReport::read(draft.payload)?;
    if reporter != cx.caller() {
        return Err(Error::refused(words::report_form_over()));
    }
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    if !jobs::job_cancel(new.tx(), guild, control.draft, DraftReport::KIND).await? {
        return Err(Error::refused(words::report_form_over()));
    }
    let report = reports::report_open(new.tx(), guild, &reported).await?;
    // Counted where the reports of a server wait for each other, or forms opened before would pass the limit together.
    may_report(&mut *new.tx(), guild, cx.caller()).await?;
    if !reports::reporter_add(new.tx(), guild, report.number, cx.caller(), &statement).await? {
        new.abandon().await?;
        return Err(Error::refused(words::report_again(report.number)));
    }
    // Nobody looks at a closed report, so what comes after the decision asks for another one.
    if report.closed_at.is_some() {
        reports::report_reopen(new.tx(), guild, report.number, &reported).await?;
    }
    let is_new = report.card.is_none() && report.claimed_by.is_none() && report.closed_at.is_none();
    let done = Some(if is_new { ReportChange::Made } else { ReportChange::Joined });
    let committed = new.commit(&ShowReport { number: report.number, done }).await?;
    committed.run(|why| Reply::private(words::report_recorded(report.number, why))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_read_back_as_it_was_written() {
        let submit = Submit { draft: i64::MAX };
        assert_eq!(Submit::read(&submit.id().split(':').skip(2).collect::<Vec<_>>()), Some(submit));
        assert_eq!(Submit::read(&["submit", "x"]), None);
    }
}
