//! `gavel stand-in`: the stand-in for Discord alone, for the authors of other bots.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use discord_stand_in::{Intent, RateLimits, StandIn, StateFile, control};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::serve;
use crate::config::Options;
use crate::error::{Error, Result};

#[derive(Args)]
pub(super) struct StandInArgs {
    /// A number that ids, keys and names are derived from. Default: another one at each start
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// File that keeps the world for the next start, with its ids and keys
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

pub(super) async fn run(options: &Options, asked: StandInArgs) -> Result<ExitCode> {
    let address = options.listen_locally()?;
    let file = asked.state.as_deref().map(StateFile::at);
    let saved = file.as_ref().map(StateFile::load).transpose().map_err(failed)?.flatten();
    let mut set_up = discord_stand_in::Options::default()
        .address(address)
        .seed(asked.seed.unwrap_or_else(|| fastrand::u64(..1_000_000)))
        .limits(RateLimits::Realistic)
        .intent(Intent::Members)
        .intent(Intent::MessageContent)
        .intent(Intent::Presences)
        .routes(control::routes);
    if let Some(saved) = saved {
        set_up = set_up.state(saved);
    }
    let sim = StandIn::start(set_up).await.map_err(failed)?;
    let (tracker, stopping) = (TaskTracker::new(), CancellationToken::new());
    serve::until_signal(&tracker, &stopping)?;
    let _ = write!(std::io::stdout(), "\n{}\n  Ctrl-C ends it.\n", control::greeting(&sim));
    let kept = async {
        match &file {
            Some(file) => file.keep(&sim).await,
            None => std::future::pending().await,
        }
    };
    // The end of the stand-in is what ends the keeping, after the last save.
    let ended = async {
        stopping.cancelled().await;
        sim.stop().await;
    };
    tokio::pin!(kept, ended);
    let outcome = tokio::select! {
        outcome = &mut kept => outcome,
        () = &mut ended => match &file {
            Some(_) => kept.await,
            None => Ok(()),
        },
    };
    outcome.map_err(failed)?;
    sim.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn failed(error: discord_stand_in::Error) -> Error {
    match error {
        discord_stand_in::Error::Listen { address, source } => Error::Config(format!(
            "I can't listen on {address} (BIND, PORT): {source}; choose another, e.g. PORT=8081."
        )),
        discord_stand_in::Error::State { path, why } => {
            Error::Config(format!("I can't keep the world in {} (--state): {why}.", path.display()))
        }
        other => Error::broken(other),
    }
}
