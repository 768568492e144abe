//! A setting as people know it: its section, its fields in the document, and what of the server it names.

use crate::domain::automation::Automation;
use crate::domain::greeting::{Greeting, GreetingPlace};
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::settings::Settings;
use crate::words;

/// A setting. The order is that of the card with all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    Log,
    ProtectedRoles,
    JailRole,
    Lockdown,
    Ladder,
    Policy,
    Warnings,
    Dm,
    Presets,
    Manual,
    Welcome,
    Leave,
    Autorole,
    Rejoin,
    Alert,
    MessageLog,
    Retention,
    Appeals,
    Language,
    TimeZone,
}

/// A section of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Logs,
    Moderation,
    Jail,
    Members,
    Server,
}

impl Section {
    pub const ALL: [Self; 5] = [Self::Logs, Self::Moderation, Self::Jail, Self::Members, Self::Server];

    /// Returns the name in custom ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Logs => "logs",
            Self::Moderation => "moderation",
            Self::Jail => "restraint",
            Self::Members => "members",
            Self::Server => "server",
        }
    }

    /// Returns the section of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.as_str() == name)
    }

    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Logs => words::section_logs(),
            Self::Moderation => words::section_moderation(),
            Self::Jail => words::section_jail(),
            Self::Members => words::section_members(),
            Self::Server => words::section_server(),
        }
    }

    /// Returns the settings in it, in their order.
    pub fn settings(self) -> impl Iterator<Item = Setting> {
        Setting::ALL.into_iter().filter(move |setting| setting.section() == self)
    }
}

impl Setting {
    pub const ALL: [Self; 20] = [
        Self::Log,
        Self::ProtectedRoles,
        Self::JailRole,
        Self::Lockdown,
        Self::Ladder,
        Self::Policy,
        Self::Warnings,
        Self::Dm,
        Self::Presets,
        Self::Manual,
        Self::Welcome,
        Self::Leave,
        Self::Autorole,
        Self::Rejoin,
        Self::Alert,
        Self::MessageLog,
        Self::Retention,
        Self::Appeals,
        Self::Language,
        Self::TimeZone,
    ];

    /// Returns the name of its first field in the document, which is its name in custom ids too.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::ProtectedRoles => "protected_roles",
            Self::JailRole => "jail_role",
            Self::Lockdown => "lockdown",
            Self::Ladder => "ladder",
            Self::Policy => "policy",
            Self::Warnings => "warnings_count_for",
            Self::Dm => "dm",
            Self::Presets => "presets",
            Self::Manual => "ignores_manual",
            Self::Welcome => "welcome",
            Self::Leave => "leave",
            Self::Autorole => "autorole",
            Self::Rejoin => "rejoin_roles",
            Self::Alert => "alert",
            Self::MessageLog => "message_log",
            Self::Retention => "retention",
            Self::Appeals => "appeals",
            Self::Language => "language",
            Self::TimeZone => "time_zone",
        }
    }

    /// Returns the setting of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.as_str() == name)
    }

    /// Returns the setting that a field of the document belongs to; `None` for a newer version's.
    #[must_use]
    pub fn of_field(field: &str) -> Option<Self> {
        match field {
            "rejoin_frees" => Some(Self::Rejoin),
            _ => Self::parse(field),
        }
    }

    #[must_use]
    pub fn section(self) -> Section {
        match self {
            Self::Log | Self::MessageLog | Self::Manual | Self::Retention => Section::Logs,
            Self::Ladder
            | Self::Policy
            | Self::Warnings
            | Self::Dm
            | Self::Presets
            | Self::ProtectedRoles => Section::Moderation,
            Self::JailRole | Self::Lockdown | Self::Appeals => Section::Jail,
            Self::Welcome | Self::Leave | Self::Autorole | Self::Rejoin | Self::Alert => Section::Members,
            Self::Language | Self::TimeZone => Section::Server,
        }
    }

    /// Returns the title in lists.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Log => words::settings_show_log(),
            Self::ProtectedRoles => words::settings_show_protected(),
            Self::JailRole => words::settings_show_jail(),
            Self::Lockdown => words::settings_show_lockdown(),
            Self::Ladder => words::settings_show_ladder(),
            Self::Policy => words::settings_show_policy(),
            Self::Warnings => words::settings_show_warnings(),
            Self::Dm => words::settings_show_dm(),
            Self::Presets => words::settings_show_presets(),
            Self::Manual => words::settings_show_manual(),
            Self::Welcome => words::settings_show_welcome(),
            Self::Leave => words::settings_show_leave(),
            Self::Autorole => words::settings_show_autorole(),
            Self::Rejoin => words::settings_show_rejoin(),
            Self::Alert => words::settings_show_alert(),
            Self::MessageLog => words::settings_show_messagelog(),
            Self::Retention => words::settings_show_retention(),
            Self::Appeals => words::settings_show_appeals(),
            Self::Language => words::settings_show_language(),
            Self::TimeZone => words::settings_show_zone(),
        }
    }

    /// Returns the automation that the setting turns on; `None` if it is none.
    #[must_use]
    pub fn automation(self) -> Option<Automation> {
        match self {
            Self::Welcome => Some(Automation::Welcome),
            Self::Leave => Some(Automation::Leave),
            Self::Autorole => Some(Automation::Autorole),
            Self::Rejoin => Some(Automation::Rejoin),
            Self::Alert => Some(Automation::Alert),
            Self::MessageLog => Some(Automation::MessageLog),
            Self::Appeals => Some(Automation::Appeals),
            _ => None,
        }
    }

    /// Gives `to` this setting as `from` has it.
    pub fn copy(self, from: &Settings, to: &mut Settings) {
        let from = from.clone();
        match self {
            Self::Log => to.log = from.log,
            Self::ProtectedRoles => to.protected_roles = from.protected_roles,
            Self::JailRole => to.jail_role = from.jail_role,
            Self::Lockdown => to.lockdown = from.lockdown,
            Self::Ladder => to.ladder = from.ladder,
            Self::Policy => to.policy = from.policy,
            Self::Warnings => to.warnings_count_for = from.warnings_count_for,
            Self::Dm => to.dm = from.dm,
            Self::Presets => to.presets = from.presets,
            Self::Manual => to.ignores_manual = from.ignores_manual,
            Self::Welcome => to.welcome = from.welcome,
            Self::Leave => to.leave = from.leave,
            Self::Autorole => to.autorole = from.autorole,
            Self::Rejoin => (to.rejoin_frees, to.rejoin_roles) = (from.rejoin_frees, from.rejoin_roles),
            Self::Alert => to.alert = from.alert,
            Self::MessageLog => to.message_log = from.message_log,
            Self::Retention => to.retention = from.retention,
            Self::Appeals => to.appeals = from.appeals,
            Self::Language => to.language = from.language,
            Self::TimeZone => to.time_zone = from.time_zone,
        }
    }

    /// Returns `true` if the setting has its default.
    #[must_use]
    pub fn is_usual(self, settings: &Settings) -> bool {
        let mut only = Settings::default();
        self.copy(settings, &mut only);
        only == Settings::default()
    }

    /// Returns the channels that the setting names.
    #[must_use]
    pub fn channels(self, settings: &Settings) -> Vec<ChannelId> {
        let place = |greeting: &Option<Greeting>| match greeting.as_ref().map(|greeting| greeting.place) {
            Some(GreetingPlace::Channel(channel)) => vec![channel],
            _ => vec![],
        };
        match self {
            Self::Log => settings.log.values().copied().collect(),
            Self::Lockdown => settings.lockdown.clone(),
            Self::Welcome => place(&settings.welcome),
            Self::Leave => place(&settings.leave),
            Self::Alert => settings.alert.as_ref().and_then(|alert| alert.channel).into_iter().collect(),
            Self::MessageLog => {
                let log = settings.message_log.iter();
                log.flat_map(|log| [log.channel].into_iter().chain(log.ignored.iter().copied())).collect()
            }
            Self::Appeals => settings.appeals.iter().map(|appeals| appeals.channel).collect(),
            _ => vec![],
        }
    }

    /// Returns the channels in which Gavel has to post for the setting.
    #[must_use]
    pub fn posts_in(self, settings: &Settings) -> Vec<ChannelId> {
        match self {
            Self::Lockdown => vec![],
            Self::MessageLog => settings.message_log.iter().map(|log| log.channel).collect(),
            _ => self.channels(settings),
        }
    }

    /// Returns the roles that the setting names.
    #[must_use]
    pub fn roles(self, settings: &Settings) -> Vec<RoleId> {
        match self {
            Self::ProtectedRoles => settings.protected_roles.clone(),
            Self::JailRole => settings.jail_role.into_iter().collect(),
            Self::Policy => settings.policy.keys().copied().collect(),
            Self::Autorole => settings.autorole.roles.clone(),
            _ => vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn every_field_of_the_document_belongs_to_a_setting_which_stands_in_one_section() {
        let Value::Object(fields) = serde_json::to_value(Settings::default()).unwrap() else { panic!() };
        assert!(fields.keys().all(|field| Setting::of_field(field).is_some()), "{fields:?}");
        let listed: usize = Section::ALL.into_iter().map(|section| section.settings().count()).sum();
        assert_eq!(listed, Setting::ALL.len());
    }

    #[test]
    fn a_setting_is_copied_alone() {
        let from: Settings = serde_json::from_value(json!({
            "log": { "everything": "5" }, "protected_roles": ["6"], "message_log": { "channel": "7", "ignored": ["8"] },
            "rejoin_roles": true, "presets": ["spam"], "policy": { "6": {} },
        }))
        .unwrap();
        let mut all = Settings::default();
        for setting in Setting::ALL {
            let mut one = Settings::default();
            setting.copy(&from, &mut one);
            assert_eq!(one == Settings::default(), setting.is_usual(&from), "{setting:?}");
            setting.copy(&from, &mut all);
        }
        assert_eq!(all, from);
        assert_eq!(Setting::MessageLog.channels(&from).len(), 2);
        assert_eq!(Setting::MessageLog.posts_in(&from).len(), 1);
        assert_eq!(Setting::Policy.roles(&from).len(), 1);
    }
}
