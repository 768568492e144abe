//! `/case edit`, `/case void`: put the record right. Who, when, old and new stay in the case's history.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actions::{modlog, punish, receipt, timers};
use crate::domain::case::Case;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::features::cases::end;
use crate::features::cases::show::find;
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::Reply;
use crate::kernel::worker::{Next, Task};
use crate::store::cases::{self, EndMoved};

pub(super) const JOB: &str = "case_change";

/// What is to be different.
pub(super) enum Change {
    Edit { reason: Option<String>, points: Option<i32>, duration: Option<String> },
    Void { reason: String },
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
    done: String,
    #[serde(default)]
    moved: Option<EndMoved>,
}

/// Writes the change, then makes the mod-log's post show it.
pub(super) async fn change(cx: &Cx, number: i64, change: Change) -> Result<Reply> {
    if let Some(known) = cx.ordered_before().await? {
        return known.reply().await;
    }
    let mut case = find(cx, number).await?;
    let number = case.number;
    let ends = match &change {
        Change::Edit { duration: Some(text), .. } => Some(end::wanted(cx, &case, text).await?),
        _ => None,
    };
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    let (now, mut moved) = (cx.app.clock.now(), None);
    let done = match change {
        Change::Edit { reason: None, points: None, duration: None } => {
            return Err(Error::refused("Nothing to change was given; add `reason`, `points` or `duration`."));
        }
        Change::Edit { points: Some(_), .. } if !case.kind.facts().has_points => {
            return Err(Error::refused(format!(
                "Case #{number} is no warning, and only warnings have points."
            )));
        }
        Change::Edit { reason, points, .. } => {
            if let Some(ends) = ends {
                moved = timers::move_end(order.tx(), &mut case, Some(cx.caller()), ends, now).await?;
                if moved.is_none() {
                    return Err(end::over(&case));
                }
            }
            cases::case_edit(order.tx(), &case, cx.caller(), reason.as_deref(), points).await?;
            moved.map_or("changed".to_owned(), |moved| format!("changed: {}", end::text(moved.new)))
        }
        // Its timer would go with it, and what it set would stay.
        Change::Void { .. } if is_in_force(&case, now) => {
            // A slowmode is lifted by setting another.
            let by = case.kind.undone_by().filter(|by| *by != Kind::Unslow).unwrap_or(case.kind).word();
            return Err(Error::refused(format!("Case #{number} still holds; lift it with `/{by}` first.")));
        }
        Change::Void { reason } => {
            if !cases::case_void(order.tx(), case.guild, number, cx.caller(), &reason, now).await? {
                return Err(Error::refused(format!("Case #{number} was voided before.")));
            }
            "voided: it counts for nothing any more".to_owned()
        }
    };
    let done = format!("**Case #{number}** · {done}.");
    let payload =
        serde_json::to_value(Payload { number, done: done.clone(), moved }).map_err(Error::broken)?;
    // What Discord must be told waits for what else happens to that member.
    let lane = if moved.is_some() { punish::lane(&case) } else { format!("case:{number}") };
    let ordered = order.commit(JOB, lane, payload).await?;
    ordered.carry_out(|why| Reply::private(format!("{done} The log will show it. {why}"))).await
}

fn is_in_force(case: &Case, now: Timestamp) -> bool {
    let is_settled = case.kind.settles() && case.ends_at.is_none();
    case.is_in_force() && !case.is_spent(now) && !is_settled
}

/// Tells Discord a timeout's new end, and makes the log's post show the case as it is now.
pub(super) async fn carry(mut task: Task) -> Result<Next> {
    let payload: Payload = task.payload()?;
    let mut case = punish::find(&task, task.job.guild, payload.number).await?;
    let refused = match payload.moved {
        Some(moved) => end::tell(&mut task, &mut case, moved).await?,
        None => None,
    };
    modlog::refresh(&task, &case).await?;
    let follows = cases::cases_following(task.db(), case.guild, case.number).await?;
    Ok(Next::Done(Some(
        Reply::private(refused.unwrap_or(payload.done)).with_buttons(receipt::offers(&case, &follows)),
    )))
}
