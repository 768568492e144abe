//! On a message: Apps → Purge down to here. Says how many messages that are, asks, then deletes it and what is newer.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use twilight_model::channel::Message as Target;
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;

use super::scan::{self, Progress};
use super::tally::End;
use super::{NEEDS, Plan, Sieve, delete, order, refuse_log};
use crate::actions::check;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::kind::Kind;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::{Audience, Reply, button};
use crate::kernel::worker::{Next, Task};
use crate::store::jobs::{self, Job};

/// The open question: a job that ends it when nobody answers.
pub(in crate::features::channels) const OFFER: &str = "purge_offer";
const OPEN: SignedDuration = SignedDuration::from_mins(10);

const OVER: &str =
    "This question is over: it was answered, or ten minutes have passed; choose Purge down to here again.";

pub(in crate::features::channels) fn menu() -> Command {
    Command::message_menu("Purge down to here", Ack::Private, ask)
        .permission(Kind::Purge.permission())
        .needs(NEEDS)
}

#[derive(Debug, Serialize, Deserialize)]
struct Offer {
    caller: UserId,
    plan: Plan,
    text: String,
}

/// The two buttons. What they are about is in the database: each question can be answered once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::channels) enum Choice {
    Go { offer: i64 },
    Stop { offer: i64 },
}

impl Control for Choice {
    const FEATURE: &'static str = "purge";

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
        Kind::Purge.permission()
    }
}

async fn ask(cx: Cx, target: Target) -> Result<Reply> {
    if let Some(known) = cx.ordered_before().await? {
        return again(known.job());
    }
    refuse_log(&cx, "use `/purge` with `force` if you really want to delete here").await?;
    let target = target.id;
    let after = MessageId::new_checked(target.get() - 1);
    let plan = Plan { after, audience: Audience::Update, ..Plan::here(cx.channel()?, cx.at.id) };
    let found = look(&cx, &plan).await?;
    let text = question(&found, target)?;
    let mut open = match cx.order().await? {
        Order::New(open) => open,
        Order::Known(known) => return again(known.job()),
    };
    let offer = Offer { caller: cx.caller(), plan, text };
    let payload = serde_json::to_value(&offer).map_err(Error::broken)?;
    let job = open.later(OFFER, payload, OPEN).await?;
    open.commit_with(&job).await?;
    Ok(card(&offer.text, job.id))
}

/// The same question to a second delivery.
fn again(job: Option<&Job>) -> Result<Reply> {
    let Some(job) = job else { return Ok(Reply::private("This was answered already.")) };
    Ok(card(&read(job)?.text, job.id))
}

fn read(job: &Job) -> Result<Offer> {
    serde_json::from_value(job.payload.clone()).map_err(Error::broken)
}

/// What would be chosen now.
async fn look(cx: &Cx, plan: &Plan) -> Result<Progress> {
    let (sieve, mut found) = (Sieve::new(&plan.filter)?, Progress::default());
    while found.end.is_none() {
        scan::page(&cx.app.discord, plan, &sieve, &mut found, cx.app.clock.now()).await?;
    }
    Ok(found)
}

fn question(found: &Progress, target: MessageId) -> Result<String> {
    let chosen = delete::count(&found.chosen);
    let mut stay = Vec::new();
    if found.tally.pinned > 0 {
        stay.push(format!("{} pinned", found.tally.pinned));
    }
    if found.tally.fixed > 0 {
        stay.push(count(found.tally.fixed, "notice of Discord's own", "notices of Discord's own"));
    }
    if found.end == Some(End::TooOld) {
        stay.push("those older than 14 days".to_owned());
    }
    let stay = match stay.as_slice() {
        [] => String::new(),
        stay => format!(" What stays: {}.", stay.join(", ")),
    };
    if chosen == 0 {
        return Err(Error::refused(format!("There is nothing to delete down to that message.{stay}")));
    }
    let messages = count(chosen, "message", "messages");
    Ok(if found.end == Some(End::Enough) && found.cursor.is_some_and(|last| last > target) {
        format!(
            "**Delete the newest {messages}?** More than that lie down to the one you chose; I delete {chosen} at a time, \
             so do it again for the rest.{stay} This can't be undone."
        )
    } else {
        format!(
            "**Delete {messages}, from the newest down to the one you chose?**{stay} This can't be undone."
        )
    })
}

fn card(text: &str, offer: i64) -> Reply {
    let go = button(ButtonStyle::Danger, "Delete them", Choice::Go { offer }.id());
    let stop = button(ButtonStyle::Secondary, "Leave them", Choice::Stop { offer }.id());
    Reply::private(text).with_buttons([go, stop])
}

/// The answer.
pub(in crate::features::channels) async fn press(cx: Cx, choice: Choice, _: Pressed) -> Result<Reply> {
    let (Choice::Go { offer } | Choice::Stop { offer }) = choice;
    if let Some(known) = cx.ordered_before().await? {
        return known.reply().await;
    }
    let job = jobs::job_find(&cx.app.db, cx.guild()?, offer).await?.filter(|job| job.kind == OFFER);
    let Offer { caller, plan, .. } = read(&job.ok_or_else(|| Error::refused(OVER))?)?;
    if cx.caller() != caller {
        return Err(Error::refused(format!(
            "Only <@{caller}> was asked and can answer; choose Purge down to here yourself."
        )));
    }
    if !covers(cx.at.app_permissions, NEEDS) {
        return Err(Error::refused(gavel_lacks(NEEDS - cx.at.app_permissions, Where::Here)));
    }
    let seen = match choice {
        Choice::Go { .. } => Some(check::look(&cx).await?),
        Choice::Stop { .. } => None,
    };
    let mut open = match cx.order().await? {
        Order::New(open) => open,
        Order::Known(known) => return known.reply().await,
    };
    if !jobs::job_cancel(open.tx(), cx.guild()?, offer, OFFER).await? {
        return Err(Error::refused(OVER));
    }
    let Some(seen) = seen else {
        open.commit_only().await?;
        return Ok(Reply::update("Left as they are. Nothing was deleted."));
    };
    order(open, &cx, &seen, &plan, None, None).await
}

/// Nobody answered in time.
pub(in crate::features::channels) async fn expire(_: Task) -> Result<Next> {
    Ok(Next::Done(Some(Reply::update(
        "Nobody answered within ten minutes, so nothing was deleted. Choose Purge down to here again if you still want it.",
    ))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buttons_are_read_back_as_they_were_written() {
        for choice in [Choice::Go { offer: i64::MAX }, Choice::Stop { offer: 1 }] {
            let id = choice.id();
            assert_eq!(Choice::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(choice));
        }
    }
}
