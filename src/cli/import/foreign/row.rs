//! A case of another bot's, before it is one of Gavel's. The file to read first.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;

/// An action that another bot recorded.
#[derive(Debug)]
pub(in crate::cli::import) struct Row {
    /// The place of the row in its file, such as `case 12` or `line 4`.
    pub place: String,
    /// The server, where the file says so of each row.
    pub guild: Option<GuildId>,
    /// The number of the case, where the other bot counts the cases of each server.
    pub number: Option<i32>,
    pub kind: Kind,
    pub target: UserId,
    pub target_name: Option<String>,
    /// The moderator; `None` where the other bot does not know.
    pub moderator: Option<UserId>,
    pub moderator_name: Option<String>,
    pub reason: Option<String>,
    /// Lines for moderators.
    pub notes: Vec<String>,
    /// The time of the action; `None` where the other bot does not keep it.
    pub created_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    /// The weight of a warning; `None` for the usual one.
    pub points: Option<u32>,
    /// `true` if the other bot says that the action is over.
    pub is_over: bool,
    /// The reason for which a warning does not count any more, if it does not.
    pub void_reason: Option<String>,
}

impl Row {
    /// Returns a row without what a format may lack.
    pub fn new(place: String, kind: Kind, target: UserId) -> Self {
        Self {
            place,
            guild: None,
            number: None,
            kind,
            target,
            target_name: None,
            moderator: None,
            moderator_name: None,
            reason: None,
            notes: Vec::new(),
            created_at: None,
            ends_at: None,
            points: None,
            is_over: false,
            void_reason: None,
        }
    }
}

/// A row that is not imported.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli::import) struct LeftOut {
    pub place: String,
    /// The reason, as the end of a sentence.
    pub why: String,
}

impl LeftOut {
    pub fn new(place: &str, why: impl Into<String>) -> Self {
        Self { place: place.to_owned(), why: why.into() }
    }
}

/// The result of reading a row of a file.
pub(in crate::cli::import) type Found = Result<Row, LeftOut>;

/// Returns the id in a text; `None` if it is none of Discord's.
pub(super) fn id(text: &str) -> Option<UserId> {
    let number: u64 = text.trim().parse().ok()?;
    i64::try_from(number).ok()?;
    UserId::new_checked(number)
}

/// Returns a text without blanks around it; `None` for an empty one.
pub(super) fn text(given: Option<String>) -> Option<String> {
    given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Returns the kind that has the same name in every bot.
pub(super) fn same_everywhere(name: &str) -> Option<Kind> {
    Kind::parse(name).filter(|kind| matches!(kind, Kind::Ban | Kind::Unban | Kind::Kick | Kind::Softban))
}

/// Returns the time in a text: with an offset, in UTC without one, or in seconds or milliseconds since 1970.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return moment(number);
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let local: DateTime = text.parse().ok()?;
    local.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// Returns the time that is this many seconds or, where that would be in thousands of years, milliseconds after 1970.
pub(super) fn moment(number: i64) -> Option<Timestamp> {
    const FAR: i64 = 100_000_000_000;
    let at = if number < FAR { Timestamp::from_second(number) } else { Timestamp::from_millisecond(number) };
    at.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_bots_and_databases_write_them() {
        let wanted: Timestamp = "2021-03-04T05:06:07Z".parse().unwrap();
        for written in [
            "2021-03-04T05:06:07Z",
            "2021-03-04 05:06:07",
            "2021-03-04T05:06:07",
            "2021-03-04 05:06:07+00",
            "2021-03-04 07:06:07+02:00",
            " 1614834367 ",
            "1614834367000",
        ] {
            assert_eq!(time(written), Some(wanted), "{written}");
        }
        for written in ["", "yesterday", "2021-13-04", "9223372036854775807"] {
            assert_eq!(time(written), None, "{written}");
        }
    }

    #[test]
    fn an_id_is_one_of_discords() {
        assert_eq!(id(" 81384788765712384 ").map(|id| id.get()), Some(81_384_788_765_712_384));
        for wrong in ["", "0", "-5", "5.0", "18446744073709551615", "nobody"] {
            assert_eq!(id(wrong), None, "{wrong}");
        }
    }
}
