//! An action on a member: ordered in one transaction, then carried out by its job, step by step.
//!
//! The case itself is the job's memory: a step whose outcome stands in the case is not done again.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::actions::notice::{self, Notice};
use crate::actions::{check, modlog, receipt};
use crate::domain::case::{Case, Kind, NewCase, Status};
use crate::domain::ids::GuildId;
use crate::error::{Error, Result};
use crate::kernel::command::Person;
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::worker::{Next, Task};
use crate::store::cases;

/// The job's name.
pub const JOB: &str = "punish";
/// The job that takes the Undo button off the receipt when its time is over.
pub const CLOSE: &str = "close_receipt";

/// How long a warning counts.
const WARNING: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What a moderator orders.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub kind: Kind,
    pub person: Person,
    pub reason: Option<String>,
    pub points: i32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
    notice: Notice,
}

/// Checks, commits, carries out. The reply is the receipt.
pub async fn punish(cx: &Cx, sentence: Sentence) -> Result<Reply> {
    let server = check::may_act(cx, &sentence.person, twilight_model::guild::Permissions::empty()).await?;
    let guild = cx.guild()?;
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    let target = sentence.person.id;
    let new = NewCase {
        guild,
        kind: sentence.kind,
        target: Some(target),
        target_name: Some(sentence.person.name.clone()),
        channel: None,
        moderator: cx.caller(),
        moderator_name: cx.at.user.name.clone(),
        reason: sentence.reason,
        points: sentence.points,
        expires_at: cx.app.clock.now().checked_add(WARNING).ok(),
    };
    let case = cases::case_open(order.tx(), &new).await?;
    let (total, _) = cases::warnings_active(order.tx(), guild, target, case.number).await?;
    let number = case.number;
    let payload = Payload { number, notice: Notice { server: server.name, ordered_by: cx.at.id, total } };
    let payload = serde_json::to_value(payload).map_err(Error::broken)?;
    order.later(CLOSE, json!({ "number": number }), receipt::UNDO).await?;
    let ordered = order.commit(JOB, format!("member:{target}"), payload).await?;
    ordered
        .carry_out(|why| {
            Reply::new(
                Audience::Public,
                crate::discord::message::Message {
                    content: format!("**Case #{number}** · the warning of <@{target}> is recorded. {why}"),
                    ..Default::default()
                },
            )
        })
        .await
}

/// Carries out a sentence: tell, act, log, and the receipt.
pub async fn carry(task: Task) -> Result<Next> {
    let payload: Payload = task.payload()?;
    let mut case = find(&task, task.job.guild, payload.number).await?;
    notice::send(&task, &mut case, &payload.notice).await?;
    if case.status == Status::Pending {
        // A warning is its record: nothing is left to do on Discord.
        let mut tx = task.step().await?;
        cases::case_applied(&mut tx, &mut case, None).await?;
        tx.commit().await?;
    }
    modlog::post(&task, &mut case, payload.notice.ordered_by).await?;
    Ok(Next::Done(Some(current(&task, &case, Audience::Public, task.app.clock.now()).await?)))
}

/// Shows the receipt without its Undo.
pub async fn close(task: Task) -> Result<Next> {
    #[derive(Deserialize)]
    struct Closed {
        number: i32,
    }
    let case = find(&task, task.job.guild, task.payload::<Closed>()?.number).await?;
    if case.voided_at.is_some() {
        return Ok(Next::Done(None));
    }
    Ok(Next::Done(Some(current(&task, &case, Audience::Public, Timestamp::MAX).await?)))
}

/// The receipt as the record has it now.
pub(crate) async fn current(task: &Task, case: &Case, audience: Audience, now: Timestamp) -> Result<Reply> {
    let total = match case.target {
        Some(target) => cases::warnings_active(task.db(), case.guild, target, case.number).await?.0,
        None => 0,
    };
    Ok(receipt::receipt(audience, case, total, now))
}

/// The case a job is about. It was committed with the job, so a missing one was erased.
pub(crate) async fn find(task: &Task, guild: GuildId, number: i32) -> Result<Case> {
    cases::case_find(task.db(), guild, number).await?.ok_or(Error::LeaseLost)
}
