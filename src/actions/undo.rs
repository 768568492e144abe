//! Undo: for five minutes, the receipt's button takes the action back.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::actions::{modlog, punish, receipt};
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::worker::{Next, Task};
use crate::store::cases;

/// The job's name.
pub const JOB: &str = "undo";

/// The button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// Void a warning.
    Warn { number: i32 },
}

impl Control for Undo {
    const FEATURE: &'static str = "undo";

    fn write(&self) -> String {
        match self {
            Self::Warn { number } => format!("warn:{number}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["warn", number] => Some(Self::Warn { number: number.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Warn { .. } => Permissions::MODERATE_MEMBERS,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
}

/// The press.
pub async fn press(cx: Cx, control: Undo, _: Pressed) -> Result<Reply> {
    let Undo::Warn { number } = control;
    let guild = cx.guild()?;
    let case = cases::case_find(&cx.app.db, guild, number).await?;
    let case =
        case.ok_or_else(|| Error::refused(format!("Case #{number} is not in the record any more.")))?;
    let now = cx.app.clock.now();
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    if case.voided_at.is_some() {
        return Err(Error::refused(format!("Case #{number} was taken back already.")));
    }
    if !receipt::is_undoable(&case, now) {
        return Err(Error::refused(format!(
            "Undo is open for five minutes after the action, so case #{number} stands."
        )));
    }
    if !cases::case_void(order.tx(), guild, number, cx.caller(), "Undo", now).await? {
        return Err(Error::refused(format!("Case #{number} was taken back already.")));
    }
    let payload = serde_json::to_value(Payload { number }).map_err(Error::broken)?;
    let lane = case.target.map_or_else(|| format!("case:{number}"), |target| format!("member:{target}"));
    order
        .commit(JOB, lane, payload)
        .await?
        .carry_out(|why| Reply::update(format!("**Case #{number}** · taken back. {why}")))
        .await
}

/// Makes log and receipt show that the case was taken back.
pub async fn carry(task: Task) -> Result<Next> {
    let case = punish::find(&task, task.job.guild, task.payload::<Payload>()?.number).await?;
    modlog::refresh(&task, &case).await?;
    let now = task.app.clock.now();
    Ok(Next::Done(Some(punish::current(&task, &case, Audience::Update, now).await?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_is_read_back_as_it_was_written() {
        let control = Undo::Warn { number: 12 };
        let id = control.id();
        assert_eq!(id, "undo:1:warn:12");
        assert_eq!(Undo::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        assert_eq!(Undo::read(&["warn", "x"]), None);
    }
}
