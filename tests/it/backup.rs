//! `gavel backup` and `gavel restore`: the whole record, also while it serves, and back, with timers that are due once.

use std::path::Path;

use serde_json::Value;
use sqlx::PgPool;

use crate::export::Run;
use crate::support::database::Database;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

/// Returns every row of every table, as text.
async fn record(db: &PgPool) -> Vec<(String, Vec<Value>)> {
    let tables = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        and relname not in ('replicas', 'sidecars') order by relname";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(db).await.unwrap();
    let mut found = Vec::new();
    for table in tables {
        let rows = format!("select to_jsonb(t) from {table} t order by to_jsonb(t)::text");
        let rows = sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_all(db).await.unwrap();
        found.push((table, rows));
    }
    found
}

fn path(directory: &tempfile::TempDir, name: &str) -> String {
    directory.path().join(name).to_string_lossy().into_owned()
}

#[tokio::test]
async fn a_record_that_was_lost_is_restored_as_it_was_and_its_timers_are_due_once() {
    let mut stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.warn("spam").await;
    let ban = sim.slash(cast.moderator, cast.general, "ban").with("user", cast.member).with("duration", "3h");
    assert!(ban.await.unwrap().final_message().await.unwrap().text().contains("Case #2"));
    stage.wait_until_idle().await;

    let directory = tempfile::tempdir().unwrap();
    let (file, run) = (path(&directory, "gavel.dump"), Run::on_database(&stage.database).await);
    let before = record(&stage.database.pool).await;
    let printed = run.prints(&["backup", &file]).await;
    assert!(printed.contains("1 server, 2 cases"), "{printed}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert!(run.refuses(&["backup", &file], 1).await.contains("exists"));

    assert!(run.refuses(&["restore", "--replace", &file], 1).await.contains("serves"));
    stage.stop_servers().await;
    sqlx::query("delete from replicas").execute(&stage.database.pool).await.unwrap();
    assert!(run.refuses(&["restore", &file], 1).await.contains("--replace"));
    sqlx::query("truncate cases, jobs, guilds cascade").execute(&stage.database.pool).await.unwrap();
    let printed = run.prints(&["restore", "--replace", &file]).await;
    assert!(printed.starts_with("Restored: 1 server, 2 cases, "), "{printed}");
    assert_eq!(record(&stage.database.pool).await, before);

    stage.add_server().await;
    stage.sim.set_endpoint(&stage.server(0).url("/interactions"));
    stage.clock.advance(std::time::Duration::from_hours(3));
    stage.ring_case(2).await;
    let lifted = || stage.sim.ban_of(cast.guild, cast.member).is_none().then_some(());
    assert!(stage.sim.eventually(SOON, lifted).await.is_some(), "the ban has not ended");
    stage.wait_until_idle().await;
    let lifts = "select count(*) from cases where kind = 'unban'";
    assert_eq!(sqlx::query_scalar::<_, i64>(lifts).fetch_one(&stage.database.pool).await.unwrap(), 1);
    assert!(stage.warn("again").await.final_message().await.unwrap().text().contains("Case #4"));
    stage.close().await;
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused_and_changes_nothing() {
    let stage = Stage::empty().await;
    let directory = tempfile::tempdir().unwrap();
    let run = Run::on_database(&stage.database).await;
    sqlx::query("insert into guilds (guild_id) values (7)").execute(&stage.database.pool).await.unwrap();
    let before = record(&stage.database.pool).await;
    let file = path(&directory, "gavel.dump");
    run.prints(&["backup", &file]).await;
    let whole = std::fs::read(&file).unwrap();
    let (cut, junk, none) = (path(&directory, "cut"), path(&directory, "junk"), path(&directory, "none"));
    std::fs::write(&cut, &whole[..whole.len() - 200]).unwrap();
    std::fs::write(&junk, "guild_id\n7\n").unwrap();
    for (file, why) in [(&cut, "no whole backup"), (&junk, "no whole backup"), (&none, "can't be read")] {
        let sentence = run.refuses(&["restore", "--replace", file], 1).await;
        assert!(sentence.contains(why), "{sentence}");
    }
    assert!(run.refuses(&["backup", "/nowhere/gavel.dump"], 1).await.contains("can't be written"));
    assert_eq!(record(&stage.database.pool).await, before);

    let empty = Database::empty().await;
    let run = Run::on_database(&empty).await;
    assert!(run.refuses(&["backup", &path(&directory, "of nothing")], 1).await.contains("no record"));
    assert!(!Path::new(&path(&directory, "of nothing")).exists());
    // A database without tables takes a backup without further words.
    assert!(run.prints(&["restore", &file]).await.starts_with("Restored: 1 server"));
    assert_eq!(record(&empty.pool).await, before);
    empty.drop().await;
    stage.close().await;
}

#[tokio::test]
async fn a_restore_that_fails_half_way_leaves_the_record_as_it_was() {
    let stage = Stage::empty().await;
    let directory = tempfile::tempdir().unwrap();
    let (file, run) = (path(&directory, "gavel.dump"), Run::on_database(&stage.database).await);
    sqlx::query("insert into guilds (guild_id) values (7)").execute(&stage.database.pool).await.unwrap();
    run.prints(&["backup", &file]).await;
    let before = record(&stage.database.pool).await;
    // The tables are there by then, and their indexes are refused.
    sqlx::raw_sql("create schema keeper; create function keeper.refuse() returns event_trigger language plpgsql as $$ begin if tg_tag = 'CREATE INDEX' then raise 'the disk is full'; end if; end $$; create event trigger no_index on ddl_command_start execute function keeper.refuse()")
        .execute(&stage.database.pool)
        .await
        .unwrap();
    let sentence = run.refuses(&["restore", "--replace", &file], 1).await;
    assert!(sentence.contains("nothing was changed") && sentence.contains("the disk is full"), "{sentence}");
    assert_eq!(record(&stage.database.pool).await, before);
    stage.close().await;
}

#[tokio::test]
async fn the_private_postgres_of_a_running_gavel_is_backed_up_and_looked_at_beside_it() {
    let stage = Stage::empty().await;
    let directory = tempfile::tempdir().unwrap();
    let data = path(&directory, "data");
    let process = Process::start_with(&stage, &[("DATABASE_URL", ""), ("GAVEL_DATA", &data)]).await;
    stage.set_log().await;
    let run = Run::on_data(&data);
    let file = path(&directory, "gavel.dump");
    assert!(run.prints(&["backup", &file]).await.contains("1 server"));
    let guild = stage.cast.guild.to_string();
    assert!(run.prints(&["export", "settings", "--guild", &guild]).await.contains("log"));
    assert!(run.refuses(&["restore", "--replace", &file], 1).await.contains("serves"));
    assert_eq!(process.terminate().await, Some(0));
    assert!(run.prints(&["restore", "--replace", &file]).await.contains("1 server"));
    stage.close().await;
}
