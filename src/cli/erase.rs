//! `gavel erase --user ID | --guild ID`: erases a person, in one server or everywhere, or a whole server.

use std::process::ExitCode;

use clap::Args;
use sqlx::{PgConnection, PgPool};

use crate::cli::database::OpenDatabase;
use crate::cli::stdout::say;
use crate::config::Options;
use crate::domain::ids::{GuildId, UserId};
use crate::error::Result;
use crate::store::erasure::{self, Counts};

const EXAMPLES: &str = "\
Cases on an erased person keep their number, kind and times, and nothing that tells who it was; wherever else they are named,
their id becomes 1, which is nobody's. What is in force at Discord stays so, and nothing ends it any more: lift it first. What
was posted on Discord stays there. Backups are not touched. The output names the tables and how many values changed in each.

Examples:
  gavel erase --guild 81384788765712384 --user 80351110224678912 --dry-run
  gavel erase --user 80351110224678912
  gavel erase --guild 81384788765712384";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Erase {
    /// The server: erase the person there alone, or without --user everything about the server
    #[arg(long, value_name = "ID", required_unless_present = "user")]
    guild: Option<GuildId>,
    /// The person; without --guild, in all servers
    #[arg(long, value_name = "ID")]
    user: Option<UserId>,
    /// Change nothing; print what would change
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(options: &Options, wanted: Erase) -> Result<ExitCode> {
    let database = OpenDatabase::beside(options).await?;
    let erased = erase(&database.pool, &wanted).await;
    database.close().await;
    let lines: Vec<String> = erased?
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .map(|(table, rows)| format!("{table}: {rows}"))
        .collect();
    match (lines.is_empty(), wanted.dry_run) {
        (true, _) => say("Nothing is recorded.")?,
        (false, true) => say(&format!("{}\nNothing was changed.", lines.join("\n")))?,
        (false, false) => say(&lines.join("\n"))?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn erase(db: &PgPool, wanted: &Erase) -> Result<Counts> {
    let mut tx = db.begin().await?;
    let counts = within(&mut tx, wanted).await?;
    match wanted.dry_run {
        true => tx.rollback().await?,
        false => tx.commit().await?,
    }
    Ok(counts)
}

async fn within(tx: &mut PgConnection, wanted: &Erase) -> Result<Counts> {
    match (wanted.user, wanted.guild) {
        (Some(user), guild) => erasure::person_erase(tx, user, guild, None).await,
        (None, Some(guild)) => erasure::guild_erase(tx, guild, None).await,
        (None, None) => Ok(Counts::new()),
    }
}
