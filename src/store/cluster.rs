//! A private Postgres cluster that lives and dies with this process.
//!
//! In its directory: `postgres/` is the data, with the server's unix socket beside it; `postgres.log` is what the server
//! said; `lock` is held by the process that uses the directory. There is no TCP port and no password: the data and the
//! socket lie in a directory that only the owner may enter.
//!
//! The server runs under a shell that waits on our end of a pipe. However this process ends, `kill -9` included, the
//! kernel closes the pipe and the shell shuts the server down.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::io::ErrorKind;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::postgres::PgConnectOptions;
use sqlx::postgres::PgSslMode;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::error::Error;
use crate::error::Result;

/// The database that every cluster has from the start.
pub const DATABASE: &str = "postgres";

/// The owner of everything in the cluster.
const OWNER: &str = "gavel";

/// Statements that the code relies on came with this major version.
const OLDEST: u32 = 15;

/// The longest directory whose socket, `/.s.PGSQL.5432`, still has an address.
const LONGEST_SOCKET_DIR: usize = if cfg!(target_os = "macos") { 89 } else { 93 };

/// Full Unicode letters for upper and lower case, plain byte order for sorting: the same on every machine.
const CHARACTERS: &str = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };

/// What the server is told beyond its defaults.
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

/// Where packages put the server programs: `parent/prefix*/below`.
const PLACES: [(&str, &str, &str); 8] = [
    ("/usr/lib/postgresql", "", "bin"), // Debian, Ubuntu
    ("/usr", "bin", ""),                // Fedora, Arch
    ("/usr", "pgsql-", "bin"),          // Fedora, Red Hat: Postgres' own packages
    ("/usr/libexec", "postgresql", ""), // Alpine
    ("/opt/homebrew/opt", "postgresql", "bin"),
    ("/usr/local/opt", "postgresql", "bin"),
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql", "bin"),
    ("/usr/local", "pgsql", "bin"), // built from source
];

const PACKAGE_MANAGERS: [(&str, &str); 6] = [
    ("/usr/bin/apt-get", "apt-get install postgresql"),
    ("/usr/bin/dnf", "dnf install postgresql-server"),
    ("/sbin/apk", "apk add postgresql"),
    ("/usr/bin/pacman", "pacman -S postgresql"),
    ("/opt/homebrew/bin/brew", "brew install postgresql"),
    ("/usr/local/bin/brew", "brew install postgresql"),
];

const FOR_ROOT: &str = "/var/lib/gavel";

/// How long a start may take; after a crash the server first replays its journal.
const START: Duration = Duration::from_secs(120);
/// How long a server that was told to stop may take.
const STOP: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(20);
const LARGEST_LOG: u64 = 1 << 20;

/// Runs `$4…`, and signals it with `$1` as soon as standard input ends; then removes `$2` and `$3`, where given.
/// Signals meant for us (Ctrl-C, a service manager's TERM to all) must not end the shell first.
const GUARD: &str = r#"
trap '' INT TERM HUP
signal=$1 trash=$2 socket=$3; shift 3
exec 3<&0 </dev/null
"$@" 3<&- & server=$!
{ read -r line <&3; kill -s "$signal" $server; } & watch=$!
wait $server; code=$?
kill -s KILL $watch
rm -rf -- "$trash" "$socket"
exit $code
"#;

/// What a power cut may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was committed.
    Full,
    /// Everything: nothing is synced, and a directory that the start created is removed when the cluster ends. For tests.
    None,
}

/// A private Postgres cluster: started from the machine's own server programs, reachable only through a unix socket,
/// stopped when this process ends in any way.
#[derive(Debug)]
pub struct Cluster {
    socket_dir: PathBuf,
    guard: Child,
    _lock: File,
}

impl Cluster {
    /// Starts the cluster under `data`, and makes it the first time.
    pub async fn start(data: &Path, durability: Durability) -> Result<Self> {
        let data = std::path::absolute(data).map_err(|why| unusable(data, &why))?;
        let account = Account::for_server(&data)?;
        let data_is_ours = make_private(&data, account)?;
        let lock = lock(&data)?;
        let log = open_log(&data).await?;
        let log_before = log.metadata().map_or(0, |log| log.len());
        let host = Host { data, account, durability, log, log_before };

        let programs = host.initialise().await?;
        let (guard, socket_dir) = host.serve(&programs, data_is_ours)?;
        let mut cluster = Self { socket_dir, guard, _lock: lock };
        cluster.answer(&host).await?;
        Ok(cluster)
    }

    /// How to connect to one of its databases; [`DATABASE`] is always there.
    #[must_use]
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket_dir)
            .port(5432)
            .username(OWNER)
            .database(database)
            .ssl_mode(PgSslMode::Disable)
    }

    /// The same as a `DATABASE_URL`, for another process.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.options(database).to_url_lossy().to_string()
    }

    /// Stops the server and waits for its end. Dropping stops it too, without waiting.
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

    /// Returns when the server answers, or with what it said when it ended instead.
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

/// The directory, and how programs are run in it.
struct Host {
    data: PathBuf,
    /// `None`: as whoever we are.
    account: Option<Account>,
    durability: Durability,
    log: File,
    /// How long the log was when this start began.
    log_before: u64,
}

impl Host {
    fn pgdata(&self) -> PathBuf {
        self.data.join("postgres")
    }

    /// Makes the data where there is none, and returns the directory of the programs that fit it.
    async fn initialise(&self) -> Result<PathBuf> {
        let pgdata = self.pgdata();
        match fs::read_to_string(pgdata.join("PG_VERSION")) {
            Ok(version) => return programs_for(&self.data, version.trim()),
            Err(why) if why.kind() == ErrorKind::NotFound => {}
            Err(why) => return Err(unusable(&pgdata, &why)),
        }
        let programs = find_programs()?;
        // Made under another name, so that being killed in the middle leaves nothing that looks finished.
        let fresh = self.data.join("postgres.new");
        match fs::remove_dir_all(&fresh) {
            Err(why) if why.kind() != ErrorKind::NotFound => return Err(unusable(&fresh, &why)),
            _ => make_private(&fresh, self.account)?,
        };
        let mut args: Vec<OsString> =
            vec!["-D".into(), fresh.clone().into(), format!("--username={OWNER}").into()];
        args.extend(
            ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C"].map(OsString::from),
        );
        args.push(format!("--lc-ctype={CHARACTERS}").into());
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

    /// Starts the server; where the data's path is too long for a socket, the socket gets a directory of its own.
    fn serve(&self, programs: &Path, data_is_ours: bool) -> Result<(Child, PathBuf)> {
        let pgdata = self.pgdata();
        let short = (pgdata.as_os_str().len() > LONGEST_SOCKET_DIR)
            .then(|| PathBuf::from(format!("/tmp/gavel-{:016x}", fastrand::u64(..))));
        if let Some(short) = &short {
            make_private(short, self.account)?;
        }
        let trash = (data_is_ours && self.durability == Durability::None).then_some(self.data.as_path());
        let mut args: Vec<OsString> = vec!["-D".into(), pgdata.clone().into(), "-k".into()];
        // "." is the data: the setting is a list, and the operator's path could hold a comma.
        args.push(short.clone().map_or(".".into(), PathBuf::into_os_string));
        let durability = match self.durability {
            Durability::Full => ["max_connections=40"].as_slice(),
            Durability::None => {
                &["max_connections=200", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
            }
        };
        for setting in SETTINGS.iter().chain(durability) {
            args.extend(["-c".into(), setting.into()]);
        }
        let guard = self.spawn(&programs.join("postgres"), &args, [trash, short.as_deref()])?;
        Ok((guard, short.unwrap_or(pgdata)))
    }

    /// Runs a program that ends when we end. It gets none of our environment, where secrets are. It and all it starts
    /// hold the lock on the log, by which the next start knows that the last server is gone.
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

    /// What Postgres last complained of during this start.
    fn complaint(&self) -> Error {
        let path = self.data.join("postgres.log");
        let said = File::open(&path)
            .and_then(|mut log| {
                log.seek(SeekFrom::Start(self.log_before))?;
                let mut said = Vec::new();
                log.read_to_end(&mut said)?;
                Ok(String::from_utf8_lossy(&said).into_owned())
            })
            .unwrap_or_default();
        let line = complaint_in(&said);
        let path = path.display();
        match self.account {
            _ if !line.contains("Permission denied") => {
                Error::Unavailable(format!("Postgres did not start: {line} (all it said is in {path})"))
            }
            None => Error::Config(format!("GAVEL_DATA: Postgres did not start: {line}")),
            Some(account) => Error::Config(format!(
                "GAVEL_DATA: Postgres did not start: {line}; it runs as user id {}, which must be able to enter the \
                 directories above, as in GAVEL_DATA={FOR_ROOT}",
                account.user
            )),
        }
    }
}

/// A user and group id, as which the server runs.
#[derive(Clone, Copy, Debug)]
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// Postgres refuses to run as root: then it is whoever owns the data, `postgres`, or `nobody`.
    fn for_server(data: &Path) -> Result<Option<Self>> {
        if !are_we_root()? {
            return Ok(None);
        }
        if let Ok(made) = fs::metadata(data.join("postgres"))
            && made.uid() != 0
        {
            return Ok(Some(Self { user: made.uid(), group: made.gid() }));
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let named = ["postgres", "nobody"].iter().find_map(|name| Self::named(name, &passwd));
        named.map(Some).ok_or_else(|| {
            Error::Config(
                "Postgres refuses to run as root and this machine has no user postgres or nobody: add one (useradd --system \
                 postgres), start gavel as an ordinary user, or set DATABASE_URL"
                    .into(),
            )
        })
    }

    fn named(name: &str, passwd: &str) -> Option<Self> {
        let mut fields =
            passwd.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?.split(':').skip(1);
        Some(Self { user: fields.next()?.parse().ok()?, group: fields.next()?.parse().ok()? })
    }
}

fn are_we_root() -> Result<bool> {
    let id = Command::new("id")
        .arg("-u")
        .output()
        .map_err(|why| Error::Unavailable(format!("cannot run id: {why}")))?;
    Ok(id.stdout.trim_ascii() == b"0")
}

/// Makes a directory that only the server's user may enter. Says whether it is new; one that was there stays as it is.
fn make_private(dir: &Path, account: Option<Account>) -> Result<bool> {
    let make = || {
        fs::create_dir_all(dir.parent().unwrap_or(dir))?;
        match fs::DirBuilder::new().mode(0o700).create(dir) {
            Err(why) if why.kind() == ErrorKind::AlreadyExists && dir.is_dir() => return Ok(false),
            made => made?,
        }
        if let Some(Account { user, group }) = account {
            chown(dir, Some(user), Some(group))?;
        }
        Ok(true)
    };
    make().map_err(|why| unusable(dir, &why))
}

/// Makes this process the only one that uses the directory.
fn lock(data: &Path) -> Result<File> {
    let path = data.join("lock");
    let options = File::options().create(true).truncate(false).write(true).mode(0o600).clone();
    let lock = options.open(&path).map_err(|why| unusable(&path, &why))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::Error(why)) => Err(unusable(&path, &why)),
        Err(TryLockError::WouldBlock) => Err(Error::Config(format!(
            "GAVEL_DATA: {} is already in use by another gavel process: stop that one, or give this one a directory of its \
             own, as in GAVEL_DATA={}-2",
            data.display(),
            data.display()
        ))),
    }
}

/// Opens the server's log as soon as no earlier server holds it: one whose gavel was killed a moment ago still ends.
async fn open_log(data: &Path) -> Result<File> {
    let path = data.join("postgres.log");
    let options = File::options().create(true).append(true).mode(0o600).clone();
    let log = options.open(&path).map_err(|why| unusable(&path, &why))?;
    let last_server_is_gone = async {
        while matches!(log.try_lock(), Err(TryLockError::WouldBlock)) {
            sleep(LOOK_AGAIN).await;
        }
    };
    if timeout(STOP, last_server_is_gone).await.is_err() {
        return Err(Error::Unavailable(format!(
            "the Postgres server that an earlier gavel left in {} is still shutting down: try again in a minute",
            data.display()
        )));
    }
    match log.metadata() {
        Ok(now) if now.len() > LARGEST_LOG => log.set_len(0),
        _ => Ok(()),
    }
    .map_err(|why| unusable(&path, &why))?;
    Ok(log)
}

/// The line of a log that says why a program gave up.
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

fn unusable(path: &Path, why: &io::Error) -> Error {
    Error::Config(format!(
        "GAVEL_DATA: cannot use {}: {why}; name a directory that gavel may write to, as in GAVEL_DATA={FOR_ROOT}",
        path.display()
    ))
}

/// Where the cluster lies when `GAVEL_DATA` is not set: in the person's own data directory, for root in `/var/lib`.
pub fn default_data_dir(xdg_data_home: Option<&OsStr>, home: Option<&OsStr>) -> Result<PathBuf> {
    if are_we_root()? {
        return Ok(PathBuf::from(FOR_ROOT));
    }
    let xdg = xdg_data_home.map(PathBuf::from).filter(|dir| dir.is_absolute());
    let home = home.map(PathBuf::from).filter(|dir| dir.is_absolute()).map(|dir| dir.join(".local/share"));
    xdg.or(home).map(|dir| dir.join("gavel")).ok_or_else(|| {
        Error::Config(format!(
            "GAVEL_DATA is not set and neither is HOME: say where the data goes, as in GAVEL_DATA={FOR_ROOT}"
        ))
    })
}

/// A new name for a throw-away cluster, in memory where the machine keeps enough of it for that.
#[must_use]
pub fn scratch_dir() -> PathBuf {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let parent = if has_room_in_memory(&mounts) { "/dev/shm" } else { "/tmp" };
    Path::new(parent).join(format!("gavel-{:016x}", fastrand::u64(..)))
}

/// Whether `/dev/shm` holds a hundred small databases; a container's is 64 MB as a rule.
fn has_room_in_memory(mounts: &str) -> bool {
    let Some(shm) = mounts.lines().find(|line| line.split(' ').nth(1) == Some("/dev/shm")) else {
        return false;
    };
    let size = shm.split([' ', ',']).find_map(|option| option.strip_prefix("size=")?.strip_suffix('k'));
    size.is_none_or(|kib| kib.parse::<u64>().is_ok_and(|kib| kib >= 2 << 20))
}

/// The directory of the newest Postgres server programs on this machine.
pub fn find_programs() -> Result<PathBuf> {
    all_programs().into_iter().max_by_key(|found| found.0).filter(|found| found.0 >= OLDEST).map(|found| found.1).ok_or_else(|| {
        Error::Unavailable(format!(
            "DATABASE_URL is not set, and the server programs of Postgres {OLDEST} or newer are not on this machine: install \
             them ({}), or set DATABASE_URL=postgres://user:password@host/gavel",
            how_to_install()
        ))
    })
}

/// The programs of the major version that made the data: no other can read it.
fn programs_for(data: &Path, version: &str) -> Result<PathBuf> {
    let found = all_programs();
    if let Some((_, programs)) = found.iter().find(|(major, _)| major.to_string() == version) {
        return Ok(programs.clone());
    }
    let here: Vec<_> = found.iter().map(|(major, _)| major.to_string()).collect();
    let here = if here.is_empty() { "none".to_owned() } else { here.join(", ") };
    Err(Error::Config(format!(
        "GAVEL_DATA: the data in {} was made by Postgres {version}, and the versions on this machine are: {here}; install \
         Postgres {version}, move the data with pg_upgrade, or begin anew with another directory, as in GAVEL_DATA={}-2",
        data.display(),
        data.display()
    )))
}

/// Major version and directory of all the server programs that packages are known to put on a machine.
fn all_programs() -> Vec<(u32, PathBuf)> {
    let first_line = |command: &mut Command| {
        let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        Some(PathBuf::from(String::from_utf8_lossy(&output.stdout).lines().next()?))
    };
    let told = first_line(Command::new("pg_config").arg("--bindir"));
    let in_path = first_line(Command::new("sh").args(["-c", "command -v initdb"]));
    let mut dirs: Vec<_> =
        told.into_iter().chain(in_path.and_then(|initdb| Some(initdb.parent()?.to_owned()))).collect();
    for (parent, prefix, below) in PLACES {
        let entries = fs::read_dir(parent).into_iter().flatten().flatten();
        let fitting = entries.filter(|entry| entry.file_name().as_bytes().starts_with(prefix.as_bytes()));
        dirs.extend(fitting.map(|entry| entry.path().join(below)));
    }
    // Where a link leads, the other programs are too.
    let mut dirs: Vec<_> = dirs
        .iter()
        .filter_map(|dir| Some(fs::canonicalize(dir.join("initdb")).ok()?.parent()?.to_owned()))
        .collect();
    dirs.sort();
    dirs.dedup();
    dirs.into_iter().filter_map(|dir| Some((major_version(&dir)?, dir))).collect()
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0)` is 15.
fn major_version(dir: &Path) -> Option<u32> {
    let output = Command::new(dir.join("postgres")).arg("--version").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_once(") ")?.1;
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn how_to_install() -> &'static str {
    let fitting = PACKAGE_MANAGERS.iter().find(|(program, _)| Path::new(program).exists());
    fitting.map_or("the package is called postgresql or postgresql-server", |(_, command)| command)
}

#[cfg(test)]
mod tests {
    use std::io::BufRead;
    use std::io::BufReader;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Instant;

    use sqlx::PgConnection;
    use sqlx::Row;
    use sqlx::raw_sql;

    use super::*;

    /// A directory whose cluster is not removed at its end, because it was there before.
    struct Kept(PathBuf);

    impl Kept {
        fn new() -> Self {
            let dir = scratch_dir();
            fs::create_dir_all(&dir).unwrap();
            Self(dir)
        }
    }

    impl Drop for Kept {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    async fn connect(cluster: &Cluster) -> PgConnection {
        cluster.options(DATABASE).connect().await.unwrap()
    }

    async fn ask(connection: &mut PgConnection, sql: &'static str) -> String {
        raw_sql(sql).fetch_one(connection).await.unwrap().get(0)
    }

    /// The sentence and the exit code of a start that must fail.
    async fn refusal(data: &Path) -> (String, u8) {
        let error = Cluster::start(data, Durability::None).await.unwrap_err();
        (error.to_string(), error.exit_code())
    }

    async fn until(what: &str, holds: impl Fn() -> bool) {
        for _ in 0..1000 {
            if holds() {
                return;
            }
            sleep(LOOK_AGAIN).await;
        }
        panic!("not within 20 s: {what}");
    }

    #[tokio::test]
    async fn what_was_stored_is_there_after_a_stop_and_a_start() {
        let data = Kept::new();
        let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
        raw_sql("CREATE TABLE kept AS SELECT 'yes' AS word")
            .execute(&mut connect(&cluster).await)
            .await
            .unwrap();
        cluster.stop().await;

        let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
        assert_eq!(ask(&mut connect(&cluster).await, "SELECT word FROM kept").await, "yes");
        cluster.stop().await;
    }

    #[tokio::test]
    async fn letters_of_all_languages_have_an_upper_and_a_lower_case_and_the_zone_is_utc() {
        let cluster = Cluster::start(&scratch_dir(), Durability::None).await.unwrap();
        let mut connection = connect(&cluster).await;
        assert_eq!(ask(&mut connection, "SELECT lower('ŽLUŤOUČKÝ ÄPFEL')").await, "žluťoučký äpfel");
        assert_eq!(ask(&mut connection, "SHOW timezone").await, "UTC");
        assert_eq!(ask(&mut connection, "SHOW listen_addresses").await, "");
    }

    #[tokio::test]
    async fn the_url_leads_to_the_same_server() {
        let cluster = Cluster::start(&scratch_dir(), Durability::None).await.unwrap();
        let options: PgConnectOptions = cluster.url(DATABASE).parse().unwrap();
        let mut other = options.connect().await.unwrap();
        assert_eq!(ask(&mut other, "SELECT current_user::text").await, OWNER);
    }

    #[tokio::test]
    async fn a_second_start_on_one_directory_is_refused() {
        let data = scratch_dir();
        let first = Cluster::start(&data, Durability::None).await.unwrap();
        let begun = Instant::now();
        let (sentence, code) = refusal(&data).await;
        assert!(begun.elapsed() < Duration::from_secs(2));
        assert!(sentence.starts_with("GAVEL_DATA: ") && sentence.contains("already in use"), "{sentence}");
        assert_eq!(code, 78);
        connect(&first).await;
    }

    #[tokio::test]
    async fn a_throw_away_cluster_leaves_nothing() {
        let data = scratch_dir();
        let cluster = Cluster::start(&data, Durability::None).await.unwrap();
        assert!(data.exists());
        cluster.stop().await;
        assert!(!data.exists());

        drop(Cluster::start(&data, Durability::None).await.unwrap());
        until("the directory goes after a drop", || !data.exists()).await;
    }

    #[tokio::test]
    async fn a_path_too_long_or_too_strange_for_a_socket_works() {
        let parent = Kept::new();
        for name in ["a, 'b' \"c\" %41 ž".to_owned(), "long/".repeat(30)] {
            let cluster = Cluster::start(&parent.0.join(name), Durability::None).await.unwrap();
            let socket_dir = cluster.socket_dir.clone();
            let options: PgConnectOptions = cluster.url(DATABASE).parse().unwrap();
            options.connect().await.unwrap();
            cluster.stop().await;
            assert!(!socket_dir.exists());
        }
    }

    #[tokio::test]
    async fn a_directory_half_made_by_a_killed_start_is_made_again() {
        let data = Kept::new();
        let half = data.0.join("postgres.new");
        fs::create_dir_all(half.join("base")).unwrap();
        fs::write(half.join("PG_VERSION"), "15\n").unwrap();
        let cluster = Cluster::start(&data.0, Durability::None).await.unwrap();
        connect(&cluster).await;
        assert!(!half.exists());
        cluster.stop().await;
    }

    #[tokio::test]
    async fn data_of_another_major_version_is_refused_and_not_touched() {
        let data = Kept::new();
        let version = data.0.join("postgres/PG_VERSION");
        fs::create_dir_all(version.parent().unwrap()).unwrap();
        fs::write(&version, "9\n").unwrap();
        let (sentence, code) = refusal(&data.0).await;
        assert!(
            sentence.starts_with("GAVEL_DATA: ") && sentence.contains("made by Postgres 9,"),
            "{sentence}"
        );
        assert_eq!(code, 78);
        assert_eq!(fs::read_to_string(&version).unwrap(), "9\n");
    }

    #[tokio::test]
    async fn a_directory_that_the_server_may_not_enter_is_a_matter_of_configuration() {
        let parent = Kept::new();
        fs::set_permissions(&parent.0, fs::Permissions::from_mode(0o600)).unwrap();
        let (sentence, code) = refusal(&parent.0.join("below")).await;
        assert!(sentence.starts_with("GAVEL_DATA: ") && sentence.contains("Permission denied"), "{sentence}");
        assert_eq!(code, 78);
    }

    #[tokio::test]
    async fn a_file_in_the_place_of_the_directory_is_a_matter_of_configuration() {
        let parent = Kept::new();
        let file = parent.0.join("file");
        fs::write(&file, "").unwrap();
        for data in [file.clone(), file.join("below")] {
            let (sentence, code) = refusal(&data).await;
            assert!(sentence.starts_with("GAVEL_DATA: cannot use"), "{sentence}");
            assert_eq!(code, 78);
        }
    }

    #[tokio::test]
    async fn a_server_that_does_not_start_is_quoted() {
        let data = Kept::new();
        Cluster::start(&data.0, Durability::None).await.unwrap().stop().await;
        fs::write(data.0.join("postgres/postgresql.auto.conf"), "nonsense = 1\n").unwrap();
        let (sentence, code) = refusal(&data.0).await;
        assert!(sentence.starts_with("Postgres did not start: "), "{sentence}");
        assert!(sentence.contains("contains errors"), "{sentence}");
        assert_eq!(code, 69);
    }

    /// Not a test: the process that `hold` starts and kills.
    #[tokio::test]
    #[ignore = "run by other tests, as a process to kill"]
    async fn holder() {
        let mut line = String::new();
        io::stdin().read_line(&mut line).unwrap();
        let Some((durability, data)) = line.trim().split_once(' ') else { return };
        let durability = if durability == "Full" { Durability::Full } else { Durability::None };
        println!("\nstarting");
        let cluster = Cluster::start(Path::new(data), durability).await.unwrap();
        println!("\nstarted");
        sleep(Duration::from_secs(600)).await;
        drop(cluster);
    }

    /// Another process that starts a cluster, as soon as it has said `word`.
    fn hold(data: &Path, durability: Durability, word: &str) -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "store::cluster::tests::holder", "--ignored", "--nocapture"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{durability:?} {}", data.display()).unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == word), "the other process ended before it said {word}");
        child
    }

    #[tokio::test]
    async fn after_kill_9_the_next_start_works_at_once_and_has_all_that_was_committed() {
        let data = Kept::new();
        for round in 0..5 {
            let mut other = hold(&data.0, Durability::Full, "started");
            assert_eq!(refusal(&data.0).await.1, 78);
            other.kill().unwrap();
            other.wait().unwrap();
            let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
            let mut connection = connect(&cluster).await;
            raw_sql("CREATE TABLE IF NOT EXISTS round (n int)").execute(&mut connection).await.unwrap();
            assert_eq!(ask(&mut connection, "SELECT count(*)::text FROM round").await, round.to_string());
            raw_sql("INSERT INTO round VALUES (1)").execute(&mut connection).await.unwrap();
            cluster.stop().await;
        }
    }

    #[tokio::test]
    async fn after_kill_9_a_throw_away_cluster_is_gone() {
        let data = scratch_dir();
        let mut other = hold(&data, Durability::None, "started");
        other.kill().unwrap();
        other.wait().unwrap();
        until("the server and its directory go", || !data.exists()).await;
    }

    #[tokio::test]
    async fn kill_9_at_any_moment_of_the_first_start_does_not_spoil_the_directory() {
        let data = Kept::new();
        for wait in [0, 30, 100, 200, 300, 500, 800] {
            let mut other = hold(&data.0, Durability::Full, "starting");
            sleep(Duration::from_millis(wait)).await;
            other.kill().unwrap();
            other.wait().unwrap();
        }
        let cluster = Cluster::start(&data.0, Durability::Full).await.unwrap();
        connect(&cluster).await;
        cluster.stop().await;
    }

    #[test]
    fn the_reason_is_found_in_what_postgres_said() {
        let log = "2026-11-21 UTC LOG:  starting\n2026-11-21 UTC FATAL:  could not write: No space left on device\n\
                   2026-11-21 UTC LOG:  database system is shut down\n";
        assert_eq!(complaint_in(log), "could not write: No space left on device");
        let log = "creating\ninitdb: error: could not access directory \"/x\": Permission denied\ninitdb: removing\n";
        assert_eq!(complaint_in(log), "could not access directory \"/x\": Permission denied");
        assert_eq!(complaint_in("sh: not found\n"), "sh: not found");
        assert_eq!(complaint_in(""), "it gave no reason");
    }

    #[test]
    fn a_user_is_found_by_the_whole_of_its_name() {
        let passwd =
            "root:x:0:0::/:/bin/sh\npostgres-exporter:x:7:7::/:\npostgres:x:101:104:,,,:/var:/bin/bash\n";
        let account = Account::named("postgres", passwd).unwrap();
        assert_eq!((account.user, account.group), (101, 104));
        assert!(Account::named("nobody", passwd).is_none());
        assert!(Account::named("nobody", "nobody:*:-2:-2::/:").is_none());
    }

    #[test]
    fn a_small_shared_memory_is_not_used() {
        assert!(has_room_in_memory(
            "proc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs rw,relatime,size=24684084k 0 0\n"
        ));
        assert!(has_room_in_memory("tmpfs /dev/shm tmpfs rw 0 0\n"));
        assert!(!has_room_in_memory("shm /dev/shm tmpfs rw,nosuid,size=65536k,inode64 0 0\n"));
        assert!(!has_room_in_memory("proc /proc proc rw 0 0\n"));
    }

    #[test]
    fn programs_are_found_on_this_machine() {
        let programs = find_programs().unwrap();
        assert!(programs.join("postgres").is_file());
        assert!(major_version(&programs).unwrap() >= OLDEST);
    }
}
