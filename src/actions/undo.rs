//! Undo: for five minutes, the receipt's button takes the action back: a warning is voided, what holds is lifted.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::actions::place::Plan;
use crate::actions::punish::{self, Sentence};
use crate::actions::{modlog, place, receipt};
use crate::domain::case::{Case, Subject};
use crate::domain::kind::Kind;
use crate::domain::member::Target;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Person};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::order::Order;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::worker::{Next, Task};
use crate::store::cases;

/// The job's name.
pub const JOB: &str = "undo";

/// The button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// Take back an action of five minutes.
    Back { kind: Kind, number: i32 },
    /// Lift what followed from a warning that was taken back.
    Lift { number: i32 },
}

impl Undo {
    /// The button of a case; none for what can't be taken back.
    #[must_use]
    pub fn of(case: &Case) -> Option<Self> {
        let back = Self::Back { kind: case.kind, number: case.number };
        receipt::can_be_undone(case).then_some(back)
    }
}

impl Control for Undo {
    const FEATURE: &'static str = "undo";

    fn write(&self) -> String {
        match self {
            Self::Back { kind, number } => format!("{}:{number}", kind.as_str()),
            Self::Lift { number } => format!("lift:{number}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let [verb, number] = fields else { return None };
        let number = number.parse().ok()?;
        match *verb {
            "lift" => Some(Self::Lift { number }),
            kind => Kind::parse(kind)
                .filter(|kind| kind.facts().has_points || kind.lasts())
                .map(|kind| Self::Back { kind, number }),
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Back { kind, .. } => kind.permission(),
            // What the case is says what it takes; that is checked on the press.
            Self::Lift { .. } => Permissions::empty(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
}

/// The press.
pub async fn press(cx: Cx, control: Undo, _: Pressed) -> Result<Reply> {
    let (Undo::Back { number, .. } | Undo::Lift { number }) = control;
    let case = cases::case_find(&cx.app.db, cx.guild()?, number).await?;
    let case =
        case.ok_or_else(|| Error::refused(format!("Case #{number} is not in the record any more.")))?;
    match (control, case.kind.undone_by()) {
        (Undo::Lift { .. }, Some(by)) => {
            gate::permitted(&cx.at, by.permission())?;
            lift(&cx, &case, by, holds).await
        }
        (Undo::Back { kind, .. }, Some(by)) if kind == case.kind => lift(&cx, &case, by, still_open).await,
        (Undo::Back { kind, .. }, None) if kind == case.kind => void(&cx, &case).await,
        _ => Err(Error::refused(format!("Case #{number} can't be taken back like this any more."))),
    }
}

/// What is lifted must still hold.
fn holds(cx: &Cx, case: &Case) -> Result<()> {
    if case.is_in_force() && !case.is_spent(cx.app.clock.now()) {
        return Ok(());
    }
    Err(Error::refused(format!("Case #{} does not hold any more, so there is nothing to lift.", case.number)))
}

fn still_open(cx: &Cx, case: &Case) -> Result<()> {
    let number = case.number;
    if case.voided_at.is_some() || case.closed_at.is_some() {
        return Err(Error::refused(format!("Case #{number} was taken back already.")));
    }
    if !receipt::is_undoable(case, cx.app.clock.now()) {
        return Err(Error::refused(format!(
            "Undo is open for five minutes after the action, so case #{number} stands."
        )));
    }
    Ok(())
}

/// An action of its own, linked to the one it takes back.
async fn lift(cx: &Cx, case: &Case, by: Kind, open: fn(&Cx, &Case) -> Result<()>) -> Result<Reply> {
    if let Some(known) = cx.ordered_before().await? {
        return known.reply().await;
    }
    open(cx, case)?;
    let (parent, reason) = (Some(case.number), Some("Undo".to_owned()));
    let role = case.changed_role();
    let user = match case.subject() {
        Some(Subject::Person(user) | Subject::Role(user, _)) => user,
        Some(Subject::Channel(at)) => {
            let plan = Plan { parent, audience: Audience::Update, ..Plan::new(by, at, reason) };
            return place::order(cx, plan).await;
        }
        None => return Err(Error::broken("a ban of nobody")),
    };
    let member = cx.app.discord.member(case.guild, user).await?;
    let target = Target::of(user, member);
    let name = case.target_name.clone().unwrap_or_default();
    let sentence = Sentence {
        parent,
        role,
        audience: Audience::Update,
        ..Sentence::new(by, Person { id: user, name, target }, reason)
    };
    punish::punish(cx, sentence).await
}

async fn void(cx: &Cx, case: &Case) -> Result<Reply> {
    let number = case.number;
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    still_open(cx, case)?;
    if !cases::case_void(order.tx(), case.guild, number, cx.caller(), "Undo", cx.app.clock.now()).await? {
        return Err(Error::refused(format!("Case #{number} was taken back already.")));
    }
    let payload = serde_json::to_value(Payload { number }).map_err(Error::broken)?;
    let ordered = order.commit(JOB, punish::lane(case), payload).await?;
    ordered.carry_out(|why| Reply::update(format!("**Case #{number}** · taken back. {why}"))).await
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
    fn the_buttons_are_read_back_as_they_were_written() {
        let back = |kind| Undo::Back { kind, number: 12 };
        for control in [back(Kind::Warn), back(Kind::Ban), Undo::Lift { number: i32::MAX }] {
            let id = control.id();
            assert_eq!(Undo::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
        assert_eq!(back(Kind::Warn).id(), "undo:1:warn:12");
        assert_eq!(Undo::read(&["warn", "x"]), None);
        assert_eq!(Undo::read(&["kick", "1"]), None);
    }
}
