//! `gavel playground`: server, Discord stand-in and a page in the browser, in one process that leaves nothing behind.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use discord_stand_in::{self as stand_in, Clock as StandInClock, RateLimits, StandIn, playground};
use tokio::net::TcpListener;

use crate::cli::{database, discord, serve};
use crate::clock::Clock;
use crate::config::Options;
use crate::discord::Discord;
use crate::error::{Error, Result};
use crate::http::{Door, router};
use crate::kernel::app::App;
use crate::kernel::definitions;
use crate::{features, store};

pub(super) async fn run(options: Options) -> Result<ExitCode> {
    let address = page_address(&options).await?;
    let cluster =
        store::cluster::Cluster::start(&store::cluster::scratch_dir(), store::cluster::Durability::None)
            .await?;
    let played = play(options, address, &cluster).await;
    cluster.stop().await;
    played.map(|()| ExitCode::SUCCESS)
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
    let state = Door::new(Arc::clone(&app), options.public_key()?, None);
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
