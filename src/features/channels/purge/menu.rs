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
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::question::{Answering, Question, ask};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::words;

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
    const LEFT: fn() -> String = words::purge_ask_left;
    const EXPIRED: fn() -> String = words::purge_ask_expired;
    const OVER: fn() -> String = words::purge_ask_over;

    fn card(&self) -> Reply {
        Reply::private(self.text.as_str())
    }

    fn labels(&self) -> (String, String) {
        (words::purge_ask_yes(), words::purge_ask_no())
    }

    fn permission(&self) -> Permissions {
        Kind::Purge.permission()
    }
}

async fn down_to_here(cx: Cx, target: Listed) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    refuse_log(&cx, words::purge_log_channel_menu).await?;
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
        stay.push(words::purge_ask_pinned(found.tally.pinned));
    }
    if found.tally.fixed > 0 {
        stay.push(words::purge_ask_fixed(found.tally.fixed));
    }
    if found.end == Some(End::TooOld) {
        stay.push(words::purge_ask_too_old());
    }
    let stay = match stay.as_slice() {
        [] => None,
        stay => Some(words::purge_ask_stays(stay.join(", "))),
    };
    if chosen == 0 {
        let nothing = words::purge_ask_nothing();
        return Err(Error::refused(std::iter::once(nothing).chain(stay).collect::<Vec<_>>().join(" ")));
    }
    let what = if found.end == Some(End::Enough) && found.cursor.is_some_and(|last| last > target) {
        format!("{} {}", words::purge_ask_newest(chosen), words::purge_ask_again(chosen))
    } else {
        words::purge_ask(chosen)
    };
    let sentences = std::iter::once(what).chain(stay).chain([words::purge_ask_for_good()]);
    Ok(sentences.collect::<Vec<_>>().join(" "))
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
