//! The plan of each statement, on a database with a large server among many: no growing table is read as a whole, and no
//! more is sorted than is shown.
//!
//! The plans are generic ones, as those of a serving process are: they hold for every parameter.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};

use crate::support::database::Database;

/// The tables that grow with use. The others have a row for each sidecar, process or application, and those of migrations.
const GROWING: &[&str] = &[
    "appeals",
    "automation_failures",
    "automod_hits",
    "case_events",
    "case_words",
    "cases",
    "cooldowns",
    "direct_channels",
    "events",
    "guilds",
    "jobs",
    "processed_interactions",
    "reminders",
    "report_cases",
    "report_reporters",
    "reports",
    "role_menu_posts",
    "role_menus",
    "setting_events",
    "tags",
    "transcript_lines",
    "webhook_events",
];
/// The most rows that may be sorted, by Postgres' estimate.
const SORTED: f64 = 2_500.0;

/// The indexes of which a statement may read all, with the reason.
const WHOLE: [(&str, &str); 7] = [
    ("jobs_leased", "what is leased: sixteen jobs of each process, and the keys of a mass action's turn"),
    ("jobs_one_a_key", "the same"),
    ("jobs_behind", "what waits behind another job: nothing, unless much was ordered at once"),
    ("jobs_suspended", "what waits for Gavel to be in its server again: counted by a scrape"),
    ("jobs_broken", "what was given up in thirty days: counted for the operator"),
    ("jobs_waiting", "the kinds of the timers: counted by a scrape, which does not wait for it"),
    ("guilds_with_settings", "a sidecar is told of each server that set something"),
];

/// The settings of `seed.sql`: rows of each growing table, spread over servers like real ones.
const SIZES: [(&str, u32); 5] = [
    ("seed.large", 60_000),
    ("seed.cases", 40_000),
    ("seed.guilds", 2_000),
    ("seed.timers", 40_000),
    ("seed.small", 20_000),
];

/// Returns a database with many rows.
async fn seeded() -> Database {
    let database = Database::new().await;
    let mut connection = database.pool.acquire().await.unwrap();
    // To fill the tables takes a slow machine a while.
    sqlx::query("set statement_timeout = 0").execute(&mut *connection).await.unwrap();
    for (name, rows) in SIZES {
        let set = "select set_config($1, $2, false)";
        sqlx::query(set).bind(name).bind(rows.to_string()).execute(&mut *connection).await.unwrap();
    }
    sqlx::raw_sql(include_str!("support/seed.sql")).execute(&mut *connection).await.unwrap();
    sqlx::raw_sql("vacuum analyze").execute(&mut *connection).await.unwrap();
    connection.close().await.unwrap();
    database
}

/// Returns the statements that the compiler checked and that have a plan, with the numbers of their parameters.
fn statements() -> Vec<(String, usize)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
    let mut found: Vec<(String, usize)> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| {
            let stored: Value = serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
            let parameters = stored["describe"]["parameters"]["Left"].as_array().map_or(0, Vec::len);
            (stored["query"].as_str().unwrap().to_owned(), parameters)
        })
        .collect();
    found.retain(|(text, _)| {
        let first = text.split_whitespace().next().unwrap_or_default();
        ["select", "insert", "update", "delete", "with"].contains(&first)
    });
    found.sort();
    found
}

/// Collects what is wrong with a node of a plan and those beneath it.
fn judge(node: &Value, is_limited: bool, wrong: &mut Vec<String>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let table = node["Relation Name"].as_str().unwrap_or_default();
    let grows = GROWING.contains(&table);
    let has_range = node.get("Index Cond").is_some();
    match kind {
        "Seq Scan" if grows => wrong.push(format!("reads all of {table}")),
        "Index Scan" | "Index Only Scan" | "Bitmap Index Scan" if !has_range && !is_limited => {
            let index = node["Index Name"].as_str().unwrap_or_default();
            if !WHOLE.iter().any(|(whole, _)| *whole == index) {
                wrong.push(format!("reads all of {index}"));
            }
        }
        "Sort" | "Incremental Sort" => {
            let rows = node["Plans"][0]["Plan Rows"].as_f64().unwrap_or_default();
            if rows > SORTED {
                wrong.push(format!("sorts {rows} rows"));
            }
        }
        _ => {}
    }
    // A limit ends what is read in order; what sorts, groups or hashes reads all of it first.
    let is_limited = match kind {
        "Limit" => true,
        "Sort" | "Aggregate" | "Hash" | "Materialize" | "Unique" | "ModifyTable" => false,
        _ => is_limited,
    };
    for beneath in node["Plans"].as_array().into_iter().flatten() {
        judge(beneath, is_limited, wrong);
    }
}

#[tokio::test]
async fn every_statement_reads_a_range_of_an_index() {
    let database = seeded().await;
    let mut connection = database.pool.acquire().await.unwrap();
    sqlx::query("set plan_cache_mode = force_generic_plan").execute(&mut *connection).await.unwrap();
    let (mut bad, mut judged) = (Vec::new(), 0);
    for (text, parameters) in statements() {
        let nulls = vec!["null"; parameters].join(", ");
        let execute = if parameters == 0 { "execute it".to_owned() } else { format!("execute it ({nulls})") };
        let prepare = sqlx::raw_sql(AssertSqlSafe(format!("prepare it as {text}")));
        prepare.execute(&mut *connection).await.unwrap();
        let explain = sqlx::raw_sql(AssertSqlSafe(format!("explain (format json) {execute}")));
        let plan: Value = explain.fetch_one(&mut *connection).await.unwrap().try_get(0).unwrap();
        sqlx::raw_sql("deallocate it").execute(&mut *connection).await.unwrap();
        let mut wrong = Vec::new();
        judge(&plan[0]["Plan"], false, &mut wrong);
        judged += 1;
        if !wrong.is_empty() {
            bad.push(format!("{}\n{}\n{:#}", wrong.join("; "), text.trim(), plan[0]["Plan"]));
        }
    }
    assert!(judged > 100, "{judged} statements");
    assert!(bad.is_empty(), "{} statements:\n\n{}", bad.len(), bad.join("\n\n"));
    drop(connection);
    database.drop().await;
}
