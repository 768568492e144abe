//! The page in front of another bot, which is given the stand-in's key and token.

use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use discord_stand_in::{self as stand_in, Intent, RateLimits, StandIn, control, playground};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::serve;
use crate::error::{Error, Result};

/// The time between two checks of an attached endpoint.
const CHECKED_EVERY: Duration = Duration::from_secs(2);

/// Serves the page for another bot, which has the stand-in's key and token. `endpoint` is empty for one on the Gateway.
pub(super) async fn attach(address: SocketAddr, endpoint: &str) -> Result<()> {
    let is_url = endpoint.is_empty() || endpoint.starts_with("http://") || endpoint.starts_with("https://");
    if !is_url {
        let why = "needs the URL of an interactions endpoint, e.g. http://127.0.0.1:3000/interactions";
        return Err(Error::Config(format!("--attach {why}.")));
    }
    let set_up = stand_in::Options::default()
        .name("Your Bot")
        .address(address)
        .limits(RateLimits::Realistic)
        .intent(Intent::Members)
        .intent(Intent::MessageContent)
        .intent(Intent::Presences)
        .routes(playground::routes);
    let sim = StandIn::start(set_up).await.map_err(failed)?;
    playground::seed(&sim);
    let (tracker, stopping) = (TaskTracker::new(), CancellationToken::new());
    serve::until_signal(&tracker, &stopping)?;
    let page = sim.api_url();
    let _ = write!(
        std::io::stdout(),
        "\n  The page:       {page}\n\n  Your bot needs:\n{}\n  Ctrl-C ends it.\n",
        control::greeting(&sim)
    );
    if !endpoint.is_empty() {
        sim.set_endpoint(endpoint);
        let (checked, stopped) = (sim.clone(), stopping.clone());
        tracker.spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                () = until_accepted(&checked) => {}
            }
        });
    }
    stopping.cancelled().await;
    sim.stop().await;
    Ok(())
}

/// Makes Discord's check of the endpoint until it passes, and says each time that the reason for which it does not changes.
async fn until_accepted(sim: &StandIn) {
    let mut said = String::new();
    loop {
        let outcome = match sim.check_endpoint().await {
            Ok(()) => "  Discord would accept the endpoint.".to_owned(),
            Err(why) => format!("  Discord would not accept the endpoint yet: {why}"),
        };
        if outcome != said {
            let _ = writeln!(std::io::stdout(), "{outcome}");
        }
        if outcome.ends_with("the endpoint.") {
            return;
        }
        said = outcome;
        tokio::time::sleep(CHECKED_EVERY).await;
    }
}

/// Returns a failure of the stand-in's.
pub(super) fn failed(error: stand_in::Error) -> Error {
    match error {
        stand_in::Error::Listen { .. } => Error::Unavailable(error.to_string()),
        stand_in::Error::State { .. } | stand_in::Error::Refused(_) | stand_in::Error::Unexpected(_) => {
            Error::broken(error)
        }
    }
}
