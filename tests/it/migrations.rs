//! Migrations: over an empty database, over one with rows, and over one that is newer or has other migrations.

use gavel::store;
use sqlx::Executor;

use crate::support::database::Database;

#[tokio::test]
async fn migrating_twice_changes_nothing_and_keeps_the_rows() {
    let database = Database::empty().await;
    store::migrate(&database.pool).await.unwrap();
    assert!(store::is_current(&database.pool).await.unwrap());
    database.pool.execute("insert into guilds (guild_id, last_case) values (1, 7)").await.unwrap();
    store::migrate(&database.pool).await.unwrap();
    let last: i32 =
        sqlx::query_scalar("select last_case from guilds").fetch_one(&database.pool).await.unwrap();
    assert_eq!(last, 7);
    database.drop().await;
}

#[tokio::test]
async fn a_newer_database_is_refused_with_a_sentence() {
    let database = Database::new().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '', 0)";
    database.pool.execute(newer).await.unwrap();
    let error = store::migrate(&database.pool).await.unwrap_err();
    assert_eq!(error.exit_code(), 78);
    assert!(error.to_string().contains("newer than this gavel"), "{error}");
    assert!(!store::is_current(&database.pool).await.unwrap());
    database.drop().await;
}

#[tokio::test]
async fn other_migrations_of_the_same_numbers_are_refused_with_a_sentence() {
    let database = Database::new().await;
    let other = "update _sqlx_migrations set checksum = '\\x00' where version = 1;
        insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (17, 'hears', true, '', 0)";
    database.pool.execute(other).await.unwrap();
    let error = store::migrate(&database.pool).await.unwrap_err();
    assert_eq!(error.exit_code(), 78);
    assert!(error.to_string().contains("migration 1 differs from this gavel's"), "{error}");
    assert!(!store::is_current(&database.pool).await.unwrap());
    database.drop().await;
}

#[tokio::test]
async fn history_cannot_be_rewritten() {
    let database = Database::new().await;
    database
        .pool
        .execute("insert into cases (guild_id, number, kind, moderator_id, moderator_name) values (1, 1, 'warn', 2, 'm'); insert into case_events (guild_id, number, event) values (1, 1, 'opened')")
        .await
        .unwrap();
    let error = database.pool.execute("update case_events set event = 'other'").await.unwrap_err();
    assert!(error.to_string().contains("append-only"));
    database.drop().await;
}
