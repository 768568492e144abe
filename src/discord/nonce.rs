//! The nonces of messages: Discord drops a second message with the same one.

use std::fmt;

/// A message that a job posts once. The number is the job's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nonce {
    /// The direct message about a case.
    Notice(i64),
    /// The direct message that takes a notice back.
    Correction(i64),
    /// A case's post in the log.
    Log(i64),
    /// The progress of long work, in its channel.
    Progress(i64),
    /// A timer that Discord refuses, reported in the log: one message for each number of refusals.
    Waiting(i64, u32),
    /// An automation that fails, reported in the log.
    Failure(i64),
    /// Edited and deleted messages, in their log.
    MessageLog(i64),
    /// A welcome or leave message.
    Greeting(i64),
    /// An alert that somebody with a record joined.
    Alert(i64),
    RoleMenu(i64),
    /// The card of a report.
    Report(i64),
    /// A reminder.
    Reminder(i64),
    /// The announcement of a reminder that could not be sent as a direct message.
    Announcement(i64),
    /// An appeal's card.
    AppealCard(i64),
    /// A direct message about an appeal.
    AppealNews(i64),
    /// The files of a report, by the reporter's place among the reporters.
    ReportFiles(i64, u32),
    /// The word to a reporter about the outcome.
    ReportOutcome(i64, u32),
    /// A job that was given up, reported in the log.
    BrokenJob(i64),
    /// The word to a server that added Gavel, by its place: the channel, or the direct message.
    Hello(i64, u32),
    /// The end of an order that waited for Discord, told in the log.
    Order(i64),
}

/// Formats the nonce, as short as Discord takes it; no two messages share one.
impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Notice(job) => write!(f, "n{job}"),
            Self::Correction(job) => write!(f, "c{job}"),
            Self::Log(job) => write!(f, "l{job}"),
            Self::Progress(job) => write!(f, "w{job}"),
            Self::Waiting(job, refusals) => write!(f, "a{job}-{refusals}"),
            Self::Failure(job) => write!(f, "t{job}"),
            Self::MessageLog(job) => write!(f, "m{job}"),
            Self::Greeting(job) => write!(f, "g{job}"),
            Self::Alert(job) => write!(f, "j{job}"),
            Self::RoleMenu(job) => write!(f, "p{job}"),
            Self::Report(job) => write!(f, "r{job}"),
            Self::Reminder(job) => write!(f, "d{job}"),
            Self::Announcement(job) => write!(f, "k{job}"),
            Self::AppealCard(job) => write!(f, "e{job}"),
            Self::AppealNews(job) => write!(f, "v{job}"),
            Self::ReportFiles(job, place) => write!(f, "f{job}-{place}"),
            Self::ReportOutcome(job, place) => write!(f, "o{job}-{place}"),
            Self::BrokenJob(job) => write!(f, "b{job}"),
            Self::Hello(job, place) => write!(f, "h{job}-{place}"),
            Self::Order(job) => write!(f, "o{job}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;

    #[test]
    fn no_two_messages_of_a_job_share_a_nonce_and_discord_takes_each() {
        // 13 digits last for a thousand years of a thousand jobs a second.
        let job = 31_536_000_000_000;
        let all = [
            Nonce::Notice(job),
            Nonce::Correction(job),
            Nonce::Log(job),
            Nonce::Progress(job),
            Nonce::Waiting(job, 9_999),
            Nonce::Failure(job),
            Nonce::MessageLog(job),
            Nonce::Greeting(job),
            Nonce::Alert(job),
            Nonce::RoleMenu(job),
            Nonce::Report(job),
            Nonce::Reminder(job),
            Nonce::Announcement(job),
            Nonce::AppealCard(job),
            Nonce::AppealNews(job),
            Nonce::ReportFiles(job, 9_999),
            Nonce::ReportOutcome(job, 9_999),
            Nonce::BrokenJob(job),
            Nonce::Hello(job, 1),
            Nonce::Order(job),
        ];
        let mut texts: Vec<String> = all.iter().map(Nonce::to_string).collect();
        assert!(texts.iter().all(|text| text.len() <= limits::NONCE), "{texts:?}");
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), all.len());
    }
}
