//! A check of a cluster's directory that changes nothing in it.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use sqlx::postgres::PgConnectOptions;

use super::directory::{refuse_foreign, unusable};
use super::programs::{find_programs, programs_for};
use super::socket::through;
use crate::error::Result;

/// The state of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterState {
    /// No data yet: the first start creates it.
    New,
    /// Data that no process uses.
    Idle,
    /// Data that a running Gavel holds.
    InUse,
}

/// Checks the directory.
///
/// # Errors
/// Fails as a start would: the server programs are missing or do not fit the data, or the directory can't be used.
pub fn look(data: &Path) -> Result<ClusterState> {
    let data = std::path::absolute(data).map_err(|why| unusable(data, &why))?;
    refuse_foreign(&data)?;
    if is_in_use(&data)? {
        return Ok(ClusterState::InUse);
    }
    match fs::read_to_string(data.join("postgres/PG_VERSION")) {
        Ok(version) => programs_for(&data, version.trim()).map(|_| ClusterState::Idle),
        Err(why) if why.kind() == ErrorKind::NotFound => {
            find_programs()?;
            can_be_made(&data).map(|()| ClusterState::New)
        }
        Err(why) => Err(unusable(&data, &why)),
    }
}

/// Returns the options for connecting to the server that a running Gavel has started there; `None` if its socket is
/// elsewhere.
#[must_use]
pub fn beside(data: &Path, database: &str) -> Option<PgConnectOptions> {
    let socket_dir = data.join("postgres");
    socket_dir.join(".s.PGSQL.5432").exists().then(|| through(&socket_dir, database))
}

fn is_in_use(data: &Path) -> Result<bool> {
    let path = data.join("lock");
    match File::options().write(true).open(&path) {
        Ok(lock) => match lock.try_lock() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(why)) => Err(unusable(&path, &why)),
        },
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(false),
        Err(why) => Err(unusable(&path, &why)),
    }
}

/// Creates a directory in the lowest existing ancestor, and removes it again.
fn can_be_made(data: &Path) -> Result<()> {
    let there = data.ancestors().find(|dir| dir.exists()).unwrap_or(data);
    let trial = there.join(format!(".gavel-{:016x}", fastrand::u64(..)));
    fs::create_dir(&trial).and_then(|()| fs::remove_dir(&trial)).map_err(|why| unusable(there, &why))
}
