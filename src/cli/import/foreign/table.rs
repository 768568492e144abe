//! Tables: CSV of any origin, with the names of Gavel's own export; and YAGPDB's table of warnings as CSV.

use std::collections::HashMap;

use csv::StringRecord;

use super::row::{Found, LeftOut, Row, id, text, time};
use crate::domain::ids::GuildId;
use crate::domain::kind::{Kind, On};

/// The columns of [`read`]; the first three are needed.
pub(in crate::cli::import) const COLUMNS: &str = "kind, target_id, created_at, and if you have them number, guild_id, \
target_name, moderator_id, moderator_name, reason, note, points, ends_at, closed_at, void_reason";

/// A row with its column names.
struct Cells<'a> {
    columns: &'a HashMap<String, usize>,
    record: StringRecord,
    place: String,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> Option<String> {
        let cell = self.columns.get(column).and_then(|at| self.record.get(*at))?;
        // What a spreadsheet would run as a formula was written behind an apostrophe.
        let plain = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        text(Some(plain.unwrap_or(cell).to_owned()))
    }

    fn left_out(&self, why: impl Into<String>) -> LeftOut {
        LeftOut::new(&self.place, why)
    }

    /// Returns what `read` makes of a cell; fails if it makes nothing of one that is not empty.
    fn read<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, LeftOut> {
        let Some(cell) = self.get(column) else { return Ok(None) };
        let value =
            read(&cell).ok_or_else(|| self.left_out(format!("its {column} `{cell}` can't be read")))?;
        Ok(Some(value))
    }

    fn needed<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, LeftOut> {
        self.read(column, read)?.ok_or_else(|| self.left_out(format!("it has no {column}")))
    }
}

/// Reads the rows of a table that has these columns.
fn rows(file: &[u8], needed: &[&str], row: fn(&Cells<'_>) -> Found) -> Result<Vec<Found>, String> {
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let header = table.headers().map_err(|error| error.to_string())?;
    let name = |name: &str| name.trim_start_matches('\u{feff}').trim().to_lowercase();
    let columns: HashMap<String, usize> = header.iter().enumerate().map(|(at, it)| (name(it), at)).collect();
    if let Some(missing) = needed.iter().find(|column| !columns.contains_key(**column)) {
        return Err(format!("its first line has no column {missing}"));
    }
    let mut found = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| error.to_string())?;
        let place = format!("line {}", record.position().map_or(0, |position| position.line()));
        found.push(row(&Cells { columns: &columns, record, place }));
    }
    Ok(found)
}

/// Reads a table with the names of Gavel's own columns; fails with what is wrong with it.
pub(super) fn read(file: &[u8]) -> Result<Vec<Found>, String> {
    rows(file, &["kind", "target_id", "created_at"], |cells| {
        let kind = cells.needed("kind", kind)?;
        if !matches!(kind.facts().on, On::Person) {
            return Err(cells.left_out(format!("{} is no action on a person", kind.as_str())));
        }
        let guild = cells.read("guild_id", id)?.map(|id| GuildId::new(id.get()));
        let target = cells.needed("target_id", id)?;
        let ends_at = cells.read("ends_at", time)?;
        Ok(Row {
            guild,
            number: cells.read("number", |text| text.parse().ok())?,
            target_name: cells.get("target_name"),
            moderator: cells.read("moderator_id", id)?,
            moderator_name: cells.get("moderator_name"),
            reason: cells.get("reason"),
            notes: cells.get("note").into_iter().collect(),
            created_at: Some(cells.needed("created_at", time)?),
            ends_at,
            points: cells.read("points", |text| text.parse().ok())?.filter(|_| kind == Kind::Warn),
            is_over: cells.read("closed_at", time)?.is_some(),
            void_reason: cells.get("void_reason"),
            ..Row::new(cells.place.clone(), kind, target)
        })
    })
}

/// Returns the kind of a name: Gavel's own, or one that other bots use.
fn kind(name: &str) -> Option<Kind> {
    let name = name.trim().to_lowercase();
    match name.as_str() {
        "warning" | "strike" => Some(Kind::Warn),
        "mute" | "tempmute" => Some(Kind::Timeout),
        "unmute" => Some(Kind::Untimeout),
        "tempban" | "hackban" | "forceban" => Some(Kind::Ban),
        _ => Kind::parse(&name),
    }
}

/// Reads YAGPDB's table `moderation_warnings`; fails with what is wrong with it.
pub(super) fn read_yagpdb(file: &[u8]) -> Result<Vec<Found>, String> {
    rows(file, &["id", "guild_id", "user_id", "author_id", "created_at", "message"], |cells| {
        let target = cells.needed("user_id", id)?;
        let mut notes: Vec<String> =
            cells.get("id").map(|id| format!("Warning {id} in YAGPDB.")).into_iter().collect();
        notes.extend(cells.get("logs_link").map(|link| format!("Messages: {link}")));
        Ok(Row {
            guild: cells.read("guild_id", id)?.map(|id| GuildId::new(id.get())),
            moderator: cells.read("author_id", id)?,
            moderator_name: cells.get("author_username_discrim"),
            reason: cells.get("message"),
            notes,
            created_at: Some(cells.needed("created_at", time)?),
            ..Row::new(cells.place.clone(), Kind::Warn, target)
        })
    })
}
