//! The command line: a wrong value gives one sentence that names it, and the documented exit code.

use std::process::{Command, Output};

use crate::support::database::Database;

const KEY: &str = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

/// Runs `gavel` with only this environment.
fn gavel(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let nowhere = std::env::temp_dir();
    Command::new(env!("CARGO_BIN_EXE_gavel"))
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .envs(environment.iter().copied())
        .current_dir(nowhere)
        .output()
        .unwrap()
}

fn assert_refused(output: &Output, code: i32, names: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert_eq!(stderr.trim().lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with("gavel: ") && stderr.contains(names), "{stderr}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_missing_or_wrong_value_ends_the_start_with_its_name_and_78() {
    let complete = [("DISCORD_PUBLIC_KEY", KEY), ("DISCORD_TOKEN", "abc.def.ghi"), ("LOG_FORMAT", "text")];
    let cases: [(&str, &str); 10] = [
        ("DISCORD_APPLICATION_ID", "mine"),
        ("DISCORD_PUBLIC_KEY", "abc"),
        ("DISCORD_PUBLIC_KEY", "0000000000000000000000000000000000000000000000000000000000000000"),
        ("DISCORD_TOKEN", ""),
        ("DISCORD_TOKEN", "two words"),
        ("DISCORD_API_URL", "discord"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://localhost"),
        ("LOG_FORMAT", "xml"),
        ("GAVEL_SYNC_COMMANDS", "maybe"),
    ];
    for (name, value) in cases {
        let mut environment: Vec<_> = complete.iter().copied().filter(|(other, _)| *other != name).collect();
        environment.push((name, value));
        assert_refused(&gavel(&["serve"], &environment), 78, name);
    }
}

#[test]
fn a_database_that_does_not_answer_is_69() {
    let environment = [
        ("DISCORD_PUBLIC_KEY", KEY),
        ("DISCORD_TOKEN", "abc.def.ghi"),
        ("DATABASE_URL", "postgres://nobody:pa55word@127.0.0.1:1/none"),
    ];
    let output = gavel(&["serve"], &environment);
    assert_refused(&output, 69, "DATABASE_URL");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("pa55word"));
    assert_refused(&gavel(&["migrate"], &environment), 69, "DATABASE_URL");
}

#[tokio::test]
async fn a_newer_database_is_78() {
    let database = Database::new().await;
    sqlx::query("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '', 0)")
        .execute(&database.pool)
        .await
        .unwrap();
    let url = database.url().await;
    let output =
        tokio::task::spawn_blocking(move || gavel(&["migrate"], &[("DATABASE_URL", &url)])).await.unwrap();
    assert_refused(&output, 78, "newer");
    database.drop().await;
}

#[test]
fn an_unknown_subcommand_is_usage() {
    assert_eq!(gavel(&["frobnicate"], &[]).status.code(), Some(2));
    assert_eq!(gavel(&[], &[]).status.code(), Some(2));
}

#[test]
fn printing_the_commands_needs_nothing_and_is_json() {
    let output = gavel(&["commands", "print"], &[]);
    assert!(output.status.success());
    let commands: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(commands.iter().any(|command| command["name"] == "warn"));
}

#[test]
fn discord_away_is_69_for_sync() {
    let environment = [("DISCORD_TOKEN", "abc.def.ghi"), ("DISCORD_API_URL", "http://127.0.0.1:1")];
    assert_refused(&gavel(&["commands", "sync"], &environment), 69, "Discord does not answer");
}

#[test]
fn the_stand_in_prints_what_a_bot_needs_and_keeps_its_world() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("world.json");
    let run = || {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gavel"))
            .args(["stand-in", "--port", "0", "--state"])
            .arg(&file)
            .env_clear()
            .current_dir(directory.path())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
        let said: Vec<_> =
            lines.by_ref().map(Result::unwrap).take_while(|line| !line.contains("Ctrl-C")).collect();
        let term = Command::new("kill").arg(child.id().to_string()).status().unwrap();
        assert!(term.success() && child.wait().unwrap().success());
        said
    };
    let (first, second) = (run(), run());
    for label in ["Application id", "Public key", "Token", "REST base", "Gateway URL", "Control API"] {
        assert!(first.iter().any(|line| line.contains(label)), "{label}: {first:?}");
    }
    let identity =
        |said: &[String]| said.iter().filter(|line| !line.contains("127.0.0.1")).cloned().collect::<Vec<_>>();
    assert_eq!(identity(&first), identity(&second));
    let wrong = directory.path().join("wrong.json");
    std::fs::write(&wrong, "{}").unwrap();
    let output = gavel(&["stand-in", "--port", "0", "--state", wrong.to_str().unwrap()], &[]);
    assert_refused(&output, 78, "--state");
}

#[test]
fn a_page_is_attached_only_to_the_url_of_an_endpoint() {
    let output = gavel(&["playground", "--port", "0", "--attach", "my-bot"], &[]);
    assert_refused(&output, 78, "--attach");
}
