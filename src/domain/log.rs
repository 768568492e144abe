//! The categories of the log: each can have a channel of its own.

use serde::{Deserialize, Serialize};

/// What is posted to a log channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Whatever has no channel of its own.
    Everything,
    /// Actions on members.
    Moderation,
    /// What happens to messages.
    Messages,
    /// What members report.
    Reports,
}

impl Category {
    pub const ALL: [Self; 4] = [Self::Everything, Self::Moderation, Self::Messages, Self::Reports];

    /// The category's title in lists.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Everything => "everything else",
            Self::Moderation => "actions on members",
            Self::Messages => "deleted messages",
            Self::Reports => "reports",
        }
    }
}
