//! Appeals: when somebody can ask for an action on them to be taken back, and what came of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::case::{Case, Status};
use crate::domain::duration::Length;
use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::domain::settings::{Appeals, Settings};
use crate::words;
use crate::words::Kept;

/// The most questions that moderators ask about one appeal: all of them fit its card.
pub const ROUNDS: usize = 4;

/// The status of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealStatus {
    Open,
    Accepted,
    Rejected,
}

impl AppealStatus {
    /// Returns the name as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// Returns the status of a stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Accepted, Self::Rejected].into_iter().find(|it| it.as_str() == text)
    }
}

/// The outcome of telling the person something about their appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealTold {
    Sent,
    /// They can't be written to anew, so it was added to the direct message about the case.
    Added,
    /// They can't be reached.
    Closed,
}

impl AppealTold {
    /// Returns the name as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Added => "added",
            Self::Closed => "closed",
        }
    }

    /// Returns the outcome of a stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Sent, Self::Added, Self::Closed].into_iter().find(|it| it.as_str() == text)
    }
}

/// A question of the server, with the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    pub question: String,
    pub answer: String,
}

/// A question of a moderator about an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub question: String,
    pub by: UserId,
    pub at: Timestamp,
    /// The outcome of asking the person.
    #[serde(default)]
    pub told: Option<AppealTold>,
    #[serde(default)]
    pub answer: Option<String>,
}

/// The card of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppealCard {
    pub channel: ChannelId,
    pub message: MessageId,
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    pub guild: GuildId,
    pub number: i32,
    /// The number of the case that it is against.
    pub case: i32,
    /// The person who appealed.
    pub user: UserId,
    pub user_name: String,
    pub answers: Vec<AnsweredQuestion>,
    pub rounds: Vec<Round>,
    pub status: AppealStatus,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Timestamp>,
    /// Why it was rejected, for the person.
    pub reason: Option<String>,
    /// The number of the case by which it was accepted.
    pub lifted_by: Option<i32>,
    /// Why an earlier acceptance was not carried out.
    pub failure: Option<Kept>,
    /// The outcome of telling the person the decision.
    pub told: Option<AppealTold>,
    pub card: Option<AppealCard>,
    pub created_at: Timestamp,
}

impl Appeal {
    /// Decides the appeal.
    ///
    /// # Errors
    /// A sentence if it was decided before.
    pub fn decide(&mut self, status: AppealStatus, by: UserId, at: Timestamp) -> Result<(), String> {
        self.still_open()?;
        (self.status, self.decided_by, self.decided_at) = (status, Some(by), Some(at));
        (self.failure, self.told) = (None, None);
        Ok(())
    }

    /// Opens an appeal again whose acceptance was not carried out.
    pub fn reopen(&mut self, why: &Kept) {
        self.status = AppealStatus::Open;
        (self.decided_by, self.decided_at, self.lifted_by) = (None, None, None);
        self.failure = Some(why.clone());
    }

    /// Adds a question of a moderator.
    ///
    /// # Errors
    /// A sentence if no more can be asked.
    pub fn ask(&mut self, question: String, by: UserId, at: Timestamp) -> Result<(), String> {
        self.still_open()?;
        if self.rounds.len() >= ROUNDS {
            return Err(words::appeal_asked_enough(ROUNDS));
        }
        self.rounds.push(Round { question, by, at, told: None, answer: None });
        Ok(())
    }

    /// Returns a question that the person can still answer.
    ///
    /// # Errors
    /// A sentence if they can't.
    pub fn unanswered(&mut self, round: usize) -> Result<&mut Round, String> {
        self.still_open()?;
        match self.rounds.get_mut(round) {
            Some(round) if round.answer.is_none() => Ok(round),
            Some(_) => Err(words::appeal_answered_before()),
            None => Err(words::appeal_gone()),
        }
    }

    /// Fails, with one sentence, if the appeal was decided.
    ///
    /// # Errors
    /// The sentence.
    pub fn still_open(&self) -> Result<(), String> {
        match self.status {
            AppealStatus::Open => Ok(()),
            AppealStatus::Accepted => Err(words::appeal_accepted_before(self.number)),
            AppealStatus::Rejected => Err(words::appeal_rejected_before(self.number)),
        }
    }
}

/// The newest appeal against a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastAppeal {
    pub number: i32,
    pub status: AppealStatus,
    pub decided_at: Option<Timestamp>,
}

/// Returns `true` if nothing is left of an action that could be taken back.
#[must_use]
pub fn is_over(case: &Case, now: Timestamp) -> bool {
    let is_failed = matches!(case.status, Status::Failed(_));
    is_failed || case.voided_at.is_some() || case.closed_at.is_some() || case.is_spent(now)
}

/// Returns `true` if the direct message about a case offers an appeal, where the server takes them.
#[must_use]
pub fn is_offered(case: &Case) -> bool {
    let is_failed = matches!(case.status, Status::Failed(_));
    let is_over = is_failed || case.voided_at.is_some() || case.closed_at.is_some();
    case.kind.is_appealable() && !case.no_appeal && !is_over
}

/// Fails, with one sentence for the person, unless they can appeal against their case now.
///
/// # Errors
/// The sentence.
pub fn may_appeal(
    case: &Case,
    settings: &Settings,
    last: Option<LastAppeal>,
    now: Timestamp,
) -> Result<(), String> {
    let Some(appeals) = &settings.appeals else { return Err(words::appeal_off()) };
    let number = case.number;
    if !case.kind.is_appealable() || case.no_appeal {
        return Err(words::appeal_not_allowed(number));
    }
    if is_over(case, now) {
        return Err(words::appeal_case_over(number));
    }
    if case.status == Status::Pending {
        return Err(words::appeal_too_soon());
    }
    let since = match last.map(|last| (last, last.status)) {
        Some((last, AppealStatus::Open)) => return Err(words::appeal_open_already(last.number)),
        Some((last, AppealStatus::Accepted)) => return Err(words::appeal_accepted_before(last.number)),
        Some((last, AppealStatus::Rejected)) if appeals.wait.is_none() => {
            return Err(words::appeal_final(last.number));
        }
        Some((last, AppealStatus::Rejected)) => last.decided_at.unwrap_or(case.created_at),
        None => case.created_at,
    };
    match possible_from(appeals, settings, since) {
        Some(from) if now < from => Err(words::appeal_wait(from.as_second())),
        _ => Ok(()),
    }
}

/// Returns the end of the wait that begins at a time.
fn possible_from(appeals: &Appeals, settings: &Settings, since: Timestamp) -> Option<Timestamp> {
    Length::parse(appeals.wait.as_deref()?).ok()?.ends(since, &settings.zone()).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;
    use jiff::SignedDuration;
    use twilight_model::id::Id;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn settings(wait: Option<&str>) -> Settings {
        let (channel, wait) = (Id::new(5), wait.map(str::to_owned));
        let appeals = Appeals { channel, questions: vec![], wait, by_another: false };
        Settings { appeals: Some(appeals), ..Settings::default() }
    }

    fn ban() -> Case {
        Case { status: Status::Applied, ..Case::of(Kind::Ban) }
    }

    fn last(status: AppealStatus) -> Option<LastAppeal> {
        Some(LastAppeal { number: 3, status, decided_at: Some(NOW) })
    }

    #[test]
    fn each_reason_against_an_appeal_is_said() {
        let hour = NOW + SignedDuration::from_hours(1);
        let failed = Status::Failed("no".into());
        for (case, wait, last, now, why) in [
            (Case { no_appeal: true, ..ban() }, None, None, NOW, "can't appeal"),
            (Case { status: Status::Applied, ..Case::of(Kind::Warn) }, None, None, NOW, "can't appeal"),
            (Case { closed_at: Some(NOW), ..ban() }, None, None, NOW, "is over"),
            (Case { voided_at: Some(NOW), ..ban() }, None, None, NOW, "is over"),
            (Case { status: failed, ..ban() }, None, None, NOW, "is over"),
            (Case { kind: Kind::Timeout, ends_at: Some(NOW), ..ban() }, None, None, hour, "is over"),
            (Case::of(Kind::Ban), None, None, NOW, "try again in a moment"),
            (ban(), None, last(AppealStatus::Open), NOW, "already"),
            (ban(), None, last(AppealStatus::Accepted), NOW, "accepted"),
            (ban(), None, last(AppealStatus::Rejected), hour, "final"),
            (ban(), Some("2h"), last(AppealStatus::Rejected), hour, "<t:7200:f>"),
            (ban(), Some("2h"), None, hour, "<t:7200:f>"),
        ] {
            let refused = may_appeal(&case, &settings(wait), last, now).unwrap_err();
            assert!(refused.contains(why), "{why}: {refused}");
        }
        assert!(may_appeal(&ban(), &Settings::default(), None, NOW).is_err());
        let later = NOW + SignedDuration::from_hours(2);
        assert_eq!(may_appeal(&ban(), &settings(Some("2h")), last(AppealStatus::Rejected), later), Ok(()));
        assert_eq!(may_appeal(&ban(), &settings(None), None, NOW), Ok(()));
    }

    #[test]
    fn only_an_open_appeal_is_decided_or_asked_about() {
        let by = Id::new(7);
        let mut appeal = Appeal {
            guild: Id::new(1),
            number: 3,
            case: 1,
            user: Id::new(9),
            user_name: "nelly".to_owned(),
            answers: vec![],
            rounds: vec![],
            status: AppealStatus::Open,
            decided_by: None,
            decided_at: None,
            reason: None,
            lifted_by: None,
            failure: None,
            told: None,
            card: None,
            created_at: NOW,
        };
        for _ in 0..ROUNDS {
            appeal.ask("Why?".to_owned(), by, NOW).unwrap();
        }
        assert!(appeal.ask("Why?".to_owned(), by, NOW).is_err());
        appeal.unanswered(0).unwrap().answer = Some("So.".to_owned());
        assert!(appeal.unanswered(0).is_err() && appeal.unanswered(ROUNDS).is_err());
        appeal.decide(AppealStatus::Accepted, by, NOW).unwrap();
        assert!(appeal.decide(AppealStatus::Rejected, by, NOW).unwrap_err().contains("accepted"));
        assert!(appeal.unanswered(1).is_err());
        appeal.reopen(&"Discord said no".into());
        assert_eq!((appeal.status, appeal.lifted_by), (AppealStatus::Open, None));
        appeal.decide(AppealStatus::Rejected, by, NOW).unwrap();
        assert_eq!(appeal.failure, None);
    }

    #[test]
    fn stored_names_are_read_back() {
        for status in [AppealStatus::Open, AppealStatus::Accepted, AppealStatus::Rejected] {
            assert_eq!(AppealStatus::parse(status.as_str()), Some(status));
        }
        for told in [AppealTold::Sent, AppealTold::Added, AppealTold::Closed] {
            assert_eq!(AppealTold::parse(told.as_str()), Some(told));
        }
    }
}
