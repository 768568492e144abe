//! The command line: one file per subcommand.

mod backup;
mod command_sync;
mod database;
mod discord;
mod doctor;
mod env_file;
mod erase;
mod exit;
mod export;
mod help;
mod import;
mod init;
mod invite;
mod migrate;
#[cfg(feature = "playground")]
mod playground;
mod serve;
mod settings;
mod sidecar;
#[cfg(feature = "playground")]
mod stand_in;
mod start_checks;
mod stdout;
#[cfg(test)]
mod tests;
mod tunnels;
mod upgrade_check;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::config::Options;
use crate::error::Result;
use crate::telemetry;

/// Discord moderation that is an HTTP server.
#[derive(Parser)]
#[command(name = "gavel", version, about, arg_required_else_help = true, after_help = exit::CODES)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Try Gavel: the server, a stand-in for Discord and a page in your browser, all on this machine
    #[cfg(feature = "playground")]
    Playground(playground::Playground),
    /// Run a stand-in for Discord alone, to test any bot against it: REST, Gateway, interactions, control API
    #[cfg(feature = "playground")]
    StandIn(stand_in::StandInArgs),
    /// Set up the application: from its bot token alone to a working bot
    Init(init::Init),
    /// Serve interactions
    Serve(serve::Serve),
    /// Hold a Gateway connection and send events to serve, for features that start from one
    Sidecar(sidecar::Sidecar),
    /// Compare and register the commands
    #[command(subcommand)]
    Commands(command_sync::Commands),
    /// Export a server's members, bans, cases or settings to stdout or a file
    Export(export::Export),
    /// Import what an export wrote
    #[command(subcommand)]
    Import(import::Import),
    /// Export, compare and import a server's settings as a TOML file
    #[command(subcommand)]
    Settings(settings::SettingsCommand),
    /// Write the whole record to a file, also while Gavel serves
    Backup(backup::Backup),
    /// Put the record of a backup in the place of the database's
    Restore(backup::Restore),
    /// Erase a person, or a server
    Erase(erase::Erase),
    /// Bring the database up to this version
    Migrate,
    /// Before an upgrade: say what this version would change, and what stands in its way
    UpgradeCheck(upgrade_check::UpgradeCheck),
    /// Check the setup, and say how to fix what is wrong
    Doctor(doctor::Doctor),
}

/// Runs the subcommand that the arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let env_file = dotenvy::dotenv();
    let matches = help::fitted(Cli::command()).get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    exit::code(run(cli, env_file))
}

fn run(cli: Cli, env_file: dotenvy::Result<std::path::PathBuf>) -> Result<ExitCode> {
    let on_terminal = std::io::stderr().is_terminal();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        crate::error::Error::Unavailable(format!("The runtime can't be started: {error}."))
    })?;
    let logging = {
        let _inside = runtime.enter();
        start_logging(&cli, on_terminal)
    };
    // The doctor reports wrong variables of the log itself, and goes on.
    if !matches!(cli.command, Command::Doctor(_)) {
        logging?;
    }
    if let Err(error) = env_file
        && !error.not_found()
    {
        return Err(crate::error::Error::Config(format!("The file .env can't be read: {error}.")));
    }
    let outcome = runtime.block_on(async {
        match cli.command {
            #[cfg(feature = "playground")]
            Command::Playground(asked) => playground::run(cli.options, asked).await,
            #[cfg(feature = "playground")]
            Command::StandIn(asked) => stand_in::run(&cli.options, asked).await,
            Command::Init(init) => init::run(&cli.options, init).await,
            Command::Serve(serve) => serve::run(&cli.options, serve).await,
            Command::Sidecar(sidecar) => sidecar::run(&cli.options, sidecar).await,
            Command::Commands(command) => command_sync::run(&cli.options, command).await,
            Command::Export(export) => export::run(&cli.options, export).await,
            Command::Import(import) => import::run(&cli.options, import).await,
            Command::Settings(command) => settings::run(&cli.options, command).await,
            Command::Backup(backup) => backup::run(&cli.options, backup).await,
            Command::Restore(restore) => backup::restore(&cli.options, restore).await,
            Command::Erase(erase) => erase::run(&cli.options, erase).await,
            Command::Migrate => migrate::run(&cli.options).await,
            Command::UpgradeCheck(check) => upgrade_check::run(&cli.options, check).await,
            Command::Doctor(doctor) => doctor::run(&cli.options, doctor).await,
        }
    });
    telemetry::end();
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    outcome
}

fn start_logging(cli: &Cli, on_terminal: bool) -> Result<()> {
    let filter = cli.options.log_filter(matches!(cli.command, Command::Serve(_) | Command::Sidecar(_)));
    let format = cli.options.log_format(on_terminal)?;
    telemetry::start_logging(filter, format, on_terminal, cli.options.collector())
}
