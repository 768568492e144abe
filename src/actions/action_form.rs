//! The form that asks for what an action on a person needs: duration, reason, messages to delete, evidence, a direct
//! message.

use std::time::Duration;

use crate::actions::delete_messages::Delete;
use crate::actions::request::ActionRequest;
use crate::actions::{durations, evidence, reasons};
use crate::domain::evidence::{Evidence, TYPES};
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::text::cut;
use crate::error::{Error, Result};
use crate::kernel::command::CommandUser;
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::form::{Field, FieldChoice, Form, Part};
use crate::kernel::reply::Audience;
use crate::store::guilds;
use crate::words;

/// The time that the record has to say which reasons to offer. The form is shown without them then, because it can't be
/// deferred.
const PATIENCE: Duration = Duration::from_millis(500);

/// The form for an action of one kind.
#[derive(Clone, Debug)]
pub struct ActionForm {
    kind: Kind,
    /// The reasons to choose from.
    presets: Vec<String>,
    duration: Option<String>,
    reason: Option<String>,
    delete: Delete,
    evidence: Option<Evidence>,
    /// `true` if the member gets a direct message; `None` leaves it to the server's setting.
    tell: Option<bool>,
}

impl ActionForm {
    /// Returns an empty form.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        let delete = if kind == Kind::Softban { Delete::Day } else { Delete::Nothing };
        Self { kind, presets: vec![], duration: None, reason: None, delete, evidence: None, tell: None }
    }

    /// Returns an empty form with the server's reasons to choose from, and its setting for direct messages.
    pub async fn offered(cx: &Cx, kind: Kind) -> Self {
        let form = Self::new(kind);
        let Ok(guild) = cx.guild() else { return form };
        let settings = tokio::time::timeout(PATIENCE, guilds::settings(&cx.app.db, guild)).await;
        let Ok(Ok(settings)) = settings else { return form };
        let presets = settings.presets.iter().filter(|preset| reasons::fits(preset));
        let presets = presets.take(limits::SELECT_OPTIONS).cloned().collect();
        let is_off = settings.dm.get(&kind).is_some_and(|dm| dm.off);
        Self { presets, tell: Some(!is_off), ..form }
    }

    /// Returns the request for the action on a person.
    ///
    /// # Errors
    /// A refusal if the duration can't be read.
    pub async fn request(self, cx: &Cx, user: CommandUser) -> Result<ActionRequest> {
        let kind = self.kind;
        let ends_at = match &self.duration {
            Some(text) if kind.lasts() => durations::ends(cx, text).await?,
            _ => None,
        };
        Ok(ActionRequest {
            points: i32::from(kind.facts().has_points),
            ends_at,
            delete_seconds: if deletes(kind) { self.delete.seconds() } else { 0 },
            evidence: self.evidence,
            tell: self.tell.filter(|_| kind.tells()),
            audience: if kind.facts().is_private { Audience::Private } else { Audience::Public },
            ..ActionRequest::new(kind, user, self.reason)
        })
    }
}

/// A box of the form that has no room for the direct message and the messages to delete apart.
#[derive(Clone, Copy, Debug)]
enum Also {
    Tell,
    Delete(Delete),
}

impl Also {
    fn read(text: &str) -> Option<Self> {
        match text {
            TELL => Some(Self::Tell),
            age => Delete::of_seconds(age).map(Self::Delete),
        }
    }
}

/// The value of the box for the direct message.
const TELL: &str = "dm";
/// The name of the boxes.
const ALSO: &str = "also";

fn deletes(kind: Kind) -> bool {
    matches!(kind, Kind::Ban | Kind::Softban)
}

/// Returns the reason: the one that was chosen, the one that was typed, or both.
fn joined(preset: Option<String>, typed: Option<String>) -> Option<String> {
    match (preset, typed) {
        (Some(preset), Some(typed)) => Some(cut(&format!("{preset}: {typed}"), limits::REASON)),
        (preset, typed) => preset.or(typed),
    }
}

/// Returns what the checked boxes say: whether to tell the member, and the messages to delete. Of several ages, the
/// longest counts, because it has the others in it.
fn boxes(checked: &[Also]) -> (Option<bool>, Option<Delete>) {
    let is_told = checked.iter().any(|it| matches!(it, Also::Tell));
    let ages = checked.iter().filter_map(|it| match it {
        Also::Delete(age) => Some(*age),
        Also::Tell => None,
    });
    (Some(is_told), ages.max_by_key(|age| age.seconds()))
}

impl Form for ActionForm {
    fn parts(&self) -> Vec<Part> {
        let kind = self.kind;
        let is_told = self.tell.unwrap_or(true);
        let mut fields = Vec::new();
        if kind.lasts() {
            let hint = words::act_duration_hint();
            let field = Field::line("duration", words::act_duration(), hint, limits::DURATION);
            let field = field.with(self.duration.clone());
            fields.push(if kind.needs_end() { field.required() } else { field });
        }
        if !self.presets.is_empty() {
            let choices = self.presets.iter().map(|preset| FieldChoice::new(preset, preset));
            fields.push(Field::select("preset", words::act_preset(), words::act_preset_hint(), choices));
        }
        let hint = if kind.tells() { words::act_reason_told() } else { words::act_reason_untold() };
        let reason = Field::line("reason", words::act_reason(), hint, limits::REASON).paragraph();
        let reason = reason.with(self.reason.clone());
        let needs_reason = kind.facts().is_private && self.presets.is_empty();
        fields.push(if needs_reason { reason.required() } else { reason });
        if deletes(kind) && !self.presets.is_empty() {
            // Discord takes five parts, and these would be six.
            let tell = FieldChoice::new(TELL, words::act_tell()).about(words::act_tell_hint());
            let boxes = std::iter::once(tell).chain(Delete::boxes());
            let field = Field::checkboxes(ALSO, words::act_also(), words::act_also_hint(), boxes);
            fields.push(if is_told { field.chosen(TELL) } else { field });
        } else {
            if deletes(kind) {
                fields.push(self.delete.field());
            }
            if kind.tells() {
                fields.push(Field::checkbox(TELL, words::act_tell(), words::act_tell_hint(), is_told));
            }
        }
        let (label, hint) = (words::act_evidence(), words::act_evidence_hint());
        fields.push(Field::files("evidence", label, hint, 1, TYPES));
        fields.into_iter().map(Field::part).collect()
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        let preset =
            pressed.choice("preset", |text| Some(text).filter(|it| reasons::fits(it)).map(str::to_owned))?;
        let reason = joined(preset, pressed.field("reason"));
        if reason.is_none() && self.kind.facts().is_private {
            return Err(Error::refused(words::kept::act_reason_missing()));
        }
        let mut files = pressed.uploaded("evidence")?;
        let (tell, delete) = match pressed.answers.contains_key(ALSO) {
            true => boxes(&pressed.choices(ALSO, Also::read)?),
            false => (pressed.checked(TELL), pressed.choice("delete", Delete::of_seconds)?),
        };
        Ok(Self {
            duration: pressed.field("duration"),
            reason,
            delete: delete.unwrap_or(self.delete),
            evidence: evidence::given(files.pop())?,
            tell,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::control::Answer;
    use std::collections::HashMap;

    #[test]
    fn a_form_asks_for_everything_in_no_more_parts_than_discord_takes() {
        for kind in Kind::which(|facts| facts.on_card.is_some()) {
            for presets in [vec![], vec!["Spam".to_owned()]] {
                let parts = ActionForm { presets, ..ActionForm::new(kind) }.parts();
                assert!((1..=limits::FORM_PARTS).contains(&parts.len()), "{kind:?}");
                let written = serde_json::to_string(&parts).unwrap();
                assert!(written.contains(r#""custom_id":"evidence""#), "{kind:?}");
                assert_eq!(written.contains("\"dm\""), kind.tells(), "{kind:?}");
                assert_eq!(written.contains("604800"), deletes(kind), "{kind:?}");
            }
        }
    }

    #[test]
    fn of_the_boxes_that_are_checked_the_longest_age_counts() {
        let checked = |boxes: &[&str]| {
            let values = boxes.iter().map(|value| (*value).to_owned()).collect();
            let answers = HashMap::from([(ALSO.to_owned(), Answer::Values(values))]);
            ActionForm::new(Kind::Ban).filled(&Pressed { answers, ..Pressed::default() })
        };
        let read = |boxes: &[&str]| checked(boxes).map(|form| (form.tell, form.delete.seconds())).unwrap();
        assert_eq!(read(&["dm", "3600", "604800"]), (Some(true), 604_800));
        assert_eq!(read(&["3600"]), (Some(false), 3600));
        assert_eq!(read(&[]), (Some(false), 0));
        assert!(matches!(checked(&["dm", "1"]), Err(Error::Refused(_))));
    }

    #[test]
    fn a_chosen_and_a_typed_reason_are_one() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(joined(some("Spam"), some("in #help")), some("Spam: in #help"));
        assert_eq!(joined(some("Spam"), None), some("Spam"));
        assert_eq!(joined(None, some("rude")), some("rude"));
        assert_eq!(joined(None, None), None);
    }
}
