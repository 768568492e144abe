//! A private Postgres cluster that starts and stops with this process.
//!
//! In its directory, `postgres/` holds the data and the server's unix socket, and only the owner may enter;
//! `postgres.log` is the server's log; `lock` is held by the process that uses the directory. There is no TCP port and
//! no password.
//!
//! The server runs under a shell that waits on this process's end of a pipe. However this process ends, `kill -9`
//! included, the kernel closes the pipe and the shell shuts the server down.

mod directory;
mod look;
mod programs;
mod socket;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::time::{sleep, timeout};

pub use directory::{default_data_dir, scratch_dir};
pub use look::{ClusterState, beside, look};
pub use programs::{OLDEST, find_client, find_programs};

use crate::error::{Error, Result};
use directory::{
    Account, FOR_ROOT, LOOK_AGAIN, STOP, lock, make_private, open_log, refuse_foreign, unusable,
};
use programs::programs_for;
use socket::{OWNER, through};

/// The database that every cluster has from the start.
pub const DATABASE: &str = "postgres";

/// The longest directory path whose socket, `/.s.PGSQL.5432`, still fits an address.
const LONGEST_SOCKET_DIR: usize = if cfg!(target_os = "macos") { 89 } else { 93 };

/// The locale: full Unicode for upper and lower case, plain byte order for sorting, the same on every machine.
const CHARACTERS: &str = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };

const INITDB: [&str; 4] = ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C"];

/// The server settings that differ from the defaults.
const SETTINGS: [&str; 9] = [
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "shared_buffers=16MB",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_line_prefix=%m ",
    "log_checkpoints=off",
    "logging_collector=off",
];

/// The time allowed for a start; after a crash the server first replays its journal.
const START: Duration = Duration::from_secs(120);

/// The shell script that runs `$4…`, signals it with `$1` as soon as standard input ends, and then removes `$2` and
/// `$3`, if given. Signals meant for Gavel (Ctrl-C, a service manager's TERM to all) must not end the shell first. The
/// signal is repeated because a program that has only just started still ignores it.
const GUARD: &str = r#"
trap '' INT TERM HUP
signal=$1 trash=$2 socket=$3; shift 3
exec 3<&0 </dev/null
"$@" 3<&- & server=$!
{ read -r line <&3; while kill -s "$signal" $server; do sleep 0.2; done; } >/dev/null 2>&1 & watch=$!
wait $server; code=$?
kill -s KILL $watch 2>/dev/null
rm -rf -- "$trash" "$socket"
exit $code
"#;

/// The data that a power cut may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was committed.
    Full,
    /// Everything: nothing is synced, and a directory that the start created is removed when the cluster ends. For tests.
    None,
}

/// A private Postgres cluster: started from the machine's own server programs, reachable only through a unix socket,
/// and stopped when this process ends in any way.
#[derive(Debug)]
pub struct Cluster {
    socket_dir: PathBuf,
    guard: Child,
    _lock: File,
}

impl Cluster {
    /// Starts the cluster under `data`, and creates it the first time.
    ///
    /// # Errors
    /// [`Error::Config`] if the directory can't be used: not writable, in use, or made by another major version.
    /// [`Error::Unavailable`] if Postgres is not installed or does not start, for example because the disk is full.
    pub async fn start(data: &Path, durability: Durability) -> Result<Self> {
        let data = std::path::absolute(data).map_err(|why| unusable(data, &why))?;
        refuse_foreign(&data)?;
        let account = Account::for_server(&data)?;
        let data_is_ours = make_private(&data, account)?;
        let lock = lock(&data).await?;
        let log = open_log(&data).await?;
        let log_before = log.metadata().map_or(0, |log| log.len());
        let host = Host { data, account, durability, log, log_before };

        let programs = host.initialise().await?;
        let (guard, socket_dir) = host.serve(&programs, data_is_ours)?;
        let mut cluster = Self { socket_dir, guard, _lock: lock };
        cluster.answer(&host).await?;
        Ok(cluster)
    }

    /// Returns the options for connecting to one of its databases; [`DATABASE`] always exists.
    #[must_use]
    pub fn options(&self, database: &str) -> PgConnectOptions {
        through(&self.socket_dir, database)
    }

    /// Returns the connection options as a `DATABASE_URL`, for another process.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.options(database).to_url_lossy().to_string()
    }

    /// Stops the server and waits for its end. Dropping stops it, too, without waiting.
    pub async fn stop(mut self) {
        drop(self.guard.stdin.take());
        let ended = async {
            while matches!(self.guard.try_wait(), Ok(None)) {
                sleep(LOOK_AGAIN).await;
            }
        };
        if timeout(STOP, ended).await.is_err() {
            tracing::warn!("the private Postgres server is still shutting down");
        }
    }

    /// Returns once the server answers, or with its complaint if it ended instead.
    async fn answer(&mut self, host: &Host) -> Result<()> {
        let options = self.options(DATABASE);
        let answered = async {
            loop {
                if let Ok(connection) = options.connect().await {
                    return connection.close().await.is_ok();
                }
                if !matches!(self.guard.try_wait(), Ok(None)) {
                    return false;
                }
                sleep(LOOK_AGAIN).await;
            }
        };
        match timeout(START, answered).await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(host.complaint()),
        }
    }
}

/// The directory, and the account that programs run as in it.
struct Host {
    data: PathBuf,
    /// The account; `None` for this process's own.
    account: Option<Account>,
    durability: Durability,
    log: File,
    /// The length of the log when this start began.
    log_before: u64,
}

impl Host {
    fn pgdata(&self) -> PathBuf {
        self.data.join("postgres")
    }

    /// Creates the data if there is none, and returns the directory of the programs that fit it.
    async fn initialise(&self) -> Result<PathBuf> {
        let pgdata = self.pgdata();
        match fs::read_to_string(pgdata.join("PG_VERSION")) {
            Ok(version) => return programs_for(&self.data, version.trim()),
            Err(why) if why.kind() == ErrorKind::NotFound => {}
            Err(why) => return Err(unusable(&pgdata, &why)),
        }
        let programs = find_programs()?;
        // Made under another name, so that a kill in the middle leaves nothing that looks finished.
        let fresh = self.data.join("postgres.new");
        match fs::remove_dir_all(&fresh) {
            Err(why) if why.kind() != ErrorKind::NotFound => return Err(unusable(&fresh, &why)),
            _ => make_private(&fresh, self.account)?,
        };
        let mut args: Vec<OsString> = vec!["-D".into(), fresh.clone().into()];
        args.extend([format!("--username={OWNER}").into(), format!("--lc-ctype={CHARACTERS}").into()]);
        args.extend(INITDB.map(OsString::from));
        if self.durability == Durability::None {
            args.push("--no-sync".into());
        }
        let mut initdb = self.spawn(&programs.join("initdb"), &args, [None, None])?;
        while matches!(initdb.try_wait(), Ok(None)) {
            sleep(LOOK_AGAIN).await;
        }
        if !initdb.wait().is_ok_and(|status| status.success()) {
            return Err(self.complaint());
        }
        fs::rename(&fresh, &pgdata)
            .and_then(|()| File::open(&self.data)?.sync_all())
            .map_err(|why| unusable(&pgdata, &why))?;
        Ok(programs)
    }

    /// Starts the server. If the data's path is too long for a socket, the socket gets a directory of its own.
    fn serve(&self, programs: &Path, data_is_ours: bool) -> Result<(Child, PathBuf)> {
        let pgdata = self.pgdata();
        let short = (pgdata.as_os_str().len() > LONGEST_SOCKET_DIR)
            .then(|| PathBuf::from(format!("/tmp/gavel-{:016x}", fastrand::u64(..))));
        if let Some(short) = &short {
            make_private(short, self.account)?;
        }
        let trash = (data_is_ours && self.durability == Durability::None).then_some(self.data.as_path());
        let mut args: Vec<OsString> = vec!["-D".into(), pgdata.clone().into(), "-k".into()];
        // "." is the data directory: the setting is a list, and the operator's path could have a comma in it.
        args.push(short.clone().map_or(".".into(), PathBuf::into_os_string));
        let durability = match self.durability {
            Durability::Full => ["max_connections=40"].as_slice(),
            Durability::None => {
                &["max_connections=500", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
            }
        };
        for setting in SETTINGS.iter().chain(durability) {
            args.extend(["-c".into(), setting.into()]);
        }
        let guard = self.spawn(&programs.join("postgres"), &args, [trash, short.as_deref()])?;
        Ok((guard, short.unwrap_or(pgdata)))
    }

    /// Runs a program that ends when this process ends. It gets none of the environment, where secrets are. The program
    /// and all it starts hold the lock on the log, by which the next start knows that the last server is gone.
    fn spawn(&self, program: &Path, args: &[OsString], remove_after: [Option<&Path>; 2]) -> Result<Child> {
        let mut command = Command::new("/bin/sh");
        let signal = if self.durability == Durability::Full { "INT" } else { "QUIT" };
        command.args(["-c", GUARD, "gavel-postgres", signal]);
        command.args(remove_after.map(|path| path.unwrap_or(Path::new(""))));
        command.arg(program).args(args);
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin:/run/current-system/sw/bin");
        command.current_dir("/").process_group(0).stdin(Stdio::piped());
        if let Some(Account { user, group }) = self.account {
            command.uid(user).gid(group);
        }
        let log = || self.log.try_clone().map(Stdio::from);
        log()
            .and_then(|out| command.stdout(out).stderr(log()?).spawn())
            .map_err(|why| Error::Unavailable(format!("cannot run {}: {why}", program.display())))
    }

    /// Returns Postgres' last complaint during this start.
    fn complaint(&self) -> Error {
        let mut said = Vec::new();
        let mut log = &self.log;
        let _ = log.seek(SeekFrom::Start(self.log_before)).and_then(|_| log.read_to_end(&mut said));
        let line = complaint_in(&String::from_utf8_lossy(&said));
        match self.account {
            _ if !line.contains("Permission denied") => Error::Unavailable(format!(
                "Postgres did not start: {line} (all it said is in {})",
                self.data.join("postgres.log").display()
            )),
            None => Error::Config(format!("GAVEL_DATA: Postgres did not start: {line}")),
            Some(account) => Error::Config(format!(
                "GAVEL_DATA: Postgres did not start: {line}; it runs as user id {}, which must be able to enter the \
                 directories above, as in GAVEL_DATA={FOR_ROOT}",
                account.user
            )),
        }
    }
}

/// Returns the line of a log that says why a program gave up.
fn complaint_in(log: &str) -> String {
    let complaint = log.lines().rev().find_map(|line| {
        ["FATAL:", "PANIC:", "error:"]
            .iter()
            .find_map(|mark| Some(line.split_once(mark)?.1.trim().to_owned()))
    });
    complaint
        .or_else(|| Some(log.lines().last()?.to_owned()))
        .unwrap_or_else(|| "it gave no reason".to_owned())
}
