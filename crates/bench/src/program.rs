//! A program under measurement: started on one core, its processor time and memory, its end.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use discord_stand_in::StandIn;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use crate::Error;
use crate::load::Connection;
use crate::requests::{self, public_key};

/// The kernel counts processor time in hundredths of a second.
const TICKS: f64 = 100.0;
/// The time that a start may take.
const START: Duration = Duration::from_secs(60);

/// The core that a server is kept on.
const SERVER: &str = "0";

/// A running server.
pub(super) struct Program {
    child: Child,
    pub port: u16,
}

/// Where Gavel keeps its records.
pub(super) enum Records<'a> {
    /// A private cluster in this directory.
    Private(&'a Path),
    /// The running private cluster of another process, in this directory.
    There(&'a Path),
}

impl Program {
    /// Starts the floor on its core.
    pub(super) async fn floor(port: u16) -> Result<Self, Error> {
        let mut command = Command::new("taskset");
        command.args(["-c", SERVER]).arg(std::env::current_exe()?);
        command.args(["floor", &port.to_string(), &public_key()]);
        let program = Self { child: command.spawn()?, port };
        program.answers(Instant::now()).await?;
        Ok(program)
    }

    /// Starts Gavel, on its core or on any. Returns it with the time to its first right answer.
    pub(super) async fn gavel(
        path: &str,
        port: u16,
        records: Records<'_>,
        log: &Path,
        on_its_core: bool,
    ) -> Result<(Self, Duration), Error> {
        let mut command = Command::new("taskset");
        let cores = std::thread::available_parallelism()?.get();
        let any = format!("0-{}", cores.saturating_sub(1));
        command.args(["-c", if on_its_core { SERVER } else { &any }, path, "serve"]);
        command.env_clear().env("PATH", "/usr/bin:/bin").current_dir("/");
        match records {
            Records::Private(directory) => command.env("GAVEL_DATA", directory),
            Records::There(directory) => {
                let socket = directory.join("postgres").display().to_string().replace('/', "%2F");
                command.env("DATABASE_URL", format!("postgres://gavel@{socket}/gavel"))
            }
        };
        command.env("DISCORD_PUBLIC_KEY", public_key()).env("DISCORD_TOKEN", "nobody");
        // Nobody listens there: Gavel logs that Discord is away, and serves.
        command.env("DISCORD_API_URL", "http://127.0.0.1:9").env("RUST_LOG", "info");
        command.env("BIND", "127.0.0.1").env("PORT", port.to_string());
        let begun = Instant::now();
        let child = command.stdin(Stdio::null()).stderr(File::create(log)?).spawn()?;
        let program = Self { child, port };
        let took = program.answers(begun).await?;
        Ok((program, took))
    }

    /// Starts Gavel beside a stand-in for Discord, with a private cluster in this directory, and registers its commands.
    pub(super) async fn on_stage(
        path: &str,
        port: u16,
        sim: &StandIn,
        data: &Path,
        log: &Path,
    ) -> Result<Self, Error> {
        let command = |words: &[&str]| {
            let mut command = Command::new(path);
            command.args(words).env_clear().env("PATH", "/usr/bin:/bin").current_dir("/");
            command.env("GAVEL_DATA", data).env("DISCORD_API_URL", sim.api_url()).env("RUST_LOG", "warn");
            command.env("DISCORD_PUBLIC_KEY", sim.public_key()).env("DISCORD_TOKEN", sim.token());
            command.env("BIND", "127.0.0.1").env("PORT", port.to_string()).stdin(Stdio::null());
            command
        };
        let mut registered = tokio::process::Command::from(command(&["commands", "sync"]));
        if !registered.stdout(Stdio::null()).status().await?.success() {
            return Err("the commands could not be registered".into());
        }
        let child = command(&["serve"]).stderr(File::create(log)?).spawn()?;
        let (program, begun) = (Self { child, port }, Instant::now());
        while begun.elapsed() < START {
            if matches!(program.get("/readyz").await, Ok(200)) {
                return Ok(program);
            }
            sleep(Duration::from_millis(20)).await;
        }
        Err("the program is never ready".into())
    }

    /// Reads a page. Returns the status.
    pub(super) async fn get(&self, path: &str) -> Result<u16, Error> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: gavel.example\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut response = Vec::new();
        stream.read_to_end(&mut response).await?;
        Ok(std::str::from_utf8(response.get(9..12).unwrap_or_default())?.parse()?)
    }

    /// Waits for the first right answer to a PING. Returns the time since `begun`.
    async fn answers(&self, begun: Instant) -> Result<Duration, Error> {
        let ping = requests::ping();
        while begun.elapsed() < START {
            if let Ok(mut connection) = Connection::open(self.port).await
                && connection.exchange(&ping).await.is_ok()
            {
                return Ok(begun.elapsed());
            }
            sleep(Duration::from_micros(200)).await;
        }
        Err("the program does not answer".into())
    }

    /// Returns the processor time that the process has used.
    pub(super) fn processor(&self) -> Result<Duration, Error> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: u32 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
        Ok(Duration::from_secs_f64(f64::from(ticks) / TICKS))
    }

    /// Returns the resident memory in KiB.
    pub(super) fn memory(&self) -> Result<u64, Error> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no memory")?;
        Ok(line.split_whitespace().next().unwrap_or_default().parse()?)
    }

    /// Asks the program to end, and waits until it did.
    pub(super) async fn end(mut self) -> Result<(), Error> {
        Command::new("kill").arg(self.child.id().to_string()).status()?;
        while self.child.try_wait()?.is_none() {
            sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
