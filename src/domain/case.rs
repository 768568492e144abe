//! A case: one action of moderation, ordered by somebody, and what became of it.

use std::fmt;

use jiff::Timestamp;

use crate::domain::channel::Change;
use crate::domain::evidence::Evidence;
use crate::domain::ids::{AuditEntryId, ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::Member;

/// Whether it was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Ordered; being carried out, or waiting for Discord.
    Pending,
    Applied,
    /// Not applied, and why. Keeps its number, counts for nothing.
    Failed(String),
}

/// What came of telling the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notified {
    Sent,
    /// They take no direct messages from this server.
    Closed,
    /// They are not in the server, and Discord lets nobody write to whom they share none with.
    Outside,
    /// Discord refused for another reason.
    Failed,
}

impl Notified {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Closed => "closed",
            Self::Outside => "outside",
            Self::Failed => "failed",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Sent, Self::Closed, Self::Outside, Self::Failed].into_iter().find(|it| it.as_str() == text)
    }
}

/// What came of the mod-log post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logged {
    Posted {
        channel: ChannelId,
        message: MessageId,
    },
    /// No log channel is set.
    Off,
    /// The channel is gone, or Gavel may not write there.
    Failed(ChannelId),
}

/// Whom or what a case is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Person(UserId),
    /// One role of a person: what happens to another is another matter.
    Role(UserId, RoleId),
    Channel(ChannelId),
}

impl From<UserId> for Subject {
    fn from(user: UserId) -> Self {
        Self::Person(user)
    }
}

impl From<ChannelId> for Subject {
    fn from(channel: ChannelId) -> Self {
        Self::Channel(channel)
    }
}

/// As a mention.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(user) | Self::Role(user, _) => write!(f, "<@{user}>"),
            Self::Channel(channel) => write!(f, "<#{channel}>"),
        }
    }
}

/// A case as the record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub guild: GuildId,
    pub number: i32,
    pub kind: Kind,
    pub status: Status,
    /// The person acted on; a purge has a channel instead, and perhaps a person as filter.
    pub target: Option<UserId>,
    pub target_name: Option<String>,
    pub channel: Option<ChannelId>,
    pub moderator: UserId,
    pub moderator_name: String,
    pub reason: Option<String>,
    pub points: i32,
    /// What was done, where that is more than the kind says ("12 messages deleted").
    pub summary: Option<String>,
    pub notified: Option<Notified>,
    pub logged: Option<Logged>,
    pub created_at: Timestamp,
    /// When it took effect on Discord.
    pub applied_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub voided_at: Option<Timestamp>,
    pub voided_by: Option<UserId>,
    /// When a ban, timeout, jail, lock, slowmode, a role's change or a lockdown ends by itself.
    pub ends_at: Option<Timestamp>,
    /// When it stopped being what holds.
    pub closed_at: Option<Timestamp>,
    /// How many seconds of messages a ban deletes.
    pub delete_seconds: u32,
    /// The case this one follows from.
    pub parent: Option<i32>,
    /// For moderators only.
    pub note: Option<String>,
    /// The message, in `channel`, that goes with a warning.
    pub message: Option<MessageId>,
    /// The role that was given or taken.
    pub role: Option<RoleId>,
    /// The roles a jail took.
    pub roles: Option<Vec<RoleId>>,
    pub evidence: Option<Evidence>,
    /// What it changes about `channel`, and what was there before.
    pub change: Option<Change>,
    /// The audit log's entry, for an action made without Gavel.
    pub audit_entry: Option<AuditEntryId>,
}

impl Case {
    /// Whom or what it is on: a person, or one of their roles, where there is one, else a channel.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        match (self.target, self.changed_role()) {
            (Some(person), Some(role)) => Some(Subject::Role(person, role)),
            (Some(person), _) => Some(Subject::Person(person)),
            (None, _) => self.channel.map(Subject::Channel),
        }
    }

    /// The one role that it gives or takes.
    #[must_use]
    pub fn changed_role(&self) -> Option<RoleId> {
        self.role.filter(|_| self.kind.is_on_role())
    }

    /// Whether it is what holds for the person or channel, and can be lifted.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.kind.undone_by().is_some() && self.status == Status::Applied && self.closed_at.is_none()
    }

    /// Tells whether somebody is in the jail that the record has them in; they may have been let out by hand.
    #[must_use]
    pub fn is_inside(&self, member: &Member) -> bool {
        self.kind == Kind::Jail && self.role.is_some_and(|cell| member.roles.contains(&cell))
    }

    /// Whether Discord itself has ended it: a timeout needs nobody to lift it.
    #[must_use]
    pub fn is_spent(&self, now: Timestamp) -> bool {
        self.kind.ends_by_itself() && self.ends_at.is_some_and(|end| end <= now)
    }

    /// For sentences: its number, and the way to its post in the log.
    #[must_use]
    pub fn link(&self) -> String {
        let number = self.number;
        match self.logged {
            Some(Logged::Posted { channel, message }) => {
                format!("[case #{number}](https://discord.com/channels/{}/{channel}/{message})", self.guild)
            }
            _ => format!("case #{number}"),
        }
    }

    /// One word for lists: `pending`, `not applied`, `voided`, or nothing.
    #[must_use]
    pub fn mark(&self) -> Option<&'static str> {
        match (&self.status, self.voided_at) {
            (Status::Failed(_), _) => Some("not applied"),
            (_, Some(_)) => Some("voided"),
            (Status::Pending, None) => Some("pending"),
            (Status::Applied, None) => None,
        }
    }
}

/// A case about to be opened.
#[derive(Clone, Debug)]
pub struct NewCase {
    pub guild: GuildId,
    pub kind: Kind,
    pub target: Option<UserId>,
    pub target_name: Option<String>,
    pub channel: Option<ChannelId>,
    pub moderator: UserId,
    pub moderator_name: String,
    pub reason: Option<String>,
    pub points: i32,
    pub expires_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    pub delete_seconds: u32,
    pub parent: Option<i32>,
    pub note: Option<String>,
    pub message: Option<MessageId>,
    pub role: Option<RoleId>,
    pub evidence: Option<Evidence>,
    pub change: Option<Change>,
}

impl NewCase {
    /// A case of a kind by somebody, about nobody yet.
    #[must_use]
    pub fn new(guild: GuildId, kind: Kind, moderator: UserId, moderator_name: &str) -> Self {
        Self {
            guild,
            kind,
            target: None,
            target_name: None,
            channel: None,
            moderator,
            moderator_name: moderator_name.to_owned(),
            reason: None,
            points: 0,
            expires_at: None,
            ends_at: None,
            delete_seconds: 0,
            parent: None,
            note: None,
            message: None,
            role: None,
            evidence: None,
            change: None,
        }
    }
}

#[cfg(test)]
impl Case {
    /// A case for tests: ordered, and nothing more.
    pub fn of(kind: Kind) -> Self {
        Self {
            guild: GuildId::new(1),
            number: 1,
            kind,
            status: Status::Pending,
            target: None,
            target_name: None,
            channel: None,
            moderator: UserId::new(5),
            moderator_name: "mod".to_owned(),
            reason: None,
            points: 0,
            summary: None,
            notified: None,
            logged: None,
            created_at: Timestamp::UNIX_EPOCH,
            applied_at: None,
            expires_at: None,
            voided_at: None,
            voided_by: None,
            ends_at: None,
            closed_at: None,
            delete_seconds: 0,
            parent: None,
            note: None,
            message: None,
            role: None,
            roles: None,
            evidence: None,
            change: None,
            audit_entry: None,
        }
    }
}
