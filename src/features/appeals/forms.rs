//! The forms of appeals: the server's questions, and one text for a reason, a question or an answer.

use crate::domain::appeal::AnsweredQuestion;
use crate::domain::limits;
use crate::domain::settings::Appeals;
use crate::domain::settings_rules::QUESTIONS;
use crate::domain::text::{length, plain};
use crate::error::{Error, Result};
use crate::kernel::control::Pressed;
use crate::kernel::form::{Field, Form, Part};
use crate::words;

/// The server's questions, with the answers.
#[derive(Clone, Debug)]
pub(super) struct Questions(pub Vec<AnsweredQuestion>);

impl Questions {
    /// Returns the questions that a server asks.
    pub(super) fn of(appeals: Option<&Appeals>) -> Self {
        let own = appeals.map(|appeals| appeals.questions.clone()).unwrap_or_default();
        let questions = if own.is_empty() { vec![words::appeal_question()] } else { own };
        let unanswered = |question| AnsweredQuestion { question, answer: String::new() };
        Self(questions.into_iter().take(QUESTIONS).map(unanswered).collect())
    }
}

fn name(at: usize) -> String {
    format!("answer{at}")
}

impl Form for Questions {
    fn parts(&self) -> Vec<Part> {
        let field = |(at, asked): (usize, &AnsweredQuestion)| {
            // A long question does not fit a label.
            let (label, hint) = match length(&asked.question) <= limits::FORM_LABEL {
                true => (asked.question.clone(), String::new()),
                false => (words::appeal_question_number(at + 1), asked.question.clone()),
            };
            Field::line(&name(at), label, hint, limits::APPEAL_ANSWER).paragraph().required().part()
        };
        self.0.iter().enumerate().map(field).collect()
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        let filled = |(at, asked): (usize, AnsweredQuestion)| {
            let answer = pressed.field(&name(at)).ok_or_else(|| Error::refused(words::appeal_blank()))?;
            Ok(AnsweredQuestion { answer, ..asked })
        };
        self.0.into_iter().enumerate().map(filled).collect::<Result<_>>().map(Self)
    }
}

/// One text that must be given.
#[derive(Clone, Debug)]
pub(super) struct OneText {
    /// The explanation above the field.
    about: Option<String>,
    label: String,
    hint: String,
    longest: usize,
    text: String,
}

impl OneText {
    /// Returns the form for the reason of a rejection.
    pub(super) fn reason() -> Self {
        Self::new(words::appeal_reject_label(), words::appeal_reject_hint(), limits::APPEAL_ANSWER)
    }

    /// Returns the form for a moderator's question.
    pub(super) fn question() -> Self {
        Self::new(words::appeal_ask_label(), words::appeal_ask_hint(), limits::APPEAL_ASKED)
    }

    /// Returns the form for the answer to a moderator's question.
    pub(super) fn answer(question: &str) -> Self {
        let form = Self::new(words::appeal_answer_label(), String::new(), limits::APPEAL_ANSWER);
        Self { about: Some(plain(question)), ..form }
    }

    fn new(label: String, hint: String, longest: usize) -> Self {
        Self { about: None, label, hint, longest, text: String::new() }
    }

    /// Returns the text that was filled in.
    pub(super) fn text(self) -> String {
        self.text
    }
}

impl Form for OneText {
    fn parts(&self) -> Vec<Part> {
        let field = Field::line("text", &self.label, &self.hint, self.longest).paragraph().required();
        self.about.clone().map(Part::Text).into_iter().chain([field.part()]).collect()
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        let text = pressed.field("text").ok_or_else(|| Error::refused(words::appeal_blank()))?;
        Ok(Self { text, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_no_more_parts_than_discord_takes_and_a_question_for_each() {
        let questions = vec!["Why?".to_owned(), "x".repeat(limits::APPEAL_QUESTION), "c".into(), "d".into()];
        let appeals =
            Appeals { channel: twilight_model::id::Id::new(5), questions, wait: None, by_another: false };
        let form = Questions::of(Some(&appeals));
        assert!(form.parts().len() == QUESTIONS && QUESTIONS <= limits::FORM_PARTS);
        assert_eq!(Questions::of(None).parts().len(), 1);
        assert!(form.filled(&Pressed::default()).is_err());
    }
}
