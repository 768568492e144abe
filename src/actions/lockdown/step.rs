//! One channel of a lockdown: locked or opened in its turn, as `/lock` and `/unlock` do it, but told of with the rest.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::actions::lockdown::{end, start};
use crate::actions::{lock, punish, timers};
use crate::discord::fault;
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, Status};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::worker::{Next, Task};
use crate::store::cases;
use crate::store::jobs::{self, NewJob};

/// The job's name.
pub const JOB: &str = "lockdown_step";

/// What a refusal of Discord's means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// It is told, and that is that.
    IsFinal,
    /// It is tried until it works, as timers do: nobody is there to be told.
    IsTriedAgain,
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
    refusal: Refusal,
}

/// Adds the job of a channel's case, in the transaction that opens it.
pub(super) async fn add(tx: &mut PgConnection, part: &Case, refusal: Refusal) -> Result<()> {
    let job = NewJob {
        guild: part.guild,
        kind: JOB,
        lane: punish::lane(part),
        payload: serde_json::to_value(Payload { number: part.number, refusal }).map_err(Error::broken)?,
        answer: None,
        run_at: Some(part.created_at),
    };
    jobs::job_add(tx, job).await.map(drop)
}

/// Locks or opens the channel.
pub async fn carry(task: Task) -> Result<Next> {
    let payload: Payload = task.payload()?;
    let mut part = punish::find(&task, task.job.guild, payload.number).await?;
    if part.status == Status::Pending {
        punish::give_way(&task, &mut part).await?;
    }
    if part.status == Status::Pending {
        let whole = punish::find(&task, part.guild, part.parent.unwrap_or_default()).await?;
        if let Some(why) = hindrance(&task, &part, &whole).await? {
            punish::failed(&task, &mut part, &why).await?;
        } else {
            match act(&task, &mut part, &audit_reason(&whole)).await {
                Ok(summary) => punish::applied(&task, &mut part, summary).await?,
                Err(error @ Error::Discord { .. }) if payload.refusal == Refusal::IsTriedAgain => {
                    return timers::put_off(task, &part, &error).await;
                }
                Err(Error::Discord { code, .. }) => {
                    punish::failed(&task, &mut part, &format!("{} (code {code})", fault::text(code))).await?;
                }
                Err(other) => return Err(other),
            }
        }
    }
    jobs::whole_ring(task.db(), part.guild, part.parent.unwrap_or_default()).await?;
    Ok(Next::Done(None))
}

async fn act(task: &Task, part: &mut Case, reason: &str) -> Result<Option<String>> {
    let at = part.channel.ok_or_else(|| Error::broken("a lockdown's case without its channel"))?;
    match part.kind {
        Kind::Lock => lock::lock(task, part, at, reason).await,
        _ => lock::unlock(task, part, at, reason).await,
    }
}

/// Why nothing is to be done after all.
async fn hindrance(task: &Task, part: &Case, whole: &Case) -> Result<Option<String>> {
    let kind = if part.kind == Kind::Lock { start::JOB } else { end::JOB };
    let job = jobs::job_of_case(task.db(), whole.guild, kind, whole.number).await?;
    // What was begun before Cancel was pressed is brought to its end: it may be done already.
    if job.is_some_and(|job| job.cancelled_by.is_some()) && !task.is_resumed() {
        return Ok(Some("it was stopped before that".to_owned()));
    }
    let Some(at) = part.channel.filter(|_| part.kind == Kind::Unlock) else { return Ok(None) };
    let held = cases::case_in_force(task.db(), part.guild, at, Kind::Lock).await?;
    Ok(held
        .filter(|lock| lock.parent != whole.parent)
        .map(|lock| format!("it was locked anew by case #{}, which holds", lock.number)))
}
