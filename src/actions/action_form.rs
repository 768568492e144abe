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

impl Form for ActionForm {
    fn parts(&self) -> Vec<Part> {
        let kind = self.kind;
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
        if deletes(kind) {
            fields.push(self.delete.field());
        }
        if kind.tells() && kind != Kind::Warn {
            let is_told = self.tell.unwrap_or(true);
            fields.push(Field::checkbox("dm", words::act_tell(), words::act_tell_hint(), is_told));
        }
        let (label, hint) = (words::act_evidence(), words::act_evidence_hint());
        fields.push(Field::files("evidence", label, hint, 1, TYPES));
        // Where all of them are too many, the evidence is for the command.
        fields.truncate(limits::FORM_PARTS);
        fields.into_iter().map(Field::part).collect()
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        let preset =
            pressed.choice("preset", |text| Some(text).filter(|it| reasons::fits(it)).map(str::to_owned))?;
        let reason = joined(preset, pressed.field("reason"));
        if reason.is_none() && self.kind.facts().is_private {
            return Err(Error::refused(words::act_reason_missing()));
        }
        let mut files = pressed.uploaded("evidence")?;
        Ok(Self {
            duration: pressed.field("duration"),
            reason,
            delete: pressed.choice("delete", Delete::of_seconds)?.unwrap_or(self.delete),
            evidence: evidence::given(files.pop())?,
            tell: pressed.checked("dm"),
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_no_more_parts_than_discord_takes() {
        for kind in Kind::which(|facts| facts.on_card.is_some()) {
            let form = ActionForm { presets: vec!["Spam".to_owned()], ..ActionForm::new(kind) };
            assert!((1..=limits::FORM_PARTS).contains(&form.parts().len()), "{kind:?}");
        }
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
