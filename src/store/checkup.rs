//! A check of the database that leaves nothing behind.

use std::collections::HashMap;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

use crate::error::Result;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!();

/// The state of the schema, compared with this program's migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Current,
    /// The number of migrations that are missing.
    Older(usize),
    /// The newest migration, which is later than all of this program's.
    Newer(i64),
    /// The migration that differs from this program's of the same number.
    Other(i64),
    /// The migration that was begun and never finished.
    HalfDone(i64),
}

/// Sets the application name and the timeouts of every connection. A statement is planned once for each connection, and
/// its plan does not depend on the parameters: it is the plan that `tests/it/plans.rs` judges.
pub(super) fn as_gavel(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("gavel").options([
        ("lock_timeout", "5s"),
        ("statement_timeout", "30s"),
        ("plan_cache_mode", "force_generic_plan"),
    ])
}

/// Connects once, at once, so that a failure comes with its reason.
///
/// # Errors
/// Fails if the database does not answer or does not let Gavel in.
pub async fn connect(options: PgConnectOptions) -> Result<PgConnection> {
    Ok(as_gavel(options).connect().await?)
}

/// Compares the applied migrations with those of this program.
///
/// # Errors
/// Fails if the database does not answer.
pub async fn schema(db: &mut PgConnection) -> Result<Schema> {
    let is_there = sqlx::query_scalar::<_, bool>("select to_regclass('_sqlx_migrations') is not null");
    let applied: Vec<(i64, bool, Vec<u8>)> = if is_there.fetch_one(&mut *db).await? {
        let all = "select version, success, checksum from _sqlx_migrations order by version";
        sqlx::query_as(all).fetch_all(db).await?
    } else {
        Vec::new()
    };
    let ours = MIGRATIONS.iter().map(|migration| (migration.version, migration.checksum.as_ref())).collect();
    Ok(compare(&applied, &ours))
}

fn compare(applied: &[(i64, bool, Vec<u8>)], ours: &HashMap<i64, &[u8]>) -> Schema {
    let newest = ours.keys().max().copied().unwrap_or_default();
    for (version, success, checksum) in applied {
        match ours.get(version) {
            _ if !success => return Schema::HalfDone(*version),
            None if *version > newest => return Schema::Newer(*version),
            Some(known) if known == checksum => {}
            _ => return Schema::Other(*version),
        }
    }
    match ours.len().saturating_sub(applied.len()) {
        0 => Schema::Current,
        missing => Schema::Older(missing),
    }
}

/// Inserts a row and rolls it back.
///
/// # Errors
/// Fails if the database is a standby, the role lacks the right, or the disk is full.
pub async fn write_and_undo(db: &mut PgConnection) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query!("insert into guilds (guild_id) values ($1) on conflict do nothing", 1)
        .execute(&mut *tx)
        .await?;
    Ok(tx.rollback().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_applied_is_older_current_newer_or_something_else() {
        let ours: HashMap<i64, &[u8]> = HashMap::from([(1, [7].as_slice()), (2, &[8]), (4, &[9])]);
        let cases: [(&[_], Schema); 8] = [
            (&[], Schema::Older(3)),
            (&[(1, true, vec![7])], Schema::Older(2)),
            (&[(1, true, vec![7]), (2, true, vec![8]), (4, true, vec![9])], Schema::Current),
            (&[(1, true, vec![7]), (5, true, vec![])], Schema::Newer(5)),
            (&[(1, true, vec![7]), (5, false, vec![])], Schema::HalfDone(5)),
            (&[(1, true, vec![0])], Schema::Other(1)),
            (&[(1, true, vec![7]), (3, true, vec![])], Schema::Other(3)),
            (&[(1, true, vec![0]), (5, true, vec![])], Schema::Other(1)),
        ];
        for (applied, expected) in cases {
            assert_eq!(compare(applied, &ours), expected, "{applied:?}");
        }
    }
}
