//! `/case edit`, `/case void`: put the record right. Who, when, old and new stay in the case's history.

use serde::{Deserialize, Serialize};

use crate::actions::{modlog, punish, receipt};
use crate::domain::case::Kind;
use crate::error::{Error, Result};
use crate::features::cases::show::find;
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::Reply;
use crate::kernel::worker::{Next, Task};
use crate::store::cases;

pub(super) const JOB: &str = "case_change";

/// What is to be different.
pub(super) enum Change {
    Edit { reason: Option<String>, points: Option<i32> },
    Void { reason: String },
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
    done: String,
}

/// Writes the change, then makes the mod-log's post show it.
pub(super) async fn change(cx: &Cx, number: i64, change: Change) -> Result<Reply> {
    if let Some(known) = cx.ordered_before().await? {
        return known.reply().await;
    }
    let case = find(cx, number).await?;
    let number = case.number;
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    let done = match change {
        Change::Edit { reason: None, points: None } => {
            return Err(Error::refused("Nothing to change was given; add `reason` or `points`."));
        }
        Change::Edit { points: Some(_), .. } if case.kind != Kind::Warn => {
            return Err(Error::refused(format!(
                "Case #{number} is no warning, and only warnings have points."
            )));
        }
        Change::Edit { reason, points } => {
            cases::case_edit(order.tx(), &case, cx.caller(), reason.as_deref(), points).await?;
            "changed"
        }
        // Its timer would go with it, and what it set would stay.
        Change::Void { .. } if case.is_in_force() => {
            let by = if case.kind == Kind::Ban { "/unban" } else { "/untimeout" };
            return Err(Error::refused(format!("Case #{number} still holds; lift it with `{by}` first.")));
        }
        Change::Void { reason } => {
            if !cases::case_void(order.tx(), case.guild, number, cx.caller(), &reason, cx.app.clock.now())
                .await?
            {
                return Err(Error::refused(format!("Case #{number} was voided before.")));
            }
            "voided: it counts for nothing any more"
        }
    };
    let done = format!("**Case #{number}** · {done}.");
    let payload = serde_json::to_value(Payload { number, done: done.clone() }).map_err(Error::broken)?;
    let ordered = order.commit(JOB, format!("case:{number}"), payload).await?;
    ordered.carry_out(|why| Reply::private(format!("{done} The log will show it. {why}"))).await
}

/// Makes the log's post show the case as it is now.
pub(super) async fn carry(task: Task) -> Result<Next> {
    let payload: Payload = task.payload()?;
    let case = punish::find(&task, task.job.guild, payload.number).await?;
    modlog::refresh(&task, &case).await?;
    let follows = cases::cases_following(task.db(), case.guild, case.number).await?;
    Ok(Next::Done(Some(Reply::private(payload.done).with_buttons(receipt::offers(&case, &follows)))))
}
