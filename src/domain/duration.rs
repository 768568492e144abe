//! Durations as people type them: `1h30m`, `90 min`, `a week`, `1.5d`, `in 2 hours`, `PT5M`, `perm`; a bare number is
//! minutes; `2026-12-24 18:00` or `18:00` is a moment in the server's zone.

mod amount;

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span as Calendar, Timestamp, ToSpan};

use crate::domain::limits;
use crate::domain::text::cut;
use crate::words;

use amount::{Amount, amount, is_english, without_lead};

/// A duration or an end.
#[derive(Clone, Copy, Debug)]
pub enum Length {
    Forever,
    For(Calendar),
    /// An end at a moment.
    Until(Timestamp),
    /// An end at this date and time in the zone.
    UntilDate(DateTime),
    /// An end when the zone's clocks next show this time.
    UntilTime(Time),
}

/// The longest duration that is not "forever", in years.
const LONGEST: i64 = 10;

impl Length {
    /// Reads a duration. Refuses junk, signs and trailing text, so that a typing error never means "forever"; and any
    /// duration of less than a second.
    ///
    /// # Errors
    /// Fails with one sentence for the person.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        if words::typed_duration("forever").flatten().any(|word| word == text) {
            return Ok(Self::Forever);
        }
        let shown = || cut(&text.replace('`', "'"), limits::QUOTED_INPUT);
        match amount(&text) {
            Some(Amount::Lasting(length)) => Ok(Self::For(length)),
            Some(Amount::Nought) => Err(words::duration_nought(shown())),
            Some(Amount::TooShort) => Err(words::duration_too_short(shown())),
            None => moment(&text).ok_or_else(|| words::duration_unreadable(shown())),
        }
    }

    /// Returns `true` if a text turns a setting off: `off`, `none`, or zero of any unit.
    #[must_use]
    pub fn is_off(text: &str) -> bool {
        let text = text.trim().to_lowercase();
        words::typed_duration("off").flatten().any(|word| word == text)
            || matches!(amount(&text), Some(Amount::Nought))
    }

    /// Returns the end of a duration that starts now. Months, years and times of day follow the zone's calendar.
    ///
    /// # Errors
    /// Fails with one sentence for the person if the end is past or too far away.
    pub fn ends(self, now: Timestamp, zone: &TimeZone) -> Result<Option<Timestamp>, String> {
        let far = || words::duration_too_long(LONGEST);
        let start = now.to_zoned(zone.clone());
        let end = match self {
            Self::Forever => return Ok(None),
            Self::For(length) => start.checked_add(length).map_err(|_| far())?.timestamp(),
            Self::Until(end) => end,
            Self::UntilDate(date) => zone.to_timestamp(date).map_err(|_| far())?,
            Self::UntilTime(time) => {
                let today = start.date().to_datetime(time);
                let next = zone.to_timestamp(today).ok().filter(|end| *end > now);
                let tomorrow = || today.checked_add(1.day()).ok().and_then(|it| zone.to_timestamp(it).ok());
                next.or_else(tomorrow).ok_or_else(far)?
            }
        };
        let longest = start.checked_add(Calendar::new().years(LONGEST)).map_err(|_| far())?;
        if end <= now {
            return Err(words::duration_over());
        }
        if end > longest.timestamp() { Err(far()) } else { Ok(Some(end)) }
    }
}

/// Returns a duration in the form in which it is stored for repeated use. One that ends on a date is refused.
///
/// # Errors
/// Fails with one sentence for the person.
pub fn lasting(text: &str) -> Result<String, String> {
    let text = text.trim().to_lowercase();
    let length = Length::parse(&text)?;
    let text = without_lead(&text).to_owned();
    match length {
        // A bare number is minutes: stored with its unit, so that it is read back the same way.
        Length::For(_) if text.chars().all(|c| c.is_ascii_digit()) => Ok(format!("{text}m")),
        Length::Forever => Ok("perm".to_owned()),
        // Everyone reads it: units that all know.
        Length::For(length) if !is_english(&text) => Ok(compact(length)),
        Length::For(_) => Ok(text),
        _ => Err(words::duration_no_date()),
    }
}

/// Returns a duration with the shortest English units: `1d 2h`.
fn compact(length: Calendar) -> String {
    let seconds = length.get_seconds();
    let parts = [
        (i64::from(length.get_years()), "y"),
        (i64::from(length.get_months()), "mo"),
        (i64::from(length.get_weeks()), "w"),
        (i64::from(length.get_days()), "d"),
        (i64::from(length.get_hours()) + seconds / 3600, "h"),
        (length.get_minutes() + seconds % 3600 / 60, "m"),
        (seconds % 60, "s"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count != 0);
    parts.map(|(count, unit)| format!("{count}{unit}")).collect::<Vec<_>>().join(" ")
}

fn moment(text: &str) -> Option<Length> {
    let text = text.to_uppercase();
    // A date with an offset is a moment in any zone; with words in it ("5 m 3") it is no date at all.
    if let Ok(moment) = text.parse() {
        return Some(Length::Until(moment));
    }
    if let Ok(date) = text.parse() {
        return Some(Length::UntilDate(date));
    }
    text.parse().ok().map(Length::UntilTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Result<Option<i64>, String> {
        let now: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
        Ok(Length::parse(text)?.ends(now, &TimeZone::UTC)?.map(|end| end.as_second() - now.as_second()))
    }

    #[test]
    fn what_is_kept_reads_well_behind_for_and_after() {
        for (typed, kept) in
            [("30", "30m"), ("In 2 hours", "2 hours"), ("for a week", "a week"), ("1.5d", "1.5d")]
        {
            assert_eq!(lasting(typed).unwrap(), kept);
        }
        assert_eq!(lasting("Forever").unwrap(), "perm");
        for (typed, kept) in [("für 2 Tage", "2d"), ("na 1 den a 2 hodiny", "1d 2h"), ("für immer", "perm")]
        {
            assert_eq!(lasting(typed).unwrap(), kept);
            assert!(Length::parse(kept).is_ok(), "{kept}");
        }
        assert!(lasting("2030-01-01").is_err());
    }

    #[test]
    fn what_people_type_is_understood() {
        let day = 86_400;
        for (text, wanted) in [
            ("90", 90 * 60),
            ("30m", 1800),
            ("1h30m", 5400),
            ("90 min", 5400),
            ("2 weeks", 14 * day),
            ("1d 12h", day * 3 / 2),
            ("1mo", 28 * day),
            ("PT5M", 300),
            ("1 Day, 2 hours", day + 7200),
            ("1 hour and 30 minutes", 5400),
            ("1.5d", day * 3 / 2),
            ("1,5 days", day * 3 / 2),
            ("0.5h", 1800),
            ("a week", 7 * day),
            ("in 2 hours", 7200),
            ("for 3 days", 3 * day),
            ("an hour", 3600),
            ("an hour and a half", 5400),
            ("half an hour", 1800),
            ("half a day", day / 2),
            ("two weeks", 14 * day),
            ("2w", 14 * day),
            ("P1DT12H", day * 3 / 2),
            ("p2w", 14 * day),
            ("1.5s", 1),
            ("2 Tage", 2 * day),
            ("in 3 Stunden", 3 * 3600),
            ("für eine Woche", 7 * day),
            ("1 Tag und 2 Stunden", day + 7200),
            ("eine halbe Stunde", 1800),
            ("1,5 Tage", day * 3 / 2),
            ("2 dny", 2 * day),
            ("5 dní", 5 * day),
            ("na 2 týdny", 14 * day),
            ("dva týdny", 14 * day),
            ("1 den a 2 hodiny", day + 7200),
            ("půl hodiny", 1800),
            ("30 minut", 1800),
        ] {
            assert_eq!(seconds(text), Ok(Some(wanted)), "{text}");
        }
        for forever in [" PERM ", "für immer", "Dauerhaft", "navždy"] {
            assert_eq!(seconds(forever), Ok(None), "{forever}");
        }
    }

    #[test]
    fn junk_is_refused_and_never_means_for_ever() {
        for text in [
            "",
            "soon",
            "-5m",
            "+5m",
            "5m ago",
            "5m later",
            "0",
            "0s",
            "1h x",
            "1h 30",
            "half",
            "a",
            "in",
            "1.2.3d",
            "1.5mo",
            "1. d",
            "and",
            "days",
            "1 hour and",
            "p",
            "pt",
            "99999999999999999999",
            "5 m 3",
        ] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_shorter_than_a_second_is_refused_saying_so() {
        for text in ["500ms", "1ns", "999 milliseconds", "0.5s", "PT0.5S", "0.2 seconds", "1µs"] {
            let refused = seconds(text).unwrap_err();
            assert!(refused.contains("shorter than a second"), "{text}: {refused}");
            assert!(!Length::is_off(text), "{text}");
        }
    }

    #[test]
    fn nought_and_off_say_that_there_is_to_be_none() {
        for text in [
            "0",
            "0s",
            "0m",
            " 0 seconds",
            "0 hours",
            "00",
            "0.0d",
            "PT0S",
            "OFF",
            "none",
            "aus",
            "0 Tage",
            "vyp",
        ] {
            assert!(Length::is_off(text), "{text}");
            assert!(seconds(text).is_err(), "{text}");
        }
        for text in ["1s", "perm", "18:00", "soon", "", "0 x"] {
            assert!(!Length::is_off(text), "{text}");
        }
    }

    #[test]
    fn too_long_is_a_sentence_not_an_overflow() {
        for text in ["11y", "4294967295", "9000000 weeks", "200000h"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_is_meant_in_the_servers_zone() {
        let now: Timestamp = "2026-06-30T12:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Prague").unwrap();
        let ends = |text: &str| Length::parse(text).and_then(|length| length.ends(now, &zone));
        for (text, wanted) in [
            ("2026-07-01 18:00", "2026-07-01T16:00:00Z"),
            ("2026-07-01", "2026-06-30T22:00:00Z"),
            ("2026-07-01T18:00Z", "2026-07-01T18:00:00Z"),
            ("18:30", "2026-06-30T16:30:00Z"),
            ("10:00", "2026-07-01T08:00:00Z"),
        ] {
            assert_eq!(ends(text), Ok(Some(wanted.parse().unwrap())), "{text}");
        }
        for text in
            ["2026-06-30 13:59", "2020-01-01", "2046-01-01", "2026-13-01", "25:00", "2026-02-30 10:00"]
        {
            assert!(ends(text).is_err(), "{text}");
        }
    }
}
