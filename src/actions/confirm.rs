//! Asking first: a card with two buttons, where the moderator may not know what another one just did, or what already
//! holds. What was ordered waits in the database; the card is answered once, by whoever was asked.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;

use crate::actions::punish::{self, Sentence};
use crate::domain::case::Case;
use crate::domain::ids::UserId;
use crate::domain::member::Target;
use crate::domain::text::quote;
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::order::{Known, Order};
use crate::kernel::reply::{Audience, Reply, button};
use crate::kernel::worker::{Next, Task};
use crate::store::jobs::Job;
use crate::store::{cases, jobs};

/// The open question: a job that ends it when nobody answers.
pub const OFFER: &str = "confirm";
/// How long a question is open; the reply it stands in can be edited for a quarter of an hour.
const OPEN: SignedDuration = SignedDuration::from_mins(10);
/// How long another moderator's action makes us ask.
const RECENT: SignedDuration = SignedDuration::from_mins(5);

/// What to ask, and what is agreed to by going on.
#[derive(Clone, Debug)]
pub struct Question {
    pub text: String,
    /// What is ordered when the answer is yes.
    pub sentence: Sentence,
}

#[derive(Debug, Serialize, Deserialize)]
struct Offer {
    caller: UserId,
    text: String,
    sentence: Sentence,
}

/// The two buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Go { offer: i64 },
    Stop { offer: i64 },
}

impl Control for Answer {
    const FEATURE: &'static str = "confirm";

    fn write(&self) -> String {
        match self {
            Self::Go { offer } => format!("go:{offer}"),
            Self::Stop { offer } => format!("stop:{offer}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["go", offer] => Some(Self::Go { offer: offer.parse().ok()? }),
            ["stop", offer] => Some(Self::Stop { offer: offer.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        // What is asked for says what it takes; that is checked on the press.
        Permissions::empty()
    }
}

/// Another moderator's action on the same person in the last minutes, that the caller was not shown yet.
/// In the transaction that opened the case: of two orders at once, the second sees the first.
pub async fn recent(
    tx: &mut PgConnection,
    sentence: &Sentence,
    new: &Case,
    me: UserId,
) -> Result<Option<Question>> {
    if !new.kind.facts().is_guarded || new.parent.is_some() {
        return Ok(None);
    }
    let since = new.created_at.checked_sub(RECENT).unwrap_or(Timestamp::MIN);
    let Some(other) = cases::case_by_others(tx, new, me, since).await? else { return Ok(None) };
    if sentence.agreed.seen.is_some_and(|seen| seen >= other.number) {
        return Ok(None);
    }
    let mut sentence = sentence.clone();
    sentence.agreed.seen = Some(other.number);
    let person = sentence.person.id;
    let reason = other.reason.as_deref().map(|it| format!("\n{}", quote(it, 300))).unwrap_or_default();
    let text = format!(
        "**Another moderator just acted on <@{person}>.** {}: <@{person}> {} by <@{}> <t:{}:R>.{reason}\nGo on with the {} all the same?",
        other.link(),
        other.kind.done(),
        other.moderator,
        other.created_at.as_second(),
        new.kind.word(),
    );
    Ok(Some(Question { text, sentence }))
}

/// Puts the question. `instead_of`: the question whose answer led to this one.
pub async fn ask(cx: &Cx, question: Question, instead_of: Option<i64>) -> Result<Reply> {
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return again(known).await,
    };
    if let Some(offer) = instead_of {
        close(cx, order.tx(), offer).await?;
    }
    let Question { text, sentence } = question;
    let audience = sentence.audience;
    let offer = Offer { caller: cx.caller(), text, sentence };
    let payload = serde_json::to_value(&offer).map_err(Error::broken)?;
    let job = order.later(OFFER, payload, OPEN).await?;
    order.commit_with(&job).await?;
    Ok(card(audience, &offer.text, job.id))
}

/// The reply to a second delivery of what led to a question, or to an action.
pub async fn again(known: Known<'_>) -> Result<Reply> {
    match known.job().filter(|job| job.kind == OFFER && !job.finished) {
        Some(job) => {
            let offer = read(job)?;
            Ok(card(offer.sentence.audience, &offer.text, job.id))
        }
        None => known.reply().await,
    }
}

/// Ends a question because it was answered.
pub async fn close(cx: &Cx, tx: &mut PgConnection, offer: i64) -> Result<()> {
    if jobs::job_cancel(tx, cx.guild()?, offer, OFFER).await? {
        return Ok(());
    }
    Err(Error::refused(
        "This question is over: it was answered, or ten minutes have passed; use the command again.",
    ))
}

fn read(job: &Job) -> Result<Offer> {
    serde_json::from_value(job.payload.clone()).map_err(Error::broken)
}

fn card(audience: Audience, text: &str, offer: i64) -> Reply {
    let go = button(ButtonStyle::Danger, "Go on", Answer::Go { offer }.id());
    let stop = button(ButtonStyle::Secondary, "Leave it", Answer::Stop { offer }.id());
    let message = crate::discord::message::Message { content: text.to_owned(), ..Default::default() };
    Reply::new(audience, message).with_buttons([go, stop])
}

/// The answer.
pub async fn press(cx: Cx, answer: Answer, _: Pressed) -> Result<Reply> {
    let (Answer::Go { offer } | Answer::Stop { offer }) = answer;
    if let Some(known) = cx.ordered_before().await? {
        return again(known).await;
    }
    let job = jobs::job_find(&cx.app.db, cx.guild()?, offer).await?.filter(|job| job.kind == OFFER);
    let Some(job) = job else {
        return Err(Error::refused("This question is too old to be answered; use the command again."));
    };
    let Offer { caller, sentence, .. } = read(&job)?;
    if cx.caller() != caller {
        return Err(Error::refused(format!(
            "Only <@{caller}> was asked and can answer; use the command yourself."
        )));
    }
    gate::permitted(&cx.at, sentence.kind.permission())?;
    if let Answer::Stop { .. } = answer {
        return leave(&cx, offer).await;
    }
    let member = cx.app.discord.member(cx.guild()?, sentence.person.id).await?;
    let mut sentence = Sentence { audience: Audience::Update, ..sentence };
    sentence.person.target = Target::of(sentence.person.id, member);
    punish::punish_as_answer(&cx, sentence, Some(offer)).await
}

async fn leave(cx: &Cx, offer: i64) -> Result<Reply> {
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    close(cx, order.tx(), offer).await?;
    order.commit_only().await?;
    Ok(Reply::update("Left as it is. Nothing was done."))
}

/// Nobody answered in time.
pub async fn expire(_: Task) -> Result<Next> {
    Ok(Next::Done(Some(Reply::update(
        "Nobody answered within ten minutes, so nothing was done. Use the command again if you still want it.",
    ))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buttons_are_read_back_as_they_were_written() {
        for answer in [Answer::Go { offer: i64::MAX }, Answer::Stop { offer: 1 }] {
            let id = answer.id();
            assert_eq!(Answer::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(answer));
        }
    }
}
