//! Ids under short names, and the mint that makes snowflakes.

use jiff::Timestamp;
use twilight_model::id::Id;
use twilight_model::id::marker::{
    AttachmentMarker, AuditLogEntryMarker, AutoModerationRuleMarker, CommandMarker,
};

pub(super) use crate::domain::ids::created_at;
use crate::domain::ids::first_id_at;
pub use crate::domain::ids::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId};

/// An uploaded file.
pub type AttachmentId = Id<AttachmentMarker>;
/// An audit-log entry.
pub type AuditId = Id<AuditLogEntryMarker>;
/// A registered command.
pub type CommandId = Id<CommandMarker>;
/// An auto-moderation rule.
pub type RuleId = Id<AutoModerationRuleMarker>;

/// The bits below the time in a snowflake.
const SEQUENCE_BITS: u32 = 22;

/// Makes snowflakes: unique, and in the order of their moments.
#[derive(Debug, Default)]
pub(super) struct Mint {
    sequence: u64,
}

impl Mint {
    /// A fresh id that says it was made at `at`.
    pub(super) fn id<T>(&mut self, at: Timestamp) -> Id<T> {
        self.sequence = (self.sequence + 1) % (1 << SEQUENCE_BITS);
        Id::new(first_id_at::<T>(at).get() | self.sequence)
    }
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
        let mut mint = Mint::default();
        let (first, second) = (mint.id::<AttachmentMarker>(at), mint.id::<AttachmentMarker>(at));
        assert_eq!(created_at(first), at);
        assert!(first < second);
        assert_eq!(iso(at), "2026-11-21T03:08:00.189000+00:00");
    }
}
