//! The start of `gavel serve`: the commands are registered by one process, what is missing is said, `/` says what this is;
//! and `gavel upgrade-check` before it.

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use discord_stand_in::Fault;
use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::support::database::Database;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const ON: [(&str, &str); 1] = [("GAVEL_SYNC_COMMANDS", "on")];
const ROUTE: &str = "/applications/{}/commands";

fn puts(stage: &Stage) -> usize {
    stage.sim.requests_to("PUT", ROUTE).len()
}

/// Makes Discord forget all commands.
async fn forget(stage: &Stage) {
    stage.discord().commands_set(stage.sim.application_id().cast(), None, &json!([])).await.unwrap();
}

async fn digest(stage: &Stage) -> Option<String> {
    let digest = "select digest from registered_commands where digest is not null and claimed_until is null";
    sqlx::query_scalar(digest).fetch_optional(&stage.database.pool).await.unwrap()
}

async fn until_registered(stage: &Stage) -> String {
    let registered = async {
        loop {
            if let Some(digest) = digest(stage).await {
                return digest;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, registered).await.expect("the commands were not registered")
}

#[tokio::test]
async fn three_processes_register_the_commands_once_and_a_restart_asks_nothing() {
    let stage = Stage::empty().await;
    forget(&stage).await;
    let before = puts(&stage);
    let start = || Process::start_with(&stage, &ON);
    let (mut first, second, third) = tokio::join!(start(), start(), start());
    until_registered(&stage).await;
    assert_eq!(puts(&stage), before + 1);
    first.take_calls(&stage);
    let warned = stage.warn("spam").await.final_message().await.unwrap();
    assert!(warned.text().contains("Case #1"), "{}", warned.text());
    let asked = stage.sim.requests_to("GET", ROUTE).len();
    first.replace_with(&stage, &ON).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!((puts(&stage), stage.sim.requests_to("GET", ROUTE).len()), (before + 1, asked));
    second.kill();
    third.kill();
    assert_eq!(first.terminate().await, Some(0));
    stage.close().await;
}

#[tokio::test]
async fn the_start_does_not_wait_for_discord_and_a_failure_is_retried_by_whoever_is_left() {
    let stage = Stage::empty().await;
    forget(&stage).await;
    let before = puts(&stage);
    // The process dies while it has the claim and Discord takes its time.
    stage.sim.fault(Fault::on("PUT", ROUTE).slow(Duration::from_secs(5)));
    let began = std::time::Instant::now();
    let first = Process::start_with(&stage, &ON).await;
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(first.get("/readyz").await.0, 200);
    stage.struck().await;
    first.kill();
    stage.sim.clear_faults();
    assert_eq!(digest(&stage).await, None);
    sqlx::query("update registered_commands set claimed_until = now()")
        .execute(&stage.database.pool)
        .await
        .unwrap();
    let second = Process::start_with(&stage, &ON).await;
    until_registered(&stage).await;
    assert!(puts(&stage) > before);
    let registered = stage.discord().commands(stage.sim.application_id().cast(), None).await.unwrap();
    assert!(registered.iter().any(|command| command["name"] == "warn"));
    assert_eq!(second.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn what_discord_refuses_and_what_is_missing_is_said_in_the_log() {
    let stage = Stage::empty().await;
    forget(&stage).await;
    stage.sim.fault(Fault::on("PUT", ROUTE).answer(400, 50_035, "Invalid Form Body").times(9));
    let port = crate::support::process::free_port();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gavel"))
        .arg("serve")
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("DISCORD_TOKEN", stage.sim.token())
        .env("DISCORD_API_URL", stage.sim.api_url())
        .env("DATABASE_URL", stage.database.url().await)
        .env("BIND", "127.0.0.1")
        .env("PORT", port.to_string())
        .env("LOG_FORMAT", "text")
        .current_dir(std::env::temp_dir())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (token, stderr) = (stage.sim.token(), child.stderr.take().unwrap());
    let lines = std::io::BufRead::lines(std::io::BufReader::new(stderr)).map(Result::unwrap);
    let wanted = [
        "the commands could not be registered with Discord; trying again",
        "Discord sends this application's interactions nowhere yet",
        "GAVEL_EVENTS_PUBLIC_KEY is not set",
    ];
    let read = tokio::task::spawn_blocking(move || {
        let (mut said, mut missing) = (Vec::new(), wanted.to_vec());
        for line in lines {
            missing.retain(|text| !line.contains(text));
            said.push(line);
            if missing.is_empty() {
                break;
            }
        }
        (said, missing)
    });
    let read = tokio::time::timeout(SOON, read).await;
    child.kill().unwrap();
    child.wait().unwrap();
    let (said, missing) = read.expect("a line is missing").unwrap();
    assert!(missing.is_empty(), "{missing:?} is not in {said:#?}");
    assert!(said.iter().all(|line| !line.contains(&token)), "{said:#?}");
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn the_front_page_says_what_this_is_and_no_secret() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    let (status, page) = process.get("/").await;
    assert_eq!(status, 200);
    for part in ["text/html", "<h1>Gavel</h1>", "POST /interactions", "/readyz", "default-src 'none'"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let secrets = [stage.sim.token(), stage.database.url().await, stage.sim.application_id().to_string()];
    assert!(secrets.iter().all(|secret| !page.contains(secret.as_str())), "{page}");
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}

/// Runs `gavel upgrade-check` on a database; returns its exit code and its lines.
async fn checked(database: &Database) -> (Option<i32>, String) {
    let url = database.url().await;
    let run = move || -> Output {
        Command::new(env!("CARGO_BIN_EXE_gavel"))
            .arg("upgrade-check")
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("DATABASE_URL", url)
            .current_dir(std::env::temp_dir())
            .output()
            .unwrap()
    };
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[tokio::test]
async fn an_upgrade_check_says_what_changes_and_exits_1_where_something_stands_in_the_way() {
    let database = Database::new().await;
    let (code, said) = checked(&database).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.lines().count(), 6, "{said}");
    for part in
        ["✓ Postgres: 1", "✓ schema: this version's", "✓ unfinished work: none", "✓ commands: none were"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let run = async |statement: &str| {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&database.pool).await.unwrap();
    };
    for (breaks, mends, code, line) in [
        (
            "insert into jobs (guild_id, kind, concurrency_key, payload) values (1, 'juggle', 'x', '{}')",
            "delete from jobs",
            1,
            "✗ unfinished work: this version does not know the jobs juggle",
        ),
        (
            "insert into guilds (guild_id, settings) values (7, '{\"log\": 5}')",
            "delete from guilds",
            1,
            "✗ settings: 1 server's can't be read by this version: 7.",
        ),
        (
            "insert into registered_commands (application_id, digest) values (1, 'other')",
            "delete from registered_commands",
            0,
            "✓ commands: others than this version's",
        ),
        (
            "drop table registered_commands; delete from _sqlx_migrations",
            "",
            0,
            "– commands: skipped, because the schema does not have it before the migration",
        ),
        (
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '', 0)",
            "",
            1,
            "✗ schema: newer than this version, with migration 9999",
        ),
    ] {
        run(breaks).await;
        let (found, said) = checked(&database).await;
        assert!(said.contains(line), "{line}: {said}");
        assert_eq!(found, Some(code), "{said}");
        run(mends).await;
    }
    database.drop().await;
}

#[tokio::test]
async fn the_playground_uses_the_server_of_database_url_and_leaves_nothing_there() {
    let database = Database::new().await;
    let databases = async || -> Vec<String> {
        let all = "select datname from pg_database where datname like 'gavel_playground_%'";
        sqlx::query_scalar(all).fetch_all(&database.pool).await.unwrap()
    };
    let url = database.url().await;
    let mut child = Command::new(env!("CARGO_BIN_EXE_gavel"))
        .args(["playground", "--port", "0"])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("DATABASE_URL", url)
        .current_dir(std::env::temp_dir())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(stdout)).map(Result::unwrap);
    let read = tokio::task::spawn_blocking(move || {
        lines.take_while(|line| !line.contains("Ctrl-C")).count();
    });
    tokio::time::timeout(SOON, read).await.expect("the playground does not open").unwrap();
    assert_eq!(databases().await.len(), 1);
    let tables: i64 =
        sqlx::query_scalar("select count(*) from guilds").fetch_one(&database.pool).await.unwrap();
    assert_eq!(tables, 0, "the operator's own database stays as it is");
    Command::new("kill").arg(child.id().to_string()).status().unwrap();
    let ended = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
    assert!(ended.success());
    assert_eq!(databases().await, Vec::<String>::new());
    database.drop().await;
}
