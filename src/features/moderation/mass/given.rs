//! The ways to give many people: a file, a form, or a mass ban's case.

use twilight_model::channel::Attachment;

use crate::discord::files::Fetched;
use crate::domain::evidence::safe_name;
use crate::domain::id_list::IdList;
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::error::{Error, Result};
use crate::features::moderation::mass::step::{Step, Wish};
use crate::kernel::control::Control;
use crate::kernel::cx::Cx;
use crate::kernel::form::Field;
use crate::kernel::reply::{Modal, Reply};
use crate::store::cases;
use crate::words;

/// The form's fields.
pub(super) const PEOPLE: &str = "people";
pub(super) const REASON: &str = "reason";

/// The largest file: ten thousand rows with names and reasons fit.
const LARGEST: u32 = 4 * 1024 * 1024;

/// Returns the people listed in a file.
///
/// # Errors
/// A refusal if the file is no list, too large, or gone.
pub(super) async fn by_file(cx: &Cx, file: Attachment) -> Result<IdList> {
    let name = file.filename.to_lowercase();
    let is_table = name.ends_with(".csv");
    if !is_table && !name.ends_with(".txt") {
        return Err(Error::refused(words::mass_file_kind()));
    }
    if file.size > u64::from(LARGEST) {
        return Err(Error::refused(words::mass_file_size()));
    }
    let most = usize::try_from(LARGEST).map_err(Error::broken)?;
    let (name, about) = (safe_name(&file.filename), "A list of people".to_owned());
    let file = match cx.app.discord.file_fetch(&file.url, most, name, about).await? {
        Fetched::Whole(file) => file,
        Fetched::No(why) => return Err(Error::refused(words::mass_file_gone(why))),
    };
    let now = cx.app.clock.now();
    Ok(if is_table {
        IdList::of_table(file.bytes(), now)
    } else {
        IdList::of_text(&String::from_utf8_lossy(file.bytes()), now)
    })
}

/// Returns the people whom a mass ban still bans.
///
/// # Errors
/// A refusal if the number is no mass ban's, or none of its bans are in force.
pub(super) async fn by_case(cx: &Cx, number: i64) -> Result<IdList> {
    let guild = cx.guild()?;
    let found = match i32::try_from(number) {
        Ok(number) => cases::case_find(&cx.app.db, guild, number).await?,
        Err(_) => None,
    };
    let Some(case) = found.filter(|case| case.kind == Kind::MassBan) else {
        return Err(Error::refused(words::mass_case_wrong(number)));
    };
    let held = cases::children_in_force(&cx.app.db, guild, case.number, Kind::Ban).await?;
    if held.is_empty() {
        return Err(Error::refused(words::mass_case_over(number)));
    }
    Ok(IdList { ids: held.into_iter().collect(), ..IdList::default() })
}

/// Returns the form that asks for the people.
pub(super) fn form(request: &Wish) -> Reply {
    let step = Step::Form { kind: request.kind, delete_seconds: request.delete_seconds };
    let is_ban = request.kind == Kind::MassBan;
    let title = if is_ban { words::mass_form_ban() } else { words::mass_form_unban() };
    let (label, hint) = (words::mass_form_people(), words::mass_form_people_hint());
    let people = Field::line(PEOPLE, &label, &hint, limits::FORM_FIELD).paragraph();
    let (label, hint) = (words::mass_form_reason(), words::mass_form_reason_hint());
    let reason = Field::line(REASON, &label, &hint, limits::REASON).paragraph().with(request.reason.clone());
    let components = vec![Field { required: true, ..people }.component(), reason.component()];
    Reply::Modal(Box::new(Modal { custom_id: step.id(), title, components }))
}
