//! The only SQL: one file per noun. Every statement is checked against the schema at compile time, and begins with the
//! server it belongs to. Functions take an executor, so that a pool and a transaction both work.

pub mod appeals;
pub mod automation_failures;
pub mod automod;
pub mod beforehand;
pub mod broken;
pub mod bursts;
pub mod cases;
pub mod checkup;
pub mod cluster;
pub mod cooldowns;
pub mod direct_channels;
pub mod dump;
pub mod erasure;
pub mod guilds;
pub mod interactions;
pub mod jobs;
pub mod periodic;
pub mod queue;
pub mod registered_commands;
pub mod reminders;
pub mod replicas;
pub mod reports;
pub mod role_menus;
pub mod sidecar_events;
pub mod tags;
pub mod transcripts;
pub mod upgrade;
pub mod webhook_events;

use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgExecutor};
use twilight_model::id::Id;

use crate::error::{Error, Result};
use crate::store::checkup::{MIGRATIONS, Schema, as_gavel};

/// The time for which a caller waits for a connection before the database counts as unavailable.
const ACQUIRE: Duration = Duration::from_secs(3);

/// The time after which a connection counts as rested.
const RESTED: Duration = Duration::from_secs(1);

/// The most rows that one statement deletes of those that are too old: short locks, and no statement that takes minutes.
pub(in crate::store) const PIECE: i64 = 1_000;

/// Opens a pool, which connects on first use: [`ping`] and [`migrate`] check that the database answers.
#[must_use]
pub fn open(options: PgConnectOptions) -> PgPool {
    pool_of(16).connect_lazy_with(as_gavel(options))
}

/// Opens a pool for answering people, who wait three seconds: statements time out before that. A slower one needs
/// [`unhurried`].
#[must_use]
pub fn open_for_answers(options: PgConnectOptions) -> PgPool {
    let options = as_gavel(options).options([("statement_timeout", "2500ms")]);
    pool_of(16).connect_lazy_with(options)
}

/// Opens a pool through a pooler in transaction mode, where a connection is another one with each transaction: what one
/// was told to keep, such as time limits, would be kept by others, and pings say nothing.
#[must_use]
pub fn open_through_pooler(options: PgConnectOptions) -> PgPool {
    pool_of(16).connect_lazy_with(options.application_name("gavel"))
}

/// Returns the database's process for this connection.
pub async fn session(db: impl PgExecutor<'_>) -> std::result::Result<i32, sqlx::Error> {
    sqlx::query_scalar("select pg_backend_pid()").fetch_one(db).await
}

/// Raises the statement timeout of a transaction.
pub async fn unhurried(tx: &mut PgConnection) -> Result<()> {
    sqlx::query("set local statement_timeout = '30s'").execute(tx).await?;
    Ok(())
}

/// Opens a connection beside a pool, of the same kind, for questions that must take none of the pool's.
#[must_use]
pub fn open_beside(pool: &PgPool) -> PgPool {
    pool_of(1).connect_lazy_with((*pool.connect_options()).clone())
}

/// Opens a pool of one connection, for work that nobody waits for.
#[must_use]
pub fn open_one(options: PgConnectOptions) -> PgPool {
    pool_of(1).connect_lazy_with(as_gavel(options))
}

/// A connection that rested is asked whether it still works before it is used: one that was used just now does, and a
/// question before each statement would double the round trips.
fn pool_of(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for > RESTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

/// Brings the schema up to this program's version.
///
/// # Errors
/// [`Error::Config`] if the database has migrations that this program does not know; [`Error::Unavailable`] if it does
/// not answer.
pub async fn migrate(db: &PgPool) -> Result<()> {
    let mut connection = db.acquire().await.map_err(|source| unreachable(&source))?;
    match checkup::schema(&mut connection).await? {
        Schema::Current | Schema::Older(_) => {}
        Schema::Newer(version) => {
            return Err(Error::Config(format!(
                "The database is newer than this gavel (it has migration {version}); upgrade gavel, or point DATABASE_URL at another database."
            )));
        }
        Schema::Other(version) => {
            return Err(Error::Config(format!(
                "The database's migration {version} differs from this gavel's; run the gavel that made it, restore a backup, or point DATABASE_URL at an empty database."
            )));
        }
        Schema::HalfDone(version) => {
            return Err(Error::Config(format!(
                "The database's migration {version} was left half done; restore a backup, then run `gavel migrate`."
            )));
        }
    }
    match MIGRATIONS.run(&mut *connection).await {
        Ok(()) => Ok(()),
        Err(MigrateError::Execute(source)) => Err(unreachable(&source)),
        Err(MigrateError::ExecuteMigration(source, version)) => {
            Err(Error::Unavailable(format!("Migration {version} could not be applied: {}.", reason(&source))))
        }
        Err(other) => Err(Error::Unavailable(format!("The migrations could not be applied: {other}."))),
    }
}

/// Returns `true` if the schema is exactly this program's.
///
/// # Errors
/// Fails if the database does not answer.
pub async fn is_current(db: &PgPool) -> Result<bool> {
    let newest =
        sqlx::query_scalar::<_, Option<i64>>("select max(version) from _sqlx_migrations where success")
            .fetch_one(db)
            .await?;
    Ok(newest == MIGRATIONS.iter().map(|migration| migration.version).max())
}

/// Makes one round trip.
///
/// # Errors
/// Fails if the database does not answer.
pub async fn ping(db: impl PgExecutor<'_>) -> Result<()> {
    sqlx::query("select 1").execute(db).await?;
    Ok(())
}

/// Returns the error, with a sentence for the operator, for a database that does not answer.
#[must_use]
pub fn unreachable(source: &sqlx::Error) -> Error {
    Error::Unavailable(format!(
        "The database named by DATABASE_URL does not answer ({}); check that it runs and that the address, user and password are right, e.g. postgres://gavel:secret@localhost:5432/gavel.",
        reason(source)
    ))
}

/// Returns the first line of an error, without the server's own source positions.
#[must_use]
pub fn reason(source: &sqlx::Error) -> String {
    match source {
        sqlx::Error::Database(database) => database.message().to_owned(),
        sqlx::Error::PoolTimedOut => "no connection in time".to_owned(),
        sqlx::Error::Io(io) => io.to_string(),
        other => other.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}

/// Converts an id for Postgres. Ids fit: Discord's are positive and 63 bits wide for another century.
fn key<T>(id: Id<T>) -> i64 {
    id.get().cast_signed()
}

/// Converts an id from Postgres.
fn id<T>(key: i64) -> Id<T> {
    Id::new_checked(key.cast_unsigned()).unwrap_or(Id::new(1))
}
