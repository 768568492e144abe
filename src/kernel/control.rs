//! Buttons, selects and forms, and their custom ids.
//!
//! A custom id is `feature:version:verb:fields…`, [`CUSTOM_ID`](crate::domain::limits::CUSTOM_ID) bytes at most. It carries references, never authority: the person
//! who presses is checked again, and a control of another version is "too old", not an error.

use std::collections::HashMap;
use std::future::Future;

use serde::{Deserialize, Serialize};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::domain::text::words;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Running};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::kernel::waiting::Away;
use crate::words as said;

/// A feature's controls: one enum, written to and read from custom ids.
pub trait Control: Sized + Send + 'static {
    /// The feature's name. Kept short: it is part of each id.
    const FEATURE: &'static str;
    /// The version. Raised when old controls must not be understood any more.
    const VERSION: &'static str = "1";

    /// Returns the verb and the fields, joined by `:`.
    fn write(&self) -> String;
    /// Reads the output of [`Control::write`].
    fn read(fields: &[&str]) -> Option<Self>;
    /// Returns the way a press is acknowledged when its handler is late.
    fn ack(&self) -> Ack;
    /// Returns the permissions that the person who presses needs.
    fn permission(&self) -> Permissions;

    /// Returns what a press does while Discord does not answer.
    fn away(&self) -> Away {
        Away::Waits
    }

    /// Returns the custom id.
    fn id(&self) -> String {
        format!("{}:{}:{}", Self::FEATURE, Self::VERSION, self.write())
    }
}

/// The input of a press: the chosen values, or a form's answers by their custom ids.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pressed {
    pub values: Vec<String>,
    pub answers: HashMap<String, Answer>,
    /// The files that were uploaded with a form.
    pub files: Vec<Attachment>,
}

/// The answer in one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// A text, or the choice of a radio group.
    Text(String),
    /// The choices of a select or of checkboxes, or the ids of files.
    Values(Vec<String>),
    /// The state of a checkbox.
    Checked(bool),
}

impl Pressed {
    /// Returns the answer in a text field, trimmed; `None` if it was left empty or blank.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        match self.answers.get(name)? {
            Answer::Text(text) => words(text),
            _ => None,
        }
    }

    /// Returns the choices in a field; none if it is not in the form.
    fn values_in(&self, name: &str) -> &[String] {
        match self.answers.get(name) {
            Some(Answer::Text(text)) => std::slice::from_ref(text),
            Some(Answer::Values(values)) => values,
            Some(Answer::Checked(_)) | None => &[],
        }
    }

    /// Returns each choice in a radio group, a group of checkboxes or a select, read by `read`.
    ///
    /// # Errors
    /// A refusal if `read` knows no such choice.
    pub fn choices<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>> {
        let read = |value: &String| read(value).ok_or_else(|| Error::refused(said::form_not_offered()));
        self.values_in(name).iter().map(read).collect()
    }

    /// Returns the one choice in a radio group or a select; `None` if nothing is chosen.
    ///
    /// # Errors
    /// A refusal if `read` knows no such choice, or there are several.
    pub fn choice<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let mut all = self.choices(name, read)?;
        match all.len() {
            0 | 1 => Ok(all.pop()),
            _ => Err(Error::refused(said::form_not_offered())),
        }
    }

    /// Returns the state of a checkbox; `None` if it is not in the form.
    #[must_use]
    pub fn checked(&self, name: &str) -> Option<bool> {
        match self.answers.get(name)? {
            Answer::Checked(is_checked) => Some(*is_checked),
            _ => None,
        }
    }

    /// Returns the files in a field.
    ///
    /// # Errors
    /// A refusal if one did not come with the form.
    pub fn uploaded(&self, name: &str) -> Result<Vec<Attachment>> {
        self.choices(name, |id| self.files.iter().find(|file| file.id.to_string() == *id).cloned())
    }
}

/// A press whose control was understood: the permissions it needs, and its handler.
pub struct Press {
    pub ack: Ack,
    pub permission: Permissions,
    pub away: Away,
    pub run: Box<dyn FnOnce(Cx) -> Running<Reply> + Send>,
}

/// Reads the fields of a custom id into a press.
pub(crate) type Understand = Box<dyn Fn(&str, &[&str], Pressed) -> Option<Press> + Send + Sync>;

/// Ties a feature's controls to their handler.
pub(crate) fn understand<C, F, Fut>(run: F) -> Understand
where
    C: Control,
    F: Fn(Cx, C, Pressed) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Reply>> + Send + 'static,
{
    Box::new(move |version, fields, pressed| {
        let control = (version == C::VERSION).then(|| C::read(fields)).flatten()?;
        let run = run.clone();
        Some(Press {
            ack: control.ack(),
            permission: control.permission(),
            away: control.away(),
            run: Box::new(move |cx| Box::pin(async move { run(cx, control, pressed).await })),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, answer: Answer) -> Pressed {
        Pressed { answers: HashMap::from([(name.to_owned(), answer)]), ..Pressed::default() }
    }

    #[test]
    fn a_choice_that_was_not_offered_is_refused_in_words() {
        let number = |text: &str| text.parse::<u8>().ok();
        assert_eq!(with("a", Answer::Text("7".to_owned())).choice("a", number).unwrap(), Some(7));
        assert_eq!(with("a", Answer::Values(vec![])).choice("a", number).unwrap(), None);
        assert_eq!(Pressed::default().choice("a", number).unwrap(), None);
        for odd in [
            Answer::Text("seven".to_owned()),
            Answer::Values(vec!["7".to_owned(), "x".to_owned()]),
            Answer::Values(vec!["7".to_owned(), "8".to_owned()]),
        ] {
            assert!(matches!(with("a", odd).choice("a", number), Err(Error::Refused(_))));
        }
    }

    #[test]
    fn a_file_that_did_not_come_with_the_form_is_refused() {
        let pressed = with("evidence", Answer::Values(vec!["5".to_owned()]));
        assert!(matches!(pressed.uploaded("evidence"), Err(Error::Refused(_))));
        assert!(Pressed::default().uploaded("evidence").unwrap().is_empty());
    }
}
