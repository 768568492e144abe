//! Gavel as a process of its own, which can be killed.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::signed_events;
use crate::support::stage::{SOON, Stage};

pub struct Process {
    child: Child,
    port: u16,
}

impl Process {
    /// Starts `gavel serve` on the stage's database and waits until it listens; from then on the stand-in calls it.
    pub async fn start(stage: &Stage) -> Self {
        Self::start_on(stage, &stage.database.url().await).await
    }

    /// Starts `gavel serve` on a database at another address.
    pub async fn start_on(stage: &Stage, database: &str) -> Self {
        Self::listening(stage, database, free_port(), &[]).await
    }

    /// Starts `gavel serve` with these variables in addition.
    pub async fn start_with(stage: &Stage, variables: &[(&str, &str)]) -> Self {
        Self::listening(stage, &stage.database.url().await, free_port(), variables).await
    }

    /// Kills the process and starts another on the same port.
    pub async fn replace(&mut self, stage: &Stage) {
        self.replace_with(stage, &[]).await;
    }

    /// Kills the process and starts another on the same port, with these variables in addition.
    pub async fn replace_with(&mut self, stage: &Stage, variables: &[(&str, &str)]) {
        self.kill_now();
        *self = Self::listening(stage, &stage.database.url().await, self.port, variables).await;
    }

    async fn listening(stage: &Stage, database: &str, port: u16, variables: &[(&str, &str)]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_gavel"))
            .arg("serve")
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("DISCORD_PUBLIC_KEY", stage.sim.public_key())
            .env("DISCORD_TOKEN", stage.sim.token())
            .env("GAVEL_EVENTS_PUBLIC_KEY", hex::encode(signed_events::key().verifying_key().to_bytes()))
            .env("DISCORD_API_URL", stage.sim.api_url())
            .env("DATABASE_URL", database)
            .env("BIND", "127.0.0.1")
            .env("PORT", port.to_string())
            // What a test counts are its own calls; those that register commands have tests of their own.
            .env("GAVEL_SYNC_COMMANDS", "off")
            .env("RUST_LOG", "error")
            .envs(variables.iter().copied())
            .current_dir(std::env::temp_dir())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, port };
        let listening = tokio::time::timeout(SOON, async {
            while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        listening.await.expect("gavel does not listen");
        process.take_calls(stage);
        process
    }

    /// Returns status and body of one of the process's pages.
    pub async fn get(&self, path: &str) -> (u16, String) {
        get(self.port, path).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    /// Returns the process's peak memory, in MiB.
    pub fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
    }

    /// Makes the stand-in call this process.
    pub fn take_calls(&self, stage: &Stage) {
        stage.sim.set_endpoint(&self.url("/interactions"));
    }

    /// Kills the process (`kill -9`).
    pub fn kill(mut self) {
        self.kill_now();
    }

    /// Kills the process (`kill -9`), and keeps the handle.
    pub fn kill_now(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Stops the process where it is (`SIGSTOP`).
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    /// Lets a frozen process go on.
    pub fn thaw(&self) {
        self.signal("CONT");
    }

    fn signal(&self, name: &str) {
        Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status().unwrap();
    }

    /// Kills the process while this order is under way, once all scripted faults have struck; then clears the faults
    /// and ends the leases. Returns the order's result.
    pub async fn killed_during<T>(mut self, stage: &Stage, order: impl IntoFuture<Output = T>) -> T {
        let dying = async {
            stage.struck().await;
            self.kill_now();
        };
        let outcome = tokio::join!(order.into_future(), dying).0;
        stage.sim.clear_faults();
        stage.expire_leases().await;
        outcome
    }

    /// Sends SIGTERM; returns the exit code.
    pub async fn terminate(mut self) -> Option<i32> {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        tokio::task::spawn_blocking(move || self.child.wait().unwrap().code()).await.unwrap()
    }
}

/// Returns a port for a new process: below those that the kernel gives to connections, and no other test's.
pub fn free_port() -> u16 {
    const FIRST: u32 = 12_000;
    const COUNT: u32 = 20_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let begin = std::process::id() * 331;
    loop {
        let at = begin.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % COUNT;
        let port = u16::try_from(FIRST + at).unwrap();
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

/// Returns status and body of a page on this port.
pub async fn get(port: u16, path: &str) -> (u16, String) {
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: gavel\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    (text[9..12].parse().unwrap(), text)
}

/// Ends the process even if the test fails.
impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
