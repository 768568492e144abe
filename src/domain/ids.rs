//! Discord's ids under short names, and the time in each of them.

use jiff::Timestamp;
use twilight_model::id::Id;
use twilight_model::id::marker::{
    ApplicationMarker, AttachmentMarker, AuditLogEntryMarker, ChannelMarker, GuildMarker, InteractionMarker,
    MessageMarker, RoleMarker, UserMarker,
};

pub type ApplicationId = Id<ApplicationMarker>;
pub type AttachmentId = Id<AttachmentMarker>;
pub type AuditEntryId = Id<AuditLogEntryMarker>;
pub type ChannelId = Id<ChannelMarker>;
pub type GuildId = Id<GuildMarker>;
pub type InteractionId = Id<InteractionMarker>;
pub type MessageId = Id<MessageMarker>;
pub type RoleId = Id<RoleMarker>;
pub type UserId = Id<UserMarker>;

/// Discord's own account: the actor of an audit log entry without a user.
pub const DISCORD: UserId = Id::new(643_945_264_868_098_049);

/// The epoch of snowflakes: the first millisecond of 2015.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// Returns the time at which an id was generated.
#[must_use]
pub fn created_at<T>(id: Id<T>) -> Timestamp {
    moment_of(id.get())
}

/// Returns the time at which an untyped id was generated.
#[must_use]
pub fn moment_of(id: u64) -> Timestamp {
    let ms = i64::try_from(id >> 22).unwrap_or(i64::MAX - DISCORD_EPOCH_MS);
    Timestamp::from_millisecond(ms + DISCORD_EPOCH_MS).unwrap_or(Timestamp::MAX)
}

/// Returns the smallest id of a moment, for `before` and `after` of message lists.
#[must_use]
pub fn first_id_at<T>(at: Timestamp) -> Id<T> {
    let ms = u64::try_from(at.as_millisecond().saturating_sub(DISCORD_EPOCH_MS)).unwrap_or(0);
    Id::new_checked(ms << 22).unwrap_or(Id::new(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_knows_when_it_was_made() {
        let id: MessageId = Id::new(175_928_847_299_117_063);
        assert_eq!(created_at(id).to_string(), "2016-04-30T11:18:25.796Z");
        assert_eq!(first_id_at::<MessageMarker>(created_at(id)).get(), id.get() >> 22 << 22);
    }

    #[test]
    fn the_largest_id_has_a_time_too() {
        let id: MessageId = Id::new(u64::MAX);
        assert!(created_at(id) > created_at(Id::<MessageMarker>::new(1)));
    }
}
