//! Spans of time as people type them: `1h30m`, `90 min`, `2 weeks`, `1mo`, `PT5M`, `perm`; a bare number is minutes.

use jiff::tz::TimeZone;
use jiff::{Span as Calendar, Timestamp};

/// How long something lasts.
#[derive(Clone, Copy, Debug)]
pub enum Span {
    Forever,
    For(Calendar),
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
                "I can't read `{}` as a length of time; write it like `30m`, `2 hours`, `1d 12h`, `2 weeks` or `perm`.",
                text.replace('`', "'").chars().take(40).collect::<String>()
            )
        };
        let span: Calendar = match text.parse::<u32>() {
            Ok(minutes) => Calendar::new().try_minutes(minutes).map_err(|_| wrong())?,
            Err(_) if text.starts_with(['-', '+']) || text.ends_with("ago") => return Err(wrong()),
            Err(_) => text.parse().map_err(|_| wrong())?,
        };
        if !span.is_positive() {
            return Err(wrong());
        }
        Ok(Self::For(span))
    }

    /// When it ends, if it began now. Months and years go by the calendar (UTC).
    ///
    /// # Errors
    /// One sentence for the person, where that is too far away.
    pub fn ends(self, now: Timestamp) -> Result<Option<Timestamp>, String> {
        let Self::For(span) = self else { return Ok(None) };
        let far = || format!("That is too long; the longest is {LONGEST} years, or `perm` for ever.");
        let start = now.to_zoned(TimeZone::UTC);
        let end = start.checked_add(span).map_err(|_| far())?;
        let longest = start.checked_add(Calendar::new().years(LONGEST)).map_err(|_| far())?;
        if end > longest { Err(far()) } else { Ok(Some(end.timestamp())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Result<Option<i64>, String> {
        let now: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
        Ok(Span::parse(text)?.ends(now)?.map(|end| end.as_second() - now.as_second()))
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
}
