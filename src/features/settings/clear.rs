//! `/settings clear`: says what it resets, and asks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use twilight_interactions::command::{CommandModel, CommandOption, CreateCommand, CreateOption};
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;

use crate::domain::setting::Setting;
use crate::domain::settings::Settings;
use crate::domain::text::cut;
use crate::error::{Error, Result};
use crate::features::settings::apply::{Applied, answered, may_replace};
use crate::features::settings::panel::Panel;
use crate::features::settings::settings_view;
use crate::kernel::control::Control;
use crate::kernel::cx::Cx;
use crate::kernel::question::{Answering, Question, ask};
use crate::kernel::reply::{Reply, button};
use crate::store::guilds;
use crate::words;

/// The most letters shown of what is reset.
const ROOM: usize = 1_500;

#[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
pub(super) enum Named {
    #[option(name = "log channels", value = "log")]
    Log,
    #[option(name = "protected roles", value = "protected-roles")]
    Protected,
    #[option(name = "jail role", value = "jail")]
    Jail,
    #[option(name = "lockdown channels", value = "lockdown")]
    Lockdown,
    #[option(name = "reasons to choose from", value = "presets")]
    Presets,
    #[option(name = "direct messages", value = "dm")]
    Dm,
    #[option(name = "how long warnings count", value = "warnings")]
    Warnings,
    #[option(name = "language", value = "language")]
    Language,
    #[option(name = "time zone", value = "time-zone")]
    Zone,
    #[option(name = "ladder", value = "ladder")]
    Ladder,
    #[option(name = "policy", value = "policy")]
    Policy,
    #[option(name = "actions taken by hand", value = "manual")]
    Manual,
    #[option(name = "welcome message", value = "welcome")]
    Welcome,
    #[option(name = "leave message", value = "leave")]
    Leave,
    #[option(name = "roles for newcomers", value = "autorole")]
    Autorole,
    #[option(name = "returning members", value = "rejoin")]
    Rejoin,
    #[option(name = "join alert", value = "alert")]
    Alert,
    #[option(name = "message log", value = "messagelog")]
    MessageLog,
    #[option(name = "for how long records are kept", value = "retention")]
    Retention,
    #[option(name = "appeals", value = "appeals")]
    Appeals,
}

impl Named {
    fn setting(self) -> Setting {
        match self {
            Self::Log => Setting::Log,
            Self::Protected => Setting::ProtectedRoles,
            Self::Jail => Setting::JailRole,
            Self::Lockdown => Setting::Lockdown,
            Self::Presets => Setting::Presets,
            Self::Dm => Setting::Dm,
            Self::Warnings => Setting::Warnings,
            Self::Language => Setting::Language,
            Self::Zone => Setting::TimeZone,
            Self::Ladder => Setting::Ladder,
            Self::Policy => Setting::Policy,
            Self::Manual => Setting::Manual,
            Self::Welcome => Setting::Welcome,
            Self::Leave => Setting::Leave,
            Self::Autorole => Setting::Autorole,
            Self::Rejoin => Setting::Rejoin,
            Self::Alert => Setting::Alert,
            Self::MessageLog => Setting::MessageLog,
            Self::Retention => Setting::Retention,
            Self::Appeals => Setting::Appeals,
        }
    }
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "clear", desc = "-")]
pub(super) struct Clear {
    /// The setting to reset
    setting: Named,
}

/// The question whether to reset a setting.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AskClear {
    setting: Setting,
    /// The value that it has, for people.
    value: String,
}

impl Question for AskClear {
    const KIND: &'static str = "ask_clear";

    fn card(&self) -> Reply {
        Reply::private(words::settings_clear_ask(self.setting.title(), &self.value))
    }

    fn labels(&self) -> (String, String) {
        (words::panel_reset(), words::button_leave_it())
    }

    fn permission(&self) -> Permissions {
        Permissions::MANAGE_GUILD
    }
}

fn without(setting: Setting, settings: &Settings) -> Settings {
    let mut after = settings.clone();
    setting.copy(&Settings::default(), &mut after);
    after
}

pub(super) async fn clear(cx: &Cx, args: Clear) -> Result<Reply> {
    let setting = args.setting.setting();
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    if setting.is_usual(&settings) {
        return Err(Error::refused(words::settings_clear_nothing(setting.title())));
    }
    may_replace(cx, &settings, &without(setting, &settings)).await?;
    let shown = settings_view::field(setting.as_str(), &settings, &BTreeMap::new(), cx.at.app_permissions);
    let value = shown.map(|(_, value)| cut(&value, ROOM)).unwrap_or_default();
    ask(cx, AskClear { setting, value }, None).await
}

/// Resets what was confirmed.
pub(super) async fn agreed(
    cx: Cx,
    AskClear { setting, .. }: AskClear,
    answering: Answering,
) -> Result<Reply> {
    match answered(&cx, |before| without(setting, before), answering).await? {
        Applied::Again(reply) => Ok(*reply),
        Applied::Done(span) => {
            let undo = span.map(|span| {
                let id = Panel::Undo(setting, span).id();
                button(ButtonStyle::Secondary, &words::button_undo(), id)
            });
            Ok(Reply::update(words::settings_clear_done()).with_buttons(undo))
        }
    }
}
