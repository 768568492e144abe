//! A report: what a member tells the moderators about a message or a person.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::case::{Case, Status};
use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::words;

/// The kind of trouble that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportCategory {
    Spam,
    Harassment,
    Hate,
    Scam,
    Explicit,
    Danger,
    Other,
}

impl ReportCategory {
    pub const ALL: [Self; 7] =
        [Self::Spam, Self::Harassment, Self::Hate, Self::Scam, Self::Explicit, Self::Danger, Self::Other];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Harassment => "harassment",
            Self::Hate => "hate",
            Self::Scam => "scam",
            Self::Explicit => "explicit",
            Self::Danger => "danger",
            Self::Other => "other",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == text)
    }

    /// Returns its name for people.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Spam => words::report_spam(),
            Self::Harassment => words::report_harassment(),
            Self::Hate => words::report_hate(),
            Self::Scam => words::report_scam(),
            Self::Explicit => words::report_explicit(),
            Self::Danger => words::report_danger(),
            Self::Other => words::report_other(),
        }
    }
}

/// A reported message as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub content: String,
    /// The person who had an application write it.
    #[serde(default)]
    pub made_by: Option<UserId>,
    /// The content beside its text, line by line.
    #[serde(default)]
    pub shows: Vec<String>,
}

/// The subject of a report: a message, or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub about: UserId,
    pub about_name: String,
    /// The message; `None` for a report of a person.
    pub message: Option<(ChannelId, MessageId)>,
    /// The message as it was; `None` once it was deleted from the record.
    pub quote: Option<Quote>,
}

/// A file that came with a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFile {
    pub name: String,
    pub url: String,
}

/// A person's word on a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub category: ReportCategory,
    pub words: Option<String>,
    pub is_anonymous: bool,
    pub wants_outcome: bool,
    pub files: Vec<ReportFile>,
}

/// A person who reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// Their place among the reporters, from 1.
    pub place: u32,
    pub user: UserId,
    pub statement: Statement,
    pub told_at: Option<Timestamp>,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub guild: GuildId,
    pub number: i32,
    pub reported: Reported,
    pub created_at: Timestamp,
    pub claimed_by: Option<UserId>,
    pub deleted_by: Option<UserId>,
    pub dismissed_by: Option<UserId>,
    pub dismissal: Option<String>,
    pub closed_at: Option<Timestamp>,
    /// The number of its last case when somebody reported the message anew; 0 if nobody did after a decision.
    pub reopened_after: i32,
    /// `true` if the message was deleted without this report, or before it was reported anew.
    pub message_gone: bool,
    pub card: Option<(ChannelId, MessageId)>,
}

/// The state of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    Open,
    /// An action is ordered and not carried out yet.
    UnderWay,
    Acted,
    Dismissed,
}

impl Report {
    /// Returns the state of the report. `cases` are those that came of it. Nothing done before it was reported anew decides.
    #[must_use]
    pub fn state(&self, cases: &[Case]) -> ReportState {
        let is_applied = |case: &Case| case.status == Status::Applied && case.number > self.reopened_after;
        if self.dismissed_by.is_some() {
            ReportState::Dismissed
        } else if cases.iter().any(|case| case.status == Status::Pending) {
            ReportState::UnderWay
        } else if self.is_deletion() || cases.iter().any(is_applied) {
            ReportState::Acted
        } else {
            ReportState::Open
        }
    }

    /// Returns `true` if the report is decided by the deletion of its message.
    #[must_use]
    pub fn is_deletion(&self) -> bool {
        self.deleted_by.is_some() && !self.message_gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_read_back_as_it_was_written() {
        for category in ReportCategory::ALL {
            assert_eq!(ReportCategory::parse(category.as_str()), Some(category));
        }
        assert_eq!(ReportCategory::parse("rudeness"), None);
    }
}
