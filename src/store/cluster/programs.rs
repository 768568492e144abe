//! Postgres' server programs: the places where packages put them, and the versions that fit.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// The oldest supported major version: statements that the code needs came with it.
pub const OLDEST: u32 = 15;

/// The places where packages put the server programs: `parent/prefix*/below`.
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

/// Returns the directory of the newest Postgres server programs on this machine.
///
/// # Errors
/// [`Error::Unavailable`], which says what to install, if there are none or only old ones.
pub fn find_programs() -> Result<PathBuf> {
    match all_programs().into_iter().max() {
        Some((version, programs)) if version >= OLDEST => Ok(programs),
        _ => Err(Error::Unavailable(format!(
            "DATABASE_URL is not set, and the server programs of Postgres {OLDEST} or newer are not on this machine; \
             install them ({}), or set DATABASE_URL=postgres://user:password@host/gavel",
            how_to_install()
        ))),
    }
}

/// Returns one of Postgres' client programs: of the newest version on this machine, which reads all older ones.
///
/// # Errors
/// [`Error::Unavailable`], which says what to install, if there is none.
pub fn find_client(program: &str) -> Result<PathBuf> {
    let beside = all_programs().into_iter().map(|(version, programs)| (version, programs.join(program)));
    let newest = beside.filter(|(_, path)| path.exists()).max().map(|(_, path)| path);
    let in_path = || {
        let found = Command::new("sh")
            .args(["-c", "command -v \"$0\"", program])
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let path = String::from_utf8_lossy(&found.stdout).trim_end().to_owned();
        (!path.is_empty()).then(|| PathBuf::from(path))
    };
    newest.or_else(in_path).ok_or_else(|| {
        Error::Unavailable(format!(
            "Postgres' program {program} is not on this machine; install Postgres' client programs ({}).",
            how_to_install()
        ))
    })
}

/// Returns the programs of the major version that made the data; no other can read it.
pub(super) fn programs_for(data: &Path, version: &str) -> Result<PathBuf> {
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

/// Returns the major version and directory of all server programs in the known places.
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
    // The other programs are in the directory that a link leads to.
    let mut dirs: Vec<_> = dirs
        .iter()
        .filter_map(|dir| Some(fs::canonicalize(dir.join("initdb")).ok()?.parent()?.to_owned()))
        .collect();
    dirs.sort();
    dirs.dedup();
    dirs.into_iter().filter_map(|dir| Some((major_version(&dir)?, dir))).collect()
}

/// Returns the major version: 15 for `postgres (PostgreSQL) 15.18 (Debian 15.18-0)`.
pub(super) fn major_version(dir: &Path) -> Option<u32> {
    let output = Command::new(dir.join("postgres")).arg("--version").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_once(") ")?.1;
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn how_to_install() -> &'static str {
    let fitting = PACKAGE_MANAGERS.iter().find(|(program, _)| Path::new(program).exists());
    fitting.map_or("the package is called postgresql or postgresql-server", |(_, command)| command)
}
