//! A case: one moderation action with its order and its outcome.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;

use crate::domain::channel::Change;
use crate::domain::colour;
use crate::domain::evidence::Evidence;
use crate::domain::ids::{AuditEntryId, ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::Member;
use crate::domain::text::plain;
use crate::words;
use crate::words::Kept;

/// The status of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The action was ordered, and is under way or waits for Discord.
    Pending,
    Applied,
    /// The action failed, for this reason. The case keeps its number, but counts for nothing.
    Failed(Kept),
}

/// The outcome of telling the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notified {
    Sent,
    /// The member takes no direct messages from this server.
    Closed,
    /// The person is not in the server, and Discord only delivers between people who share one.
    Outside,
    /// Discord refused for another reason.
    Failed,
    /// It was ordered not to tell them.
    Untold,
}

impl Notified {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Closed => "closed",
            Self::Outside => "outside",
            Self::Failed => "failed",
            Self::Untold => "untold",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Sent, Self::Closed, Self::Outside, Self::Failed, Self::Untold]
            .into_iter()
            .find(|it| it.as_str() == text)
    }
}

/// The outcome of the mod-log post.
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

/// The subject of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Person(UserId),
    /// One role of a person. Cases about their other roles are independent.
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

/// Writes a mention of the subject.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(user) | Self::Role(user, _) => write!(f, "<@{user}>"),
            Self::Channel(channel) => write!(f, "<#{channel}>"),
        }
    }
}

/// The case that ended another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closer {
    pub number: i32,
    pub kind: Kind,
    pub moderator: UserId,
}

/// A direct message about a case: where it is, and what it says that the case does not.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SentNotice {
    pub channel: ChannelId,
    pub message: MessageId,
    pub server: String,
    /// The number of warnings they had with this one.
    pub total: u64,
    /// The server's own words.
    pub text: Option<String>,
    /// The text that they read now.
    pub said: String,
    /// `Some(true)` while it has the button for an appeal, `Some(false)` while it has not; `None` if it never gets one.
    #[serde(default)]
    pub appeal: Option<bool>,
    /// News of an appeal, where they could not be written to anew.
    #[serde(default)]
    pub news: Option<NoticeNews>,
}

/// News of an appeal, as a part of the direct message about its case.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NoticeNews {
    pub title: String,
    pub text: String,
    /// The number of the appeal.
    pub appeal: i32,
    /// The question of a moderator that they can answer, counted from 0.
    pub question: Option<usize>,
}

/// A case of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub guild: GuildId,
    pub number: i32,
    pub kind: Kind,
    pub status: Status,
    /// The target of the action; a purge has a channel instead, and a target only if it filters by author.
    pub target: Option<UserId>,
    pub target_name: Option<String>,
    pub channel: Option<ChannelId>,
    pub moderator: UserId,
    pub moderator_name: String,
    pub reason: Option<String>,
    pub points: i32,
    /// The result, if it says more than the kind ("12 messages deleted").
    pub summary: Option<Kept>,
    pub notified: Option<Notified>,
    pub logged: Option<Logged>,
    pub created_at: Timestamp,
    /// The time at which the action took effect on Discord.
    pub applied_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub voided_at: Option<Timestamp>,
    pub voided_by: Option<UserId>,
    /// Why it was voided, for moderators.
    pub void_reason: Option<Kept>,
    /// The time at which a ban, timeout, jail, lock, slowmode, role change or lockdown ends by itself.
    pub ends_at: Option<Timestamp>,
    /// The time at which the action stopped being in force.
    pub closed_at: Option<Timestamp>,
    /// The case that lifted, ended or replaced it.
    pub closed_by: Option<Closer>,
    /// The number of the newest case that this one lifted, ended or replaced.
    pub ended: Option<i32>,
    /// The posts in the log of the cases that this one names, by number.
    pub posts: BTreeMap<i32, (ChannelId, MessageId)>,
    /// The age, in seconds, up to which a ban deletes messages.
    pub delete_seconds: u32,
    /// The number of the case that caused this one.
    pub parent: Option<i32>,
    /// A note for moderators only.
    pub note: Option<String>,
    /// The message, in `channel`, that a warning is about.
    pub message: Option<MessageId>,
    /// The role that was given or taken.
    pub role: Option<RoleId>,
    /// The roles that a jail took.
    pub roles: Option<Vec<RoleId>>,
    pub evidence: Option<Evidence>,
    /// The change to `channel` or the server, with the state before it.
    pub change: Option<Change>,
    /// The audit log's entry, for an action made without Gavel.
    pub audit_entry: Option<AuditEntryId>,
    /// The points at which the ladder ordered it.
    pub ladder_points: Option<u32>,
    /// The direct message that was sent.
    pub notice: Option<SentNotice>,
    /// `true` if nobody can appeal against it.
    pub no_appeal: bool,
}

impl Case {
    /// Returns why the case was voided, to stand in a sentence: what a person typed is no markup there.
    #[must_use]
    pub fn why_voided(&self) -> Option<Kept> {
        self.void_reason.as_ref().map(|why| match why {
            Kept::Text(typed) => plain(typed).into(),
            message => message.clone(),
        })
    }

    /// Returns the subject: a person or one of their roles, if there is a target, else the channel.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        match (self.target, self.changed_role()) {
            (Some(person), Some(role)) => Some(Subject::Role(person, role)),
            (Some(person), _) => Some(Subject::Person(person)),
            (None, _) => self.channel.map(Subject::Channel),
        }
    }

    /// Returns how the case ended, if another one or its time ended it: "Ended", "<t:…:R> by <@…>, case #22".
    #[must_use]
    pub fn ending(&self) -> Option<(String, String)> {
        let at = self.closed_at?.as_second();
        Some(match self.closed_by {
            Some(Closer { number, kind, moderator }) => {
                let word = if kind.lasts() { words::record_replaced() } else { words::record_ended() };
                (word, words::record_ended_by(at, moderator, self.link_to(number)))
            }
            // It left in force what was so already.
            None if self.ladder_points.is_some() => return None,
            None => (words::record_ended(), format!("<t:{at}:R>")),
        })
    }

    /// Returns the role that the case gives or takes.
    #[must_use]
    pub fn changed_role(&self) -> Option<RoleId> {
        self.role.filter(|_| self.kind.is_on_role())
    }

    /// Returns `true` if the action is in force and can be lifted.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.kind.undone_by().is_some() && self.status == Status::Applied && self.closed_at.is_none()
    }

    /// Returns `true` if a jailed member still has the jail's role, which may have been taken by hand.
    #[must_use]
    pub fn is_inside(&self, member: &Member) -> bool {
        self.kind == Kind::Jail && self.role.is_some_and(|cell| member.roles.contains(&cell))
    }

    /// Returns `true` if Discord has ended the action by itself, as with a timeout.
    #[must_use]
    pub fn is_spent(&self, now: Timestamp) -> bool {
        self.kind.ends_by_itself() && self.ends_at.is_some_and(|end| end <= now)
    }

    /// Returns the number of a case that this one names, such as `#22`, linked to its post in the log.
    #[must_use]
    pub fn link_to(&self, number: i32) -> String {
        match self.posts.get(&number) {
            Some((channel, message)) => {
                format!("[#{number}](https://discord.com/channels/{}/{channel}/{message})", self.guild)
            }
            None => format!("#{number}"),
        }
    }

    /// Returns the case's number for a sentence, linked to its post in the log.
    #[must_use]
    pub fn link(&self) -> String {
        let text = words::record_number(self.number);
        match self.logged {
            Some(Logged::Posted { channel, message }) => {
                format!("[{text}](https://discord.com/channels/{}/{channel}/{message})", self.guild)
            }
            _ => text,
        }
    }

    /// Returns the colour of the case's card: its kind's, or grey where it counts for nothing.
    #[must_use]
    pub fn colour(&self) -> u32 {
        match (&self.status, self.voided_at) {
            (Status::Failed(_), _) | (_, Some(_)) => colour::GREY,
            (Status::Pending | Status::Applied, None) => self.kind.colour(),
        }
    }

    /// Returns one word for lists: `pending`, `not applied`, `voided`; `None` for an applied case.
    #[must_use]
    pub fn mark(&self) -> Option<String> {
        match (&self.status, self.voided_at) {
            (Status::Failed(_), _) => Some(words::record_not_applied()),
            (_, Some(_)) => Some(words::record_voided()),
            (Status::Pending, None) => Some(words::record_pending()),
            (Status::Applied, None) => None,
        }
    }
}

/// A case to open.
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
    /// `true` if the order says not to tell them.
    pub is_untold: bool,
    pub message: Option<MessageId>,
    pub role: Option<RoleId>,
    pub evidence: Option<Evidence>,
    pub change: Option<Change>,
    /// The points at which the ladder orders it.
    pub ladder_points: Option<u32>,
}

impl NewCase {
    /// Returns a case of this kind by a moderator, without a target.
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
            is_untold: false,
            message: None,
            role: None,
            evidence: None,
            change: None,
            ladder_points: None,
        }
    }
}

#[cfg(test)]
impl Case {
    /// Returns a case for tests: pending, with nothing else set.
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
            void_reason: None,
            ends_at: None,
            closed_at: None,
            closed_by: None,
            ended: None,
            posts: BTreeMap::new(),
            delete_seconds: 0,
            parent: None,
            note: None,
            message: None,
            role: None,
            roles: None,
            evidence: None,
            change: None,
            audit_entry: None,
            ladder_points: None,
            notice: None,
            no_appeal: false,
        }
    }
}
