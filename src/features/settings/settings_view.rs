//! `/settings show`: everything that is set, on one card.

use std::collections::BTreeMap;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::message::Embed;
use twilight_model::guild::Permissions;

use crate::discord::card::Card;
use crate::domain::automation::Automation;
use crate::domain::colour;
use crate::domain::ids::ChannelId;
use crate::domain::limits;
use crate::domain::log::Category;
use crate::domain::permissions::covers;
use crate::domain::setting::Setting;
use crate::domain::settings::Settings;
use crate::domain::text::{cut, plain};
use crate::features::settings::{appeals, greetings, ladder, messagelog, newcomers, policy};
use crate::store::automation_failures::AutomationFailure;
use crate::words;
use crate::words::Language;

/// The most letters shown of each setting: both cards together hold 6,000 characters.
const ROOM: usize = 270;

#[derive(CommandModel, CreateCommand)]
#[command(name = "show", desc = "-")]
pub(super) struct Show {}

/// Returns the card. `held` are Gavel's permissions in the server.
pub(super) fn embed(settings: &Settings, lost: &BTreeMap<ChannelId, String>, held: Permissions) -> Embed {
    let embed = Card::new().title(words::settings_show_title()).colour(colour::BLURPLE);
    let add = |embed: Card, (name, value): (String, String)| embed.field(name, cut(&value, ROOM));
    let fields = Setting::ALL.into_iter().filter_map(|it| field(it.as_str(), settings, lost, held));
    fields.fold(embed, add).build()
}

/// Returns the title and the value of a setting, for people; `None` if the key is none of this version's.
pub(super) fn field(
    key: &str,
    settings: &Settings,
    lost: &BTreeMap<ChannelId, String>,
    held: Permissions,
) -> Option<(String, String)> {
    Some(match key {
        "log" => (words::settings_show_log(), log(settings, lost)),
        "protected_roles" => {
            (words::settings_show_protected(), or(roles(settings), words::settings_show_protected_none))
        }
        "jail_role" => (words::settings_show_jail(), or(jail(settings), words::settings_show_jail_none)),
        "lockdown" => {
            (words::settings_show_lockdown(), or(lockdown(settings), words::settings_show_lockdown_all))
        }
        "ladder" => {
            (words::settings_show_ladder(), or(ladder::lines(settings), words::settings_show_ladder_none))
        }
        "policy" => {
            (words::settings_show_policy(), or(policy::lines(settings), words::settings_show_policy_none))
        }
        "warnings_count_for" => (
            words::settings_show_warnings(),
            settings.warnings_count_for.clone().unwrap_or_else(|| "90d".to_owned()),
        ),
        "dm" => (words::settings_show_dm(), or(dm(settings), words::settings_show_dm_usual)),
        "presets" => {
            (words::settings_show_presets(), or(presets(settings), words::settings_show_presets_none))
        }
        "ignores_manual" => (words::settings_show_manual(), manual(settings, held)),
        "welcome" => {
            (words::settings_show_welcome(), greetings::line(Automation::Welcome, settings.welcome.as_ref()))
        }
        "leave" => {
            (words::settings_show_leave(), greetings::line(Automation::Leave, settings.leave.as_ref()))
        }
        "autorole" => (words::settings_show_autorole(), newcomers::roles_line(&settings.autorole)),
        "rejoin_frees" | "rejoin_roles" => (words::settings_show_rejoin(), newcomers::rejoin_line(settings)),
        "alert" => (words::settings_show_alert(), newcomers::alert_line(settings)),
        "message_log" => (words::settings_show_messagelog(), messagelog::line(settings.message_log.as_ref())),
        "retention" => (words::settings_show_retention(), settings.retention.lines().join("\n")),
        "appeals" => (words::settings_show_appeals(), appeals::line(settings.appeals.as_ref())),
        "language" => (
            words::settings_show_language(),
            settings.language.map_or_else(words::settings_show_language_usual, Language::name),
        ),
        "time_zone" => {
            (words::settings_show_zone(), settings.time_zone.clone().unwrap_or_else(|| "UTC".to_owned()))
        }
        _ => return None,
    })
}

/// Returns the card of the automations that fail.
pub(super) fn warning(automation_failures: &[AutomationFailure]) -> Embed {
    let line = |it: &AutomationFailure| {
        let since = format!("<t:{}:R>", it.since.as_second());
        words::settings_show_failure(it.automation.title(), since, it.why.text())
    };
    let lines: Vec<String> = automation_failures.iter().map(line).collect();
    Card::new()
        .title(words::settings_show_failures())
        .text(cut(&lines.join("\n"), 800))
        .colour(colour::RED)
        .build()
}

fn or(text: String, otherwise: fn() -> String) -> String {
    if text.is_empty() { otherwise() } else { text }
}

fn log(settings: &Settings, lost: &BTreeMap<ChannelId, String>) -> String {
    if settings.log.is_empty() {
        return words::settings_show_log_none();
    }
    let line = |category: Category| {
        let channel = settings.log.get(&category)?;
        let why = lost.get(channel).map(|why| format!("⚠️ {why} · ")).unwrap_or_default();
        Some(format!("{why}<#{channel}>: {}", category.title()))
    };
    let fix = (!lost.is_empty()).then(words::settings_show_log_lost);
    fix.into_iter().chain(Category::ALL.into_iter().filter_map(line)).collect::<Vec<_>>().join("\n")
}

fn roles(settings: &Settings) -> String {
    settings.protected_roles.iter().map(|role| format!("<@&{role}>")).collect::<Vec<_>>().join(" ")
}

fn jail(settings: &Settings) -> String {
    settings.jail_role.map(|role| format!("<@&{role}>")).unwrap_or_default()
}

fn lockdown(settings: &Settings) -> String {
    settings.lockdown.iter().map(|channel| format!("<#{channel}>")).collect::<Vec<_>>().join(" ")
}

fn dm(settings: &Settings) -> String {
    let lines = settings.dm.iter().map(|(kind, dm)| {
        let off = if dm.off { words::settings_show_dm_unsent() } else { words::settings_show_dm_sent() };
        let text = dm
            .text
            .as_ref()
            .map(|text| format!(": {}", plain(&cut(text, limits::TEXT_IN_LIST))))
            .unwrap_or_default();
        format!("{} · {off}{text}", kind.title())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn manual(settings: &Settings, held: Permissions) -> String {
    if settings.ignores_manual {
        words::settings_show_manual_off()
    } else if covers(held, Permissions::VIEW_AUDIT_LOG) {
        words::settings_show_manual_on()
    } else {
        words::settings_show_manual_unseen()
    }
}

fn presets(settings: &Settings) -> String {
    let lines = settings.presets.iter().map(|text| format!("• {}", plain(&cut(text, limits::PRESET))));
    lines.collect::<Vec<_>>().join("\n")
}
