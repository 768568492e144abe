//! Appeals: the button in the direct message about a ban, timeout, jail or kick; the questions; and what moderators decide.

mod appellant;
mod decision;
mod forms;

use crate::actions::appeal;
use crate::actions::appealable::{AppealControl, Verb};
use crate::error::Result;
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::feature::Feature;
use crate::kernel::reply::Reply;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("appeals").controls(press).job(appeal::run)
}

async fn press(cx: Cx, control: AppealControl, pressed: Pressed) -> Result<Reply> {
    match control {
        AppealControl::Open { guild, case } => appellant::open(&cx.for_server(guild), case).await,
        AppealControl::Submit { guild, case } => {
            appellant::submit(&cx.for_server(guild), case, &pressed).await
        }
        AppealControl::Answer { guild, number, round } => {
            appellant::answer(&cx.for_server(guild), number, round).await
        }
        AppealControl::SubmitAnswer { guild, number, round } => {
            appellant::submit_answer(&cx.for_server(guild), number, round, &pressed).await
        }
        AppealControl::Decide { what, kind, number } => match what {
            Verb::Accept => decision::accept(&cx, kind, number).await,
            Verb::Reject => decision::reject(&cx, kind, number).await,
            Verb::SubmitReject => decision::submit_reject(&cx, kind, number, &pressed).await,
            Verb::Ask => decision::ask(&cx, kind, number).await,
            Verb::SubmitAsk => decision::submit_ask(&cx, kind, number, &pressed).await,
        },
    }
}
