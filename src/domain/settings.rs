//! What can be set for a server. One document; what is absent has its default.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::duration::Length;
use crate::domain::greeting::Greeting;
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::kind::Kind;
use crate::domain::ladder::Ladder;
use crate::domain::log::Category;
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
    /// What is done without Gavel is not recorded.
    pub ignores_manual: bool,
    /// What newcomers are told.
    pub welcome: Option<Greeting>,
    /// What is said of those who leave.
    pub leave: Option<Greeting>,
    pub autorole: Autorole,
    /// Whether whoever leaves and comes back is out of jail.
    pub rejoin_frees: bool,
    /// Whether whoever comes back has the roles again that they were given for a while.
    pub rejoin_roles: bool,
    /// Whether moderators hear when somebody with a record joins.
    pub alert: Option<Alert>,
    pub message_log: Option<MessageLog>,
    /// What a newer Gavel set, kept for it.
    #[serde(flatten)]
    pub other: Map<String, Value>,
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

/// Roles that newcomers are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Autorole {
    pub roles: Vec<RoleId>,
    /// How long after they joined, as a span; at once, when `None`.
    pub delay: Option<String>,
    /// Whether bots are given them too.
    pub bots: bool,
}

/// Hearing of who joins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Alert {
    /// Where; the log of actions on members, when `None`.
    pub channel: Option<ChannelId>,
}

/// The log of what was edited and deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageLog {
    pub channel: ChannelId,
    /// Channels whose messages are left out.
    #[serde(default)]
    pub ignored: Vec<ChannelId>,
    /// Whether bots' messages are in it.
    #[serde(default)]
    pub bots: bool,
}

impl Settings {
    /// Whether it is jail again for whoever left it and comes back.
    #[must_use]
    pub fn jails_again(&self) -> bool {
        self.jail_role.is_some() && !self.rejoin_frees
    }

    /// Whether anything holds for whoever comes back.
    #[must_use]
    pub fn restores(&self) -> bool {
        self.jails_again() || self.rejoin_roles
    }

    /// When whoever joined then is given the roles for newcomers.
    #[must_use]
    pub fn autorole_due(&self, joined: Timestamp) -> Timestamp {
        let length = self.autorole.delay.as_deref().and_then(|delay| Length::parse(delay).ok());
        length.and_then(|length| length.ends(joined, &self.zone()).ok().flatten()).unwrap_or(joined)
    }

    /// Where moderators hear of who joins.
    #[must_use]
    pub fn alert_channel(&self) -> Option<ChannelId> {
        self.alert.as_ref()?.channel.or_else(|| self.log_channel(Category::Moderation))
    }

    /// Whether something is posted there for moderators: cases, messages, reports, alerts.
    #[must_use]
    pub fn is_log(&self, channel: ChannelId) -> bool {
        let messages = self.message_log.as_ref().map(|log| log.channel);
        self.log.values().copied().chain(messages).chain(self.alert_channel()).any(|log| log == channel)
    }

    /// The log of messages, where it is about this channel: the logs themselves are never in it.
    #[must_use]
    pub fn message_log_of(&self, channel: ChannelId) -> Option<&MessageLog> {
        let log = self.message_log.as_ref()?;
        (!self.is_log(channel) && !log.ignored.contains(&channel)).then_some(log)
    }

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
    fn a_log_is_not_logged_itself() {
        let settings: Settings = serde_json::from_value(json!({
            "log": { "everything": "5" },
            "alert": { "channel": "6" },
            "message_log": { "channel": "7", "ignored": ["8"] },
        }))
        .unwrap();
        let logged = |channel| settings.message_log_of(Id::new(channel)).is_some();
        assert_eq!([5, 6, 7, 8, 9].map(logged), [false, false, false, false, true]);
        assert_eq!(Settings::default().message_log_of(Id::new(9)), None);
    }

    #[test]
    fn by_default_only_the_jail_goes_by_itself() {
        let settings = Settings { jail_role: Some(Id::new(9)), ..Settings::default() };
        assert!(settings.jails_again() && !Settings::default().jails_again());
        assert!(settings.welcome.is_none() && settings.leave.is_none() && settings.autorole.roles.is_empty());
        assert!(settings.alert_channel().is_none() && settings.message_log.is_none());
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
