//! The receipt that the moderator reads: what was done, and the outcome of each step.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use twilight_model::channel::message::component::{Button, ButtonStyle};

use crate::actions::afterwards::CloseReceipt;
use crate::actions::undoable::{UNDO, Undo, is_undoable};
use crate::actions::{earned, evidence, modlog, outcome};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::discord::replies::Replies;
use crate::domain::case::{Case, Logged, Notified, Status};
use crate::domain::channel::{Change, delay};
use crate::domain::limits;
use crate::domain::text::{cut, plain, sentence};
use crate::error::{Error, Result};
use crate::kernel::control::Control;
use crate::kernel::job::{JobContext, LeasedJob, Next};
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::cases;
use crate::words;

/// The number of buttons that Discord puts into a row.
const OFFERS: usize = 5;
/// The time for which a receipt follows its case: Discord lets a reply be edited for a quarter of an hour.
const FOLLOWS: SignedDuration = SignedDuration::from_mins(14);
/// The time that showing it may take: what Discord does not take soon is shown later, as it is then.
const AT_ONCE: Duration = Duration::from_secs(2);
/// The pause before the receipt of an action that is still to be carried out is looked at again.
const PENDING: SignedDuration = SignedDuration::from_mins(1);

/// Shows the receipt as it is now, and goes on as long as it can be edited.
pub async fn close(job: JobContext<CloseReceipt>) -> Result<Next> {
    let case = outcome::find(&job, job.payload.number).await?;
    if case.status == Status::Pending {
        // What it says then is not so yet; the outcome is shown by the action's own job.
        return Ok(Next::RetryAt(job.app.clock.now() + PENDING));
    }
    let (now, over) = (job.app.clock.now(), case.created_at + FOLLOWS);
    let Some(answer) = job.stored.answer.as_ref().filter(|_| now < over) else { return Ok(Next::Done(None)) };
    let is_open = now.duration_since(case.created_at) < UNDO;
    if let Reply::Message(said) = current(&job, &case, Audience::Public, now).await? {
        // Another case's receipt may have taken this one's place.
        job.confirm().await?;
        let replies = Replies::new(&job.app.discord, answer.application, &answer.token);
        let replies = replies.without_grace().within(AT_ONCE);
        match said.show(&replies).await {
            Ok(()) => {}
            Err(error @ Error::Discord { .. }) => {
                tracing::debug!(case = case.number, %error, "the receipt can't be edited");
                return Ok(Next::Done(None));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(Next::RetryAt(if is_open { case.created_at + UNDO } else { over }))
}

/// Returns the receipt as the record has it now.
pub(crate) async fn current(
    job: &LeasedJob,
    case: &Case,
    audience: Audience,
    now: Timestamp,
) -> Result<Reply> {
    let (total, is_followed) = cases::receipt_counts(job.db(), case.guild, case.target, case.number).await?;
    let follows =
        if is_followed { cases::cases_following(job.db(), case.guild, case.number).await? } else { vec![] };
    let steps = match case.voided_at {
        Some(_) => earned::unearned(job.db(), case).await?,
        None => vec![],
    };
    let languages = match audience {
        Audience::Private => job.stored.private_languages(),
        Audience::Public | Audience::Update => job.stored.languages(),
    };
    let write = || receipt(audience, case, total, &follows, now).with_buttons(offers(&steps));
    Ok(words::written_in(languages, write))
}

/// Returns the receipt of an action. `total` is the number of the member's warnings, this one included; `follows` are
/// the cases that the action led to.
#[must_use]
pub fn receipt(audience: Audience, case: &Case, total: u64, follows: &[Case], now: Timestamp) -> Reply {
    let mut content = words(case, total);
    for other in follows.iter().filter(|other| !other.kind.facts().has_points) {
        let line = match case.kind.facts().has_points {
            true => words::receipt_ladder_step(other.link(), other.kind.word()),
            false => words::receipt_following(other.link(), other.kind.word()),
        };
        content.push_str(&format!("\n{line}"));
    }
    let message = Message::embed(Card::new().text(content).colour(case.colour()).build());
    let undo = is_undoable(case, now).then(|| Undo::of(case)).flatten();
    let undo = undo.map(|undo| button(ButtonStyle::Secondary, &words::button_undo(), undo.id()));
    Reply::new(audience, message).with_buttons(undo)
}

/// Returns the buttons that lift steps of the ladder whose points are not reached any more.
pub fn offers(steps: &[Case]) -> impl Iterator<Item = Button> + '_ {
    steps.iter().filter(|it| it.is_in_force()).take(OFFERS).map(|it| {
        let label = words::receipt_lift(it.kind.as_str(), it.number);
        button(ButtonStyle::Secondary, &label, Undo::Lift { number: it.number }.id())
    })
}

/// Returns the sentence for an action of which some step still waits, and why.
pub(super) fn meanwhile(case: &Case, why: &str) -> String {
    let (number, on) = (case.number, case.subject().map(|subject| subject.to_string()).unwrap_or_default());
    if case.status != Status::Applied {
        let what = case.kind.title();
        return match on.is_empty() {
            true => words::receipt_recorded(number, what, why),
            false => words::receipt_recorded_on(number, what, on, why),
        };
    }
    let step = match case.logged {
        None if evidence::is_awaited(case) => words::receipt_evidence_waits(why),
        None => words::receipt_log_waits(why),
        Some(_) => words::receipt_rest_waits(why),
    };
    format!("{} {step}", words::receipt_done(number, on, case.kind.done(), extent(case, None)))
}

fn words(case: &Case, total: u64) -> String {
    let target = named(case);
    let mut text = match (&case.status, case.voided_by) {
        (Status::Failed(why), _) => words::receipt_not_applied(case.number, sentence(&why.text())),
        (_, Some(by)) => {
            let title = case.kind.title();
            let what = title.to_lowercase();
            words::receipt_taken_back(title, case.number, what, target, by)
        }
        _ => words::receipt_done(case.number, target, case.kind.done(), extent(case, Some(total))),
    };
    if let Some((word, how)) = case.ending() {
        text.push_str(&format!(" {word} {how}."));
    }
    if let Some(parent) = case.parent {
        text.push_str(&format!(" {}", words::receipt_follows(case.link_to(parent))));
    }
    if let Some(ended) = case.ended.filter(|ended| Some(*ended) != case.parent) {
        text.push_str(&format!(" {}", words::receipt_replaces(case.link_to(ended))));
    }
    if let Some(reason) = &case.reason {
        text.push_str(&format!("\n> {}", plain(&cut(reason, limits::REASON_IN_REPLY))));
    }
    let mut notes = Vec::new();
    if let Some(summary) = &case.summary {
        notes.push(words::receipt_note(summary.text()));
    }
    notes.extend(case.notified.map(|notified| match notified {
        Notified::Sent => words::receipt_told(),
        Notified::Closed => words::receipt_untold_closed(),
        Notified::Outside => words::receipt_untold_outside(),
        Notified::Failed => words::receipt_untold_failed(),
        Notified::Untold => words::receipt_untold_ordered(),
    }));
    notes.extend(logged(case));
    notes.extend(evidence::outcome(case));
    if case.kind.removes() && !case.kind.lasts() && case.status == Status::Applied {
        notes.push(words::receipt_final());
    }
    if !notes.is_empty() {
        text.push_str(&format!("\n-# {}", notes.join(" ")));
    }
    text
}

/// Returns a mention of the subject, with the person's name.
fn named(case: &Case) -> String {
    let subject = case.subject().map(|subject| subject.to_string()).unwrap_or_default();
    match case.target_name.as_deref().filter(|_| case.target.is_some()) {
        Some(name) => format!("{subject} ({})", plain(name)),
        None => subject,
    }
}

/// Returns the outcome of the log post, as a sentence.
pub(crate) fn logged(case: &Case) -> Option<String> {
    match case.logged? {
        Logged::Posted { channel, .. } => Some(words::receipt_logged(channel)),
        Logged::Off => Some(words::receipt_no_log()),
        Logged::Failed(_) => modlog::failure(case),
    }
}

fn slowness(case: &Case) -> String {
    match case.change {
        Some(Change::Slowmode { seconds, .. }) => {
            format!(" {}", words::receipt_slowness(delay(seconds).text()))
        }
        _ => String::new(),
    }
}

fn role(case: &Case) -> String {
    case.changed_role().map(|role| format!(": <@&{role}>")).unwrap_or_default()
}

/// Returns how much an action adds up to, or how long it lasts.
fn extent(case: &Case, total: Option<u64>) -> String {
    if case.kind.facts().has_points {
        let total = total.map(|total| format!(": {}", words::receipt_total(total)));
        return total.unwrap_or_default();
    }
    let end = match case.ends_at {
        _ if case.closed_at.is_some() => String::new(),
        Some(end) if case.kind.lasts() => format!(" {}", words::receipt_until(end.as_second())),
        None if case.kind.lasts() && !case.kind.is_permanent() => {
            format!(" {}", words::receipt_until_lifted())
        }
        _ => String::new(),
    };
    format!("{}{}{end}", slowness(case), role(case))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{ChannelId, MessageId, RoleId, UserId};
    use crate::domain::kind::{Kind, On};

    fn shown(case: &Case) -> (String, Option<u32>) {
        let reply = receipt(Audience::Public, case, 3, &[], Timestamp::UNIX_EPOCH);
        let Reply::Message(said) = reply else { unreachable!("a receipt is a message") };
        let [card] = said.message.embeds.as_slice() else { panic!("{said:?}") };
        (card.description.clone().unwrap_or_default(), card.color)
    }

    fn is_on_person(kind: Kind) -> bool {
        matches!(kind.facts().on, On::Person | On::Role)
    }

    fn applied(kind: Kind) -> Case {
        let is_person = is_on_person(kind);
        Case {
            status: Status::Applied,
            reason: Some("spam".to_owned()),
            target: is_person.then(|| UserId::new(7)),
            target_name: is_person.then(|| "ann".to_owned()),
            role: (kind.facts().on == On::Role).then(|| RoleId::new(9)),
            channel: (!is_person).then(|| ChannelId::new(8)),
            ..Case::of(kind)
        }
    }

    #[test]
    fn a_receipt_shows_whom_and_why_at_a_glance_in_the_colour_of_its_kind() {
        for kind in Kind::which(|_| true) {
            let (text, colour) = shown(&applied(kind));
            let about = if is_on_person(kind) { "<@7> (ann)" } else { "<#8>" };
            assert!(text.starts_with("**Case #1** · ") && text.contains(about), "{kind:?}: {text}");
            assert!(text.contains("\n> spam"), "{kind:?}: {text}");
            assert_eq!(colour, Some(kind.colour()), "{kind:?}");
            assert_eq!(text.contains("3 warnings in total"), kind.facts().has_points, "{kind:?}: {text}");
        }
        let voided = Case {
            voided_by: Some(UserId::new(5)),
            voided_at: Some(Timestamp::UNIX_EPOCH),
            ..applied(Kind::Warn)
        };
        assert_eq!(shown(&voided).1, Some(crate::domain::colour::GREY));
    }

    #[test]
    fn the_cases_that_a_receipt_names_are_linked() {
        let posts = [(4, (ChannelId::new(2), MessageId::new(3)))].into();
        let (text, _) = shown(&Case { parent: Some(4), posts, ..applied(Kind::Unban) });
        assert!(text.contains("It follows case [#4](https://discord.com/channels/1/2/3)."), "{text}");
        let (text, _) = shown(&Case { parent: Some(4), ..applied(Kind::Unban) });
        assert!(text.contains("It follows case #4."), "{text}");
    }
}
