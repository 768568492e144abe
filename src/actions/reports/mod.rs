//! Reports: the job that shows a report to the moderators, what they press, and the cases that come of it. The file to
//! read first.

pub mod card;
pub mod control;
pub mod show;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::GuildId;
use crate::error::Result;
use crate::kernel::job::{self, Job};
use crate::store::reports;
use crate::words;

/// The job that makes the card of a report show it as it is, and tells its reporters what came of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShowReport {
    pub number: i32,
    /// The change that somebody made, for the reply to that person.
    pub done: Option<ReportChange>,
}

/// A change that somebody made to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportChange {
    Made,
    /// Somebody else had reported the same message.
    Joined,
    Claimed,
    GivenBack,
    Dismissed,
    Reopened,
    Deleted,
}

impl ReportChange {
    /// Returns the reply.
    pub(super) fn text(self, number: i32) -> String {
        match self {
            Self::Made | Self::Joined => words::report_posted(number),
            Self::Claimed => words::report_claimed(number),
            Self::GivenBack => words::report_given_back(number),
            Self::Dismissed => words::report_dismissed(number),
            Self::Reopened => words::report_reopened(number),
            Self::Deleted => words::report_message_deleted(number),
        }
    }

    /// Returns the reply while the moderators' card can't be posted.
    pub(super) fn text_unposted(self, number: i32) -> String {
        match self {
            Self::Made | Self::Joined => words::report_failed(number),
            other => other.text(number),
        }
    }
}

impl Job for ShowReport {
    const KIND: &'static str = "show_report";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Report(self.number)
    }
}

/// Has a report's card shown anew, in the transaction that changed what it shows. `since`: a time that is past.
pub async fn changed(tx: &mut PgConnection, guild: GuildId, number: i32, since: Timestamp) -> Result<()> {
    job::add(tx, guild, &ShowReport { number, done: None }, since).await
}

/// Links a case that was just opened with the report that it came of, and closes the report.
pub(super) async fn link(tx: &mut PgConnection, case: &Case, number: i32) -> Result<()> {
    let Some(mut report) = reports::report_lock(&mut *tx, case.guild, number).await? else { return Ok(()) };
    reports::report_link(&mut *tx, case.guild, number, case.number).await?;
    (report.dismissed_by, report.dismissal) = (None, None);
    report.closed_at = report.closed_at.or(Some(case.created_at));
    reports::report_change(&mut *tx, &report).await?;
    changed(tx, case.guild, number, case.created_at).await
}
