//! The receipt that the moderator reads: what was done, and the outcome of each step.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use twilight_model::channel::message::component::{Button, ButtonStyle};

use crate::actions::undoable::{Undo, is_undoable};
use crate::actions::{evidence, modlog, outcome};
use crate::discord::message::Message;
use crate::domain::case::{Case, Logged, Notified, Status};
use crate::domain::channel::{Change, delay};
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::InteractionId;
use crate::domain::limits;
use crate::domain::text::{count, cut, plain};
use crate::error::Result;
use crate::kernel::control::Control;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::cases;

/// The job that removes a receipt's Undo button when its time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct CloseReceipt {
    pub(super) number: i32,
    /// The interaction that the receipt replies to.
    pub(super) interaction: InteractionId,
}

impl Job for CloseReceipt {
    const KIND: &'static str = "close_receipt";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Interaction(self.interaction)
    }
}

/// Shows the receipt without its Undo button.
pub async fn close(job: JobContext<CloseReceipt>) -> Result<Next> {
    let case = outcome::find(&job, job.payload.number).await?;
    if case.voided_at.is_some() || case.closed_at.is_some() {
        return Ok(Next::Done(None));
    }
    Ok(Next::Done(Some(current(&job, &case, Audience::Public, Timestamp::MAX).await?)))
}

/// Returns the receipt as the record has it now.
pub(crate) async fn current(
    job: &LeasedJob,
    case: &Case,
    audience: Audience,
    now: Timestamp,
) -> Result<Reply> {
    let total = match case.target {
        Some(target) => cases::warnings_active(job.db(), case.guild, target, case.number).await?.0,
        None => 0,
    };
    let follows = cases::cases_following(job.db(), case.guild, case.number).await?;
    Ok(receipt(audience, case, total, &follows, now))
}

/// Returns the receipt of an action. `total` is the number of the member's warnings, this one included; `follows` are
/// the cases that the action led to.
#[must_use]
pub fn receipt(audience: Audience, case: &Case, total: u64, follows: &[Case], now: Timestamp) -> Reply {
    let mut content = words(case, total);
    for other in follows.iter().filter(|other| !other.kind.facts().has_points) {
        let what = if case.kind.facts().has_points { "The ladder: " } else { "" };
        content.push_str(&format!("\n{what}{}, {}.", other.link(), other.kind.word()));
    }
    let message = Message { content, ..Message::default() };
    let undo = is_undoable(case, now).then(|| Undo::of(case)).flatten();
    let undo = undo.map(|undo| button(ButtonStyle::Secondary, "Undo", undo.id()));
    Reply::new(audience, message).with_buttons(undo.into_iter().chain(offers(case, follows)))
}

/// Returns the buttons that lift what a warning led to, once the warning was taken back.
pub fn offers<'a>(case: &'a Case, follows: &'a [Case]) -> impl Iterator<Item = Button> + 'a {
    let is_void = case.kind.facts().has_points && case.voided_at.is_some();
    let live = follows.iter().filter(move |it| is_void && it.is_in_force());
    live.map(|it| {
        let label = format!("Lift the {} (case #{})", it.kind.word(), it.number);
        button(ButtonStyle::Secondary, &label, Undo::Lift { number: it.number }.id())
    })
}

/// Returns the sentence for an action of which some step still waits, and why.
pub(super) fn meanwhile(case: &Case, why: &str) -> String {
    let (number, on) = (case.number, case.subject().map(|subject| subject.to_string()).unwrap_or_default());
    if case.status != Status::Applied {
        let on = if on.is_empty() { on } else { format!(" for {on}") };
        return format!("**Case #{number}** · {}{on} is recorded. {why}", case.kind.title());
    }
    let step = match case.logged {
        None if evidence::is_awaited(case) => "The log post with the evidence is still waiting",
        None => "The log post is still waiting",
        Some(_) => "The rest is still waiting",
    };
    format!("**Case #{number}** · {on} {}{}. {step}: {why}", case.kind.done(), extent(case, None))
}

fn words(case: &Case, total: u64) -> String {
    let target = case.subject().map(|subject| subject.to_string()).unwrap_or_default();
    let mut text = format!("**Case #{}** · ", case.number);
    match (&case.status, case.voided_by) {
        (Status::Failed(why), _) => text.push_str(&format!("not applied: {}", plain(why))),
        (_, Some(by)) => text.push_str(&format!("the warning of {target} was taken back by <@{by}>.")),
        _ => text.push_str(&format!("{target} {}{}.", case.kind.done(), extent(case, Some(total)))),
    }
    if let Some(parent) = case.parent {
        text.push_str(&format!(" It follows case #{parent}."));
    }
    if let Some(reason) = &case.reason {
        text.push_str(&format!("\n> {}", plain(&cut(reason, limits::REASON_IN_REPLY))));
    }
    let mut notes = Vec::new();
    if let Some(summary) = &case.summary {
        notes.push(format!("Note: {summary}."));
    }
    match case.notified {
        Some(Notified::Sent) => notes.push("They were told by direct message.".to_owned()),
        Some(Notified::Closed) => {
            notes.push("They could not be told: they take no direct messages from me.".to_owned())
        }
        Some(Notified::Outside) => {
            notes.push("They could not be told: they are not in this server.".to_owned())
        }
        Some(Notified::Failed) => {
            notes.push("They could not be told: Discord did not take the direct message.".to_owned())
        }
        Some(Notified::Untold) => notes.push("They were not told, as ordered.".to_owned()),
        None => {}
    }
    notes.extend(logged(case));
    notes.extend(evidence::outcome(case));
    if case.kind.removes() && !case.kind.lasts() && case.status == Status::Applied {
        notes.push("This can't be undone.".to_owned());
    }
    if !notes.is_empty() {
        text.push_str(&format!("\n-# {}", notes.join(" ")));
    }
    text
}

/// Returns the outcome of the log post, as a sentence.
pub(crate) fn logged(case: &Case) -> Option<String> {
    match case.logged? {
        Logged::Posted { channel, .. } => Some(format!("Logged in <#{channel}>.")),
        Logged::Off => Some("No log channel is set; set one with `/settings log`.".to_owned()),
        Logged::Failed(_) => modlog::failure(case),
    }
}

fn until(end: Timestamp) -> String {
    format!(" until <t:{0}:f> (<t:{0}:R>)", end.as_second())
}

fn slowness(case: &Case) -> String {
    match case.change {
        Some(Change::Slowmode { seconds, .. }) => format!(" to {}", delay(seconds)),
        _ => String::new(),
    }
}

fn role(case: &Case) -> String {
    case.changed_role().map(|role| format!(": <@&{role}>")).unwrap_or_default()
}

/// Returns how much an action adds up to, or how long it lasts.
fn extent(case: &Case, total: Option<u64>) -> String {
    if case.kind.facts().has_points {
        let total = total.map(|total| format!(": {} in total", count(total, "warning", "warnings")));
        return total.unwrap_or_default();
    }
    let end = match case.ends_at {
        Some(end) if case.kind.lasts() => until(end),
        None if case.kind.lasts() && !case.kind.is_permanent() => ", until it is lifted".to_owned(),
        _ => String::new(),
    };
    format!("{}{}{end}", slowness(case), role(case))
}
