//! What can be set for a server. One document; what is absent has its default.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::case::Kind;
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::ladder::Ladder;
use crate::domain::policy::Policy;

/// The settings of a server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Where what is posted. A category without a channel of its own goes where everything goes.
    pub log: BTreeMap<Category, ChannelId>,
    /// Roles whose holders nobody acts on.
    pub protected_roles: Vec<RoleId>,
    /// The one role that jailed members have.
    pub jail_role: Option<RoleId>,
    /// An IANA name; times that people type are meant in this zone.
    pub time_zone: Option<String>,
    /// How long a warning counts, as a span.
    pub warnings_count_for: Option<String>,
    /// The channels and categories that a lockdown closes; where people at large write, when there are none.
    pub lockdown: Vec<ChannelId>,
    /// What members are told, by action.
    pub dm: BTreeMap<Kind, Dm>,
    /// Reasons to choose from.
    pub presets: Vec<String>,
    pub ladder: Ladder,
    pub policy: Policy,
    /// What a newer Gavel set, kept for it.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

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

    /// For lists.
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

/// What members are told of one kind of action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dm {
    /// Not told at all, unless a moderator asks for it.
    pub off: bool,
    /// In these words, with placeholders.
    pub text: Option<String>,
}

impl Settings {
    /// The channel of a category.
    #[must_use]
    pub fn log_channel(&self, category: Category) -> Option<ChannelId> {
        self.log.get(&category).or_else(|| self.log.get(&Category::Everything)).copied()
    }

    /// The zone that times are meant in: UTC, unless one is set.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use twilight_model::id::Id;

    #[test]
    fn a_category_without_a_channel_goes_where_everything_goes() {
        let settings: Settings =
            serde_json::from_value(json!({ "log": { "everything": "5", "reports": "6" } })).unwrap();
        assert_eq!(settings.log_channel(Category::Reports), Some(Id::new(6)));
        assert_eq!(settings.log_channel(Category::Moderation), Some(Id::new(5)));
        assert_eq!(Settings::default().log_channel(Category::Reports), None);
    }

    #[test]
    fn what_is_unknown_is_kept_and_what_is_absent_is_the_default() {
        let newer = json!({ "policy": { "7": { "ban": { "per_day": 3 } } }, "colour_of_the_sky": "blue" });
        let settings: Settings = serde_json::from_value(newer).unwrap();
        assert!(settings.protected_roles.is_empty());
        let written = serde_json::to_value(&settings).unwrap();
        assert_eq!(written["colour_of_the_sky"], "blue");
        assert_eq!(written["policy"]["7"]["ban"]["per_day"], 3);
        assert_eq!(serde_json::from_value::<Settings>(written).unwrap(), settings);
    }
}
