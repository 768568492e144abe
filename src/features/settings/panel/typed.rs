//! The changes that filled-in forms make, under the rules of the typed commands.

use jiff::Timestamp;

use crate::domain::automation::Automation;
use crate::domain::greeting::Greeting;
use crate::domain::kind::Kind;
use crate::domain::ladder::Step;
use crate::domain::limits;
use crate::domain::policy::Limit;
use crate::domain::setting::Setting;
use crate::domain::settings::{Appeals, Dm, Settings};
use crate::domain::settings_rules::{self as rules, LIMITED_ROLES, LONGEST_RETENTION, PRESETS, QUESTIONS};
use crate::domain::template;
use crate::domain::text::{cut, words};
use crate::error::{Error, Result};
use crate::features::settings::panel::edit::Edit;
use crate::features::settings::panel::forms::NEW;
use crate::kernel::control::Pressed;
use crate::words;

/// The most points of a step, and the longest of its windows, in days.
const MOST_POINTS: u32 = 1_000;
const LONGEST_WINDOW: u32 = 3_650;
/// The most actions in an hour or a day that a limit can have.
const MOST_ACTIONS: u32 = 10_000;

/// Returns the change that a form makes.
pub(super) fn filled(setting: Setting, of: &str, pressed: Pressed, now: Timestamp) -> Edit {
    let of = of.to_owned();
    Box::new(move |settings| apply(settings, setting, &of, &pressed, now))
}

fn old() -> Error {
    Error::refused(words::router_old_button())
}

/// Reads a number in a field; `None` if it was left empty.
fn number(pressed: &Pressed, name: &str, most: u32) -> Result<Option<u32>> {
    let Some(text) = pressed.field(name) else { return Ok(None) };
    let number = text.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
    number
        .map(Some)
        .ok_or_else(|| Error::refused(words::panel_no_number(cut(&text, limits::QUOTED_INPUT), most)))
}

fn kind(pressed: &Pressed, is: impl Fn(Kind) -> bool) -> Result<Option<Kind>> {
    pressed.choice("action", |name| Kind::parse(name).filter(|kind| is(*kind)))
}

fn apply(
    settings: &mut Settings,
    setting: Setting,
    of: &str,
    pressed: &Pressed,
    now: Timestamp,
) -> Result<()> {
    let zone = settings.zone();
    match setting {
        Setting::Presets => settings.presets = reasons(pressed)?,
        Setting::Warnings => {
            let text = pressed.field("duration").unwrap_or_default();
            settings.warnings_count_for = Some(rules::warnings(&text, now, &zone).map_err(Error::refused)?);
        }
        Setting::Autorole => {
            settings.autorole.delay = match pressed.field("duration") {
                Some(text) => rules::delay(&text, now, &zone).map_err(Error::refused)?,
                None => None,
            };
        }
        Setting::TimeZone => {
            let text = pressed.field("zone").unwrap_or_default();
            settings.time_zone = Some(rules::zone(&text).map_err(Error::refused)?);
        }
        Setting::Welcome | Setting::Leave => greeting(settings, setting, pressed)?,
        Setting::Dm => direct_message(settings, of, pressed)?,
        Setting::Ladder => step(settings, of, pressed)?,
        Setting::Policy => limit(settings, pressed)?,
        Setting::Retention => {
            let days = |name| number(pressed, name, LONGEST_RETENTION);
            let kept = &mut settings.retention;
            kept.cases = days("cases")?;
            kept.notes = days("notes")?;
            kept.automod_hits = days("automod")?;
            kept.history = days("history")?;
        }
        Setting::Appeals => {
            let old = settings.appeals.take();
            let old = old.ok_or_else(|| Error::refused(words::settings_appeals_no_channel()))?;
            let questions = (0..QUESTIONS).filter_map(|at| pressed.field(&format!("question{at}")));
            let wait = match pressed.field("wait") {
                Some(text) => rules::appeal_wait(&text, now, &zone).map_err(Error::refused)?,
                None => None,
            };
            settings.appeals = Some(Appeals { questions: questions.collect(), wait, ..old });
        }
        _ => return Err(old()),
    }
    Ok(())
}

/// Reads reasons, one a line.
fn reasons(pressed: &Pressed) -> Result<Vec<String>> {
    let mut reasons: Vec<String> = Vec::new();
    for line in pressed.field("text").unwrap_or_default().lines() {
        let Some(reason) = words(line).map(|line| cut(&line, limits::PRESET)) else { continue };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.len() > PRESETS {
        return Err(Error::refused(words::panel_reasons_limit(PRESETS)));
    }
    Ok(reasons)
}

fn greeting(settings: &mut Settings, setting: Setting, pressed: &Pressed) -> Result<()> {
    let (slot, automation) = match setting {
        Setting::Leave => (&mut settings.leave, Automation::Leave),
        _ => (&mut settings.welcome, Automation::Welcome),
    };
    let Some(place) = slot.as_ref().map(|old| old.place) else {
        return Err(Error::refused(words::settings_greeting_no_place()));
    };
    let new = Greeting::new(automation, place, pressed.field("text"));
    new.check().map_err(Error::refused)?;
    *slot = Some(new);
    Ok(())
}

fn direct_message(settings: &mut Settings, of: &str, pressed: &Pressed) -> Result<()> {
    let kind = Kind::parse(of).filter(|kind| kind.facts().is_told).ok_or_else(old)?;
    let text = pressed.field("text");
    if let Some(text) = &text {
        template::check(text, &template::NOTICE).map_err(Error::refused)?;
    }
    let new = Dm { off: pressed.checked("send") == Some(false), text };
    match new == Dm::default() {
        true => settings.dm.remove(&kind),
        false => settings.dm.insert(kind, new),
    };
    Ok(())
}

/// Sets a step, or removes it where no action is chosen.
fn step(settings: &mut Settings, of: &str, pressed: &Pressed) -> Result<()> {
    let points = number(pressed, "points", MOST_POINTS)?.ok_or_else(old)?;
    let action = kind(pressed, |kind| kind.facts().in_ladder)?;
    let step = match action {
        None if of == NEW => return Err(Error::refused(words::settings_ladder_no_action())),
        None => None,
        Some(action) => {
            let duration = pressed.field("duration");
            let duration = rules::step_duration(action, duration.as_deref()).map_err(Error::refused)?;
            Some(Step { points, window_days: number(pressed, "window", LONGEST_WINDOW)?, action, duration })
        }
    };
    settings.ladder.retain(|it| it.points.to_string() != of);
    rules::step_set(&mut settings.ladder, points, step).map_err(Error::refused)
}

/// Sets a role's limits for an action; its limit of points stays.
fn limit(settings: &mut Settings, pressed: &Pressed) -> Result<()> {
    let role = pressed.choice("role", |id| id.parse().ok())?.ok_or_else(old)?;
    let kind = kind(pressed, |kind| kind.facts().is_limited)?.ok_or_else(old)?;
    let longest = rules::longest(kind, pressed.field("longest").as_deref()).map_err(Error::refused)?;
    let limits = settings.policy.entry(role).or_default();
    let points = limits.get(&kind).and_then(|limit| limit.points);
    let (per_hour, per_day) =
        (number(pressed, "per_hour", MOST_ACTIONS)?, number(pressed, "per_day", MOST_ACTIONS)?);
    let limit = Limit { longest, points, per_hour, per_day };
    rules::limit(kind, &limit).map_err(Error::refused)?;
    match limit.is_empty() {
        true => limits.remove(&kind),
        false => limits.insert(kind, limit),
    };
    if limits.is_empty() {
        settings.policy.remove(&role);
    }
    if settings.policy.len() > LIMITED_ROLES {
        return Err(Error::refused(words::settings_policy_full(LIMITED_ROLES)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::control::Answer;
    use serde_json::{Value, json};

    fn after(setting: Setting, of: &str, fields: &[(&str, &str)], settings: Value) -> Result<Value> {
        let answers =
            fields.iter().map(|(name, text)| ((*name).to_owned(), Answer::Text((*text).to_owned())));
        let pressed = Pressed { answers: answers.collect(), ..Pressed::default() };
        let mut settings: Settings = serde_json::from_value(settings).unwrap();
        filled(setting, of, pressed, Timestamp::UNIX_EPOCH)(&mut settings)?;
        Ok(serde_json::to_value(settings).unwrap())
    }

    #[test]
    fn a_form_sets_what_is_typed_under_the_rules_of_the_commands() {
        let reasons = after(Setting::Presets, "-", &[("text", " Spam \n\nFlood\nSpam")], json!({})).unwrap();
        assert_eq!(reasons["presets"], json!(["Spam", "Flood"]));
        let many: String = (0..=PRESETS).map(|at| format!("{at}\n")).collect();
        assert!(after(Setting::Presets, "-", &[("text", &many)], json!({})).is_err());
        assert!(after(Setting::Warnings, "-", &[("duration", "soonish")], json!({})).is_err());
        assert!(after(Setting::TimeZone, "-", &[("zone", "Mars/Base")], json!({})).is_err());
        let kept = after(Setting::Retention, "-", &[("cases", "30")], json!({ "retention": { "notes": 5 } }));
        assert_eq!(kept.unwrap()["retention"], json!({ "cases": 30 }));
        assert!(after(Setting::Retention, "-", &[("cases", "-3")], json!({})).is_err());
        let dm = after(Setting::Dm, "warn", &[("text", "Hi {nobody}")], json!({}));
        assert!(dm.is_err());
        assert!(after(Setting::Log, "-", &[], json!({})).is_err());
    }

    #[test]
    fn a_step_is_added_changed_moved_and_removed() {
        let kick = [("points", "3"), ("action", "kick")];
        let one = after(Setting::Ladder, NEW, &kick, json!({})).unwrap();
        assert_eq!(one["ladder"][0]["points"], 3);
        let moved = after(Setting::Ladder, "3", &[("points", "5"), ("action", "kick")], one.clone()).unwrap();
        assert_eq!(
            (moved["ladder"].as_array().unwrap().len(), &moved["ladder"][0]["points"]),
            (1, &json!(5))
        );
        let gone = after(Setting::Ladder, "3", &[("points", "3")], one).unwrap();
        assert_eq!(gone["ladder"], json!([]));
        assert!(after(Setting::Ladder, NEW, &[("points", "3")], json!({})).is_err());
        assert!(after(Setting::Ladder, NEW, &[("points", "3"), ("action", "note")], json!({})).is_err());
    }

    #[test]
    fn a_limit_keeps_the_points_that_its_form_does_not_show() {
        let before = json!({ "policy": { "6": { "warn": { "points": 2 } } } });
        let fields = [("role", "6"), ("action", "warn"), ("per_day", "5")];
        let set = after(Setting::Policy, NEW, &fields, before).unwrap();
        assert_eq!(set["policy"]["6"]["warn"]["points"], 2);
        assert_eq!(set["policy"]["6"]["warn"]["per_day"], 5);
    }
}
