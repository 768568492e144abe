//! Ids under short names, and the mint that makes snowflakes.

use jiff::Timestamp;
use twilight_model::id::Id;
use twilight_model::id::marker::{
    ApplicationMarker, AttachmentMarker, AuditLogEntryMarker, AutoModerationRuleMarker, ChannelMarker,
    CommandMarker, GuildMarker, InteractionMarker, MessageMarker, RoleMarker, UserMarker,
};

/// An application.
pub type ApplicationId = Id<ApplicationMarker>;
/// An uploaded file.
pub type AttachmentId = Id<AttachmentMarker>;
/// An audit-log entry.
pub type AuditId = Id<AuditLogEntryMarker>;
/// A channel.
pub type ChannelId = Id<ChannelMarker>;
/// A registered command.
pub type CommandId = Id<CommandMarker>;
/// A server.
pub type GuildId = Id<GuildMarker>;
/// An interaction.
pub type InteractionId = Id<InteractionMarker>;
/// A message.
pub type MessageId = Id<MessageMarker>;
/// A role.
pub type RoleId = Id<RoleMarker>;
/// An auto-moderation rule.
pub type RuleId = Id<AutoModerationRuleMarker>;

/// A person or a bot.
pub type UserId = Id<UserMarker>;

/// The first millisecond of 2015, from which snowflakes count.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;
/// The bits below the time in a snowflake.
const SEQUENCE_BITS: u32 = 22;

/// Makes snowflakes: unique, and in the order of their moments.
#[derive(Debug, Default)]
pub(super) struct IdGenerator {
    sequence: u64,
}

impl IdGenerator {
    /// A fresh id that says it was made at `at`.
    pub(super) fn id<T>(&mut self, at: Timestamp) -> Id<T> {
        self.sequence = (self.sequence + 1) % (1 << SEQUENCE_BITS);
        let ms = u64::try_from(at.as_millisecond().saturating_sub(DISCORD_EPOCH_MS)).unwrap_or(0);
        Id::new_checked(ms << SEQUENCE_BITS | self.sequence).unwrap_or(Id::new(1))
    }
}

/// The moment an id was made.
pub(super) fn created_at<T>(id: Id<T>) -> Timestamp {
    let ms = i64::try_from(id.get() >> SEQUENCE_BITS).unwrap_or(i64::MAX - DISCORD_EPOCH_MS);
    Timestamp::from_millisecond(ms + DISCORD_EPOCH_MS).unwrap_or(Timestamp::MAX)
}

/// A moment as Discord writes it.
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
