//! `gavel settings export|import|diff`: a server's settings as a TOML file.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sqlx::PgPool;

use crate::cli::database::OpenDatabase;
use crate::cli::export::output::Output;
use crate::cli::stdout::say;
use crate::clock::Clock;
use crate::config::Options;
use crate::domain::ids::GuildId;
use crate::domain::settings::Settings;
use crate::domain::settings_file::{self, Document, LARGEST, Wrong};
use crate::error::{Error, Result};
use crate::store::guilds::{self, Replaced};

const EXAMPLES: &str = "\
The file has everything that is set; what is absent has its default. Role menus and their posts are not part of it. Mistakes
are named with file, line and column, and then nothing changes. The import changes everything in one transaction, and the
history of the settings names the operator. Roles and channels are not looked up at Discord; /settings import does that.

Examples:
  gavel settings export --guild 81384788765712384 settings.toml
  gavel settings import --guild 81384788765712384 settings.toml
  gavel settings diff --guild 81384788765712384 --check settings.toml
  gavel settings export --guild 81384788765712384 | gavel settings diff --guild 41771983423143937 -";

#[derive(Subcommand)]
#[command(after_help = EXAMPLES)]
pub(super) enum SettingsCommand {
    /// Write the settings to a file or stdout
    #[command(after_help = EXAMPLES)]
    Export(Export),
    /// Replace the settings by those in a file; print the changes
    #[command(after_help = EXAMPLES)]
    Import(Given),
    /// Print what an import would change
    #[command(after_help = EXAMPLES)]
    Diff(Given),
}

#[derive(Args)]
pub(super) struct Export {
    /// The server's id
    #[arg(long, value_name = "ID")]
    guild: GuildId,
    /// The file to write; - for stdout. Default: stdout
    file: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct Given {
    /// The server's id
    #[arg(long, value_name = "ID")]
    guild: GuildId,
    /// Change nothing; exit with 1 if there are changes
    #[arg(long)]
    check: bool,
    /// The file of settings; - for stdin
    file: PathBuf,
}

pub(super) async fn run(options: &Options, command: SettingsCommand) -> Result<ExitCode> {
    match command {
        SettingsCommand::Export(wanted) => export(options, &wanted).await,
        SettingsCommand::Import(given) => compare(options, &given, !given.check).await,
        SettingsCommand::Diff(given) => compare(options, &given, false).await,
    }
}

async fn export(options: &Options, wanted: &Export) -> Result<ExitCode> {
    let mut output = Output::open(wanted.file.as_deref())?;
    let database = OpenDatabase::beside(options).await?;
    let read = known_settings(&database.pool, wanted.guild).await;
    database.close().await;
    let text = settings_file::written(&read?).map_err(Error::broken)?;
    if output.write(text.as_bytes()).await? {
        output.finish().await?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn known_settings(db: &PgPool, guild: GuildId) -> Result<Settings> {
    if guilds::guild_is_known(db, guild).await? {
        return guilds::settings(db, guild).await;
    }
    Err(Error::refused(format!(
        "Nothing is recorded of a server {guild}; check the id (right-click the server, Copy Server ID)."
    )))
}

/// Prints the changes of a file, and makes them if `changes` is set.
async fn compare(options: &Options, given: &Given, changes: bool) -> Result<ExitCode> {
    let settings = read(&given.file)?;
    let database = OpenDatabase::beside(options).await?;
    let done = apply(&database.pool, given.guild, &settings, changes).await;
    database.close().await;
    let lines = done?;
    if !lines.is_empty() {
        say(&lines.join("\n"))?;
    }
    Ok(if given.check && !lines.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn apply(db: &PgPool, guild: GuildId, settings: &Settings, changes: bool) -> Result<Vec<String>> {
    let before = guilds::settings(db, guild).await?;
    let lines = settings_file::diff(&Document::from(&before), &Document::from(settings));
    let lines = lines.map_err(Error::broken)?;
    if changes && !lines.is_empty() {
        let mut tx = db.begin().await?;
        if guilds::settings_replace(&mut tx, guild, None, &before, settings).await? == Replaced::Stale {
            return Err(Error::refused(
                "Somebody changed the settings at the same moment. Nothing was imported; try again.",
            ));
        }
        tx.commit().await?;
    }
    Ok(lines)
}

/// Reads and checks a file.
fn read(path: &Path) -> Result<Settings> {
    let wrong = |error: std::io::Error| {
        Error::Config(format!(
            "I can't read {} ({error}); name a file that `gavel settings export` wrote, or - for stdin.",
            path.display()
        ))
    };
    let (mut bytes, most) = (Vec::new(), LARGEST as u64 + 1);
    if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(wrong)?;
    } else {
        File::open(path).map_err(wrong)?.take(most).read_to_end(&mut bytes).map_err(wrong)?;
    }
    let read = settings_file::read(&bytes, Clock::system().now());
    read.map(|file| file.settings).map_err(|wrong| mistakes(path, &wrong))
}

/// Returns the refusal of a file: a line for each mistake, in the form that editors jump to.
fn mistakes(path: &Path, wrong: &[Wrong]) -> Error {
    let name = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
    let line = |it: &Wrong| format!("{name}:{}:{}: {}", it.place.line, it.place.column, it.why);
    let lines: Vec<String> = wrong.iter().map(line).collect();
    Error::refused(format!("{} Nothing was changed.", lines.join("\n")))
}
