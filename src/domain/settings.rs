//! The settings of a server: one document; absent fields have their defaults.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::automation::Automation;
use crate::domain::duration::Length;
use crate::domain::greeting::Greeting;
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::kind::Kind;
use crate::domain::ladder::Ladder;
use crate::domain::log::Category;
use crate::domain::policy::Policy;
use crate::words::{self, Language};

/// The settings of a server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The channels of the log's categories. A category without one uses that of [`Category::Everything`].
    pub log: BTreeMap<Category, ChannelId>,
    /// The roles whose holders can't be acted on.
    pub protected_roles: Vec<RoleId>,
    /// The role of jailed members.
    pub jail_role: Option<RoleId>,
    /// The language of what the whole server reads; without it, that of the server at Discord.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// An IANA name: the zone of times that people type.
    pub time_zone: Option<String>,
    /// The time for which a warning counts, as it is typed.
    pub warnings_count_for: Option<String>,
    /// The channels and categories that a lockdown closes; if empty, those where ordinary members write.
    pub lockdown: Vec<ChannelId>,
    /// The direct messages to members, by kind of action.
    pub dm: BTreeMap<Kind, Dm>,
    /// The reasons that are suggested.
    pub presets: Vec<String>,
    pub ladder: Ladder,
    pub policy: Policy,
    /// `true` if moderation by hand is not recorded.
    pub ignores_manual: bool,
    /// The message when a member joins.
    pub welcome: Option<Greeting>,
    /// The message when a member leaves.
    pub leave: Option<Greeting>,
    pub autorole: Autorole,
    /// `true` if leaving and coming back ends a jail.
    pub rejoin_frees: bool,
    /// `true` if members who come back get their temporary roles again.
    pub rejoin_roles: bool,
    /// The alert to moderators when a user with a record joins.
    pub alert: Option<Alert>,
    pub message_log: Option<MessageLog>,
    /// The days for which records are kept.
    pub retention: Retention,
    pub appeals: Option<Appeals>,
    /// The fields of newer versions, kept for them.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The days for which records are kept after they are over. What has none is kept until it is erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Retention {
    /// Cases, after they ended or no longer count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<u32>,
    /// Hits of Discord's AutoMod; never longer than Gavel keeps any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automod_hits: Option<u32>,
    /// Changes of settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<u32>,
}

impl Retention {
    /// Returns for how long each kind of record is kept, a line for each.
    #[must_use]
    pub fn lines(&self) -> [String; 4] {
        let days = |days: Option<u32>| match days {
            Some(days) => words::settings_retention_days(days.into()),
            None => words::settings_retention_forever(),
        };
        let hits = words::settings_retention_days(self.automod_hits.map_or(90, |days| days.min(90)).into());
        [
            words::settings_retention_cases(days(self.cases)),
            words::settings_retention_notes(days(self.notes)),
            words::settings_retention_automod(hits),
            words::settings_retention_history(days(self.history)),
        ]
    }
}

/// The direct message for one kind of action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dm {
    /// `true` if members are not told, unless the moderator asks for it.
    pub off: bool,
    /// The text, with placeholders.
    pub text: Option<String>,
}

/// The roles that new members get.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Autorole {
    pub roles: Vec<RoleId>,
    /// The time between joining and getting the roles, as it is typed; `None` for at once.
    pub delay: Option<String>,
    /// `true` if bots get the roles too.
    pub bots: bool,
}

/// The alert to moderators when a user with a record joins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Alert {
    /// The channel; `None` for the log of actions on members.
    pub channel: Option<ChannelId>,
}

/// The log of edited and deleted messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageLog {
    pub channel: ChannelId,
    /// The channels whose messages are left out.
    #[serde(default)]
    pub ignored: Vec<ChannelId>,
    /// `true` if bots' messages are logged too.
    #[serde(default)]
    pub bots: bool,
}

/// How members appeal against actions on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeals {
    /// The channel in which moderators see them.
    pub channel: ChannelId,
    /// The questions to answer; if empty, one of Gavel's own.
    #[serde(default)]
    pub questions: Vec<String>,
    /// The time before an appeal is possible, after the action and after a rejection, as it is typed. Without it, an appeal
    /// is possible at once, and once.
    #[serde(default)]
    pub wait: Option<String>,
    /// `true` if the moderator who ordered the action can't decide.
    #[serde(default)]
    pub by_another: bool,
}

/// The time for which warnings count where the server set none.
pub const WARNING: &str = "90d";

impl Settings {
    /// Returns `true` if a jailed member who leaves and comes back is jailed again.
    #[must_use]
    pub fn jails_again(&self) -> bool {
        self.jail_role.is_some() && !self.rejoin_frees
    }

    /// Returns `true` if members who come back are jailed or get roles again.
    #[must_use]
    pub fn restores(&self) -> bool {
        self.jails_again() || self.rejoin_roles
    }

    /// Returns the time at which a member who joined at `joined` gets the automatic roles.
    #[must_use]
    pub fn autorole_due(&self, joined: Timestamp) -> Timestamp {
        let length = self.autorole.delay.as_deref().and_then(|delay| Length::parse(delay).ok());
        length.and_then(|length| length.ends(joined, &self.zone()).ok().flatten()).unwrap_or(joined)
    }

    /// Returns the time until which a warning counts that was given at `from` without another time; `None` for ever.
    #[must_use]
    pub fn warning_expires(&self, from: Timestamp) -> Option<Timestamp> {
        let span = self.warnings_count_for.as_deref().unwrap_or(WARNING);
        Length::parse(span).and_then(|span| span.ends(from, &self.zone())).ok().flatten()
    }

    /// Returns the channel of the join alert.
    #[must_use]
    pub fn alert_channel(&self) -> Option<ChannelId> {
        self.alert.as_ref()?.channel.or_else(|| self.log_channel(Category::Moderation))
    }

    /// Returns the automations whose settings are others in `new`.
    #[must_use]
    pub fn changed_automations(&self, new: &Self) -> Vec<Automation> {
        let is_changed = |automation: &Automation| match automation {
            Automation::Welcome => self.welcome != new.welcome,
            Automation::Leave => self.leave != new.leave,
            Automation::Autorole => self.autorole != new.autorole,
            Automation::Rejoin => {
                (self.rejoin_frees, self.rejoin_roles) != (new.rejoin_frees, new.rejoin_roles)
            }
            Automation::Alert => self.alert != new.alert,
            Automation::MessageLog => self.message_log != new.message_log,
            Automation::Appeals => self.appeals != new.appeals,
            Automation::Reports => self.log_channel(Category::Reports) != new.log_channel(Category::Reports),
        };
        Automation::ALL.into_iter().filter(is_changed).collect()
    }

    /// Returns `true` if the channel is a log: of cases, messages, reports, alerts or appeals.
    #[must_use]
    pub fn is_log(&self, channel: ChannelId) -> bool {
        let messages = self.message_log.as_ref().map(|log| log.channel);
        let appeals = self.appeals.as_ref().map(|appeals| appeals.channel);
        let others = messages.into_iter().chain(self.alert_channel()).chain(appeals);
        self.log.values().copied().chain(others).any(|log| log == channel)
    }

    /// Returns the message log if it covers this channel; it never covers the logs themselves.
    #[must_use]
    pub fn message_log_of(&self, channel: ChannelId) -> Option<&MessageLog> {
        let log = self.message_log.as_ref()?;
        (!self.is_log(channel) && !log.ignored.contains(&channel)).then_some(log)
    }

    /// Returns the channel of a category.
    #[must_use]
    pub fn log_channel(&self, category: Category) -> Option<ChannelId> {
        self.log.get(&category).or_else(|| self.log.get(&Category::Everything)).copied()
    }

    /// Returns the zone of times that people type; UTC if none is set.
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
