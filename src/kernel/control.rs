//! Buttons, selects and forms, and their custom ids.
//!
//! A custom id is `feature:version:verb:fields…`, [`CUSTOM_ID`](crate::domain::limits::CUSTOM_ID) bytes at most. It carries references, never authority: the person
//! who presses is checked again, and a control of another version is "too old", not an error.

use std::collections::HashMap;
use std::future::Future;

use twilight_model::guild::Permissions;

use crate::domain::text::words;
use crate::error::Result;
use crate::kernel::command::{Ack, Running};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

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

    /// Returns the custom id.
    fn id(&self) -> String {
        format!("{}:{}:{}", Self::FEATURE, Self::VERSION, self.write())
    }
}

/// The input of a press: the chosen values, or a form's fields by their custom ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    pub values: Vec<String>,
    pub fields: HashMap<String, String>,
}

impl Pressed {
    /// Returns a form's field, trimmed; `None` if it was left empty or blank.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        self.fields.get(name).and_then(|text| words(text))
    }
}

/// A press whose control was understood: the permissions it needs, and its handler.
pub struct Press {
    pub ack: Ack,
    pub permission: Permissions,
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
            run: Box::new(move |cx| Box::pin(async move { run(cx, control, pressed).await })),
        })
    })
}
