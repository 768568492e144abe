//! Committing an action: its case, its timer and its job in one transaction. After that it will be carried out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::actions::afterwards::{self, CloseReceipt};
use crate::actions::known::Known;
use crate::actions::notice::Notice;
use crate::actions::{receipt, schedule, undoable};
use crate::discord::message::Message;
use crate::domain::case::{Case, NewCase};
use crate::domain::concurrency::{CaseRef, ConcurrencyKey};
use crate::domain::member_edit::MemberEdit;
use crate::error::Result;
use crate::kernel::job::{self, Job};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::New;
use crate::store::cases;
use crate::store::jobs::{self, NewJob, ReplyTarget};

/// The job that carries an action out ([`crate::actions::run`]).
#[derive(Debug, Serialize, Deserialize)]
pub struct RunAction {
    pub(super) case: CaseRef,
    /// The change of the member, for an action that makes one.
    pub(super) edit: Option<MemberEdit>,
    pub(super) notice: Notice,
    pub(super) audience: Audience,
}

/// The progress that an action's job stores beside its case.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionProgress {
    /// `true` once the ban of a softban is done.
    pub(super) banned: bool,
    /// `true` once the ladder was checked and its follow-up ordered.
    pub(super) escalated: bool,
}

impl Job for RunAction {
    const KIND: &'static str = "run_action";
    type Progress = ActionProgress;

    fn concurrency_key(&self) -> ConcurrencyKey {
        self.case.key.clone()
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.case.number)
    }
}

/// Commits a case that was opened, and runs its job.
pub(super) async fn commit(
    mut new: New<'_>,
    known: Known,
    edit: Option<MemberEdit>,
    notice: Notice,
    audience: Audience,
) -> Result<Reply> {
    let case = known.case.clone();
    let number = case.number;
    new.timers(schedule::timers(&case)?);
    if undoable::can_be_undone(&case) {
        let interaction = notice.ordered_by;
        new.later(&CloseReceipt { number, interaction }, undoable::UNDO)?;
    }
    if let (Audience::Update, Some(parent)) = (audience, case.parent) {
        // Its receipt becomes this one's.
        afterwards::receipt_given_up(new.tx(), case.guild, parent).await?;
    }
    let job = RunAction { case: (&case).into(), edit, notice, audience };
    new.commit(&job)
        .await?
        .knowing(known)
        .run_with(async |db, why| {
            // Only a step of it may be waiting: what is done is said.
            let now = cases::case_find(db, case.guild, number).await.ok().flatten();
            let content = receipt::meanwhile(now.as_ref().unwrap_or(&case), why);
            Ok(Reply::new(audience, Message { content, ..Message::default() }))
        })
        .await
}

/// Adds the jobs that carry out a case which was recorded before it could be checked. Its reply is where the order's was.
pub(crate) async fn hand_over(
    tx: &mut PgConnection,
    case: &Case,
    edit: Option<MemberEdit>,
    notice: Notice,
    (audience, answer): (Audience, Option<ReplyTarget>),
    now: Timestamp,
) -> Result<()> {
    let mut beside = schedule::timers(case)?;
    let (number, interaction) = (case.number, notice.ordered_by);
    if undoable::can_be_undone(case) {
        let closes = case.created_at.checked_add(undoable::UNDO).ok().max(Some(now));
        let new = CloseReceipt { number, interaction }.new_job(case.guild)?;
        beside.push(NewJob { answer: answer.clone(), run_at: closes, ..new });
    }
    if let (Audience::Update, Some(parent)) = (audience, case.parent) {
        // Its receipt becomes this one's.
        afterwards::receipt_given_up(&mut *tx, case.guild, parent).await?;
    }
    let job = RunAction { case: case.into(), edit, notice, audience };
    let new = NewJob { answer, ..job.new_job_at(case.guild, now)? };
    jobs::order_add(tx, new, &beside, interaction).await.map(drop)
}

/// Opens a case that follows from another, with its job. The job runs after those already under way for the same
/// person.
pub(crate) async fn follow(tx: &mut PgConnection, new: &NewCase, notice: Notice) -> Result<Case> {
    let case = cases::case_open(tx, new).await?;
    schedule::set(tx, &case).await?;
    let job = RunAction { case: (&case).into(), edit: None, notice, audience: Audience::Public };
    job::add(tx, case.guild, &job, case.created_at).await?;
    Ok(case)
}
