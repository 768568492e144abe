//! The rules of single settings, however they come: typed, or in a file.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::duration::{self, Length};
use crate::domain::kind::Kind;
use crate::domain::ladder::Step;
use crate::domain::limits;
use crate::domain::policy::Limit;
use crate::domain::text::plain;
use crate::words;

/// The most reasons that can be kept: as many as a menu shows.
pub const PRESETS: usize = limits::CHOICES;
/// The most roles that can be protected.
pub const PROTECTED: usize = 25;
/// The most roles that newcomers are given.
pub const AUTOROLES: usize = 10;
/// The most channels that the message log can leave out.
pub const IGNORED: usize = 50;
/// The most roles that can have limits.
pub const LIMITED_ROLES: usize = 50;
/// The most questions that a server asks about an appeal.
pub const QUESTIONS: usize = 4;
/// The most steps of a ladder.
pub const STEPS: usize = 20;
/// The most days for which a record can be kept: otherwise it is kept until it is erased.
pub const LONGEST_RETENTION: u32 = 3_650;
/// The longest delay before newcomers get their roles.
pub const LONGEST_DELAY: SignedDuration = SignedDuration::from_hours(28 * 24);

/// Reads the name of a time zone, and returns it as the database of time zones writes it.
///
/// # Errors
/// Fails with one sentence for the person if there is no such zone.
pub fn zone(text: &str) -> Result<String, String> {
    let found = TimeZone::get(text.trim());
    let name = found.ok().and_then(|zone| zone.iana_name().map(str::to_owned));
    name.ok_or_else(|| words::settings_zone_unknown(plain(text)))
}

/// Reads the time for which warnings count.
///
/// # Errors
/// Fails with one sentence for the person.
pub fn warnings(text: &str, now: Timestamp, zone: &TimeZone) -> Result<String, String> {
    Length::parse(text)?.ends(now, zone)?;
    duration::lasting(text)
}

/// Reads the delay before newcomers get their roles; `None` for none.
///
/// # Errors
/// Fails with one sentence for the person.
pub fn delay(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Option<String>, String> {
    if Length::is_off(text) {
        return Ok(None);
    }
    match Length::parse(text)?.ends(now, zone)? {
        Some(end) if end <= now + LONGEST_DELAY => duration::lasting(text).map(Some),
        _ => Err(words::settings_autorole_too_long()),
    }
}

/// Reads the time before an appeal is possible; `None` for none.
///
/// # Errors
/// Fails with one sentence for the person.
pub fn appeal_wait(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Option<String>, String> {
    if Length::is_off(text) {
        return Ok(None);
    }
    match Length::parse(text)?.ends(now, zone)? {
        Some(_) => duration::lasting(text).map(Some),
        None => Err(words::settings_appeals_endless()),
    }
}

/// Returns the duration of a ladder's step; `None` for permanent.
///
/// # Errors
/// Fails with one sentence for the person if the action has no duration, or needs one.
pub fn step_duration(action: Kind, duration: Option<&str>) -> Result<Option<String>, String> {
    match duration {
        Some(_) if !action.lasts() => Err(words::settings_ladder_no_duration(action.word())),
        None if action.needs_end() => Err(words::settings_ladder_needs_duration(action.word())),
        Some(text) => Ok(Some(duration::lasting(text)?).filter(|text| text != "perm")),
        None => Ok(None),
    }
}

/// Sets a step of a ladder, and keeps the order of the steps.
///
/// # Errors
/// Fails with one sentence for the person if the ladder has too many steps.
pub fn step_set(ladder: &mut Vec<Step>, points: u32, step: Option<Step>) -> Result<(), String> {
    ladder.retain(|it| it.points != points);
    ladder.extend(step);
    ladder.sort_by_key(|it| it.points);
    if ladder.len() > STEPS { Err(words::settings_ladder_full(STEPS)) } else { Ok(()) }
}

/// Returns the longest duration that a limit allows; `None` for any.
///
/// # Errors
/// Fails with one sentence for the person if the kind has no duration.
pub fn longest(kind: Kind, longest: Option<&str>) -> Result<Option<String>, String> {
    match longest {
        Some(_) if !kind.lasts() => Err(words::settings_policy_no_duration(kind.word())),
        Some(text) if Length::is_off(text) => Ok(None),
        Some(text) => Ok(Some(duration::lasting(text)?).filter(|text| text != "perm")),
        None => Ok(None),
    }
}

/// Checks that a limit fits its kind.
///
/// # Errors
/// Fails with one sentence for the person if the kind has no points.
pub fn limit(kind: Kind, limit: &Limit) -> Result<(), String> {
    match limit.points {
        Some(_) if !kind.facts().has_points => Err(words::settings_policy_no_points()),
        _ => Ok(()),
    }
}
