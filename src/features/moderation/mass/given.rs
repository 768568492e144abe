//! The ways to give many people: a file, a form, or a mass ban's case.

use twilight_model::channel::Attachment;

use crate::actions::delete_messages::Delete;
use crate::discord::files::Fetched;
use crate::domain::evidence::safe_name;
use crate::domain::id_list::IdList;
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::error::{Error, Result};
use crate::features::moderation::mass::step::{Step, Wish};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::{Field, Form, Part};
use crate::kernel::reply::Reply;
use crate::store::cases;
use crate::words;

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
        Fetched::No(why) => return Err(Error::refused(words::kept::mass_file_gone(why))),
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

/// The form that asks for the people.
#[derive(Debug)]
pub(super) struct MassForm {
    kind: Kind,
    people: Option<String>,
    list: Option<Attachment>,
    reason: Option<String>,
    delete: Delete,
}

impl MassForm {
    /// Returns the form with what the command had.
    pub(super) fn new(request: &Wish) -> Self {
        let delete = Delete::of_seconds(&request.delete_seconds.to_string()).unwrap_or(Delete::Nothing);
        Self { kind: request.kind, people: None, list: None, reason: request.reason.clone(), delete }
    }

    /// Returns the form as the reply that opens it.
    pub(super) fn reply(&self) -> Reply {
        let is_ban = self.kind == Kind::MassBan;
        let title = if is_ban { words::mass_form_ban() } else { words::mass_form_unban() };
        Reply::form(Step::Form { kind: self.kind }.id(), &title, self)
    }

    /// Returns the request, and the people of the text and of the file.
    pub(super) async fn given(self, cx: &Cx) -> Result<(Wish, IdList)> {
        let delete_seconds = if self.kind == Kind::MassBan { self.delete.seconds() } else { 0 };
        let request = Wish { kind: self.kind, reason: self.reason, delete_seconds };
        let list = match (self.list, self.people) {
            (None, None) => return Err(Error::refused(words::mass_form_empty())),
            (Some(_), Some(_)) => return Err(Error::refused(words::mass_form_both())),
            (Some(file), None) => by_file(cx, file).await?,
            (None, Some(people)) => IdList::of_text(&people, cx.app.clock.now()),
        };
        Ok((request, list))
    }
}

impl Form for MassForm {
    fn parts(&self) -> Vec<Part> {
        let (label, hint) = (words::mass_form_people(), words::mass_form_people_hint());
        let people = Field::line("people", label, hint, limits::FORM_FIELD).paragraph();
        let (label, hint) = (words::mass_form_file(), words::mass_form_file_hint());
        let list = Field::files("file", label, hint, 1, &[".txt", ".csv"]);
        let (label, hint) = (words::mass_form_reason(), words::mass_form_reason_hint());
        let reason = Field::line("reason", label, hint, limits::REASON).paragraph();
        let mut fields = vec![people.with(self.people.clone()), list, reason.with(self.reason.clone())];
        if self.kind == Kind::MassBan {
            fields.push(self.delete.field());
        }
        fields.into_iter().map(Field::part).collect()
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        Ok(Self {
            people: pressed.field("people"),
            list: pressed.uploaded("file")?.pop(),
            reason: pressed.field("reason"),
            delete: pressed.choice("delete", Delete::of_seconds)?.unwrap_or(self.delete),
            ..self
        })
    }
}
