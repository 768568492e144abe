//! Command definitions, and the form in which Discord keeps them.

mod kept;
mod naming;
mod options;

use serde_json::Value;

use kept::kept;
use naming::{Naming, descriptions, names};
use options::{Level, options};

use crate::form::Form;

/// The largest number of characters in all names, descriptions and values of one command.
const TOTAL: usize = 8000;

/// The scope of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// All servers.
    Global,
    /// One server.
    Guild,
}

/// A definition that was read: its type, its name and the rest as Discord keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) kind: u8,
    pub(crate) name: String,
    pub(crate) body: Value,
}

/// Reads one definition.
pub(crate) fn read(form: &Form<'_>, home: Home) -> Definition {
    let kind = form.choice("type", &[1, 2, 3]).unwrap_or(1);
    form.ignore(&[
        "id",
        "version",
        "application_id",
        "guild_id",
        "default_permission",
        "dm_permission",
        "handler",
    ]);
    let mut size = 0;
    if kind == 1 {
        size += names(form, Naming::Slash) + descriptions(form);
        size += options(form, Level::Command);
    } else {
        size += names(form, Naming::Menu);
        if form.text("description", 0..=100).is_some_and(|text| !text.is_empty())
            || form.raw("description_localizations").is_some()
        {
            form.error(
                "description",
                "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
                "Menu commands cannot have a description",
            );
        }
        if !form.list("options", 0..=0).is_empty() {
            form.error(
                "options",
                "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED",
                "Menu commands cannot have options",
            );
        }
    }
    if size > TOTAL {
        form.error_here("APPLICATION_COMMAND_TOO_LARGE", format!("Command exceeds maximum size ({TOTAL})"));
    }
    form.bits("default_member_permissions");
    form.truth("nsfw");
    for (field, known) in [("contexts", &[0, 1, 2][..]), ("integration_types", &[0, 1])] {
        let listed = form.array(field, 1..=3).map(Vec::as_slice).unwrap_or_default();
        if listed.iter().any(|one| !known.iter().any(|number| one == number)) {
            form.error(field, "BASE_TYPE_CHOICES", format!("Value must be one of {known:?}."));
        }
        if home == Home::Guild && form.raw(field).is_some() {
            form.note(&format!("{field} is for global commands only"));
        }
    }
    let name = form.raw("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    Definition { kind: u8::try_from(kind).unwrap_or(1), name, body: kept(form, home) }
}
