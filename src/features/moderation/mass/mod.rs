//! `/massban file? reason? delete?`, `/massunban file? number? reason?`: many people at once. Without a file a form asks
//! for them. What was given is shown first, sorted; then one order, carried out by a job that takes its time.

mod given;
mod order;
mod outcomes;
mod people;
mod preview;
mod result;
mod run;
mod turn;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::actions::options;
use crate::domain::crowd::Crowd;
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::features::moderation::ban::Delete;
use crate::kernel::command::{Ack, Command};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

pub(super) use order::expire;
pub(super) use preview::OFFER;
pub(super) use run::{JOB, carry};

#[derive(CommandModel, CreateCommand)]
#[command(
    name = "massban",
    desc = "Ban many people at once, from a file or a form; shows what is meant first"
)]
struct MassBan {
    /// A .txt or .csv file with their ids, 10,000 at most; a form asks, when left out
    file: Option<Attachment>,
    /// Why; it is recorded, they are not told
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// Which of their messages go too; none, when left out
    delete: Option<Delete>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "massunban", desc = "Lift many bans at once, from a file, a form or the case of a mass ban")]
struct MassUnban {
    /// A .txt or .csv file with their ids, 10,000 at most; a form asks, when left out
    file: Option<Attachment>,
    /// The number of a mass ban's case, to take back whom it banned
    #[command(min_value = 1)]
    number: Option<i64>,
    /// Why; it is recorded
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn ban() -> Command {
    Command::slash(Ack::Public, mass_ban).permission(Permissions::BAN_MEMBERS).completes(options::suggest)
}

pub(super) fn unban() -> Command {
    Command::slash(Ack::Public, mass_unban).permission(Permissions::BAN_MEMBERS).completes(options::suggest)
}

/// What is wanted, beside of whom.
#[derive(Clone, Debug)]
struct Wish {
    kind: Kind,
    reason: Option<String>,
    delete_seconds: u32,
}

async fn mass_ban(cx: Cx, args: MassBan) -> Result<Reply> {
    let delete_seconds = args.delete.unwrap_or(Delete::Nothing).seconds();
    let wish = Wish { kind: Kind::MassBan, reason: args.reason, delete_seconds };
    match args.file {
        Some(file) => preview::show(&cx, wish, given::by_file(&cx, file).await?).await,
        None => Ok(given::form(&wish)),
    }
}

async fn mass_unban(cx: Cx, args: MassUnban) -> Result<Reply> {
    let wish = Wish { kind: Kind::MassUnban, reason: args.reason, delete_seconds: 0 };
    match (args.file, args.number) {
        (Some(file), _) => preview::show(&cx, wish, given::by_file(&cx, file).await?).await,
        (None, Some(number)) => preview::show(&cx, wish, given::by_case(&cx, number).await?).await,
        (None, None) => Ok(given::form(&wish)),
    }
}

/// The form, and the two buttons below what it led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Form { kind: Kind, delete_seconds: u32 },
    Go { offer: i64 },
    Stop { offer: i64 },
}

impl Control for Step {
    const FEATURE: &'static str = "mass";

    fn write(&self) -> String {
        match self {
            Self::Form { kind, delete_seconds } => format!("form:{}:{delete_seconds}", kind.as_str()),
            Self::Go { offer } => format!("go:{offer}"),
            Self::Stop { offer } => format!("stop:{offer}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match *fields {
            ["form", kind, delete] => Some(Self::Form {
                kind: Kind::parse(kind).filter(|kind| kind.each().is_some())?,
                delete_seconds: delete.parse().ok().filter(|seconds| *seconds <= Delete::Week.seconds())?,
            }),
            ["go", offer] => Some(Self::Go { offer: offer.parse().ok()? }),
            ["stop", offer] => Some(Self::Stop { offer: offer.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Form { .. } => Ack::Public,
            Self::Go { .. } | Self::Stop { .. } => Ack::Update,
        }
    }

    fn permission(&self) -> Permissions {
        Permissions::BAN_MEMBERS
    }
}

pub(super) async fn press(cx: Cx, step: Step, pressed: Pressed) -> Result<Reply> {
    match step {
        Step::Form { kind, delete_seconds } => {
            let people = pressed.field(given::PEOPLE).unwrap_or_default();
            let crowd = Crowd::of_text(&people, cx.app.clock.now());
            let wish = Wish { kind, reason: pressed.field(given::REASON), delete_seconds };
            preview::show(&cx, wish, crowd).await
        }
        Step::Go { offer } => order::go(&cx, offer).await,
        Step::Stop { offer } => order::stop(&cx, offer).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_and_buttons_are_read_back_as_they_were_written() {
        let form = Step::Form { kind: Kind::MassBan, delete_seconds: 604_800 };
        for step in [form, Step::Go { offer: i64::MAX }, Step::Stop { offer: 1 }] {
            let id = step.id();
            assert_eq!(Step::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(step));
        }
        assert_eq!(Step::read(&["form", "ban", "0"]), None);
        assert_eq!(Step::read(&["form", "massban", "604801"]), None);
    }
}
