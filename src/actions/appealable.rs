//! The controls of appeals, and the job that shows one; what changes an appeal from outside adds that job.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::guild::Permissions;

use crate::domain::appeal::{self, AppealStatus};
use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::GuildId;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::job::{self, Job, LeasedJob};
use crate::kernel::reply::button;
use crate::store::appeals;
use crate::words;

/// The time that a lift usually takes, before its appeal is shown as accepted.
const LIFTED: SignedDuration = SignedDuration::from_secs(1);

/// The job that shows an appeal as it is now: to the moderators on its card, and its news to the person.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShowAppeal {
    pub number: i32,
    /// The number of the case that it is against.
    pub case: i32,
    pub news: AppealNews,
}

/// The news of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealNews {
    Opened,
    /// A moderator asked something: the question's place, counted from 0.
    Asked(usize),
    Answered,
    Decided,
    /// Something happened to its case.
    CaseChanged,
}

impl Job for ShowAppeal {
    const KIND: &'static str = "show_appeal";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        // It may add to the direct message about the case, as what shows the case does.
        ConcurrencyKey::Case(self.case)
    }
}

/// The buttons and forms of an appeal. Whoever appeals presses in direct messages, so those name the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealControl {
    /// Opens the form for an appeal.
    Open {
        guild: GuildId,
        case: i32,
    },
    Submit {
        guild: GuildId,
        case: i32,
    },
    /// Opens the form for the answer to a moderator's question.
    Answer {
        guild: GuildId,
        number: i32,
        round: usize,
    },
    SubmitAnswer {
        guild: GuildId,
        number: i32,
        round: usize,
    },
    /// A moderator's button or form. `kind` is that of the case.
    Decide {
        what: Verb,
        kind: Kind,
        number: i32,
    },
}

/// The part of a moderator in an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Accept,
    /// Opens the form for the reason.
    Reject,
    SubmitReject,
    /// Opens the form for the question.
    Ask,
    SubmitAsk,
}

impl Verb {
    const ALL: [Self; 5] = [Self::Accept, Self::Reject, Self::SubmitReject, Self::Ask, Self::SubmitAsk];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::SubmitReject => "rejected",
            Self::Ask => "ask",
            Self::SubmitAsk => "asked",
        }
    }
}

impl Control for AppealControl {
    const FEATURE: &'static str = "appeal";

    fn write(&self) -> String {
        match self {
            Self::Open { guild, case } => format!("open:{guild}:{case}"),
            Self::Submit { guild, case } => format!("submit:{guild}:{case}"),
            Self::Answer { guild, number, round } => format!("answer:{guild}:{number}:{round}"),
            Self::SubmitAnswer { guild, number, round } => format!("answered:{guild}:{number}:{round}"),
            Self::Decide { what, kind, number } => format!("{}:{}:{number}", what.as_str(), kind.as_str()),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match *fields {
            ["open", guild, case] => {
                Some(Self::Open { guild: guild.parse().ok()?, case: case.parse().ok()? })
            }
            ["submit", guild, case] => {
                Some(Self::Submit { guild: guild.parse().ok()?, case: case.parse().ok()? })
            }
            ["answer", guild, number, round] => {
                let (guild, number) = (guild.parse().ok()?, number.parse().ok()?);
                Some(Self::Answer { guild, number, round: round.parse().ok()? })
            }
            ["answered", guild, number, round] => {
                let (guild, number) = (guild.parse().ok()?, number.parse().ok()?);
                Some(Self::SubmitAnswer { guild, number, round: round.parse().ok()? })
            }
            [verb, kind, number] => {
                let what = Verb::ALL.into_iter().find(|it| it.as_str() == verb)?;
                let kind = Kind::parse(kind).filter(|kind| kind.is_appealable())?;
                Some(Self::Decide { what, kind, number: number.parse().ok()? })
            }
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Open { .. } | Self::Answer { .. } | Self::Decide { what: Verb::Reject | Verb::Ask, .. } => {
                Ack::Immediate
            }
            Self::Decide { what: Verb::Accept, kind, .. } if kind.undone_by().is_some() => Ack::Public,
            Self::Submit { .. } | Self::SubmitAnswer { .. } | Self::Decide { .. } => Ack::Private,
        }
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Decide { kind, .. } => lifting(*kind).permission(),
            // Whose case or appeal it is gets checked on the press.
            _ => Permissions::empty(),
        }
    }
}

/// Returns the kind whose permission decides an appeal: that which lifts the action, or its own where nothing does.
#[must_use]
pub fn lifting(kind: Kind) -> Kind {
    kind.undone_by().unwrap_or(kind)
}

/// Returns the button that opens the form for an appeal.
#[must_use]
pub fn appeal_button(case: &Case) -> Button {
    let open = AppealControl::Open { guild: case.guild, case: case.number };
    button(ButtonStyle::Secondary, &words::button_appeal(), open.id())
}

/// Returns the button that opens the form for an answer.
#[must_use]
pub fn answer_button(guild: GuildId, number: i32, round: usize) -> Button {
    button(ButtonStyle::Primary, &words::button_answer(), AppealControl::Answer { guild, number, round }.id())
}

/// Accepts an appeal by the case that lifts its action, in the transaction that opens that case.
///
/// # Errors
/// A refusal if the appeal was decided before.
pub(super) async fn accept(tx: &mut PgConnection, lift: &Case, number: i32) -> Result<()> {
    let accepted = appeals::appeal_change(tx, lift.guild, number, |appeal| {
        appeal.decide(AppealStatus::Accepted, lift.moderator, lift.created_at)?;
        appeal.lifted_by = Some(lift.number);
        Ok(())
    });
    let accepted = accepted.await?.ok_or_else(|| Error::refused(words::kept::appeal_gone()))?;
    let show = ShowAppeal { number, case: accepted.case, news: AppealNews::Decided };
    let at = lift.created_at.checked_add(LIFTED).unwrap_or(lift.created_at);
    job::add(tx, lift.guild, &show, at).await
}

/// Has the open appeal against a case shown anew once the case is over, for it can't be accepted any more.
pub(super) async fn case_changed(job: &LeasedJob, case: &Case) -> Result<()> {
    let now = job.app.clock.now();
    if !case.kind.is_appealable() || !appeal::is_over(case, now) {
        return Ok(());
    }
    let newest = appeals::appeal_newest(job.db(), case.guild, case.number).await?;
    let Some(open) = newest.filter(|appeal| appeal.status == AppealStatus::Open) else { return Ok(()) };
    let show = ShowAppeal { number: open.number, case: case.number, news: AppealNews::CaseChanged };
    job::add(&mut *job.db().acquire().await?, case.guild, &show, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;
    use twilight_model::id::Id;

    #[test]
    fn the_controls_are_read_back_as_they_were_written_and_fit() {
        let (guild, number, round) = (Id::new(u64::MAX), i32::MAX, 3);
        let decide = |what| AppealControl::Decide { what, kind: Kind::Timeout, number };
        let of_person = [
            AppealControl::Open { guild, case: number },
            AppealControl::Submit { guild, case: number },
            AppealControl::Answer { guild, number, round },
            AppealControl::SubmitAnswer { guild, number, round },
        ];
        for control in of_person.into_iter().chain(Verb::ALL.map(decide)) {
            let id = control.id();
            assert!(id.len() <= limits::CUSTOM_ID, "{id}");
            assert_eq!(AppealControl::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
        assert_eq!(AppealControl::read(&["accept", "warn", "1"]), None);
        assert_eq!(AppealControl::read(&["open", "0", "1"]), None);
    }
}
