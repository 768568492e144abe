//! The part of the person in an appeal: opening it, and answering what moderators ask. They press in direct messages, so
//! the server comes from the button, and the record proves that the case or the appeal is theirs.

use crate::actions::appealable::{AppealControl, AppealNews, ShowAppeal};
use crate::domain::appeal::{Appeal, LastAppeal, may_appeal};
use crate::domain::case::Case;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::features::appeals::forms::{OneText, Questions};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::appeals::{self, NewAppeal};
use crate::store::cases;
use crate::words;

/// Returns the caller's case, with the settings of the server and the newest appeal against it.
async fn own_case(cx: &Cx, number: i32) -> Result<(Case, Settings, Option<LastAppeal>)> {
    let (db, guild) = (&cx.app.db, cx.guild()?);
    let (case, (settings, last)) =
        tokio::try_join!(cases::case_find(db, guild, number), appeals::appeal_before(db, guild, number))?;
    match case.filter(|case| case.target == Some(cx.caller())) {
        Some(case) => Ok((case, settings, last)),
        None => Err(Error::refused(words::appeal_not_yours())),
    }
}

/// Returns the caller's appeal.
async fn own_appeal(cx: &Cx, number: i32) -> Result<Appeal> {
    let found = appeals::appeal_find(&cx.app.db, cx.guild()?, number).await?;
    let own = found.filter(|appeal| appeal.user == cx.caller());
    own.ok_or_else(|| Error::refused(words::appeal_not_yours()))
}

/// Opens the form with the server's questions.
pub(super) async fn open(cx: &Cx, number: i32) -> Result<Reply> {
    let (case, settings, last) = own_case(cx, number).await?;
    may_appeal(&case, &settings, last, cx.app.clock.now()).map_err(Error::refused)?;
    let submit = AppealControl::Submit { guild: case.guild, case: number };
    let form = Questions::of(settings.appeals.as_ref());
    Ok(Reply::form(submit.id(), &words::appeal_form_title(case.kind.title()), &form))
}

/// Stores the appeal, and has it shown to the moderators.
pub(super) async fn submit(cx: &Cx, number: i32, pressed: &Pressed) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let (case, settings, last) = own_case(cx, number).await?;
    may_appeal(&case, &settings, last, cx.app.clock.now()).map_err(Error::refused)?;
    let Questions(answers) = Questions::of(settings.appeals.as_ref()).filled(pressed)?;
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let (user, user_name) = (cx.caller(), cx.at.user.name.clone());
    let new = NewAppeal { guild: case.guild, case: number, user, user_name, answers };
    let Some(opened) = appeals::appeal_open(order.tx(), &new).await? else {
        let other = appeals::appeal_newest(order.tx(), case.guild, number).await?;
        let other = other.map(|other| other.number).unwrap_or_default();
        return Err(Error::refused(words::appeal_open_already(other)));
    };
    let show = ShowAppeal { number: opened, case: number, news: AppealNews::Opened };
    let ordered = order.commit(&show).await?;
    ordered.run(|why| Reply::private(words::appeal_opened_meanwhile(opened, why))).await
}

/// Opens the form for the answer to a moderator's question.
pub(super) async fn answer(cx: &Cx, number: i32, round: usize) -> Result<Reply> {
    let mut appeal = own_appeal(cx, number).await?;
    let question = appeal.unanswered(round).map_err(Error::refused)?.question.clone();
    let submit = AppealControl::SubmitAnswer { guild: appeal.guild, number, round };
    Ok(Reply::form(submit.id(), &words::appeal_answer_title(), &OneText::answer(&question)))
}

/// Stores the answer, and has it shown to the moderators.
pub(super) async fn submit_answer(cx: &Cx, number: i32, round: usize, pressed: &Pressed) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    let appeal = own_appeal(cx, number).await?;
    let text = OneText::answer("").filled(pressed)?.text();
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    appeals::appeal_change(order.tx(), appeal.guild, number, |appeal| {
        appeal.unanswered(round)?.answer = Some(text);
        Ok(())
    })
    .await?;
    let show = ShowAppeal { number, case: appeal.case, news: AppealNews::Answered };
    let ordered = order.commit(&show).await?;
    ordered.run(|why| Reply::private(words::appeal_answered_meanwhile(why))).await
}
