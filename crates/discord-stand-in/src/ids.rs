//! Short names for the types of ids, and the generator of snowflakes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use twilight_model::id::Id;
use twilight_model::id::marker::{
    ApplicationMarker, AttachmentMarker, AuditLogEntryMarker, AutoModerationRuleMarker, ChannelMarker,
    CommandMarker, GuildMarker, InteractionMarker, MessageMarker, RoleMarker, UserMarker,
};

/// An application's id.
pub type ApplicationId = Id<ApplicationMarker>;
/// An uploaded file's id.
pub type AttachmentId = Id<AttachmentMarker>;
/// An audit-log entry's id.
pub type AuditId = Id<AuditLogEntryMarker>;
/// A channel's id.
pub type ChannelId = Id<ChannelMarker>;
/// A registered command's id.
pub type CommandId = Id<CommandMarker>;
/// A server's id.
pub type GuildId = Id<GuildMarker>;
/// An interaction's id.
pub type InteractionId = Id<InteractionMarker>;
/// A message's id.
pub type MessageId = Id<MessageMarker>;
/// A role's id.
pub type RoleId = Id<RoleMarker>;
/// An auto-moderation rule's id.
pub type RuleId = Id<AutoModerationRuleMarker>;

/// A user's id, be it a person or a bot.
pub type UserId = Id<UserMarker>;

/// The epoch of snowflakes: the first millisecond of 2015.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;
/// The number of bits below the time in a snowflake.
const SEQUENCE_BITS: u32 = 22;

/// Generates snowflakes: unique, and ordered by their moments.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct IdGenerator {
    sequence: u64,
}

impl IdGenerator {
    /// Returns a generator that begins at this place of the sequence.
    pub(super) fn starting_at(sequence: u64) -> Self {
        Self { sequence }
    }

    /// Returns a new id whose time is `at`.
    pub(super) fn id<T>(&mut self, at: Timestamp) -> Id<T> {
        self.sequence = (self.sequence + 1) % (1 << SEQUENCE_BITS);
        let ms = u64::try_from(at.as_millisecond().saturating_sub(DISCORD_EPOCH_MS)).unwrap_or(0);
        Id::new_checked(ms << SEQUENCE_BITS | self.sequence).unwrap_or(Id::new(1))
    }
}

/// Returns the moment at which an id was generated.
pub(super) fn created_at<T>(id: Id<T>) -> Timestamp {
    let ms = i64::try_from(id.get() >> SEQUENCE_BITS).unwrap_or(i64::MAX - DISCORD_EPOCH_MS);
    Timestamp::from_millisecond(ms + DISCORD_EPOCH_MS).unwrap_or(Timestamp::MAX)
}

/// Formats a moment as Discord does.
pub(super) fn iso(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_made() {
        let at: Timestamp = "2026-11-21T03:08:00.189Z".parse().unwrap();
        let mut ids = IdGenerator::default();
        let (first, second) = (ids.id::<AttachmentMarker>(at), ids.id::<AttachmentMarker>(at));
        assert_eq!(created_at(first), at);
        assert!(first < second);
        assert_eq!(iso(at), "2026-11-21T03:08:00.189000+00:00");
    }
}
