//! `gavel commands sync|print`: the commands that are registered with Discord.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::Value;

use crate::cli::discord;
use crate::cli::stdout::say;
use crate::config::Options;
use crate::domain::ids::GuildId;
use crate::error::{Error, Result};
use crate::features;
use crate::kernel::definitions::{self, Drift};

#[derive(Subcommand)]
pub(super) enum Commands {
    /// Register the commands if they differ
    Sync(Sync),
    /// Print the definitions as JSON, exactly as in the body of a bulk overwrite
    Print,
}

#[derive(Args)]
pub(super) struct Sync {
    /// Only in this server, where they appear at once (for testing)
    #[arg(long, value_name = "ID")]
    guild: Option<GuildId>,
    /// Change nothing; exit with 1 if they differ
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Change nothing; print what would change
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(options: &Options, command: Commands) -> Result<ExitCode> {
    let wanted = definitions::body(&features::registry()?)?;
    match command {
        Commands::Print => {
            let text = serde_json::to_string_pretty(&wanted).map_err(Error::broken)?;
            say(&text)?;
            Ok(ExitCode::SUCCESS)
        }
        Commands::Sync(sync) => self::sync(options, &sync, wanted).await,
    }
}

async fn sync(options: &Options, sync: &Sync, mut wanted: Vec<Value>) -> Result<ExitCode> {
    if sync.guild.is_some() {
        definitions::for_one_server(&mut wanted);
    }
    let discord = discord::open(options)?;
    let application = match options.application_id()? {
        Some(id) => id,
        None => discord.application().await?.id,
    };
    let mut registered = discord.commands(application, sync.guild).await?;
    if sync.guild.is_some() {
        definitions::for_one_server(&mut registered);
    }
    let drift = definitions::drift(&wanted, &registered);
    if drift.is_empty() {
        say(&format!("In sync: {} commands.", wanted.len()))?;
        return Ok(ExitCode::SUCCESS);
    }
    say(&describe(&drift))?;
    if sync.check {
        say("Not in sync. Run `gavel commands sync`.")?;
        return Ok(ExitCode::FAILURE);
    }
    if sync.dry_run {
        say("Nothing was changed.")?;
        return Ok(ExitCode::SUCCESS);
    }
    let registered = discord.commands_set(application, sync.guild, &Value::Array(wanted)).await?;
    say(&format!("Registered: {} commands.", registered.len()))?;
    Ok(ExitCode::SUCCESS)
}

fn describe(drift: &Drift) -> String {
    [("+", &drift.added), ("~", &drift.changed), ("-", &drift.removed)]
        .iter()
        .flat_map(|(sign, names)| names.iter().map(move |name| format!("{sign} {name}")))
        .collect::<Vec<_>>()
        .join("\n")
}
