//! `gavel import cases`: imports the output of `gavel export cases` or another bot's record, all of it or nothing.

mod foreign;
mod lines;
mod numbers;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use sqlx::PgConnection;

use crate::cli::database::OpenDatabase;
use crate::cli::stdout::say;
use crate::clock::Clock;
use crate::config::Options;
use crate::domain::exported::{CaseLine, State};
use crate::domain::ids::GuildId;
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::store::{cases, guilds};
use foreign::{Arranged, COLUMNS, Origin, arrange};
use lines::Source;
use numbers::Numbers;

/// The number of cases that are inserted at once, and of events.
const CASES: usize = 200;
const EVENTS: usize = 2000;

/// The largest file of another bot's, in bytes: it is read as a whole.
const LARGEST: u64 = 256 * 1024 * 1024;

const EXAMPLES: &str = "\
Everything is checked first, and then all of it is imported or nothing. Cases keep their numbers, authors, times and
history; the server's next case comes after all of them. During the import nobody can use commands that make cases in
that server, so choose a quiet hour for a large file.

Only the record changes: nobody is banned, unbanned or notified, and no timer is set. The output lists bans, timeouts and
jails that are still in force and have an end; they won't end automatically. Pending cases become failed, because nothing
will carry them out. In a server other than the one they came from, cases lose their link to a post in the log.

With --from, the file is another bot's record. Its numbers are kept where it counts the cases of each server (Zeppelin, Red, a
table with numbers), and else counted from 1. The output lists each row that is left out, with the reason. Only bans stay in
force; mutes are taken over as ended, and the output names those that may still run.

Examples:
  gavel import cases --guild 81384788765712384 cases.jsonl --dry-run
  gavel import cases --guild 81384788765712384 --from zeppelin export.json --dry-run
  gavel import cases --guild 81384788765712384 cases.jsonl --on-conflict skip
  zcat cases.jsonl.gz | gavel import cases --guild 81384788765712384 -";

#[derive(Subcommand)]
pub(super) enum Import {
    /// Import cases that `gavel export cases` wrote as JSONL, or that another bot recorded
    Cases(Cases),
}

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Cases {
    /// The server to import them into
    #[arg(long, value_name = "ID")]
    guild: GuildId,
    /// The exported file; - for stdin
    file: PathBuf,
    /// The origin of the file
    #[arg(long, value_enum, default_value_t = Origin::Gavel)]
    from: Origin,
    /// Change nothing; print what would change
    #[arg(long)]
    dry_run: bool,
    /// How to handle a case whose number is already taken in the server
    #[arg(long, value_enum, default_value_t = OnConflict::Fail)]
    on_conflict: OnConflict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OnConflict {
    /// Give it the server's next free number, and update what refers to it
    Renumber,
    /// Leave it out
    Skip,
    /// Import nothing
    Fail,
}

pub(super) async fn run(options: &Options, Import::Cases(wanted): Import) -> Result<ExitCode> {
    let mut source = Source::open(&wanted.file)?;
    let rows = match wanted.from.reader() {
        None => None,
        Some(read) => Some(read(&source.whole(LARGEST)?).map_err(|why| unreadable(&wanted, &source, &why))?),
    };
    // Gavel's own file is checked before the database is opened.
    let file = if rows.is_none() { Some(source.check()?) } else { None };
    let database = OpenDatabase::beside(options).await?;
    let done = async {
        let arranged = match rows {
            None => Arranged::default(),
            Some(rows) => {
                let settings = guilds::settings(&database.pool, wanted.guild).await?;
                let now = Clock::system().now();
                let arranged = arrange(rows, wanted.guild, wanted.from.name(), &settings, now);
                source = Source::of(&arranged.lines, source.name())?;
                arranged
            }
        };
        let file = match file {
            Some(file) => file,
            None => source.check()?,
        };
        let report = import(&database, &wanted, &mut source, file).await?;
        Ok::<_, Error>(format!("{}{report}", told(&arranged)))
    }
    .await;
    database.close().await;
    say(&done?)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the error for a file that is not of the origin that was named.
fn unreadable(wanted: &Cases, source: &Source, why: &str) -> Error {
    let columns = match wanted.from {
        Origin::Csv => format!(" The columns are {COLUMNS}."),
        _ => String::new(),
    };
    Error::refused(format!(
        "{} is no export of {}: {}. Nothing was imported.{columns}",
        source.name().display(),
        wanted.from.name(),
        why.trim_end_matches('.')
    ))
}

/// Returns the lines about another bot's rows: those that are left out, and what is not as it was there.
fn told(arranged: &Arranged) -> String {
    let mut lines = Vec::new();
    if !arranged.left_out.is_empty() {
        let rows = u64::try_from(arranged.left_out.len()).unwrap_or(u64::MAX);
        lines.push(format!("Left out: {}.", count(rows, "row", "rows")));
        lines.extend(arranged.left_out.iter().map(|row| format!("  {}: {}", row.place, row.why)));
    }
    if !arranged.not_continued.is_empty() {
        lines.push(format!(
            "Taken over as ended, though the other bot may still enforce it: {}. Order what is to go on with /timeout.",
            arranged.not_continued.join(", ")
        ));
    }
    if arranged.cut > 0 {
        lines.push(format!("Cut to the length that Gavel keeps: {}.", count(arranged.cut, "text", "texts")));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

async fn import(
    database: &OpenDatabase,
    wanted: &Cases,
    source: &mut Source,
    file: Numbers,
) -> Result<String> {
    let (guild, now) = (wanted.guild, Clock::system().now());
    let mut tx = match wanted.dry_run {
        true => cases::snapshot(&database.pool).await?,
        false => database.pool.begin().await?,
    };
    let given = match wanted.dry_run {
        true => cases::number_last(&mut tx, guild).await?,
        false => cases::numbers_lock(&mut tx, guild).await?,
    };
    let mut plan = ImportPlan::new(wanted.on_conflict, given, file);
    cases::numbers_taken(&mut tx, guild, plan.file.last(), |number| plan.see(number)).await?;
    plan.allows()?;

    let mut report = Report::default();
    let (mut batch, mut events, mut batches) = (Vec::with_capacity(CASES), 0, 0);
    let mut lines = source.cases()?;
    while let Some(line) = lines.next()? {
        let Some(number) = plan.place(&line) else { continue };
        report.see(&line, number, line.needs_timer(now));
        if wanted.dry_run {
            continue;
        }
        let line = line.into_record(guild, number, |old| plan.number(old), now);
        events += line.events.len();
        batch.push(line);
        if batch.len() == CASES || events >= EVENTS {
            insert(&mut tx, guild, std::mem::take(&mut batch)).await?;
            events = 0;
            batches += 1;
            if matches!(batches, 1 | 10 | 100) {
                cases::plans_forget(&mut tx).await?;
            }
        }
    }
    if wanted.dry_run {
        return Ok(format!("{}Nothing was changed.", report.text(&plan, "would be imported")));
    }
    insert(&mut tx, guild, batch).await?;
    cases::numbers_raise(&mut tx, guild, plan.last()).await?;
    tx.commit().await?;
    Ok(report.text(&plan, "imported").trim_end().to_owned())
}

async fn insert(tx: &mut PgConnection, guild: GuildId, batch: Vec<CaseLine>) -> Result<()> {
    if batch.is_empty() { Ok(()) } else { cases::cases_insert(tx, guild, batch).await }
}

/// The number that each case gets.
struct ImportPlan {
    on_conflict: OnConflict,
    file: Numbers,
    /// The numbers in the file that the server has already.
    taken: Numbers,
    /// The largest number of server and file.
    top: i32,
}

impl ImportPlan {
    fn new(on_conflict: OnConflict, given: i32, file: Numbers) -> Self {
        Self { on_conflict, top: given.max(file.last()), file, taken: Numbers::default() }
    }

    /// Notes a number that the server has.
    fn see(&mut self, number: i32) {
        if self.file.has(number) {
            self.taken.add(number);
        }
    }

    fn allows(&self) -> Result<()> {
        if self.on_conflict == OnConflict::Fail && self.taken.len() > 0 {
            return Err(Error::refused(format!(
                "The server has these cases already: {}. Nothing was imported; use --on-conflict skip or --on-conflict renumber.",
                self.taken.few()
            )));
        }
        match self.top.checked_add(self.taken.len()) {
            Some(_) => Ok(()),
            None => Err(Error::refused("The numbers would grow too large. Nothing was imported.")),
        }
    }

    /// Returns the new number of a number in the file.
    fn number(&self, number: i32) -> i32 {
        match self.taken.place(number) {
            Some(place) if self.on_conflict == OnConflict::Renumber => self.top + 1 + place,
            _ => number,
        }
    }

    /// Returns the new number of a case; `None` if the case is left out.
    fn place(&self, line: &CaseLine) -> Option<i32> {
        if self.on_conflict == OnConflict::Skip && self.taken.has(line.number) {
            return None;
        }
        Some(self.number(line.number))
    }

    /// Returns the largest number in the record after the import.
    fn last(&self) -> i32 {
        match self.on_conflict {
            OnConflict::Renumber => self.top + self.taken.len(),
            OnConflict::Skip | OnConflict::Fail => self.top,
        }
    }
}

/// The result of an import or a dry run.
#[derive(Default)]
struct Report {
    imported: u64,
    pending: u64,
    /// The cases that only a timer would end or renew.
    timeless: Vec<i32>,
    more_timeless: u64,
}

impl Report {
    fn see(&mut self, line: &CaseLine, number: i32, needs_timer: bool) {
        const NAMED: usize = 20;
        self.imported += 1;
        self.pending += u64::from(line.status == State::Pending);
        match needs_timer {
            true if self.timeless.len() < NAMED => self.timeless.push(number),
            true => self.more_timeless += 1,
            false => {}
        }
    }

    fn text(&self, plan: &ImportPlan, done: &str) -> String {
        let mut lines = vec![format!("{} {done}.", count(self.imported, "case", "cases"))];
        let taken = plan.taken.len().unsigned_abs();
        match plan.on_conflict {
            OnConflict::Skip if taken > 0 => {
                lines.push(format!("Left out, for the server has them: {}.", plan.taken.few()))
            }
            OnConflict::Renumber if taken > 0 => lines.push(format!(
                "Renumbered, for the server has them: {}; from #{} to #{} now.",
                plan.taken.few(),
                plan.top + 1,
                plan.last()
            )),
            _ => {}
        }
        if self.pending > 0 {
            lines.push(format!("Pending before, failed now: {}.", count(self.pending, "case", "cases")));
        }
        if !self.timeless.is_empty() {
            let numbers: Vec<String> = self.timeless.iter().map(|number| format!("#{number}")).collect();
            let more = if self.more_timeless > 0 {
                format!(" and {} more", self.more_timeless)
            } else {
                String::new()
            };
            lines.push(format!(
                "Still in force, and not ended or renewed by Gavel, for an import sets no timers: {}{more}. Lift them when they are over, or order them again.",
                numbers.join(", ")
            ));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}
