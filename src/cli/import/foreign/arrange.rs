//! Rows of another bot's become cases: in order, with numbers, and with what lifted what.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::cli::import::foreign::row::{Found, LeftOut, Row};
use crate::domain::exported::{CaseLine, LogPostOutcome, State};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::{DISCORDS_LONGEST, Kind};
use crate::domain::limits::REASON;
use crate::domain::settings::Settings;
use crate::domain::text::{cut, length};

/// The id that stands for nobody, as in what was erased.
const NOBODY: UserId = UserId::new(1);
/// The largest weight of a warning.
const MOST_POINTS: u32 = 100;

/// Cases that can be imported, in order.
#[derive(Debug, Default)]
pub(in crate::cli::import) struct Arranged {
    pub lines: Vec<CaseLine>,
    pub left_out: Vec<LeftOut>,
    /// The places of what the other bot still enforces and Gavel does not.
    pub not_continued: Vec<String>,
    /// The number of texts that were too long.
    pub cut: u64,
}

/// Makes cases of rows: of `guild`'s alone where the file has rows of several servers.
pub(in crate::cli::import) fn arrange(
    found: Vec<Found>,
    guild: GuildId,
    name: &str,
    settings: &Settings,
    now: Timestamp,
) -> Arranged {
    let mut arranged = Arranged::default();
    let rows = of_server(found, guild, &mut arranged.left_out);
    let rows = in_order(rows, &mut arranged.left_out);
    let (mut open, mut origins) = (HashMap::new(), Vec::new());
    for (number, row) in rows {
        let (place, is_over) = (row.place.clone(), row.is_over);
        let line = arranged.line(row, guild, number, name, settings, now);
        if let Some(problem) = line.problem() {
            arranged.left_out.push(LeftOut::new(&place, problem));
            continue;
        }
        let at = arranged.lines.len();
        arranged.lines.push(line);
        arranged.lift(at, &mut open);
        origins.push((place, is_over));
    }
    for (line, (place, is_over)) in arranged.lines.iter_mut().zip(origins) {
        if end(line, is_over, now) == Continued::No {
            arranged.not_continued.push(place);
        }
    }
    arranged
}

/// Returns the rows of the file's only server, or of this one.
fn of_server(found: Vec<Found>, guild: GuildId, left_out: &mut Vec<LeftOut>) -> Vec<Row> {
    let servers: HashSet<GuildId> =
        found.iter().filter_map(|found| found.as_ref().ok().and_then(|row| row.guild)).collect();
    let mut rows = Vec::with_capacity(found.len());
    for found in found {
        match found {
            Ok(row) => match row.guild {
                Some(other) if servers.len() > 1 && other != guild => {
                    left_out.push(LeftOut::new(&row.place, format!("it is of the server {other}")));
                }
                _ => rows.push(row),
            },
            Err(why) => left_out.push(why),
        }
    }
    rows
}

/// Returns the rows with their numbers: the other bot's if each has one, else counted from 1 in the order of time.
fn in_order(mut rows: Vec<Row>, left_out: &mut Vec<LeftOut>) -> Vec<(i32, Row)> {
    let is_numbered = rows.iter().all(|row| row.number.is_some());
    if !is_numbered {
        // A row without a time is of now.
        rows.sort_by_key(|row| row.created_at.unwrap_or(Timestamp::MAX));
        return (1..).zip(rows).collect();
    }
    rows.sort_by_key(|row| row.number);
    let mut last = 0;
    let mut numbered = Vec::with_capacity(rows.len());
    for row in rows {
        match row.number.unwrap_or_default() {
            number if number < 1 => left_out.push(LeftOut::new(&row.place, "numbers count from 1")),
            number if number == last => {
                left_out.push(LeftOut::new(&row.place, format!("another row has the number {number}")));
            }
            number => {
                last = number;
                numbered.push((number, row));
            }
        }
    }
    numbered
}

impl Arranged {
    fn line(
        &mut self,
        row: Row,
        guild: GuildId,
        number: i32,
        name: &str,
        settings: &Settings,
        now: Timestamp,
    ) -> CaseLine {
        let created_at = row.created_at.unwrap_or(now).min(now);
        let is_warning = row.kind == Kind::Warn;
        let points = if is_warning { row.points.unwrap_or(1).min(MOST_POINTS) } else { 0 };
        let moderator_id = row.moderator.unwrap_or(NOBODY);
        let unknown = || format!("unknown in {name}");
        let note = format!("Imported from {name}: {}.\n{}", row.place, row.notes.join("\n"));
        let reason = row.reason.map(|reason| self.short(&reason));
        CaseLine {
            guild_id: guild,
            number,
            kind: row.kind,
            status: State::Applied,
            failure: None,
            target_id: Some(row.target),
            target_name: row.target_name,
            channel_id: None,
            moderator_id,
            moderator_name: row.moderator_name.unwrap_or_else(unknown),
            reason,
            points: i32::try_from(points).unwrap_or_default(),
            summary: None,
            notified: None,
            logged: Some(LogPostOutcome::Off),
            log_channel_id: None,
            log_message_id: None,
            created_at,
            applied_at: Some(created_at),
            expires_at: if is_warning { settings.warning_expires(created_at) } else { None },
            voided_at: row.void_reason.as_ref().map(|_| now),
            voided_by: row.void_reason.as_ref().map(|_| moderator_id),
            void_reason: row.void_reason,
            ends_at: row.ends_at.filter(|end| *end > created_at && row.kind.facts().lasts.is_some()),
            closed_at: None,
            closed_by: None,
            ended_case: None,
            delete_seconds: 0,
            parent: None,
            note: Some(self.short(note.trim())),
            message_id: None,
            role_id: None,
            roles: None,
            evidence: None,
            change: None,
            audit_entry: None,
            ladder_points: None,
            no_appeal: false,
            events: Vec::new(),
        }
    }

    fn short(&mut self, text: &str) -> String {
        self.cut += u64::from(length(text) > REASON);
        cut(text, REASON)
    }

    /// Ends what this case lifts or replaces.
    fn lift(&mut self, at: usize, open: &mut HashMap<(UserId, &'static str), usize>) {
        let Some(line) = self.lines.get(at) else { return };
        let (Some(target), kind) = (line.target_id, line.kind) else { return };
        let (number, created_at, is_voided) = (line.number, line.created_at, line.voided_at.is_some());
        let lifted = Kind::ALL.into_iter().filter(|other| {
            let lasts = other.facts().lasts;
            lasts.is_some() && (*other == kind || lasts.is_some_and(|lasting| lasting.lifted_by == kind))
        });
        for other in lifted {
            let Some(earlier) = open.remove(&(target, other.as_str())) else { continue };
            let Some(ended) = self.lines.get_mut(earlier) else { continue };
            if let Some(end) = ended.ends_at.filter(|end| *end <= created_at) {
                ended.closed_at = Some(end);
                continue;
            }
            (ended.closed_at, ended.closed_by) = (Some(created_at.max(ended.created_at)), Some(number));
            let ended_number = ended.number;
            if let Some(line) = self.lines.get_mut(at) {
                line.ended_case = Some(ended_number);
            }
        }
        if kind.facts().lasts.is_some() && !is_voided {
            open.insert((target, kind.as_str()), at);
        }
    }
}

/// The continuation of an action by Gavel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Continued {
    Yes,
    /// The other bot still enforces it, and Gavel does not.
    No,
    /// It is over, or has no duration.
    NothingToDo,
}

/// Ends a case that is over. Of those that are not, only a ban goes on by itself: Discord keeps it whoever made it.
fn end(line: &mut CaseLine, is_over: bool, now: Timestamp) -> Continued {
    if line.kind.facts().lasts.is_none() || line.voided_at.is_some() || line.closed_at.is_some() {
        return Continued::NothingToDo;
    }
    if let Some(end) = line.ends_at.filter(|end| *end <= now) {
        line.closed_at = Some(end);
        return Continued::NothingToDo;
    }
    if is_over {
        line.closed_at = Some(line.created_at);
        return Continued::NothingToDo;
    }
    if line.kind == Kind::Ban {
        return Continued::Yes;
    }
    line.closed_at = Some(now);
    let may_run = line.ends_at.is_some() || now.duration_since(line.created_at) < DISCORDS_LONGEST;
    if may_run { Continued::No } else { Continued::NothingToDo }
}
