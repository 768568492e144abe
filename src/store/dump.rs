//! The whole record as a file of `pg_dump`, and back.

use std::path::Path;
use std::process::{Output, Stdio};

use percent_encoding::percent_decode_str;
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::process::Command;

use crate::error::{Error, Result};
use crate::store::checkup;
use crate::store::cluster::find_client;

/// The statement that takes away the old record; the file creates the schema anew.
const EMPTIED: &str = "drop schema if exists public cascade";

/// The size of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    pub servers: u64,
    pub cases: u64,
    /// The jobs that are not finished.
    pub waiting: u64,
}

impl Contents {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { servers: 0, cases: 0, waiting: 0 }
    }
}

/// Returns the size of the record; `None` for a database without tables.
///
/// # Errors
/// Fails if the database does not answer.
pub async fn contents(db: &PgPool) -> Result<Option<Contents>> {
    measure(&mut *db.acquire().await?).await
}

async fn measure(db: &mut PgConnection) -> Result<Option<Contents>> {
    // Checked when run, since the database may be empty or of an older version.
    let is_there = sqlx::query_scalar::<_, bool>("select to_regclass('cases') is not null");
    if !is_there.fetch_one(&mut *db).await? {
        return Ok(None);
    }
    let counts = "select (select count(*) from guilds), (select count(*) from cases), (select count(*) from jobs where finished_at is null)";
    let (servers, cases, waiting) = sqlx::query_as::<_, (i64, i64, i64)>(counts).fetch_one(db).await?;
    let [servers, cases, waiting] = [servers, cases, waiting].map(i64::unsigned_abs);
    Ok(Some(Contents { servers, cases, waiting }))
}

/// Returns `true` if a process serves from the database.
///
/// # Errors
/// Fails if the database does not answer.
pub async fn is_served(db: &PgPool) -> Result<bool> {
    let is_there = sqlx::query_scalar::<_, bool>("select to_regclass('replicas') is not null");
    if !is_there.fetch_one(db).await? {
        return Ok(false);
    }
    let live =
        "select exists (select from replicas where share > 0 and reported_at > now() - interval '3 seconds'
        and (session is null or exists (select from pg_stat_activity where pid = session)))";
    Ok(sqlx::query_scalar::<_, bool>(live).fetch_one(db).await?)
}

/// Writes the record to a file, as it is at one moment. Returns its size.
///
/// # Errors
/// Fails if there is no record, if `pg_dump` is missing, or if it fails.
pub async fn write(database: &PgConnectOptions, file: &Path) -> Result<Contents> {
    let mut connection = checkup::connect(database.clone()).await?;
    let mut moment = connection.begin_with("begin isolation level repeatable read, read only").await?;
    let Some(contents) = measure(&mut moment).await? else {
        return Err(Error::refused("The database has no record yet; `gavel serve` makes one."));
    };
    let snapshot: String = sqlx::query_scalar("select pg_export_snapshot()").fetch_one(&mut *moment).await?;
    let mut dump = Command::new(find_client("pg_dump")?);
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--schema=public", "--snapshot"])
        .arg(snapshot);
    run(dump.arg("--file").arg(file).envs(environment(database)), "The backup failed").await?;
    moment.rollback().await?;
    connection.close().await?;
    Ok(contents)
}

/// Reads a file to its end, as a restore would.
///
/// # Errors
/// Fails if it is no whole backup of a record.
pub async fn check(file: &Path) -> Result<()> {
    if let Err(why) = std::fs::File::open(file) {
        return Err(Error::refused(format!("{} can't be read: {why}.", file.display())));
    }
    let broken = format!("{} is no whole backup", file.display());
    let program = find_client("pg_restore")?;
    run(Command::new(&program).arg("--file=/dev/null").arg(file), &broken).await?;
    let listed = run(Command::new(&program).arg("--list").arg(file), &broken).await?;
    match String::from_utf8_lossy(&listed.stdout).contains(" TABLE public cases ") {
        true => Ok(()),
        false => Err(Error::refused(format!("{} is a dump, but not of Gavel's record.", file.display()))),
    }
}

/// Puts the file's record in the place of the database's, in one transaction.
///
/// # Errors
/// Fails if Postgres' programs are missing or fail; the old record is then where it was.
pub async fn read(database: &PgConnectOptions, file: &Path) -> Result<()> {
    let failed = |why: &dyn std::fmt::Display| {
        Error::refused(format!("The restore failed, and nothing was changed ({why})."))
    };
    let mut script = Command::new(find_client("pg_restore")?)
        .args(["--no-owner", "--no-privileges", "--file=-"])
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|why| failed(&why))?;
    let mut psql = Command::new(find_client("psql")?)
        .args([
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
        ])
        .args(["--command", EMPTIED, "--file=-"])
        .envs(environment(database))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|why| failed(&why))?;
    let (Some(mut from), Some(mut to)) = (script.stdout.take(), psql.stdin.take()) else {
        return Err(failed(&"no pipe"));
    };
    // An error here is told by one of the programs.
    let _ = tokio::io::copy(&mut from, &mut to).await;
    if !script.wait().await.map_err(|why| failed(&why))?.success() {
        // Before its input ends, which would commit what came so far.
        psql.kill().await.map_err(|why| failed(&why))?;
        return Err(failed(&"the file could not be read to its end"));
    }
    drop(to);
    let output = psql.wait_with_output().await.map_err(|why| failed(&why))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(failed(&complaint(&output))),
    }
}

/// Returns the variables that tell Postgres' own programs where the database is: on a command line, everyone would read the
/// password.
fn environment(database: &PgConnectOptions) -> Vec<(&'static str, String)> {
    let url = database.to_url_lossy();
    let host = database.get_socket().map_or(database.get_host().to_owned(), |it| it.display().to_string());
    let mut found = vec![
        ("PGHOST", host),
        ("PGPORT", database.get_port().to_string()),
        ("PGUSER", database.get_username().to_owned()),
        ("PGDATABASE", database.get_database().unwrap_or(database.get_username()).to_owned()),
        ("PGAPPNAME", "gavel".to_owned()),
    ];
    if let Some(password) = url.password() {
        found.push(("PGPASSWORD", percent_decode_str(password).decode_utf8_lossy().into_owned()));
    }
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let asked = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let mode = asked("sslmode").unwrap_or_default();
    // Gavel carries the certificates that browsers trust; these programs take the machine's.
    let root = asked("sslrootcert").or_else(|| mode.starts_with("verify").then(|| "system".to_owned()));
    let ssl = [
        ("PGSSLMODE", Some(mode).filter(|mode| !mode.is_empty())),
        ("PGSSLROOTCERT", root),
        ("PGSSLCERT", asked("sslcert")),
        ("PGSSLKEY", asked("sslkey")),
    ];
    found.extend(ssl.into_iter().filter_map(|(name, value)| Some((name, value?))));
    found
}

/// Runs one of Postgres' programs to its end.
async fn run(command: &mut Command, failure: &str) -> Result<Output> {
    let command = command.stdin(Stdio::null()).kill_on_drop(true);
    let output = command.output().await.map_err(|why| Error::refused(format!("{failure}: {why}.")))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(Error::refused(format!("{failure} ({}).", complaint(&output))))
}

/// Returns the line in which a program says why it failed.
fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let why = said.lines().find(|line| line.to_lowercase().contains("error:")).or(said.lines().next());
    why.unwrap_or("it was killed").trim_end_matches('.').to_owned()
}
