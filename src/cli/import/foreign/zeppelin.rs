//! Zeppelin: the file of the dashboard's export, an object with the server's cases and the notes of each.

use serde::Deserialize;

use super::row::{Found, LeftOut, Row, id, text, time};
use crate::domain::kind::Kind;

#[derive(Deserialize)]
struct Export {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    case_number: i32,
    user_id: String,
    user_name: Option<String>,
    mod_id: Option<String>,
    mod_name: Option<String>,
    #[serde(rename = "type")]
    kind: u8,
    created_at: String,
    #[serde(default)]
    is_hidden: bool,
    /// The person for whom the moderator acted.
    pp_name: Option<String>,
    #[serde(default)]
    notes: Vec<Note>,
}

#[derive(Deserialize)]
struct Note {
    mod_name: String,
    body: String,
}

/// Reads an export; fails with what is wrong with it.
pub(super) fn read(file: &[u8]) -> Result<Vec<Found>, String> {
    let export: Export = serde_json::from_slice(file).map_err(|error| error.to_string())?;
    Ok(export.cases.into_iter().map(row).collect())
}

fn row(case: Case) -> Found {
    let place = format!("case {}", case.case_number);
    let kind = match case.kind {
        1 => Kind::Ban,
        2 => Kind::Unban,
        3 => Kind::Note,
        4 => Kind::Warn,
        5 => Kind::Kick,
        6 => Kind::Timeout,
        7 => Kind::Untimeout,
        8 => return Err(LeftOut::new(&place, "it was deleted in Zeppelin")),
        9 => Kind::Softban,
        other => return Err(LeftOut::new(&place, format!("its type {other} is not known"))),
    };
    let target = id(&case.user_id).ok_or_else(|| LeftOut::new(&place, "it names no person"))?;
    let created_at = time(&case.created_at).ok_or_else(|| LeftOut::new(&place, "its time can't be read"))?;
    // The first note is the reason that was given with the action.
    let mut notes = case.notes.into_iter();
    let reason = text(notes.next().map(|note| note.body));
    let mut notes: Vec<String> = notes.map(|note| format!("{}: {}", note.mod_name, note.body)).collect();
    notes.extend(text(case.pp_name).map(|name| format!("On behalf of {name}.")));
    Ok(Row {
        number: Some(case.case_number),
        target_name: text(case.user_name),
        moderator: case.mod_id.as_deref().and_then(id),
        moderator_name: text(case.mod_name),
        reason,
        notes,
        created_at: Some(created_at),
        void_reason: case.is_hidden.then(|| "It was hidden in Zeppelin.".to_owned()),
        ..Row::new(place, kind, target)
    })
}
