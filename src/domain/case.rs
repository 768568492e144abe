//! A case: one action of moderation, ordered by somebody, and what became of it.

use jiff::Timestamp;

use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};

/// What was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Warn,
    Purge,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Warn, Self::Purge];

    /// As stored and as exported.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Purge => "purge",
        }
    }

    /// As a heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Warn => "Warning",
            Self::Purge => "Purge",
        }
    }

    /// The bar beside it in the log, as 0xRRGGBB.
    #[must_use]
    pub fn colour(self) -> u32 {
        match self {
            Self::Warn => 0x00F0_B232,
            Self::Purge => 0x0058_65F2,
        }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl Case {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_as_it_was_written() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::parse("other"), None);
    }
}
