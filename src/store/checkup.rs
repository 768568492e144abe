//! A look at the database that leaves nothing behind.

use std::collections::HashMap;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

use crate::error::Result;
use crate::store::{MIGRATIONS, as_gavel};

/// How the schema stands to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Current,
    /// So many migrations are missing.
    Older(usize),
    /// It has this migration, which is later than all of ours.
    Newer(i64),
    /// This migration is not the one we know by that number.
    Other(i64),
    /// This migration was begun and never finished.
    HalfDone(i64),
}

/// One connection, at once: whether there is one, and why not.
///
/// # Errors
/// Where the database does not answer or does not let us in.
pub async fn connect(options: PgConnectOptions) -> Result<PgConnection> {
    Ok(as_gavel(options).connect().await?)
}

/// Compares the migrations that were applied with those of this program.
///
/// # Errors
/// Where the database does not answer.
pub async fn schema(db: &mut PgConnection) -> Result<Schema> {
    let is_there = sqlx::query_scalar::<_, bool>("select to_regclass('_sqlx_migrations') is not null");
    let applied: Vec<(i64, bool, Vec<u8>)> = if is_there.fetch_one(&mut *db).await? {
        let all = "select version, success, checksum from _sqlx_migrations order by version";
        sqlx::query_as(all).fetch_all(db).await?
    } else {
        Vec::new()
    };
    Ok(compare(&applied))
}

fn compare(applied: &[(i64, bool, Vec<u8>)]) -> Schema {
    let ours: HashMap<i64, &[u8]> =
        MIGRATIONS.iter().map(|migration| (migration.version, migration.checksum.as_ref())).collect();
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

/// Writes a row and takes it back.
///
/// # Errors
/// Where the database does not let us: a standby, a role without the right, a full disk.
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
        let ours: Vec<(i64, bool, Vec<u8>)> =
            MIGRATIONS.iter().map(|one| (one.version, true, one.checksum.to_vec())).collect();
        assert_eq!(compare(&ours), Schema::Current);
        assert_eq!(compare(&[]), Schema::Older(ours.len()));
        assert_eq!(compare(&ours[..1]), Schema::Older(ours.len() - 1));
        let and = |extra: (i64, bool, Vec<u8>)| compare(&[ours.clone(), vec![extra]].concat());
        assert_eq!(and((9999, true, vec![])), Schema::Newer(9999));
        assert_eq!(and((9999, false, vec![])), Schema::HalfDone(9999));
        assert_eq!(compare(&[(ours[0].0, true, vec![7])]), Schema::Other(ours[0].0));
    }
}
