//! The process of `gavel serve` that the playground starts, kills and starts again.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, ChildStdin, Command};
use tokio::time::{sleep, timeout};

use crate::error::{Error, Result};

/// The time that the process has to listen.
const START: Duration = Duration::from_secs(60);
/// The time between two looks at a process that starts.
const LOOK: Duration = Duration::from_millis(15);
/// The time that the process has to end by itself.
const STOP: Duration = Duration::from_secs(10);

/// The address and the environment of the process.
pub(super) struct Launch {
    pub address: SocketAddr,
    environment: Vec<(&'static str, String)>,
}

/// A running process.
pub(super) struct Process {
    child: Child,
    /// The clock is told on its standard input, and it ends with that.
    clock: ChildStdin,
}

impl Launch {
    /// Returns a launch on a free port of this machine.
    pub(super) async fn new(environment: Vec<(&'static str, String)>) -> Result<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(Error::broken)?;
        let address = free.local_addr().map_err(Error::broken)?;
        Ok(Self { address, environment })
    }

    /// Starts the process, with the clock this many milliseconds ahead, and waits until it listens.
    pub(super) async fn start(&self, ahead_ms: i64) -> Result<Process> {
        let program = std::env::current_exe().map_err(Error::broken)?;
        let mut child = Command::new(program)
            .args(["serve", "--clock-on-stdin"])
            .envs(self.environment.iter().map(|(name, value)| (name, value.as_str())))
            .env("BIND", self.address.ip().to_string())
            .env("PORT", self.address.port().to_string())
            // Variables of an operator's own that would lead it elsewhere.
            .envs(["DISCORD_APPLICATION_ID", "GAVEL_LISTEN_URL", "GAVEL_METRICS_BIND"].map(|name| (name, "")))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            // Ctrl-C is for the playground, which then ends the process in order.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(Error::broken)?;
        let clock = child.stdin.take().ok_or_else(|| Error::broken("a process without standard input"))?;
        let mut process = Process { child, clock };
        process.tell(ahead_ms).await?;
        let listens = async {
            while TcpStream::connect(self.address).await.is_err() {
                if let Ok(Some(status)) = process.child.try_wait() {
                    return Err(Error::broken(format!("gavel serve ended with {status}")));
                }
                sleep(LOOK).await;
            }
            Ok(())
        };
        timeout(START, listens).await.map_err(Error::broken)??;
        Ok(process)
    }
}

impl Process {
    /// Tells the process that its clock is now this many milliseconds ahead.
    pub(super) async fn tell(&mut self, ahead_ms: i64) -> Result<()> {
        self.clock.write_all(format!("{ahead_ms}\n").as_bytes()).await.map_err(Error::broken)?;
        self.clock.flush().await.map_err(Error::broken)
    }

    /// Kills the process as `kill -9` does, and returns its number.
    pub(super) async fn kill(&mut self) -> Result<u32> {
        let number = self.child.id().unwrap_or_default();
        self.child.kill().await.map_err(Error::broken)?;
        Ok(number)
    }

    /// Returns the number of the process.
    pub(super) fn number(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// Waits for the end of the process.
    pub(super) async fn ended(&mut self) -> String {
        self.child.wait().await.map_or_else(|error| error.to_string(), |status| status.to_string())
    }

    /// Ends the process in order: it ends with its standard input.
    pub(super) async fn stop(mut self) {
        drop(self.clock);
        if timeout(STOP, self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }
}
