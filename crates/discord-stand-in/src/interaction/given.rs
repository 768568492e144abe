//! The values that a person fills into an option, a field or a select.

use serde_json::{Value, json};

use crate::ids::{ChannelId, RoleId, UserId};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A text, also one that is still being typed.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// A boolean.
    Truth(bool),
    /// A user, in the server or not.
    User(UserId),
    /// A channel.
    Channel(ChannelId),
    /// A role.
    Role(RoleId),
    /// A file.
    File {
        /// The file's name.
        name: String,
        /// The file's content.
        bytes: Vec<u8>,
    },
    /// A file as Discord would describe it, made up: for [`forged`](super::Gesture::forged) gestures.
    Attachment(Value),
    /// Several values, for selects and checkboxes.
    Many(Vec<OptionValue>),
}

impl OptionValue {
    /// Returns a file as a value.
    pub fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self::File { name: name.to_owned(), bytes: bytes.into() }
    }

    /// Returns the value as it stands in an option.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Integer(number) => json!(number),
            Self::Number(number) => json!(number),
            Self::Truth(truth) => json!(truth),
            Self::User(id) => json!(id),
            Self::Channel(id) => json!(id),
            Self::Role(id) => json!(id),
            Self::File { .. } | Self::Attachment(_) => Value::Null,
            Self::Many(all) => all.iter().map(Self::json).collect(),
        }
    }

    /// Returns the single values in this one.
    pub(super) fn each(&self) -> Vec<&Self> {
        match self {
            Self::Many(all) => all.iter().flat_map(Self::each).collect(),
            one => vec![one],
        }
    }
}

impl From<&str> for OptionValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for OptionValue {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl<T: Into<OptionValue>> From<Vec<T>> for OptionValue {
    fn from(all: Vec<T>) -> Self {
        Self::Many(all.into_iter().map(Into::into).collect())
    }
}

macro_rules! given_from {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for OptionValue {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

given_from! {
    String => Text, i64 => Integer, i32 => Integer, u32 => Integer, f64 => Number, bool => Truth,
    UserId => User, ChannelId => Channel, RoleId => Role,
}
