//! `gavel settings export|import|diff`: a server's settings as a TOML file.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sqlx::PgPool;

use crate::actions::role_menu;
use crate::cli::database::OpenDatabase;
use crate::cli::export::output::Output;
use crate::cli::stdout::say;
use crate::clock::Clock;
use crate::config::Options;
use crate::domain::ids::GuildId;
use crate::domain::menu;
use crate::domain::settings_file::{self, Contents, LARGEST, Wrong};
use crate::error::{Error, Result};
use crate::store::guilds::{self, Replaced};
use crate::store::role_menus;

const EXAMPLES: &str = "\
The file has everything that is set; what is absent has its default, and role menus that are
absent are deleted; where menus are posted is not part of it. Mistakes are named with file, line and column, and then nothing changes. The import changes everything in one transaction, and the
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
    let read = known(&database.pool, wanted.guild).await;
    database.close().await;
    let text = settings_file::written(&read?).map_err(Error::broken)?;
    if output.write(text.as_bytes()).await? {
        output.finish().await?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the settings and menus of a server that Gavel knows.
async fn known(db: &PgPool, guild: GuildId) -> Result<Contents> {
    if guilds::guild_is_known(db, guild).await? {
        return stored(db, guild).await;
    }
    Err(Error::refused(format!(
        "Nothing is recorded of a server {guild}; check the id (right-click the server, Copy Server ID)."
    )))
}

async fn stored(db: &PgPool, guild: GuildId) -> Result<Contents> {
    let (settings, menus) = tokio::try_join!(guilds::settings(db, guild), role_menus::menus(db, guild))?;
    Ok(Contents { settings, menus })
}

/// Prints the changes of a file, and makes them if `changes` is set.
async fn compare(options: &Options, given: &Given, changes: bool) -> Result<ExitCode> {
    let file = read(&given.file)?;
    let database = OpenDatabase::beside(options).await?;
    let done = apply(&database.pool, given.guild, file, changes).await;
    database.close().await;
    let lines = done?;
    if !lines.is_empty() {
        say(&lines.join("\n"))?;
    }
    Ok(if given.check && !lines.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn apply(db: &PgPool, guild: GuildId, mut after: Contents, changes: bool) -> Result<Vec<String>> {
    let before = stored(db, guild).await?;
    menu::keep_confirmed(&before.menus, &mut after.menus);
    let lines = settings_file::diff(&(&before).into(), &(&after).into()).map_err(Error::broken)?;
    if changes && !lines.is_empty() {
        let mut tx = db.begin().await?;
        let is_same = role_menus::menus_locked(&mut tx, guild).await? == before.menus;
        let replaced = guilds::settings_replace(&mut tx, guild, None, &before.settings, &after.settings);
        if !is_same || replaced.await? == Replaced::Stale {
            return Err(Error::refused(
                "Somebody changed the settings at the same moment. Nothing was imported; try again.",
            ));
        }
        let menus = role_menus::menus_replace(&mut tx, guild, None, &after.menus).await?;
        role_menu::imported(&mut tx, guild, None, &menus, Clock::system().now()).await?;
        tx.commit().await?;
    }
    Ok(lines)
}

/// Reads and checks a file.
fn read(path: &Path) -> Result<Contents> {
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
    read.map(|file| file.contents).map_err(|wrong| mistakes(path, &wrong))
}

/// Returns the refusal of a file: a line for each mistake, in the form that editors jump to.
fn mistakes(path: &Path, wrong: &[Wrong]) -> Error {
    let name = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
    let line = |it: &Wrong| format!("{name}:{}:{}: {}", it.place.line, it.place.column, it.why);
    let lines: Vec<String> = wrong.iter().map(line).collect();
    Error::refused(format!("{} Nothing was changed.", lines.join("\n")))
}
