//! The file's model: what an absent field means is the setting's default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::greeting::{Greeting, GreetingPlace};
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::kind::Kind;
use crate::domain::ladder::Step;
use crate::domain::log::Category;
use crate::domain::menu::{Menu, MenuEntry, Menus, Style, typed};
use crate::domain::policy::Limit;
use crate::domain::settings::{Alert, Appeals, Autorole, Dm, MessageLog, Retention, Settings};
use crate::words;
use crate::words::Language;

/// The largest file, in bytes: more than the limits of all settings allow, but for menus full of the longest texts.
pub const LARGEST: usize = 512 * 1024;

/// The error of writing a file.
pub type WriteError = toml_edit::ser::Error;

/// The settings and role menus of a server: what a file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contents {
    pub settings: Settings,
    pub menus: Menus,
}

/// The whole file. Ids are read as strings and as numbers, and written as strings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Document {
    /// The tag of a language of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warnings_count_for: Option<String>,
    /// `false` if moderation by hand is not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_manual: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jail_role: Option<RoleId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protected_roles: Vec<RoleId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lockdown: Vec<ChannelId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presets: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub log: BTreeMap<Category, ChannelId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_log: Option<LoggedMessages>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appeals: Option<TakenAppeals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub welcome: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leave: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autorole: Option<Newcomers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejoin: Option<Rejoin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<JoinAlert>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Kept>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dm: BTreeMap<Kind, DirectMessage>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ladder: Vec<LadderStep>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub policy: BTreeMap<RoleId, BTreeMap<Kind, Bounds>>,
    /// The role menus, by their names. Where they are posted is not part of them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub role_menu: BTreeMap<String, RoleMenu>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoggedMessages {
    pub channel: ChannelId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<ChannelId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bots: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenAppeals {
    pub channel: ChannelId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_another: Option<bool>,
}

/// A welcome or leave message: in a channel, or by direct message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dm: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Newcomers {
    pub roles: Vec<RoleId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bots: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rejoin {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jail: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JoinAlert {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DirectMessage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderStep {
    pub points: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_days: Option<u32>,
    pub action: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bounds {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_hour: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<u32>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoleMenu {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<RoleId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<MenuRole>,
}

/// A role of a menu. Who confirmed its powers is not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuRole {
    pub role: RoleId,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The days for which records are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kept {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automod_hits: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<u32>,
}

/// Returns the text of a file. It begins with comments.
///
/// # Errors
/// Fails if TOML can't hold a value, which no setting is.
pub fn written(contents: &Contents) -> Result<String, WriteError> {
    let body = toml_edit::ser::to_string_pretty(&Document::from(contents))?;
    let head: String = words::settings_file_head().lines().map(|line| format!("# {line}\n")).collect();
    Ok(if body.is_empty() { head } else { format!("{head}\n{body}") })
}

/// Returns a value that differs from its default.
fn set(value: bool, usual: bool) -> Option<bool> {
    Some(value).filter(|value| *value != usual)
}

impl From<&Contents> for Document {
    fn from(Contents { settings, menus }: &Contents) -> Self {
        let role_menu = menus.iter().map(|(name, menu)| (name.clone(), menu.into())).collect();
        Self { role_menu, ..settings.into() }
    }
}

impl From<&Settings> for Document {
    fn from(settings: &Settings) -> Self {
        // Each field is named: a new setting that the file lacks does not compile.
        let Settings {
            log,
            protected_roles,
            jail_role,
            language,
            time_zone,
            warnings_count_for,
            lockdown,
            dm,
            presets,
            ladder,
            policy,
            ignores_manual,
            welcome,
            leave,
            autorole,
            rejoin_frees,
            rejoin_roles,
            alert,
            message_log,
            retention,
            appeals,
            other: _,
        } = settings;
        let bounds = |limits: &BTreeMap<Kind, Limit>| {
            limits.iter().map(|(kind, limit)| (*kind, limit.into())).collect::<BTreeMap<_, _>>()
        };
        Self {
            language: language.map(|language| Language::tag(language).to_owned()),
            time_zone: time_zone.clone(),
            warnings_count_for: warnings_count_for.clone(),
            record_manual: set(!ignores_manual, true),
            jail_role: *jail_role,
            protected_roles: protected_roles.clone(),
            lockdown: lockdown.clone(),
            presets: presets.clone(),
            log: log.clone(),
            message_log: message_log.as_ref().map(Into::into),
            appeals: appeals.as_ref().map(Into::into),
            welcome: welcome.as_ref().map(Into::into),
            leave: leave.as_ref().map(Into::into),
            autorole: Some(autorole).filter(|it| **it != Autorole::default()).map(Into::into),
            rejoin: Some(Rejoin { jail: set(!rejoin_frees, true), roles: set(*rejoin_roles, false) })
                .filter(|rejoin| *rejoin != Rejoin::default()),
            alert: alert.as_ref().map(|Alert { channel }| JoinAlert { channel: *channel }),
            retention: Some(*retention).filter(|it| *it != Retention::default()).map(Into::into),
            dm: dm.iter().map(|(kind, dm)| (*kind, dm.into())).collect(),
            ladder: ladder.iter().map(Into::into).collect(),
            policy: policy.iter().map(|(role, limits)| (*role, bounds(limits))).collect(),
            role_menu: BTreeMap::new(),
        }
    }
}

impl From<&Menu> for RoleMenu {
    fn from(Menu { title, text, style, exclusive, required, entries }: &Menu) -> Self {
        Self {
            title: title.clone(),
            text: text.clone(),
            style: Some(*style).filter(|style| *style != Style::default()),
            exclusive: set(*exclusive, false),
            required: *required,
            roles: entries.iter().map(Into::into).collect(),
        }
    }
}

impl From<&MenuEntry> for MenuRole {
    fn from(MenuEntry { role, label, emoji, description, confirmed: _ }: &MenuEntry) -> Self {
        let (emoji, description) = (emoji.as_ref().map(typed), description.clone());
        Self { role: *role, label: label.clone(), emoji, description }
    }
}

impl From<&MessageLog> for LoggedMessages {
    fn from(MessageLog { channel, ignored, bots }: &MessageLog) -> Self {
        Self { channel: *channel, ignored: ignored.clone(), bots: set(*bots, false) }
    }
}

impl From<&Appeals> for TakenAppeals {
    fn from(Appeals { channel, questions, wait, by_another }: &Appeals) -> Self {
        let (questions, wait) = (questions.clone(), wait.clone());
        Self { channel: *channel, questions, wait, by_another: set(*by_another, false) }
    }
}

impl From<&Greeting> for Message {
    fn from(Greeting { place, text }: &Greeting) -> Self {
        let (channel, dm) = match place {
            GreetingPlace::Channel(channel) => (Some(*channel), None),
            GreetingPlace::DirectMessage => (None, Some(true)),
        };
        Self { channel, dm, text: text.clone() }
    }
}

impl From<&Autorole> for Newcomers {
    fn from(Autorole { roles, delay, bots }: &Autorole) -> Self {
        Self { roles: roles.clone(), delay: delay.clone(), bots: set(*bots, false) }
    }
}

impl From<Retention> for Kept {
    fn from(Retention { cases, notes, automod_hits, history }: Retention) -> Self {
        Self { cases, notes, automod_hits, history }
    }
}

impl From<Kept> for Retention {
    fn from(Kept { cases, notes, automod_hits, history }: Kept) -> Self {
        Self { cases, notes, automod_hits, history }
    }
}

impl From<&Dm> for DirectMessage {
    fn from(Dm { off, text }: &Dm) -> Self {
        Self { send: set(!off, true), text: text.clone() }
    }
}

impl From<&Step> for LadderStep {
    fn from(Step { points, window_days, action, duration }: &Step) -> Self {
        Self { points: *points, window_days: *window_days, action: *action, duration: duration.clone() }
    }
}

impl From<&Limit> for Bounds {
    fn from(Limit { longest, points, per_hour, per_day }: &Limit) -> Self {
        Self { longest: longest.clone(), points: *points, per_hour: *per_hour, per_day: *per_day }
    }
}
