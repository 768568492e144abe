//! `gavel serve`: the interactions server.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::database::OpenDatabase;
use crate::cli::discord;
use crate::cli::start_checks::check_application;
use crate::clock::Clock;
use crate::config::{self, Options};
use crate::error::{Error, Result};
use crate::http::{AppState, Routes, metrics_router, router, router_without_metrics};
use crate::kernel::app::App;
use crate::kernel::{command_sync, periodic, replicas, watch, worker};
use crate::{features, http};

#[derive(Args)]
pub(super) struct Serve {
    /// Follow the playground's clock: each line of standard input is the number of milliseconds that it is ahead
    #[cfg(feature = "playground")]
    #[arg(long, hide = true)]
    clock_on_stdin: bool,
}

pub(super) async fn run(options: &Options, asked: Serve) -> Result<ExitCode> {
    #[cfg(feature = "playground")]
    let followed = if asked.clock_on_stdin { Some(FollowedClock::begin().await) } else { None };
    #[cfg(feature = "playground")]
    let clock = followed.as_ref().map(|followed| followed.clock.clone()).unwrap_or_default();
    #[cfg(not(feature = "playground"))]
    let (Serve {}, clock) = (asked, Clock::system());
    let (given, address, discord) = (options.public_key()?, options.listen()?, discord::open(options)?);
    let events_key = options.events_public_key()?;
    let metrics_address = options.metrics_bind()?;
    let (application, syncs_commands) = (options.application_id()?, options.sync_commands()?);
    let key = match given {
        Some(key) => key,
        None => config::verify_key(&discord.application().await?.verify_key)?,
    };
    http::raise_limit();
    let database = OpenDatabase::for_answers(options).await?;
    let served = async {
        let app = App::new(database.pool.clone(), discord, clock, features::registry()?);
        let app = Arc::new(match &database.direct {
            Some(direct) => app.directly(direct.clone()),
            None => app,
        });
        let (blocked, long) = (app.metrics.blocked_threads.clone(), app.metrics.long_steps.clone());
        watch::start_watchdog(blocked, long).map_err(Error::broken)?;
        // Before it listens: a signal from somebody who sees it listening must not find nobody.
        until_signal(&app.tracker, &app.stopping)?;
        let listener = bind(address).await?;
        let beside = match metrics_address {
            Some(address) => Some(bind_metrics(address).await?),
            None => None,
        };
        #[cfg(feature = "playground")]
        if let Some(followed) = followed {
            let app = Arc::clone(&app);
            app.tracker.clone().spawn(async move { followed.follow(&app).await });
        }
        let refused = check_application(&app, key, events_key.is_some());
        if syncs_commands {
            command_sync::start(&app, application);
        }
        let state = AppState::new(Arc::clone(&app), key, events_key);
        let router = match beside {
            Some(beside) => {
                let (app, metrics) = (Arc::clone(&app), metrics_router(state.clone()));
                app.tracker.clone().spawn(async move { http::serve_beside(&app, beside, metrics).await });
                router_without_metrics(state)
            }
            None => router(state),
        };
        serve(&app, listener, router).await;
        match refused.await {
            Ok(Err(error)) => Err(error),
            Ok(Ok(())) | Err(_) => Ok(()),
        }
    }
    .await;
    database.close().await;
    served.map(|()| ExitCode::SUCCESS)
}

/// A clock that another process winds, line by line.
#[cfg(feature = "playground")]
struct FollowedClock {
    clock: Clock,
    ahead: u64,
    lines: tokio::io::Lines<tokio::io::BufReader<tokio::io::Stdin>>,
}

#[cfg(feature = "playground")]
impl FollowedClock {
    /// Reads how far the clock is ahead at the start.
    async fn begin() -> Self {
        let lines = tokio::io::AsyncBufReadExt::lines(tokio::io::BufReader::new(tokio::io::stdin()));
        let mut followed = Self { clock: Clock::system(), ahead: 0, lines };
        followed.step().await;
        followed
    }

    /// Follows until the other process closes the input, and then stops the app.
    async fn follow(mut self, app: &App) {
        loop {
            tokio::select! {
                () = app.stopping.cancelled() => return,
                on = self.step() => if !on { break },
            }
            app.wake.notify_one();
        }
        app.stopping.cancel();
    }

    /// Reads one line. Returns `false` if there is none any more.
    async fn step(&mut self) -> bool {
        let Ok(Some(line)) = self.lines.next_line().await else { return false };
        let ahead = line.trim().parse().unwrap_or(self.ahead);
        self.clock.advance(std::time::Duration::from_millis(ahead.saturating_sub(self.ahead)));
        self.ahead = ahead;
        true
    }
}

/// Binds the listener. A taken port fails with one sentence.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        Error::Config(format!(
            "I can't listen on {address} (BIND, PORT): {error}; choose another, e.g. PORT=8081."
        ))
    })
}

async fn bind_metrics(address: SocketAddr) -> Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    let listener = bound.map_err(|error| {
        Error::Config(format!(
            "I can't listen on {address} (GAVEL_METRICS_BIND): {error}; choose another, e.g. GAVEL_METRICS_BIND=127.0.0.1:9091."
        ))
    })?;
    tracing::info!(%address, "metrics have an address of their own");
    Ok(listener)
}

/// Serves until the app is told to stop.
pub(super) async fn serve(app: &Arc<App>, listener: TcpListener, router: Routes) {
    worker::start(app);
    periodic::start(app);
    replicas::start(app);
    let address = listener.local_addr().map(|address| address.to_string()).unwrap_or_default();
    tracing::info!(address, version = env!("CARGO_PKG_VERSION"), "listening");
    http::serve(app, listener, router).await;
}

/// Stops on SIGTERM or SIGINT.
pub(super) fn until_signal(tracker: &TaskTracker, stopping: &CancellationToken) -> Result<()> {
    let (mut term, mut int) = (
        signal(SignalKind::terminate()).map_err(Error::broken)?,
        signal(SignalKind::interrupt()).map_err(Error::broken)?,
    );
    let stopping = stopping.clone();
    tracker.spawn(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
            () = stopping.cancelled() => {}
        }
        stopping.cancel();
    });
    Ok(())
}
