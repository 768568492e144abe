//! Findings about a body: errors, and notes on what Discord would let pass.

use std::cell::RefCell;

use serde_json::Value;
use serde_json::json;

use crate::failure::Failure;

/// The findings about one body.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    errors: RefCell<Vec<FormError>>,
    notes: RefCell<Vec<String>>,
    house: RefCell<Vec<String>>,
}

#[derive(Debug)]
struct FormError {
    path: Vec<String>,
    code: String,
    message: String,
}

impl Findings {
    /// Notes something that Discord accepts but that a test should know of.
    pub(crate) fn note(&self, what: impl Into<String>) {
        self.notes.borrow_mut().push(what.into());
    }

    /// Notes a breach of a house rule: something that Discord has no objection to.
    pub(crate) fn house(&self, what: impl Into<String>) {
        self.house.borrow_mut().push(what.into());
    }

    /// Takes the breaches of house rules so far.
    pub(crate) fn take_house(&self) -> Vec<String> {
        std::mem::take(&mut self.house.borrow_mut())
    }

    /// Takes the notes so far.
    pub(crate) fn take_notes(&self) -> Vec<String> {
        std::mem::take(&mut self.notes.borrow_mut())
    }

    pub(super) fn error(&self, path: Vec<String>, code: &str, message: String) {
        self.errors.borrow_mut().push(FormError { path, code: code.to_owned(), message });
    }

    /// Returns `true` if anything at or below `path` is wrong.
    pub(super) fn is_wrong_at(&self, path: &[String]) -> bool {
        self.errors.borrow().iter().any(|error| error.path.starts_with(path))
    }

    /// Fails with Discord's tree of errors if there are any.
    pub(crate) fn verdict(&self) -> Result<(), Failure> {
        let errors = self.errors.borrow();
        if errors.is_empty() {
            return Ok(());
        }
        let mut tree = json!({});
        for error in errors.iter() {
            let mut at = &mut tree;
            for step in &error.path {
                at = &mut at[step.as_str()];
            }
            let item = json!({ "code": error.code, "message": error.message });
            match at.get_mut("_errors").and_then(Value::as_array_mut) {
                Some(list) => list.push(item),
                None => at["_errors"] = json!([item]),
            }
        }
        let said: Vec<_> =
            errors.iter().map(|e| format!("{}: {} ({})", e.path.join("."), e.message, e.code)).collect();
        Err(Failure::form(tree, said.join("; ")))
    }
}
