//! `gavel playground`: a stand-in for Discord with a page in the browser, `gavel serve` as a process of its own that the
//! page can kill, a sidecar, and a database; none of it is left behind.

mod attach;
mod events;
mod process;
mod scratch;
mod wound;

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use discord_stand_in::playground::{Asked, Program, Wish};
use discord_stand_in::{self as stand_in, Clock as StandInClock, Intent, RateLimits, StandIn, playground};
use serde_json::{Value, json};
use sqlx::postgres::PgPool;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::playground::attach::failed;
use crate::cli::playground::events::Events;
use crate::cli::playground::process::{Launch, Process};
use crate::cli::playground::scratch::Scratch;
use crate::cli::{discord, invite, serve};
use crate::clock::Clock;
use crate::config::Options;
use crate::discord::Discord;
use crate::error::Result;
use crate::features;
use crate::kernel::definitions;
use crate::kernel::feature::Registry;
use crate::store::jobs;

/// The command that shows the owner's panel, which is the tour's last step.
const PANEL: &str = "settings show";

/// The suggestions at the end of the tour.
const NEXT: &[[&str; 2]] = &[
    ["For your own server, from its bot token alone", "DISCORD_TOKEN=… gavel init"],
    ["For your own bot, in any language", "gavel playground --attach http://127.0.0.1:3000/interactions"],
    ["To read on", "docs/src/start.md"],
];

#[derive(Args)]
pub(super) struct Playground {
    /// Put the page in front of another bot: one with this interactions endpoint, or without a URL one on the Gateway
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    attach: Option<String>,
}

/// The running parts.
struct Running<'a> {
    scratch: &'a Scratch,
    pool: PgPool,
    clock: Clock,
    /// The time by which the clock was wound.
    ahead: Duration,
    launch: Launch,
    process: Process,
    sim: StandIn,
    discord: Discord,
    registry: Registry,
}

pub(super) async fn run(options: Options, asked: Playground) -> Result<ExitCode> {
    let address = page_address(&options).await?;
    if let Some(endpoint) = asked.attach {
        return attach::attach(address, &endpoint).await.map(|()| ExitCode::SUCCESS);
    }
    let (tracker, stopping) = (TaskTracker::new(), CancellationToken::new());
    serve::until_signal(&tracker, &stopping)?;
    let scratch = Scratch::open(&options).await?;
    let played = play(options, address, &scratch, &tracker, &stopping).await;
    scratch.close().await;
    played.map(|()| ExitCode::SUCCESS)
}

async fn play(
    options: Options,
    address: SocketAddr,
    scratch: &Scratch,
    tracker: &TaskTracker,
    stopping: &CancellationToken,
) -> Result<()> {
    let (clock, registry) = (Clock::system(), features::registry()?);
    let pool = wound::create(scratch, Duration::ZERO).await?;
    let (program, wishes) = Program::new(PANEL, NEXT);
    let shown = clock.clone();
    let set_up = stand_in::Options::default()
        .name("Gavel")
        .address(address)
        .clock(StandInClock::follow(move || shown.now()))
        .limits(RateLimits::Realistic)
        .intent(Intent::Members)
        .intent(Intent::MessageContent)
        .bot_permissions(invite::permissions(&registry).bits())
        .routes(|sim| playground::routes_within(sim, program));
    let sim = StandIn::start(set_up).await.map_err(failed)?;
    playground::seed(&sim);
    let filter = options.log_filter(false).to_owned();
    let options = options.for_stand_in(sim.api_url(), sim.token(), sim.public_key());
    let events = Events::new();
    let launch = Launch::new(vec![
        ("DATABASE_URL", scratch.url()),
        ("GAVEL_SYNC_COMMANDS", "off".to_owned()),
        ("DISCORD_API_URL", sim.api_url()),
        ("DISCORD_TOKEN", sim.token()),
        ("DISCORD_PUBLIC_KEY", sim.public_key()),
        ("GAVEL_EVENTS_PUBLIC_KEY", events.public_key()),
        ("RUST_LOG", filter),
    ])
    .await?;
    let process = launch.start(0).await?;
    let discord = discord::open(&options)?;
    let events = events.run(&options, clock.clone(), launch.address, stopping.clone())?;
    let mut running =
        Running { scratch, pool, clock, ahead: Duration::ZERO, launch, process, sim, discord, registry };
    running.introduce().await?;
    tracker.spawn(events);
    let _ = writeln!(
        std::io::stdout(),
        "\n  Gavel's playground is open:  {}\n\n  {} Ctrl-C ends it.\n",
        running.sim.api_url(),
        keeps(scratch)
    );
    let ended = running.serve(wishes, stopping).await;
    stopping.cancel();
    tracker.close();
    running.process.stop().await;
    running.pool.close().await;
    running.sim.stop().await;
    tracker.wait().await;
    ended
}

/// Returns the sentence on what stays when the playground ends.
fn keeps(scratch: &Scratch) -> String {
    match scratch.shared_name() {
        None => "Nothing leaves this machine, and nothing stays on it.".to_owned(),
        Some(name) => {
            format!("Its database on the server of DATABASE_URL is {name}, which is dropped at the end.")
        }
    }
}

impl Running<'_> {
    /// Does an operator's first steps over the same routes: registers the commands, saves the endpoint, sets logs and a
    /// welcome, whose events the sidecar then subscribes to from its start.
    async fn introduce(&self) -> Result<()> {
        let commands = definitions::body(&self.registry)?;
        let application = self.discord.application().await?.id;
        self.discord.commands_set(application, None, &Value::Array(commands)).await?;
        self.discord.endpoint_set(&format!("http://{}/interactions", self.launch.address)).await?;
        let cast = *self.sim.cast();
        let owner = |settings: &str| self.sim.slash(cast.owner, cast.general, settings);
        owner("settings log").with("channel", cast.mod_log).await.map_err(failed)?;
        owner("settings messagelog").with("channel", cast.mod_log).await.map_err(failed)?;
        owner("settings autorole").with("role", cast.member_role).await.map_err(failed)?;
        let welcome = owner("settings welcome").with("channel", cast.general);
        welcome.with("text", "Welcome to {server}, {user}!").await.map_err(failed)?;
        Ok(())
    }

    /// Grants the page's wishes until it is time to stop. A process that ends by itself is started again.
    async fn serve(&mut self, mut wishes: mpsc::Receiver<Asked>, stopping: &CancellationToken) -> Result<()> {
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Ok(()),
                asked = wishes.recv() => {
                    let Some(Asked { wish, answer }) = asked else { return Ok(()) };
                    let outcome = self.grant(wish).await.map_err(|error| error.to_string());
                    // An error only means that nobody waits for the outcome.
                    let _ = answer.send(outcome);
                }
                how = self.process.ended() => {
                    tracing::error!(how, "gavel serve ended; starting it again");
                    self.restart().await?;
                }
            }
        }
    }

    async fn grant(&mut self, wish: Wish) -> Result<Value> {
        match wish {
            Wish::Kill => {
                let killed = self.process.kill().await?;
                self.restart().await?;
                Ok(json!({ "killed": killed, "started": self.process.number() }))
            }
            Wish::Wind(by) => {
                wound::wind(&self.pool, by).await?;
                self.clock.advance(by);
                self.ahead += by;
                self.process.tell(ahead_ms(self.ahead)).await?;
                Ok(Value::Null)
            }
            Wish::Records(interaction) => wound::records(&self.pool, interaction.get()).await,
            Wish::StartOver => {
                self.process.kill().await?;
                self.pool.close().await;
                self.pool = wound::create(self.scratch, self.ahead).await?;
                self.process = self.launch.start(ahead_ms(self.ahead)).await?;
                self.introduce().await?;
                Ok(Value::Null)
            }
        }
    }

    /// Starts the process anew. No other one uses the database, so that no lease in it is a living process's.
    async fn restart(&mut self) -> Result<()> {
        jobs::leases_clear(&self.pool).await?;
        self.process = self.launch.start(ahead_ms(self.ahead)).await?;
        Ok(())
    }
}

fn ahead_ms(ahead: Duration) -> i64 {
    i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX)
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
