//! The cluster's directory: its path, its owner, and its lock.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rustix::fs::OFlags;
use tokio::time::{sleep, timeout};

use crate::error::{Error, Result};

/// The time allowed for a server to stop.
pub(super) const STOP: Duration = Duration::from_secs(30);
/// The time for which a directory may still be in use by a process that ends.
const ENDING: Duration = Duration::from_millis(500);
pub(super) const LOOK_AGAIN: Duration = Duration::from_millis(20);
pub(super) const FOR_ROOT: &str = "/var/lib/gavel";

const LARGEST_LOG: u64 = 1 << 20;

/// The user and group ids that the server runs as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account {
    pub user: u32,
    pub group: u32,
}

impl Account {
    /// Returns the account for the server. Postgres refuses to run as root, so root uses the owner of the data,
    /// `postgres`, or `nobody`.
    pub fn for_server(data: &Path) -> Result<Option<Self>> {
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

    pub fn named(name: &str, passwd: &str) -> Option<Self> {
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

/// Fails if the directory is another cluster's data.
pub(super) fn refuse_foreign(data: &Path) -> Result<()> {
    let Ok(version) = fs::read_to_string(data.join("PG_VERSION")) else { return Ok(()) };
    Err(Error::Config(format!(
        "GAVEL_DATA: {} is the data directory of another Postgres cluster (version {}); give gavel a directory of its own, as in GAVEL_DATA={}-gavel",
        data.display(),
        version.trim(),
        data.display()
    )))
}

/// Creates a directory that only the server's user may enter. Returns `true` if it is new; an existing one is left
/// unchanged.
pub(super) fn make_private(dir: &Path, account: Option<Account>) -> Result<bool> {
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

/// Makes this process the only one that uses the directory. A process that is just ending, and a program that one is just
/// starting, hold the lock for a moment longer.
pub(super) async fn lock(data: &Path) -> Result<File> {
    let path = data.join("lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(&path)
        .map_err(|why| unusable(&path, &why))?;
    let taken = async {
        loop {
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) => sleep(LOOK_AGAIN).await,
                Ok(()) => return Ok(()),
                Err(TryLockError::Error(why)) => return Err(unusable(&path, &why)),
            }
        }
    };
    match timeout(ENDING, taken).await {
        Ok(taken) => taken.map(|()| lock),
        Err(_) => Err(Error::Config(format!(
            "GAVEL_DATA: {} is already in use by another gavel process: stop that one, or give this one a directory of its \
             own, as in GAVEL_DATA={}-2",
            data.display(),
            data.display()
        ))),
    }
}

/// Opens the server's log once no earlier server holds it: one whose Gavel was killed a moment ago is still stopping.
pub(super) async fn open_log(data: &Path) -> Result<File> {
    let path = data.join("postgres.log");
    let log = File::options()
        .create(true)
        .read(true)
        .append(true)
        .mode(0o600)
        // Root opens it in another account's directory, where that account could have put a link.
        .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
        .open(&path)
        .map_err(|why| unusable(&path, &why))?;
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

pub(super) fn unusable(path: &Path, why: &io::Error) -> Error {
    Error::Config(format!(
        "GAVEL_DATA: cannot use {}: {why}; name a directory that gavel may write to, as in GAVEL_DATA={FOR_ROOT}",
        path.display()
    ))
}

/// Returns the cluster's directory if `GAVEL_DATA` is not set: the user's own data directory, or `/var/lib` for root.
///
/// # Errors
/// [`Error::Config`] if neither `$XDG_DATA_HOME` nor `$HOME` is an absolute path.
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

/// Returns a new name for a throw-away cluster, in memory if the machine has enough of it.
#[must_use]
pub fn scratch_dir() -> PathBuf {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let parent = if has_room_in_memory(&mounts) { "/dev/shm" } else { "/tmp" };
    Path::new(parent).join(format!("gavel-{:016x}", fastrand::u64(..)))
}

/// Returns `true` if `/dev/shm` has room for a hundred small databases; a container usually has 64 MB.
pub(super) fn has_room_in_memory(mounts: &str) -> bool {
    let Some(shm) = mounts.lines().find(|line| line.split(' ').nth(1) == Some("/dev/shm")) else {
        return false;
    };
    let size = shm.split([' ', ',']).find_map(|option| option.strip_prefix("size=")?.strip_suffix('k'));
    size.is_none_or(|kib| kib.parse::<u64>().is_ok_and(|kib| kib >= 2 << 20))
}
