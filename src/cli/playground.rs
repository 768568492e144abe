//! `gavel playground`: server, Discord stand-in and a page in the browser, in one process that leaves nothing behind.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use discord_stand_in::{
    self as stand_in, Clock as StandInClock, Intent, RateLimits, StandIn, control, playground,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::{database, discord, serve};
use crate::clock::Clock;
use crate::config::Options;
use crate::discord::Discord;
use crate::error::{Error, Result};
use crate::http::{Door, router};
use crate::kernel::app::App;
use crate::kernel::definitions;
use crate::{features, store};

/// The time between two checks of an attached endpoint.
const CHECKED_EVERY: Duration = Duration::from_secs(2);

#[derive(Args)]
pub(super) struct Playground {
    /// Put the page in front of another bot: one with this interactions endpoint, or without a URL one on the Gateway
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    attach: Option<String>,
}

pub(super) async fn run(options: Options, asked: Playground) -> Result<ExitCode> {
    let address = page_address(&options).await?;
    if let Some(endpoint) = asked.attach {
        return attach(address, &endpoint).await.map(|()| ExitCode::SUCCESS);
    }
    let cluster =
        store::cluster::Cluster::start(&store::cluster::scratch_dir(), store::cluster::Durability::None)
            .await?;
    let played = play(options, address, &cluster).await;
    cluster.stop().await;
    played.map(|()| ExitCode::SUCCESS)
}

/// Serves the page for another bot, which has the stand-in's key and token. `endpoint` is empty for one on the Gateway.
async fn attach(address: SocketAddr, endpoint: &str) -> Result<()> {
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
        .routes(|sim| playground::routes(sim.clone()).merge(control::routes(sim)));
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

async fn play(options: Options, address: SocketAddr, cluster: &store::cluster::Cluster) -> Result<()> {
    let pool = database::create(cluster).await?;
    store::migrate(&pool).await?;
    let clock = Clock::system();
    let shown = clock.clone();
    let set_up = stand_in::Options::default()
        .name("Gavel")
        .address(address)
        .clock(StandInClock::follow(move || shown.now()))
        .limits(RateLimits::Realistic)
        .routes(playground::routes);
    let sim = StandIn::start(set_up).await.map_err(failed)?;
    playground::seed(&sim);
    let options = options.for_stand_in(sim.api_url(), sim.token(), sim.public_key());
    let discord = discord::open(&options)?;
    let listener = serve::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let endpoint = format!("http://{}/interactions", listener.local_addr().map_err(Error::broken)?);
    let app = Arc::new(App::new(pool.clone(), discord.clone(), clock, features::registry()?));
    serve::until_signal(&app.tracker, &app.stopping)?;
    let introduced = app.tracker.spawn(introduce(Arc::clone(&app), discord, sim.clone(), endpoint));
    let state = Door::new(
        Arc::clone(&app),
        options.public_key()?.ok_or_else(|| Error::broken("a stand-in without a key"))?,
        None,
    );
    serve::serve(&app, listener, router(state)).await;
    pool.close().await;
    sim.stop().await;
    introduced.await.map_err(Error::broken)?
}

/// Does an operator's first steps over the same routes: registers the commands, saves the endpoint, sets the log.
async fn introduce(app: Arc<App>, discord: Discord, sim: StandIn, endpoint: String) -> Result<()> {
    let done = async {
        let commands = definitions::body(&app.registry)?;
        let application = discord.application().await?.id;
        discord.commands_set(application, None, &serde_json::Value::Array(commands)).await?;
        discord.endpoint_set(&endpoint).await?;
        let cast = *sim.cast();
        sim.slash(cast.owner, cast.general, "settings log").with("channel", cast.mod_log).await.map_err(failed)?;
        let _ = writeln!(
            std::io::stdout(),
            "\n  Gavel's playground is open:  {}\n\n  Nothing leaves this machine, and nothing stays on it. Ctrl-C ends it.\n",
            sim.api_url()
        );
        Ok(())
    }
    .await;
    if done.is_err() {
        app.stopping.cancel();
    }
    done
}

fn failed(error: stand_in::Error) -> Error {
    match error {
        stand_in::Error::Listen { .. } => Error::Unavailable(error.to_string()),
        stand_in::Error::State { .. } | stand_in::Error::Refused(_) | stand_in::Error::Unexpected(_) => {
            Error::broken(error)
        }
    }
}

/// Returns the page's address: as configured, else port 8080 of this machine, or a free one if that is taken.
async fn page_address(options: &Options) -> Result<SocketAddr> {
    let wanted = options.listen_locally()?;
    match TcpListener::bind(wanted).await {
        Ok(_) => Ok(wanted),
        Err(_) if !options.has_port() => Ok(SocketAddr::new(wanted.ip(), 0)),
        Err(_) => serve::bind(wanted).await.map(|_| wanted),
    }
}
