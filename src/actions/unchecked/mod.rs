//! An order that can't be checked yet, because Discord doesn't answer. It is recorded at once, checked when Discord
//! answers again ([`run`]), and then carried out, or called off with the rule that it breaks. Read this file first.

pub mod cancel;
pub mod run;

use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;

use crate::actions::appealable;
use crate::actions::channel_plan::ChannelPlan;
use crate::actions::confirm;
use crate::actions::reports;
use crate::actions::request::ActionRequest;
use crate::discord::message::Message;
use crate::discord::rest::hurried;
use crate::domain::case::NewCase;
use crate::domain::concurrency::{CaseRef, ConcurrencyKey};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::cx::{Cx, Origin};
use crate::kernel::job::Job;
use crate::kernel::question::{Answering, ask};
use crate::kernel::reply::{Audience, Reply, button};
use crate::kernel::request::Request;
use crate::store::{cases, guilds};
use crate::words;

/// The longest that one call of the checks may take while somebody waits for the first answer.
const HURRY: Duration = Duration::from_millis(1200);
/// The time that the first answer has for its way to Discord, before the order is looked at again.
const FIRST: SignedDuration = SignedDuration::from_secs(2);

/// An order that is recorded before it is checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Order {
    Person(Box<ActionRequest>),
    Channel(ChannelPlan),
}

impl Order {
    fn case(&self, cx: &Cx, settings: &Settings) -> Result<NewCase> {
        match self {
            Self::Person(request) => request.case(cx, settings),
            Self::Channel(plan) => plan.case(cx, None),
        }
    }

    fn audience(&self) -> Audience {
        match self {
            Self::Person(request) => request.audience,
            Self::Channel(plan) => plan.audience,
        }
    }
}

/// The job that checks an order as soon as Discord answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct CheckOrder {
    case: CaseRef,
    order: Order,
    /// The person who ordered it, with the rights that Discord signed.
    origin: Origin,
    /// `true` if Discord answered that it limits Gavel; `false` if it did not answer.
    is_limited: bool,
}

impl Job for CheckOrder {
    const KIND: &'static str = "check_order";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.case.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.case.number)
    }

    fn waiting(&self, job: i64) -> Option<Reply> {
        Some(self.card(job))
    }
}

impl CheckOrder {
    /// Returns the reply while the order waits.
    fn card(&self, job: i64) -> Reply {
        let number = self.case.number;
        let content = match self.is_limited {
            true => words::unchecked_limited(number),
            false => words::unchecked_away(number),
        };
        let cancel = button(ButtonStyle::Secondary, &words::button_cancel(), CallOff { job }.id());
        Reply::new(self.order.audience(), Message { content, ..Message::default() }).with_buttons([cancel])
    }
}

/// The button that calls off an order which waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOff {
    job: i64,
}

impl Control for CallOff {
    const FEATURE: &'static str = "calloff";

    fn write(&self) -> String {
        self.job.to_string()
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            [job] => Some(Self { job: job.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        // Only the person who ordered it may press; that is checked on the press.
        Permissions::empty()
    }
}

/// Runs checks for somebody who waits. The outer error says that Discord is away, or holds Gavel back for too long.
pub(super) async fn in_time<T>(checks: impl Future<Output = Result<T>>) -> Result<Result<T>> {
    match hurried(HURRY, checks).await {
        Err(away @ (Error::Unreachable { .. } | Error::Limited { .. })) => Err(away),
        checked => Ok(checked),
    }
}

/// Records an order that can't be checked while Discord is away. The reply says so.
pub(super) async fn record(
    cx: &Cx,
    order: Order,
    away: &Error,
    answering: Option<Answering>,
) -> Result<Reply> {
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    if let Some(answering) = answering {
        answering.close(cx, new.tx()).await?;
    }
    let case = cases::case_open(new.tx(), &order.case(cx, &settings)?).await?;
    if let Order::Person(request) = &order
        && let Some(report) = request.report
    {
        reports::link(new.tx(), &case, report).await?;
    }
    if let Order::Person(request) = &order
        && let Some(confirmation) =
            confirm::recent(new.tx(), request, &case, cx.at.application.cast()).await?
    {
        new.abandon().await?;
        return ask(cx, confirmation, answering).await;
    }
    if let Order::Person(request) = &order
        && let Some(appeal) = request.appeal
    {
        appealable::accept(new.tx(), &case, appeal).await?;
    }
    tracing::info!(guild = %case.guild, case = case.number, %away, "the order waits until it can be checked");
    let is_limited = matches!(away, Error::Limited { .. });
    let job = CheckOrder { case: (&case).into(), order, origin: Origin::clone(&cx.at), is_limited };
    let stored = new.commit_later(&job, FIRST).await?;
    Ok(job.card(stored.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_is_read_back_as_it_was_written() {
        let button = CallOff { job: i64::MAX };
        assert_eq!(CallOff::read(&button.id().split(':').skip(2).collect::<Vec<_>>()), Some(button));
        assert_eq!(CallOff::read(&["x"]), None);
    }
}
