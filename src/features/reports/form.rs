//! The form that a member fills in to report something.

use crate::domain::evidence::{TYPES, safe_name};
use crate::domain::limits;
use crate::domain::report::{ReportCategory, ReportFile, Statement};
use crate::error::{Error, Result};
use crate::kernel::control::Pressed;
use crate::kernel::form::{Field, FieldChoice, Form, Part};
use crate::words;

/// The most files with one report.
const FILES: usize = 4;

/// The answers of a member who reports something.
#[derive(Debug, Default)]
pub(super) struct ReportForm {
    category: Option<ReportCategory>,
    words: Option<String>,
    files: Vec<ReportFile>,
    is_anonymous: bool,
    wants_outcome: bool,
}

impl ReportForm {
    /// Returns what was filled in.
    ///
    /// # Errors
    /// A refusal if no category is chosen, or the only word on it is "something else".
    pub(super) fn statement(self) -> Result<Statement> {
        let Some(category) = self.category else { return Err(Error::refused(words::report_no_category())) };
        if category == ReportCategory::Other && self.words.is_none() && self.files.is_empty() {
            return Err(Error::refused(words::report_nothing_said()));
        }
        Ok(Statement {
            category,
            words: self.words,
            is_anonymous: self.is_anonymous,
            wants_outcome: self.wants_outcome,
            files: self.files,
        })
    }
}

impl Form for ReportForm {
    fn parts(&self) -> Vec<Part> {
        let choice = |category: ReportCategory| FieldChoice::new(category.as_str(), category.title());
        let (label, hint) = (words::report_form_category(), words::report_form_category_hint());
        let category = Field::radio("category", label, hint, ReportCategory::ALL.map(choice)).required();
        let (label, hint) = (words::report_form_words(), words::report_form_words_hint());
        let said = Field::line("words", label, hint, limits::REASON).paragraph().with(self.words.clone());
        let (label, hint) = (words::report_form_files(), words::report_form_files_hint());
        let files = Field::files("files", label, hint, FILES, TYPES);
        let (label, hint) = (words::report_form_anonymous(), words::report_form_anonymous_hint());
        let anonymous = Field::checkbox("anonymous", label, hint, self.is_anonymous);
        let (label, hint) = (words::report_form_outcome(), words::report_form_outcome_hint());
        let outcome = Field::checkbox("outcome", label, hint, self.wants_outcome);
        [category, said, files, anonymous, outcome].map(Field::part).into()
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        let file = |file: twilight_model::channel::Attachment| ReportFile {
            name: safe_name(&file.filename),
            url: file.url,
        };
        Ok(Self {
            category: pressed.choice("category", ReportCategory::parse)?,
            words: pressed.field("words"),
            files: pressed.uploaded("files")?.into_iter().take(FILES).map(file).collect(),
            is_anonymous: pressed.checked("anonymous").unwrap_or_default(),
            wants_outcome: pressed.checked("outcome").unwrap_or_default(),
        })
    }
}
