//! Migrations: over an empty database, over one with rows, and over one that is newer.

use gavel::domain::settings::{Category, Settings};
use gavel::store;
use sqlx::Executor;
use twilight_model::id::Id;

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

#[tokio::test]
async fn settings_of_the_first_schema_become_the_document() {
    let database = Database::empty().await;
    for file in ["0001_foundation", "0002_actions", "0003_search"] {
        let sql = std::fs::read_to_string(format!("migrations/{file}.sql")).unwrap();
        database.pool.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    }
    let rows = "insert into guilds (guild_id, log_channel_id, protected_role_ids) values (1, 5, '{7,8}'), (2, null, '{}')";
    database.pool.execute(rows).await.unwrap();
    let sql = std::fs::read_to_string("migrations/0004_settings.sql").unwrap();
    database.pool.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    let one = store::guilds::settings(&database.pool, Id::new(1)).await.unwrap();
    assert_eq!(one.log_channel(Category::Reports), Some(Id::new(5)));
    assert_eq!(one.protected_roles, [Id::new(7), Id::new(8)]);
    let two = store::guilds::settings(&database.pool, Id::new(2)).await.unwrap();
    assert_eq!(two, Settings::default());
    database.drop().await;
}
