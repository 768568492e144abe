//! Concurrency keys: of the jobs in one server that share a key, one runs at a time. This enum, and no two equal
//! strings, makes two actions on one person exclude each other.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::case::{Case, Subject};
use crate::domain::ids::{ChannelId, InteractionId, MessageId, UserId};

/// The thing that a job locks in its server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConcurrencyKey {
    /// A person, in the server or not, with all their roles.
    Member(UserId),
    Channel(ChannelId),
    /// The lockdown of the server.
    Lockdown,
    /// The record of one case, if the job acts on nothing else.
    Case(i32),
    RoleMenu(i64),
    /// The delivery of one reminder.
    Reminder(InteractionId),
    /// A member's report, by number.
    Report(i32),
    Message(MessageId),
    /// The reply to one interaction.
    Interaction(InteractionId),
    /// One event, independent of all others.
    Event(String),
    /// All jobs of one kind.
    Kind(String),
    /// The orders of one command or control that wait for Discord.
    Orders(String),
}

impl ConcurrencyKey {
    /// Returns the key of all work on a case.
    #[must_use]
    pub fn of_case(case: &Case) -> Self {
        match case.subject() {
            _ if case.kind.is_on_server() => Self::Lockdown,
            Some(Subject::Person(person) | Subject::Role(person, _)) => Self::Member(person),
            Some(Subject::Channel(channel)) => Self::Channel(channel),
            None => Self::Case(case.number),
        }
    }
}

/// The case of a job, with the key of all work on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRef {
    pub number: i32,
    pub key: ConcurrencyKey,
}

impl From<&Case> for CaseRef {
    fn from(case: &Case) -> Self {
        Self { number: case.number, key: ConcurrencyKey::of_case(case) }
    }
}

/// Writes the key as the database stores it.
impl fmt::Display for ConcurrencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(person) => write!(f, "member:{person}"),
            Self::Channel(channel) => write!(f, "channel:{channel}"),
            Self::Lockdown => f.write_str("server_lockdown"),
            Self::Case(number) => write!(f, "case:{number}"),
            Self::RoleMenu(menu) => write!(f, "menu:{menu}"),
            Self::Reminder(reminder) => write!(f, "reminder:{reminder}"),
            Self::Report(number) => write!(f, "report:{number}"),
            Self::Message(message) => write!(f, "message:{message}"),
            Self::Interaction(interaction) => write!(f, "interaction:{interaction}"),
            Self::Event(event) => write!(f, "event:{event}"),
            Self::Kind(kind) => write!(f, "kind:{kind}"),
            Self::Orders(name) => write!(f, "orders:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use twilight_model::id::Id;

    #[test]
    fn keys_of_different_things_are_different() {
        let keys = [
            ConcurrencyKey::Member(Id::new(7)),
            ConcurrencyKey::Channel(Id::new(7)),
            ConcurrencyKey::Lockdown,
            ConcurrencyKey::Case(7),
            ConcurrencyKey::RoleMenu(7),
            ConcurrencyKey::Reminder(Id::new(7)),
            ConcurrencyKey::Report(7),
            ConcurrencyKey::Message(Id::new(7)),
            ConcurrencyKey::Interaction(Id::new(7)),
            ConcurrencyKey::Event("7".to_owned()),
            ConcurrencyKey::Kind("7".to_owned()),
            ConcurrencyKey::Kind("server_lockdown".to_owned()),
        ];
        let written: HashSet<String> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(written.len(), keys.len());
    }
}
