//! The plan of a purge. The file to read first: the others find, delete and report what the plan describes.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use super::filter::Filter;
use crate::domain::ids::{ChannelId, InteractionId, MessageId};
use crate::kernel::reply::Audience;

/// The permissions that Gavel needs in the channel.
pub(super) const NEEDS: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::READ_MESSAGE_HISTORY).union(Permissions::MANAGE_MESSAGES);

/// The messages to delete.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) channel: ChannelId,
    /// The most messages to delete.
    pub(super) count: u64,
    pub(super) filter: Filter,
    /// `true` to delete pinned messages, too.
    pub(super) pins: bool,
    pub(super) include_old: bool,
    pub(super) transcript: bool,
    pub(super) before: MessageId,
    pub(super) after: Option<MessageId>,
    pub(super) audience: Audience,
}

impl Plan {
    /// Returns a plan for everything in a channel that is younger than 14 days, not pinned, and older than the
    /// interaction.
    pub(super) fn here(channel: ChannelId, at: InteractionId) -> Self {
        Self {
            channel,
            count: 1000,
            filter: Filter::default(),
            pins: false,
            include_old: false,
            transcript: false,
            before: at.cast(),
            after: None,
            audience: Audience::Private,
        }
    }
}
