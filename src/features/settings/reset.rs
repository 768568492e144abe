//! `/reset`: after a confirmation by the same person within a minute, delete everything kept about this server.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::guild::Permissions;

use crate::domain::ids::UserId;
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::{Reply, button};
use crate::kernel::worker::{Next, Task};
use crate::store::guilds::{self, Erased};
use crate::store::jobs;

/// The job that deletes.
pub(super) const JOB: &str = "reset";
/// The open question: a job that ends it after a minute.
pub(super) const OFFER: &str = "reset_offer";
const OPEN: SignedDuration = SignedDuration::from_secs(60);

#[derive(CommandModel, CreateCommand)]
#[command(name = "reset", desc = "Delete everything I keep about this server; I ask again first")]
struct Reset {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, reset).permission(Permissions::ADMINISTRATOR)
}

#[derive(Debug, Serialize, Deserialize)]
struct Offer {
    caller: UserId,
}

/// The two buttons. The question they belong to is in the database: each can be answered once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Confirm { caller: UserId, offer: i64 },
    Cancel { caller: UserId, offer: i64 },
}

impl Control for Choice {
    const FEATURE: &'static str = "reset";

    fn write(&self) -> String {
        match self {
            Self::Confirm { caller, offer } => format!("confirm:{caller}:{offer}"),
            Self::Cancel { caller, offer } => format!("cancel:{caller}:{offer}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let [verb, caller, offer] = fields else { return None };
        let (caller, offer) = (caller.parse().ok()?, offer.parse().ok()?);
        match *verb {
            "confirm" => Some(Self::Confirm { caller, offer }),
            "cancel" => Some(Self::Cancel { caller, offer }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        // Whoever may not even use the command is told about the buttons first: they are somebody else's.
        Permissions::empty()
    }
}

fn buttons(caller: UserId, offer: i64, disabled: bool) -> [Button; 2] {
    let confirm = button(ButtonStyle::Danger, "Delete everything", Choice::Confirm { caller, offer }.id());
    let cancel = button(ButtonStyle::Secondary, "Keep everything", Choice::Cancel { caller, offer }.id());
    [Button { disabled, ..confirm }, Button { disabled, ..cancel }]
}

async fn reset(cx: Cx, _: Reset) -> Result<Reply> {
    let caller = cx.caller();
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return Ok(ask(caller, known.job().map(|job| job.id).unwrap_or_default())),
    };
    let offer = order.later(OFFER, json!({ "caller": caller }), OPEN).await?;
    order.commit_with(&offer).await?;
    Ok(ask(caller, offer.id))
}

fn ask(caller: UserId, offer: i64) -> Reply {
    Reply::public(
        "**Delete everything I keep about this server?** All cases, all settings, all role menus and their history go, for good. \
         Bans, roles and messages on Discord stay as they are.\nOnly you can answer, within a minute.",
    )
    .with_buttons(buttons(caller, offer, false))
}

pub(super) async fn press(cx: Cx, choice: Choice, _: Pressed) -> Result<Reply> {
    let (Choice::Confirm { caller, offer } | Choice::Cancel { caller, offer }) = choice;
    if cx.caller() != caller {
        return Err(Error::refused(format!(
            "Only <@{caller}>, who started this reset, can answer it; use `/reset` yourself if you may."
        )));
    }
    crate::kernel::gate::permitted(&cx.at, Permissions::ADMINISTRATOR)?;
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    if !jobs::job_cancel(order.tx(), cx.guild()?, offer, OFFER).await? {
        return Err(Error::refused("This question is over: it stays open for a minute; use `/reset` again."));
    }
    match choice {
        Choice::Cancel { .. } => {
            order.commit_only().await?;
            Ok(Reply::update("Reset cancelled. Nothing was deleted."))
        }
        Choice::Confirm { .. } => {
            order
                .commit(JOB, "reset".to_owned(), json!({}))
                .await?
                .carry_out(|why| Reply::update(format!("The reset is on its way. {why}")))
                .await
        }
    }
}

/// Nobody answered in time: the buttons go grey.
pub(super) async fn expire(task: Task) -> Result<Next> {
    let Offer { caller } = task.payload()?;
    let reply = Reply::update(
        "Nobody answered within a minute, so nothing was deleted. Use `/reset` to be asked again.",
    );
    Ok(Next::Done(Some(reply.with_buttons(buttons(caller, task.job.id, true)))))
}

/// Deletes, and says how much. What was deleted is stored in the same transaction as the deletion.
pub(super) async fn carry(mut task: Task) -> Result<Next> {
    let erased: Option<Erased> = task.progress::<Option<Erased>>()?;
    let erased = match erased {
        Some(erased) => erased,
        None => {
            let mut tx = task.step().await?;
            let erased = guilds::guild_erase(&mut tx, task.job.guild, task.job.id).await?;
            task.save_in(&mut tx, &erased).await?;
            tx.commit().await?;
            erased
        }
    };
    tracing::info!(guild = %task.job.guild, cases = erased.cases, settings = erased.settings, "a server's data was deleted");
    Ok(Next::Done(Some(Reply::update(format!(
        "Done. Deleted: {}, all settings and {} of them. The next case is #1.",
        count(erased.cases, "case", "cases"),
        count(erased.settings, "recorded change", "recorded changes")
    )))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn the_buttons_are_read_back_as_they_were_written() {
        let (caller, offer) = (Id::new(u64::MAX), i64::MAX);
        for choice in [Choice::Confirm { caller, offer }, Choice::Cancel { caller, offer }] {
            let id = choice.id();
            assert!(id.len() <= 100);
            assert_eq!(Choice::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(choice));
        }
    }
}
