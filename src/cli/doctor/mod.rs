//! `gavel doctor`: checks everything an operator can get wrong, one line each: fine, or the cause and the fix.

mod application;
mod command_drift;
mod configuration;
mod database;
mod endpoint;
pub(super) mod outcome;
mod place;
mod server;
mod settings;
mod step;

use std::process::ExitCode;

use clap::Args;

use crate::cli::discord;
use crate::cli::stdout::say;
use crate::clock::Clock;
use crate::config::Options;
use crate::domain::ids::GuildId;
use crate::error::Result;
use crate::features;
use outcome::{Finding, Outcome, document};
use place::Place;
use step::STEP;

#[derive(Args)]
pub(super) struct Doctor {
    /// Also check whether Gavel can do its work in this server
    #[arg(long, value_name = "ID")]
    guild: Option<GuildId>,
    /// Print one JSON object instead of lines
    #[arg(long)]
    json: bool,
}

impl Doctor {
    /// Returns the doctor that checks everything but one server.
    pub(super) fn of_all() -> Self {
        Self { guild: None, json: false }
    }
}

pub(super) async fn run(options: &Options, doctor: Doctor) -> Result<ExitCode> {
    let outcomes = examine(options, doctor.guild).await?;
    let ok = outcomes.iter().all(|outcome| !outcome.is_wrong());
    if doctor.json {
        say(&document(&outcomes).to_string())?;
    } else {
        for outcome in &outcomes {
            say(&outcome.to_string())?;
        }
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs all checks, in the order of the report; independent ones run concurrently.
async fn examine(options: &Options, guild: Option<GuildId>) -> Result<Vec<Outcome>> {
    let registry = features::registry()?;
    let clock = Clock::system();
    let mut outcomes = configuration::check(options);
    let discord = match discord::open_briefly(options, STEP) {
        Ok(discord) => discord,
        Err(_) => {
            // Another line reports the wrong address; the database can be checked all the same.
            let database = database::examine(options).await;
            outcomes.extend(database.outcomes);
            outcomes.push(Outcome::new("Discord", Finding::skipped("DISCORD_API_URL can't be read")));
            return Ok(outcomes);
        }
    };
    let (mut database, (asked, application)) =
        tokio::join!(database::examine(options), application::ask(options, &discord, &clock));
    outcomes.append(&mut database.outcomes);
    outcomes.extend(asked);
    outcomes.extend(application::identity(options, application.as_ref()));
    let (endpoint, global, server) = tokio::join!(
        endpoint::examine(options, &discord, application.as_ref(), &clock),
        command_drift::global(&discord, application.as_ref(), &registry),
        async {
            match guild {
                Some(guild) => {
                    let place = Place { guild, discord: &discord, registry: &registry };
                    server::examine(&place, application.as_ref(), database.connection.as_mut()).await
                }
                None => Vec::new(),
            }
        }
    );
    outcomes.extend(endpoint);
    outcomes.push(application::webhook_events(application.as_ref()));
    outcomes.push(application::message_content(application.as_ref()));
    outcomes.push(global);
    outcomes.extend(server);
    database.close().await;
    Ok(outcomes)
}
