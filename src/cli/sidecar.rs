//! `gavel sidecar`: a Gateway connection for features that start from an event.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::{database, discord, serve};
use crate::clock::Clock;
use crate::config::Options;
use crate::error::Result;
use crate::sidecar::{self, Range, Setup};

#[derive(Args)]
pub(super) struct Sidecar {
    /// Shards of this process, if there are several: FROM..TO/TOTAL. Default: as Discord recommends
    #[arg(long, env = "GAVEL_SHARDS", value_name = "RANGE")]
    shards: Option<String>,
    /// Text of the bot's "Watching" status; empty for none
    #[arg(long, env = "GAVEL_WATCHING", value_name = "TEXT", default_value = "for /help")]
    watching: String,
    /// Recent messages to keep in memory, for servers with a message log
    #[arg(long, env = "GAVEL_RECENT_MESSAGES", value_name = "COUNT", default_value_t = 20_000)]
    recent_messages: usize,
    /// Events to keep while the server can't take them; beyond that, the oldest are dropped
    #[arg(long, env = "GAVEL_QUEUE", value_name = "COUNT", default_value_t = 10_000)]
    queue: usize,
    /// Directory that keeps sessions for the next start. Default: beside GAVEL_DATA
    #[arg(long, env = "GAVEL_SESSIONS", value_name = "DIR")]
    sessions: Option<PathBuf>,
}

pub(super) async fn run(options: &Options, asked: Sidecar) -> Result<ExitCode> {
    let range = match asked.shards.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(text.parse::<Range>()?),
    };
    let (discord, token, key) = (discord::open(options)?, options.token()?, options.events_key_needed()?);
    let (server, address) = (sidecar::server_url(options.server_url())?, options.listen_beside()?);
    let directory = asked.sessions.map_or_else(|| directory(options), Ok)?;
    let listener = serve::bind(address).await?;
    let (tracker, stopping) = (TaskTracker::new(), CancellationToken::new());
    serve::until_signal(&tracker, &stopping)?;
    tracing::info!(%address, %server, version = env!("CARGO_PKG_VERSION"), "telling events");
    let setup = Setup {
        discord,
        token,
        clock: Clock::system(),
        key,
        server,
        range,
        watching: asked.watching,
        recent: asked.recent_messages,
        queue: asked.queue,
        directory,
        stopping,
    };
    sidecar::run(setup, listener).await.map(|()| ExitCode::SUCCESS)
}

/// Returns the directory of the saved sessions, beside the private cluster's directory, which only Postgres may use.
fn directory(options: &Options) -> Result<PathBuf> {
    let mut name = database::directory(options, options.data())?.into_os_string();
    name.push("-sidecar");
    Ok(PathBuf::from(name))
}
