//! `/massban file? reason? delete?`, `/massunban file? number? reason?`: many people at once. Without a file, a form
//! asks for them. The sorted list is shown first; on confirmation it becomes one order, carried out by a long job.

mod given;
mod job;
mod order;
mod outcomes;
mod people;
mod preview;
mod result;
mod run;
mod step;
mod turn;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::Attachment;
use twilight_model::guild::Permissions;

use crate::actions::delete_messages::Delete;
use crate::actions::options;
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::reply::Reply;

use given::MassForm;
pub(super) use order::agreed;
pub(super) use run::run;
pub(super) use step::Step;
use step::Wish;

#[derive(CommandModel, CreateCommand)]
#[command(name = "massban", desc = "-")]
struct MassBan {
    /// A .txt or .csv file with up to 10,000 ids. Default: a form asks for them
    file: Option<Attachment>,
    /// Reason, recorded in the case; they aren't told
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// Their messages to delete. Default: nothing
    delete: Option<Delete>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "massunban", desc = "-")]
struct MassUnban {
    /// A .txt or .csv file with up to 10,000 ids. Default: a form asks for them
    file: Option<Attachment>,
    /// The case number of a mass ban whose bans to lift
    #[command(min_value = 1)]
    number: Option<i64>,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn ban() -> Command {
    Command::slash(Ack::Public, mass_ban).permission(Permissions::BAN_MEMBERS).completes(options::suggest)
}

pub(super) fn unban() -> Command {
    Command::slash(Ack::Public, mass_unban).permission(Permissions::BAN_MEMBERS).completes(options::suggest)
}

async fn mass_ban(cx: Cx, args: MassBan) -> Result<Reply> {
    let delete_seconds = args.delete.unwrap_or(Delete::Nothing).seconds();
    let request = Wish { kind: Kind::MassBan, reason: args.reason, delete_seconds };
    match args.file {
        Some(file) => preview::show(&cx, request, given::by_file(&cx, file).await?).await,
        None => Ok(MassForm::new(&request).reply()),
    }
}

async fn mass_unban(cx: Cx, args: MassUnban) -> Result<Reply> {
    let request = Wish { kind: Kind::MassUnban, reason: args.reason, delete_seconds: 0 };
    match (args.file, args.number) {
        (Some(file), _) => preview::show(&cx, request, given::by_file(&cx, file).await?).await,
        (None, Some(number)) => preview::show(&cx, request, given::by_case(&cx, number).await?).await,
        (None, None) => Ok(MassForm::new(&request).reply()),
    }
}

pub(super) async fn press(cx: Cx, step: Step, pressed: Pressed) -> Result<Reply> {
    let Step::Form { kind } = step;
    let form = MassForm::new(&Wish { kind, reason: None, delete_seconds: 0 }).filled(&pressed)?;
    let (request, list) = form.given(&cx).await?;
    preview::show(&cx, request, list).await
}
