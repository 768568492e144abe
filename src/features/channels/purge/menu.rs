//! On a message: Apps → Purge down to here. Says how many messages there are, asks, then deletes that message and the
//! newer ones.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use super::delete;
use super::filter::Sieve;
use super::order::{order, refuse_log};
use super::plan::{NEEDS, Plan};
use super::scan::{self, PurgeProgress};
use super::tally::End;
use crate::actions::check;
use crate::discord::history::Listed;
use crate::domain::ids::MessageId;
use crate::domain::kind::Kind;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::question::{Answering, Question, ask};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;

pub(in crate::features::channels) fn menu() -> Command {
    Command::message_menu("Purge down to here", Ack::Private, down_to_here)
        .permission(Kind::Purge.permission())
        .needs(NEEDS)
}

/// The question whether to delete.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::features::channels) struct AskPurge {
    plan: Plan,
    text: String,
}

impl Question for AskPurge {
    const KIND: &'static str = "ask_purge";
    const LEFT: &'static str = "Left as they are. Nothing was deleted.";
    const EXPIRED: &'static str = "Nobody answered within ten minutes, so nothing was deleted. Choose Purge down to here again if you still want it.";
    const OVER: &'static str = "This question is over: it was answered, or ten minutes have passed; choose Purge down to here again.";

    fn card(&self) -> Reply {
        Reply::private(self.text.as_str())
    }

    fn labels(&self) -> (String, &'static str) {
        ("Delete them".to_owned(), "Leave them")
    }

    fn permission(&self) -> Permissions {
        Kind::Purge.permission()
    }
}

async fn down_to_here(cx: Cx, target: Listed) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    refuse_log(&cx, "use `/purge` with `force` if you really want to delete here").await?;
    let target = target.id;
    let after = MessageId::new_checked(target.get() - 1);
    let plan = Plan { after, audience: Audience::Update, ..Plan::here(cx.channel()?, cx.at.id) };
    let found = look(&cx, &plan).await?;
    let text = question(&found, target)?;
    ask(&cx, AskPurge { plan, text }, None).await
}

/// Returns what would be chosen now.
async fn look(cx: &Cx, plan: &Plan) -> Result<PurgeProgress> {
    let (sieve, mut found) = (Sieve::ready(&plan.filter).await?, PurgeProgress::default());
    while found.end.is_none() {
        scan::page(&cx.app.discord, plan, &sieve, &mut found, cx.app.clock.now()).await?;
    }
    Ok(found)
}

fn question(found: &PurgeProgress, target: MessageId) -> Result<String> {
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

/// Orders the purge that was confirmed.
pub(in crate::features::channels) async fn agreed(
    cx: Cx,
    AskPurge { plan, .. }: AskPurge,
    answering: Answering,
) -> Result<Reply> {
    if !covers(cx.at.app_permissions, NEEDS) {
        return Err(Error::refused(gavel_lacks(NEEDS - cx.at.app_permissions, Where::Here)));
    }
    let seen = check::look(&cx).await?;
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    answering.close(&cx, new.tx()).await?;
    order(new, &cx, &seen, &plan, None, None).await
}
