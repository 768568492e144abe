//! The forms of the panel.

use crate::domain::automation::Automation;
use crate::domain::greeting;
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::setting::Setting;
use crate::domain::settings::Settings;
use crate::domain::settings_rules::{PRESETS, QUESTIONS};
use crate::error::{Error, Result};
use crate::kernel::form::{Chosen, Field, FieldChoice, Part};
use crate::words;

/// The entry of a setting that is one.
pub(super) const WHOLE: &str = "-";
/// The entry that is not there yet.
pub(super) const NEW: &str = "new";
/// The most letters of a form's number.
const NUMBER: usize = 5;

/// Returns the parts of a setting's form, filled with what is set.
///
/// # Errors
/// A refusal if the setting has no form, or no such entry.
pub(super) fn parts(setting: Setting, of: &str, settings: &Settings) -> Result<Vec<Part>> {
    Ok(match setting {
        Setting::Presets => {
            let field =
                Field::line("text", words::panel_reasons(), words::panel_one_a_line(), limits::FORM_FIELD);
            vec![
                field.paragraph().with(Some(settings.presets.join("\n"))).part(),
                Part::Text(words::panel_reasons_limit(PRESETS)),
            ]
        }
        Setting::Warnings => vec![
            duration("duration", words::settings_show_warnings(), settings.warnings_count_for.clone())
                .required()
                .part(),
        ],
        Setting::Autorole => {
            vec![duration("duration", words::panel_delay(), settings.autorole.delay.clone()).part()]
        }
        Setting::TimeZone => {
            let field =
                Field::line("zone", words::settings_show_zone(), words::panel_zone_hint(), limits::TIME_ZONE);
            vec![field.with(settings.time_zone.clone()).required().part()]
        }
        Setting::Welcome | Setting::Leave => {
            let (old, automation) = match setting {
                Setting::Leave => (&settings.leave, Automation::Leave),
                _ => (&settings.welcome, Automation::Welcome),
            };
            let text = old.as_ref().map_or_else(|| greeting::usual(automation), |old| old.text(automation));
            let field = Field::line("text", setting.title(), words::panel_greeting_hint(), limits::TEMPLATE);
            vec![field.paragraph().with(Some(text)).required().part()]
        }
        Setting::Dm => direct_message(of, settings)?,
        Setting::Ladder => step(of, settings)?,
        Setting::Policy => policy(),
        Setting::Retention => {
            let kept = settings.retention;
            let days = |name: &str, label: String, days: Option<u32>| {
                let field = Field::line(name, label, words::panel_days_hint(), NUMBER);
                field.with(days.map(|days| days.to_string())).part()
            };
            vec![
                days("cases", words::panel_kept_cases(), kept.cases),
                days("notes", words::panel_kept_notes(), kept.notes),
                days("automod", words::panel_kept_automod(), kept.automod_hits),
                days("history", words::panel_kept_history(), kept.history),
            ]
        }
        Setting::Appeals => {
            let old = settings.appeals.as_ref();
            let question = |at: usize| {
                let label = words::panel_question(at + 1);
                let text = old.and_then(|old| old.questions.get(at)).cloned();
                Field::line(&format!("question{at}"), label, "", limits::APPEAL_QUESTION).with(text).part()
            };
            let wait = old.and_then(|old| old.wait.clone());
            let wait = Field::line("wait", words::panel_wait(), words::panel_wait_hint(), limits::DURATION)
                .with(wait);
            (0..QUESTIONS).map(question).chain([wait.part()]).collect()
        }
        _ => return Err(Error::refused(words::router_old_button())),
    })
}

fn duration(name: &str, label: String, value: Option<String>) -> Field {
    Field::line(name, label, words::panel_duration_hint(), limits::DURATION).with(value)
}

/// Returns the kinds that match, as choices.
fn kinds(is: impl Fn(Kind) -> bool) -> Vec<FieldChoice> {
    Kind::ALL
        .into_iter()
        .filter(|kind| is(*kind))
        .map(|kind| FieldChoice::new(kind.as_str(), kind.title()))
        .collect()
}

fn direct_message(of: &str, settings: &Settings) -> Result<Vec<Part>> {
    let kind = Kind::parse(of).filter(|kind| kind.facts().is_told);
    let kind = kind.ok_or_else(|| Error::refused(words::form_not_offered()))?;
    let old = settings.dm.get(&kind).cloned().unwrap_or_default();
    let send = Field::checkbox("send", words::panel_dm_send(), kind.title(), !old.off);
    let text = Field::line("text", words::panel_dm_text(), words::panel_dm_hint(), limits::TEMPLATE);
    Ok(vec![send.part(), text.paragraph().with(old.text).part()])
}

fn step(of: &str, settings: &Settings) -> Result<Vec<Part>> {
    let old = match of {
        NEW => None,
        points => {
            let found = settings.ladder.iter().find(|step| step.points.to_string() == points);
            Some(found.ok_or_else(|| Error::refused(words::form_not_offered()))?)
        }
    };
    let points = Field::line("points", words::panel_step_points(), words::panel_step_points_hint(), NUMBER);
    let actions = kinds(|kind| kind.facts().in_ladder);
    let action =
        Field::select("action", words::panel_step_action(), words::panel_step_action_hint(), actions);
    let action = old.map_or(action.clone(), |old| action.chosen(old.action.as_str()));
    let window = Field::line("window", words::panel_step_window(), words::panel_step_window_hint(), NUMBER);
    Ok(vec![
        points.with(old.map(|old| old.points.to_string())).required().part(),
        action.part(),
        duration("duration", words::panel_step_duration(), old.and_then(|old| old.duration.clone())).part(),
        window.with(old.and_then(|old| old.window_days).map(|days| days.to_string())).part(),
    ])
}

fn policy() -> Vec<Part> {
    let number =
        |name: &str, label: String| Field::line(name, label, words::panel_limit_hint(), NUMBER).part();
    let role = Field::roles("role", words::panel_limit_role(), "", 1).filled(Vec::<Chosen>::new());
    let actions = kinds(|kind| kind.facts().is_limited);
    vec![
        role.required().part(),
        Field::select("action", words::panel_limit_action(), "", actions).required().part(),
        duration("longest", words::panel_limit_longest(), None).part(),
        number("per_hour", words::panel_limit_hour()),
        number("per_day", words::panel_limit_day()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_as_many_parts_as_discord_takes() {
        let settings: Settings = serde_json::from_value(serde_json::json!({
            "ladder": [{ "points": 3, "action": "kick" }], "appeals": { "channel": "5", "questions": ["Why?"] },
        }))
        .unwrap();
        let mut forms = 0;
        for setting in Setting::ALL {
            for of in [WHOLE, NEW, "3", "warn"] {
                if let Ok(parts) = parts(setting, of, &settings) {
                    assert!((1..=limits::FORM_PARTS).contains(&parts.len()), "{setting:?}");
                    forms += 1;
                }
            }
        }
        assert!(forms > 20, "{forms}");
        assert!(
            parts(Setting::Ladder, "4", &settings).is_err() && parts(Setting::Dm, "note", &settings).is_err()
        );
    }
}
