//! A case: one action of moderation, ordered by somebody, and what became of it.

use std::fmt;

use jiff::Timestamp;
use twilight_model::guild::Permissions;

use crate::domain::channel::Change;
use crate::domain::evidence::Evidence;
use crate::domain::ids::{ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::domain::settings::Category;

/// What was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Note,
    Warn,
    Timeout,
    Untimeout,
    Kick,
    Softban,
    Ban,
    Unban,
    Jail,
    Unjail,
    Purge,
    Lock,
    Unlock,
    Slowmode,
    /// What a slowmode was before, again.
    Unslow,
    /// Many bans, each with a case of its own beneath it.
    #[serde(rename = "massban")]
    MassBan,
    #[serde(rename = "massunban")]
    MassUnban,
    RoleAdd,
    RoleRemove,
    /// Many channels locked, each with a case of its own beneath it.
    Lockdown,
    LockdownEnd,
}

impl Kind {
    pub const ALL: [Self; 21] = [
        Self::Note,
        Self::Warn,
        Self::Timeout,
        Self::Untimeout,
        Self::Kick,
        Self::Softban,
        Self::Ban,
        Self::Unban,
        Self::Jail,
        Self::Unjail,
        Self::Purge,
        Self::Lock,
        Self::Unlock,
        Self::Slowmode,
        Self::Unslow,
        Self::MassBan,
        Self::MassUnban,
        Self::RoleAdd,
        Self::RoleRemove,
        Self::Lockdown,
        Self::LockdownEnd,
    ];

    /// As stored and as exported.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Timeout => "timeout",
            Self::Untimeout => "untimeout",
            Self::Kick => "kick",
            Self::Softban => "softban",
            Self::Ban => "ban",
            Self::Unban => "unban",
            Self::Jail => "jail",
            Self::Unjail => "unjail",
            Self::Purge => "purge",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Slowmode => "slowmode",
            Self::Unslow => "unslow",
            Self::MassBan => "massban",
            Self::MassUnban => "massunban",
            Self::RoleAdd => "role_add",
            Self::RoleRemove => "role_remove",
            Self::Lockdown => "lockdown",
            Self::LockdownEnd => "lockdown_end",
        }
    }

    /// In sentences, and as the command that orders it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::RoleAdd => "role add",
            Self::RoleRemove => "role remove",
            Self::LockdownEnd => "lockdown end",
            other => other.as_str(),
        }
    }

    /// As a heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Warn => "Warning",
            Self::Timeout => "Timeout",
            Self::Untimeout => "Timeout lifted",
            Self::Kick => "Kick",
            Self::Softban => "Softban",
            Self::Ban => "Ban",
            Self::Unban => "Unban",
            Self::Jail => "Jail",
            Self::Unjail => "Release from jail",
            Self::Purge => "Purge",
            Self::Lock => "Channel locked",
            Self::Unlock => "Channel unlocked",
            Self::Slowmode => "Slowmode",
            Self::Unslow => "Slowmode taken back",
            Self::MassBan => "Mass ban",
            Self::MassUnban => "Mass unban",
            Self::RoleAdd => "Role given",
            Self::RoleRemove => "Role taken",
            Self::Lockdown => "Lockdown",
            Self::LockdownEnd => "End of lockdown",
        }
    }

    /// The bar beside it in the log, as 0xRRGGBB.
    #[must_use]
    pub fn colour(self) -> u32 {
        match self {
            Self::Note => 0x0080_848E,
            Self::Warn | Self::Slowmode => 0x00F0_B232,
            Self::Timeout | Self::Jail | Self::Lock => 0x00E6_7E22,
            Self::Kick | Self::Softban => 0x00E2_5C5C,
            Self::Ban | Self::MassBan | Self::Lockdown => 0x00C0_392B,
            Self::Untimeout
            | Self::Unban
            | Self::MassUnban
            | Self::Unjail
            | Self::Unlock
            | Self::Unslow
            | Self::LockdownEnd => 0x0023_A55A,
            Self::Purge | Self::RoleAdd | Self::RoleRemove => 0x0058_65F2,
        }
    }

    /// What was done to the person or channel, for a sentence: "was banned".
    #[must_use]
    pub fn done(self) -> &'static str {
        match self {
            Self::Note => "has a new note",
            Self::Warn => "was warned",
            Self::Timeout => "was timed out",
            Self::Untimeout => "is no longer timed out",
            Self::Kick => "was kicked",
            Self::Softban => "was softbanned",
            Self::Ban => "was banned",
            Self::Unban => "was unbanned",
            Self::Jail => "was jailed",
            Self::Unjail => "was released from jail",
            Self::Purge => "had messages deleted",
            Self::Lock => "was locked",
            Self::Unlock => "was unlocked",
            Self::Slowmode => "had its slowmode set",
            Self::Unslow => "had its slowmode taken back",
            Self::MassBan => "was banned with many others",
            Self::MassUnban => "was unbanned with many others",
            Self::RoleAdd => "was given a role",
            Self::RoleRemove => "had a role taken",
            Self::Lockdown => "went into lockdown",
            Self::LockdownEnd => "came out of lockdown",
        }
    }

    /// What whoever orders it needs.
    #[must_use]
    pub fn permission(self) -> Permissions {
        match self {
            Self::Note | Self::Warn | Self::Timeout | Self::Untimeout | Self::Jail | Self::Unjail => {
                Permissions::MODERATE_MEMBERS
            }
            Self::Kick => Permissions::KICK_MEMBERS,
            Self::Softban | Self::Ban | Self::Unban | Self::MassBan | Self::MassUnban => {
                Permissions::BAN_MEMBERS
            }
            Self::Purge => Permissions::MANAGE_MESSAGES,
            Self::Lock
            | Self::Unlock
            | Self::Slowmode
            | Self::Unslow
            | Self::Lockdown
            | Self::LockdownEnd => Permissions::MANAGE_CHANNELS,
            Self::RoleAdd | Self::RoleRemove => Permissions::MANAGE_ROLES,
        }
    }

    /// What Gavel needs to do it.
    #[must_use]
    pub fn needs(self) -> Permissions {
        match self {
            Self::Note | Self::Warn | Self::Purge => Permissions::empty(),
            Self::Timeout | Self::Untimeout => Permissions::MODERATE_MEMBERS,
            Self::Kick => Permissions::KICK_MEMBERS,
            Self::Softban | Self::Ban | Self::Unban | Self::MassBan | Self::MassUnban => {
                Permissions::BAN_MEMBERS
            }
            // An overwrite is changed with Manage Roles, which a channel calls Manage Permissions.
            Self::Jail
            | Self::Unjail
            | Self::RoleAdd
            | Self::RoleRemove
            | Self::Lock
            | Self::Unlock
            | Self::Lockdown
            | Self::LockdownEnd => Permissions::MANAGE_ROLES,
            Self::Slowmode | Self::Unslow => Permissions::MANAGE_CHANNELS,
        }
    }

    /// Whether the person is out of the server after it, and can only be told before.
    #[must_use]
    pub fn removes(self) -> bool {
        matches!(self, Self::Kick | Self::Softban | Self::Ban)
    }

    /// Whether the person is told at all.
    #[must_use]
    pub fn tells(self) -> bool {
        !matches!(self, Self::Note | Self::Unban | Self::Purge)
            && !self.is_on_channel()
            && !self.is_on_role()
            && self.each().is_none()
            && !self.is_on_server()
    }

    /// Whether it is on the server as a whole, and on nobody and no channel in particular.
    #[must_use]
    pub fn is_on_server(self) -> bool {
        matches!(self, Self::Lockdown | Self::LockdownEnd)
    }

    /// Whether it changes a channel, and nobody in particular.
    #[must_use]
    pub fn is_on_channel(self) -> bool {
        matches!(self, Self::Lock | Self::Unlock | Self::Slowmode | Self::Unslow)
    }

    /// Whether it gives or takes one role of a member.
    #[must_use]
    pub fn is_on_role(self) -> bool {
        matches!(self, Self::RoleAdd | Self::RoleRemove)
    }

    /// Whether without an end it is simply so: nobody thinks of it as something to be lifted.
    #[must_use]
    pub fn settles(self) -> bool {
        self == Self::Slowmode || self.is_on_role()
    }

    /// Whether it holds until it ends or is lifted, and so can have a duration.
    #[must_use]
    pub fn lasts(self) -> bool {
        self.undone_by().is_some()
    }

    /// Which log it goes to.
    #[must_use]
    pub fn category(self) -> Category {
        if self == Self::Purge { Category::Messages } else { Category::Moderation }
    }

    /// What is done to each, of an order on many.
    #[must_use]
    pub fn each(self) -> Option<Self> {
        match self {
            Self::MassBan => Some(Self::Ban),
            Self::MassUnban => Some(Self::Unban),
            _ => None,
        }
    }

    /// What takes it back.
    #[must_use]
    pub fn undone_by(self) -> Option<Self> {
        match self {
            Self::Ban => Some(Self::Unban),
            Self::Timeout => Some(Self::Untimeout),
            Self::Jail => Some(Self::Unjail),
            Self::Lock => Some(Self::Unlock),
            Self::Slowmode => Some(Self::Unslow),
            Self::RoleAdd => Some(Self::RoleRemove),
            Self::RoleRemove => Some(Self::RoleAdd),
            Self::Lockdown => Some(Self::LockdownEnd),
            _ => None,
        }
    }

    /// What it takes back.
    #[must_use]
    pub fn undoes(self) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.undone_by() == Some(self))
    }

    /// The kinds whose cases it closes when it is applied: a new ban replaces the old one's timer, an unban ends it.
    #[must_use]
    pub fn closes(self) -> &'static [Self] {
        match self {
            Self::Ban | Self::Unban | Self::Softban => &[Self::Ban],
            Self::Timeout | Self::Untimeout => &[Self::Timeout],
            Self::Jail | Self::Unjail => &[Self::Jail],
            Self::Lock | Self::Unlock => &[Self::Lock],
            Self::Slowmode | Self::Unslow => &[Self::Slowmode],
            Self::RoleAdd | Self::RoleRemove => &[Self::RoleAdd, Self::RoleRemove],
            _ => &[],
        }
    }

    /// The kinds of which only the last one ordered counts: what sets a ban and what lifts it, the same for a timeout.
    pub fn rivals(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| !self.closes().is_empty() && kind.closes() == self.closes())
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

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
    /// They take no direct messages from this server, or share none with Gavel.
    Closed,
    /// Discord refused for another reason.
    Failed,
}

impl Notified {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Closed => "closed",
            Self::Failed => "failed",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Sent, Self::Closed, Self::Failed].into_iter().find(|it| it.as_str() == text)
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

    /// Whether Discord itself has ended it: a timeout needs nobody to lift it.
    #[must_use]
    pub fn is_spent(&self, now: Timestamp) -> bool {
        self.kind == Kind::Timeout && self.ends_at.is_some_and(|end| end <= now)
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ban_rivals_what_lifts_it_and_a_warning_nothing() {
        assert!(Kind::Ban.rivals().eq([Kind::Softban, Kind::Ban, Kind::Unban]));
        assert!(Kind::Untimeout.rivals().eq([Kind::Timeout, Kind::Untimeout]));
        assert!(Kind::Unlock.rivals().eq([Kind::Lock, Kind::Unlock]));
        assert!(Kind::RoleAdd.rivals().eq([Kind::RoleAdd, Kind::RoleRemove]));
        assert_eq!(Kind::Warn.rivals().count(), 0);
    }

    #[test]
    fn what_takes_back_knows_what_it_takes_back() {
        assert_eq!(Kind::Unban.undoes(), Some(Kind::Ban));
        assert_eq!(Kind::RoleAdd.undoes(), Some(Kind::RoleRemove));
        assert_eq!(Kind::Ban.undoes(), None);
    }

    #[test]
    fn every_kind_is_read_back_as_it_was_written() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            // Exported as stored.
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(Kind::parse("other"), None);
    }
}
