//! Room to grow: the records divide by server, so that the same statements run on a schema that is partitioned or spread
//! over machines.

use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;

use crate::support::database::PARTITIONED;
use crate::support::partitions::{SCHEMA, tables};

/// The tables that belong to no server, with the reason.
const GLOBAL: [(&str, &str); 10] = [
    ("jobs", "the queue: workers take what is due next, from whichever server; finished jobs leave it"),
    ("processed_interactions", "found by the interaction's id alone; deleted after an hour"),
    ("cooldowns", "a person's, wherever they are"),
    ("direct_channels", "a person's, wherever they are"),
    ("webhook_events", "the application's"),
    ("sidecars", "processes"),
    ("replicas", "processes"),
    ("registered_commands", "the application's"),
    ("automod_hits", "joined with their case within minutes, and deleted"),
    ("transcript_lines", "a job's, and deleted with it"),
];

/// The tests that together order, answer, time, list, edit, export and erase.
const STORIES: [&str; 11] = [
    "warn::",
    "jail::",
    "ladder::",
    "lock::",
    "lists::",
    "case_edit::",
    "rolemenu::",
    "reports::",
    "appeals::",
    "privacy::",
    "export::",
];

static UNIQUE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"create unique index (\w+) on (\w+) \((\w+)").unwrap());

#[test]
fn every_table_and_unique_index_begins_with_the_server_or_is_global_for_a_reason() {
    for (table, by_server) in tables() {
        let is_global = GLOBAL.iter().any(|(name, reason)| *name == table && !reason.is_empty());
        assert!(
            by_server != is_global,
            "{table}: its key begins with guild_id, or it is in the list: one of both"
        );
    }
    for index in UNIQUE.captures_iter(SCHEMA) {
        let [name, _, first] = index.extract().1;
        assert_eq!(first, "guild_id", "{name}");
    }
}

/// Runs the stories in a second process, whose databases are partitioned.
#[test]
fn the_stories_hold_on_a_partitioned_schema() {
    let again = Command::new(std::env::current_exe().unwrap())
        .args(STORIES)
        .env(PARTITIONED, "1")
        .env("RUST_TEST_THREADS", "2")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success(), "{said}");
    assert!(!said.contains("running 0 tests"), "{said}");
}
