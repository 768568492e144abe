//! Spans of time as people type them: `1h30m`, `90 min`, `2 weeks`, `1mo`, `PT5M`, `perm`; a bare number is minutes;
//! `2026-12-24 18:00` or `18:00` is a moment in the server's zone.

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span as Calendar, Timestamp, ToSpan};

use crate::domain::text::cut;

/// How long something lasts.
#[derive(Clone, Copy, Debug)]
pub enum Span {
    Forever,
    For(Calendar),
    /// Until a moment.
    Until(Timestamp),
    /// Until the clocks of the zone show this.
    UntilDate(DateTime),
    /// Until the clocks of the zone show this next.
    UntilTime(Time),
}

/// The longest span that is not "forever", in years.
const LONGEST: i64 = 10;

impl Span {
    /// Reads a span. Junk, a sign, or anything behind it is refused; it never silently means "forever".
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        if matches!(text.as_str(), "perm" | "permanent" | "permanently" | "forever") {
            return Ok(Self::Forever);
        }
        let wrong = || {
            format!(
                "I can't read `{}` as a length of time; write it like `30m`, `2 hours`, `1d 12h`, `2 weeks`, `2027-01-31 18:00` or `perm`.",
                cut(&text.replace('`', "'"), 40)
            )
        };
        if let Ok(minutes) = text.parse::<u32>() {
            return positive(Calendar::new().try_minutes(minutes).ok()).ok_or_else(wrong);
        }
        if text.starts_with(['-', '+']) || text.ends_with("ago") {
            return Err(wrong());
        }
        positive(text.parse().ok()).or_else(|| moment(&text)).ok_or_else(wrong)
    }

    /// When it ends, if it began now. Months, years and times of day go by the zone's calendar.
    ///
    /// # Errors
    /// One sentence for the person, where that is over or too far away.
    pub fn ends(self, now: Timestamp, zone: &TimeZone) -> Result<Option<Timestamp>, String> {
        let far = || format!("That is too long; the longest is {LONGEST} years, or `perm` for ever.");
        let start = now.to_zoned(zone.clone());
        let end = match self {
            Self::Forever => return Ok(None),
            Self::For(span) => start.checked_add(span).map_err(|_| far())?.timestamp(),
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
            return Err("That time is over already; give one that is still to come.".to_owned());
        }
        if end > longest.timestamp() { Err(far()) } else { Ok(Some(end)) }
    }
}

fn positive(span: Option<Calendar>) -> Option<Span> {
    span.filter(|span| span.is_positive()).map(Span::For)
}

fn moment(text: &str) -> Option<Span> {
    let text = text.to_uppercase();
    // A date with an offset is a moment anywhere; one with words in it ("5 m 3") is none of these.
    if let Ok(moment) = text.parse() {
        return Some(Span::Until(moment));
    }
    if let Ok(date) = text.parse() {
        return Some(Span::UntilDate(date));
    }
    text.parse().ok().map(Span::UntilTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Result<Option<i64>, String> {
        let now: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
        Ok(Span::parse(text)?.ends(now, &TimeZone::UTC)?.map(|end| end.as_second() - now.as_second()))
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
        ] {
            assert_eq!(seconds(text), Ok(Some(wanted)), "{text}");
        }
        assert_eq!(seconds(" PERM "), Ok(None));
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
            "99999999999999999999",
            "5 m 3",
        ] {
            assert!(seconds(text).is_err(), "{text}");
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
        let ends = |text: &str| Span::parse(text).and_then(|span| span.ends(now, &zone));
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
