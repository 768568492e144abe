//! `gavel export members|bans|cases|settings`: writes one list of a server, streamed, and ends.

mod format;
pub(super) mod output;
mod pages;
mod progress;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};
use twilight_model::id::Id;

use crate::cli::database::OpenDatabase;
use crate::cli::discord;
use crate::config::Options;
use crate::discord::error_code;
use crate::domain::ids::GuildId;
use crate::error::{Error, Result};
use crate::store::{cases, guilds};
use format::{Encoder, Format, setting_rows};
use output::Output;
use pages::{copy, patiently};

/// The number of cases that are read at once.
const CASES: u32 = 500;

const EXAMPLES: &str = "\
Members and bans come from Discord, cases and settings from the database.

JSONL is one object per line: ids are strings, times are UTC, and a case has its history in `events`. CSV has a header,
and is safe to open as a spreadsheet: a cell that would be read as a formula begins with '. Settings are one JSON
object, or rows of name and value. A file appears under its name only when it is complete.

Examples:
  gavel export members --guild 81384788765712384 --output members.jsonl
  gavel export bans --guild 81384788765712384 --format csv --output bans.csv
  gavel export cases --guild 81384788765712384 | jq -r 'select(.kind == \"ban\").target_id'
  gavel export settings --guild 81384788765712384";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// The list to export
    what: What,
    /// The server's id
    #[arg(long, value_name = "ID")]
    guild: GuildId,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// The file to write; - for stdout. Default: stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Members of the server; needs the members intent
    Members,
    /// Banned people; needs Ban Members
    Bans,
    /// Cases, with their history
    Cases,
    /// The server's settings
    Settings,
}

pub(super) async fn run(options: &Options, export: Export) -> Result<ExitCode> {
    // Before anything else, so that a signal never leaves a temporary file behind.
    let mut term = signal(SignalKind::terminate()).map_err(Error::broken)?;
    let mut int = signal(SignalKind::interrupt()).map_err(Error::broken)?;
    let output = Output::open(export.output.as_deref())?;
    // On a terminal, lines and the progress bar would overwrite each other.
    let shown = std::io::stderr().is_terminal() && (output.is_file() || !std::io::stdout().is_terminal());
    let stopped = match output.is_file() {
        true => "Stopped before the end; no file was written.",
        false => "Stopped before the end; what was written is incomplete.",
    };
    tokio::select! {
        done = write(options, &export, output, shown) => done.map(|()| ExitCode::SUCCESS),
        _ = term.recv() => Err(Error::refused(stopped)),
        _ = int.recv() => Err(Error::refused(stopped)),
    }
}

async fn write(options: &Options, export: &Export, output: Output, shown: bool) -> Result<()> {
    match export.what {
        What::Members | What::Bans => {
            from_discord(options, export, output, shown).await.map_err(|error| explain(export, error))
        }
        What::Cases | What::Settings => {
            let database = OpenDatabase::beside(options).await?;
            let done = from_database(&database, export, output, shown).await;
            database.close().await;
            done
        }
    }
}

async fn from_discord(options: &Options, export: &Export, output: Output, shown: bool) -> Result<()> {
    let (discord, guild, format) = (discord::open(options)?, export.guild, export.format);
    let count = patiently(async || discord.member_count(guild).await).await?;
    if export.what == What::Members {
        let bar = progress::bar(shown, count, "members");
        let page = async |after| {
            patiently(async || discord.members_after(guild, Id::new_checked(after)).await).await
        };
        copy(page, Encoder::new(format), output, &bar).await
    } else {
        let bar = progress::bar(shown, None, "bans");
        let page =
            async |after| patiently(async || discord.bans_after(guild, Id::new_checked(after)).await).await;
        copy(page, Encoder::new(format), output, &bar).await
    }
}

async fn from_database(
    database: &OpenDatabase,
    export: &Export,
    mut output: Output,
    shown: bool,
) -> Result<()> {
    let (guild, format) = (export.guild, export.format);
    if !guilds::guild_is_known(&database.pool, guild).await? {
        return Err(Error::refused(format!(
            "Nothing is recorded of a server {guild}; check the id (right-click the server, Copy Server ID)."
        )));
    }
    if export.what == What::Settings {
        let settings = guilds::settings(&database.pool, guild).await?;
        let text = match format {
            Format::Jsonl => format!("{}\n", serde_json::to_string(&settings).map_err(Error::broken)?),
            Format::Csv => setting_rows(&serde_json::to_value(&settings).map_err(Error::broken)?)?,
        };
        return match output.write(text.as_bytes()).await? {
            true => output.finish().await,
            false => Ok(()),
        };
    }
    let bar = progress::bar(shown, None, "cases");
    // One snapshot, so that all pages show the record of the same moment.
    let mut tx = cases::snapshot(&database.pool).await?;
    let page = async |after: u64| {
        let after = i32::try_from(after).unwrap_or(i32::MAX);
        cases::cases_after(&mut tx, guild, after, CASES).await
    };
    copy(page, Encoder::new(format), output, &bar).await
}

/// Returns the operator's error for a refusal of Discord's.
fn explain(export: &Export, error: Error) -> Error {
    let guild = export.guild;
    match (export.what, error.code()) {
        (What::Members, Some(error_code::MISSING_ACCESS)) if is_of_list(&error) => Error::Config(
            "Discord lists members only to applications with the Server Members Intent; switch it on in the developer portal (the application's Bot page, Privileged Gateway Intents), then try again.".to_owned(),
        ),
        (_, Some(error_code::UNKNOWN_GUILD | error_code::MISSING_ACCESS)) => Error::refused(format!(
            "Gavel is in no server {guild}; check the id (right-click the server, Copy Server ID), or invite Gavel there."
        )),
        (What::Bans, Some(error_code::MISSING_PERMISSIONS)) => Error::Config(format!(
            "Gavel may not see the bans of server {guild}; give its role Ban Members, then try again."
        )),
        _ => error,
    }
}

/// Returns `true` if Discord refused the list, and not the server.
fn is_of_list(error: &Error) -> bool {
    matches!(error, Error::Discord { route, .. } if route.ends_with("/members"))
}
