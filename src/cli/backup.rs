//! `gavel backup FILE` and `gavel restore FILE`: the whole record in one file, and back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::database::OpenDatabase;
use crate::cli::stdout::say;
use crate::config::Options;
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::store::dump::{self, Contents};
use crate::store::{self, jobs};

const BACKUP_EXAMPLES: &str = "\
The file holds every server's record as it is at one moment, also while Gavel serves, and reads back in full before it gets
its name. It holds what members wrote and were told: keep it as you keep the database. It is a dump of pg_dump, in its custom
format.

Examples:
  gavel backup gavel.dump
  gavel backup /var/backups/gavel-$(date +%F).dump";

const RESTORE_EXAMPLES: &str = "\
Everything or nothing: what goes wrong leaves the database as it was. A backup of an older Gavel is brought up to this version.
What became due since the backup is done at the next start; what Gavel did since then is not in its record.

Examples:
  gavel restore gavel.dump
  gavel restore --replace gavel.dump";

#[derive(Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub(super) struct Backup {
    /// The file to write; it must not exist
    file: PathBuf,
}

#[derive(Args)]
#[command(after_help = RESTORE_EXAMPLES)]
pub(super) struct Restore {
    /// Replace a record that is there
    #[arg(long)]
    replace: bool,
    /// The file that `gavel backup` wrote
    file: PathBuf,
}

/// Makes a backup.
///
/// # Errors
/// Fails if the file exists or can't be written, if there is no record, or if Postgres' programs are missing.
pub(super) async fn run(options: &Options, wanted: Backup) -> Result<ExitCode> {
    if wanted.file.exists() {
        return Err(Error::refused(format!(
            "{} exists, and a backup replaces no file; choose another name.",
            wanted.file.display()
        )));
    }
    let database = OpenDatabase::as_it_is(options).await?;
    let written = write(&database, &wanted.file).await;
    database.close().await;
    let (contents, bytes) = written?;
    say(&format!("{}: {}, {}.", wanted.file.display(), size(bytes), told(&contents)))?;
    Ok(ExitCode::SUCCESS)
}

async fn write(database: &OpenDatabase, file: &Path) -> Result<(Contents, u64)> {
    let unwritable =
        |why: std::io::Error| Error::refused(format!("{} can't be written: {why}.", file.display()));
    // Under another name until it is whole. Only the owner may read it.
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part = tempfile::NamedTempFile::new_in(parent).map_err(unwritable)?;
    let contents = dump::write(&database.address(), part.path()).await?;
    dump::check(part.path()).await?;
    let bytes = part.as_file().metadata().map_err(unwritable)?.len();
    part.as_file().sync_all().map_err(unwritable)?;
    part.persist_noclobber(file).map_err(|why| unwritable(why.error))?;
    Ok((contents, bytes))
}

/// Puts a backup in the place of the record.
///
/// # Errors
/// Fails if the file is no whole backup, if a process serves from the database, or if a record is there and is not to be
/// replaced.
pub(super) async fn restore(options: &Options, wanted: Restore) -> Result<ExitCode> {
    dump::check(&wanted.file).await?;
    let database = OpenDatabase::as_it_is(options).await?;
    let restored = put_back(&database, &wanted).await;
    database.close().await;
    say(&format!("Restored: {}.", told(&restored?)))?;
    Ok(ExitCode::SUCCESS)
}

async fn put_back(database: &OpenDatabase, wanted: &Restore) -> Result<Contents> {
    let there = dump::contents(&database.pool).await?;
    if database.is_beside || dump::is_served(&database.pool).await? {
        return Err(Error::refused("A gavel serves from this database; stop it first."));
    }
    if there.as_ref().is_some_and(|there| !there.is_empty()) && !wanted.replace {
        return Err(Error::refused(
            "The database has a record already; choose another database, or replace the record with --replace.",
        ));
    }
    dump::read(&database.address(), &wanted.file).await?;
    store::migrate(&database.pool).await?;
    // The processes that held them are gone.
    jobs::leases_clear(&database.pool).await?;
    let contents = dump::contents(&database.pool).await?;
    contents.ok_or_else(|| Error::broken("a restored database without a record"))
}

fn told(contents: &Contents) -> String {
    format!(
        "{}, {}, {}",
        count(contents.servers, "server", "servers"),
        count(contents.cases, "case", "cases"),
        count(contents.waiting, "job that waits", "jobs that wait")
    )
}

/// Returns a size for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
