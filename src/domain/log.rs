//! The categories of the log: each can have a channel of its own.

use serde::{Deserialize, Serialize};

use crate::words;

/// The category of a log post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Posts of categories without a channel of their own.
    Everything,
    /// Actions on members.
    Moderation,
    /// Actions on messages.
    Messages,
    /// Reports by members.
    Reports,
}

impl Category {
    pub const ALL: [Self; 4] = [Self::Everything, Self::Moderation, Self::Messages, Self::Reports];

    /// Returns the name as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Moderation => "moderation",
            Self::Messages => "messages",
            Self::Reports => "reports",
        }
    }

    /// Returns the category's title in lists.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Everything => words::category_everything(),
            Self::Moderation => words::category_moderation(),
            Self::Messages => words::category_messages(),
            Self::Reports => words::category_reports(),
        }
    }
}
