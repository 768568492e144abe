//! An action on a member: ordered in one transaction, then carried out by its job, step by step.
//!
//! The case itself is the job's memory: a step whose outcome stands in the case is not done again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use crate::actions::escalate::escalate;
use crate::actions::notice::{self, Notice};
use crate::actions::{act, check, confirm, modlog, receipt, standing, timers};
use crate::discord::fault;
use crate::domain::case::{Case, NewCase, Status, Subject};
use crate::domain::evidence::Evidence;
use crate::domain::ids::{ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::domain::kind::Kind;
use crate::domain::policy::Wish;
use crate::domain::settings::Settings;
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::kernel::command::Person;
use crate::kernel::cx::Cx;
use crate::kernel::order::{Open, Order};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::worker::{Next, Task};
use crate::store::cases;
use crate::store::jobs::{self, NewJob};

/// The job's name.
pub const JOB: &str = "punish";
/// The job that takes the Undo button off the receipt when its time is over.
pub const CLOSE: &str = "close_receipt";

/// How long a warning counts, where nothing else is set.
const WARNING: &str = "90d";

/// How long a warning counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counts {
    /// As long as the server says.
    Usual,
    Until(Timestamp),
    Always,
}

/// What a moderator orders.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sentence {
    pub kind: Kind,
    pub person: Person,
    pub reason: Option<String>,
    /// For moderators only.
    pub note: Option<String>,
    pub evidence: Option<Evidence>,
    pub points: i32,
    pub counts: Counts,
    /// When what lasts ends; never when `None`.
    pub ends_at: Option<Timestamp>,
    pub delete_seconds: u32,
    /// The role that is given or taken.
    pub role: Option<RoleId>,
    /// The message that is deleted with a warning.
    pub message: Option<(ChannelId, MessageId)>,
    /// Whether the member is told; as the server says, when `None`.
    pub tell: Option<bool>,
    /// The case that this follows from.
    pub parent: Option<i32>,
    pub audience: Audience,
    pub agreed: Agreed,
}

/// What the moderator was asked about and agreed to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreed {
    /// The newest case by somebody else that they were shown.
    pub seen: Option<i32>,
    /// What holds for good is to end.
    pub shorter: bool,
    /// The role lets its holders moderate.
    pub powerful: bool,
}

impl Sentence {
    /// The plain form: for ever, telling them as usual, in public.
    #[must_use]
    pub fn new(kind: Kind, person: Person, reason: Option<String>) -> Self {
        Self {
            kind,
            person,
            reason: words(reason),
            note: None,
            evidence: None,
            points: 0,
            counts: Counts::Usual,
            ends_at: None,
            delete_seconds: 0,
            role: None,
            message: None,
            tell: None,
            parent: None,
            audience: Audience::Public,
            agreed: Agreed::default(),
        }
    }

    fn wish(&self) -> Wish {
        let points = self.points.unsigned_abs();
        Wish { kind: self.kind, points, ends_at: self.ends_at, role: self.role }
    }

    /// The case it opens.
    fn case(&self, cx: &Cx, settings: &Settings) -> Result<NewCase> {
        let new = NewCase::new(cx.guild()?, self.kind, cx.caller(), &cx.at.user.name);
        let usual = || {
            let span = settings.warnings_count_for.as_deref().unwrap_or(WARNING);
            Span::parse(span).and_then(|span| span.ends(cx.app.clock.now(), &settings.zone())).ok().flatten()
        };
        Ok(NewCase {
            target: Some(self.person.id),
            target_name: Some(self.person.name.clone()),
            reason: self.reason.clone(),
            note: words(self.note.clone()),
            evidence: self.evidence.clone(),
            points: self.points,
            expires_at: match self.counts {
                _ if self.kind != Kind::Warn => None,
                Counts::Usual => usual(),
                Counts::Until(end) => Some(end),
                Counts::Always => None,
            },
            ends_at: self.ends_at,
            delete_seconds: self.delete_seconds,
            parent: self.parent,
            channel: self.message.map(|(channel, _)| channel),
            message: self.message.map(|(_, message)| message),
            role: if self.kind == Kind::Jail { settings.jail_role } else { self.role },
            ..new
        })
    }
}

/// What somebody typed, if it has any words.
pub(crate) fn words(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
    notice: Notice,
    audience: Audience,
}

/// Checks, commits, carries out. The reply is the receipt.
pub async fn punish(cx: &Cx, sentence: Sentence) -> Result<Reply> {
    punish_as_answer(cx, sentence, None).await
}

/// The same, ordered by the answer to a question.
pub(crate) async fn punish_as_answer(cx: &Cx, sentence: Sentence, offer: Option<i64>) -> Result<Reply> {
    // What the first delivery did may be what the checks would now stumble over.
    if let Some(known) = cx.ordered_before().await? {
        return confirm::again(known).await;
    }
    let seen = check::may_act(cx, &sentence.person, sentence.wish()).await?;
    if let Some(question) = standing::question(cx, &seen, &sentence).await? {
        return confirm::ask(cx, question, offer).await;
    }
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return confirm::again(known).await,
    };
    if let Some(offer) = offer {
        confirm::close(cx, order.tx(), offer).await?;
    }
    let target = sentence.person.id;
    let case = cases::case_open(order.tx(), &sentence.case(cx, &seen.settings)?).await?;
    check::may_once_more(cx, order.tx(), &seen, sentence.kind).await?;
    if let Some(question) = confirm::recent(order.tx(), &sentence, &case, seen.me).await? {
        order.abandon().await?;
        return confirm::ask(cx, question, offer).await;
    }
    let (total, _) = cases::warnings_active(order.tx(), case.guild, target, case.number).await?;
    let notice = Notice::new(&seen, &sentence, cx.at.id, total);
    commit(order, &case, notice, sentence.audience).await
}

/// Commits a case that was opened, with its timer and its job, and carries it out.
pub(crate) async fn commit(
    mut order: Open<'_>,
    case: &Case,
    notice: Notice,
    audience: Audience,
) -> Result<Reply> {
    let (number, kind) = (case.number, case.kind);
    let payload = serde_json::to_value(Payload { number, notice, audience }).map_err(Error::broken)?;
    timers::set(order.tx(), case).await?;
    if receipt::can_be_undone(case) {
        order.later(CLOSE, json!({ "number": number }), receipt::UNDO).await?;
    }
    let ordered = order.commit(JOB, lane(case), payload).await?;
    ordered
        .carry_out(|why| {
            let on = case.subject().map(|subject| format!(" for {subject}")).unwrap_or_default();
            let content = format!("**Case #{number}** · {}{on} is recorded. {why}", kind.title());
            Reply::new(audience, crate::discord::message::Message { content, ..Default::default() })
        })
        .await
}

/// Opens a case that follows from another, with the job that carries it out in its turn: after what is under way with
/// the same person.
pub(crate) async fn follow(tx: &mut PgConnection, new: &NewCase, notice: Notice) -> Result<Case> {
    let case = cases::case_open(tx, new).await?;
    timers::set(tx, &case).await?;
    let payload = Payload { number: case.number, notice, audience: Audience::Public };
    let job = NewJob {
        guild: case.guild,
        kind: JOB,
        lane: lane(&case),
        payload: serde_json::to_value(payload).map_err(Error::broken)?,
        answer: None,
        run_at: Some(case.created_at),
    };
    jobs::job_add(tx, job).await?;
    Ok(case)
}

/// What is done with one person is done one after the other.
pub(crate) fn member_lane(person: UserId) -> String {
    format!("member:{person}")
}

/// What is done with one person, or one channel, is done one after the other; so are lockdowns and their ends.
pub(crate) fn lane(case: &Case) -> String {
    match case.subject() {
        _ if case.kind.is_on_server() => "lockdown".to_owned(),
        Some(Subject::Person(person) | Subject::Role(person, _)) => member_lane(person),
        Some(Subject::Channel(channel)) => format!("channel:{channel}"),
        None => format!("case:{}", case.number),
    }
}

/// Carries out a sentence: tell, act, log, and the receipt.
pub async fn carry(mut task: Task) -> Result<Next> {
    let payload: Payload = task.payload()?;
    let mut case = find(&task, task.job.guild, payload.number).await?;
    if case.status == Status::Pending {
        give_way(&task, &mut case).await?;
    }
    // Who is removed can only be told before; a warning is its message. Others are told of what is so.
    if !is_failed(&case) && (case.kind.removes() || case.kind == Kind::Warn) {
        notice::send(&task, &mut case, &payload.notice).await?;
    }
    if case.status == Status::Pending {
        match act::act(&mut task, &mut case, payload.notice.ordered_by.get()).await {
            Ok(summary) => applied(&task, &mut case, summary).await?,
            Err(Error::Discord { code, .. }) => {
                failed(&task, &mut case, &format!("{} (code {code})", fault::text(code))).await?;
            }
            Err(Error::Refused(why)) => failed(&task, &mut case, &why).await?,
            Err(other) => return Err(other),
        }
    }
    match case.status {
        Status::Failed(_) if case.logged.is_none() => notice::correct(&task, &case, &payload.notice).await?,
        Status::Applied => notice::send(&task, &mut case, &payload.notice).await?,
        _ => {}
    }
    escalate(&mut task, &case, &payload.notice).await?;
    modlog::post(&task, &mut case, payload.notice.ordered_by).await?;
    Ok(Next::Done(Some(current(&task, &case, payload.audience, task.app.clock.now()).await?)))
}

/// Calls an action off that had to wait until a later one was carried out: that one is what was wanted last.
pub(crate) async fn give_way(task: &Task, case: &mut Case) -> Result<()> {
    match act::overtaken(task, case).await? {
        Some(later) => failed(task, case, &format!("case #{later} was carried out first")).await,
        None => Ok(()),
    }
}

fn is_failed(case: &Case) -> bool {
    matches!(case.status, Status::Failed(_))
}

/// Stores that the action was not carried out, and why.
pub(crate) async fn failed(task: &Task, case: &mut Case, why: &str) -> Result<()> {
    let mut tx = task.step().await?;
    cases::case_failed(&mut tx, case, why).await?;
    Ok(tx.commit().await?)
}

/// Stores that the action was carried out, and what it replaces or ends.
pub(crate) async fn applied(task: &Task, case: &mut Case, summary: Option<String>) -> Result<()> {
    let mut tx = task.step().await?;
    cases::case_applied(&mut tx, case, summary).await?;
    if !case.kind.closes().is_empty() {
        cases::cases_close(&mut tx, case).await?;
        jobs::timers_ring(&mut *tx, case.guild, &[lane(case)], case.number).await?;
    }
    Ok(tx.commit().await?)
}

/// Shows the receipt without its Undo.
pub async fn close(task: Task) -> Result<Next> {
    #[derive(Deserialize)]
    struct Closed {
        number: i32,
    }
    let case = find(&task, task.job.guild, task.payload::<Closed>()?.number).await?;
    if case.voided_at.is_some() || case.closed_at.is_some() {
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
    let follows = cases::cases_following(task.db(), case.guild, case.number).await?;
    Ok(receipt::receipt(audience, case, total, &follows, now))
}

/// The case a job is about. It was committed with the job, so a missing one was erased, and the job with it.
pub(crate) async fn find(task: &Task, guild: GuildId, number: i32) -> Result<Case> {
    cases::case_find(task.db(), guild, number).await?.ok_or(Error::LeaseLost)
}
