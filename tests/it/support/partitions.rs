//! The schema, partitioned by server: what an operator whose database has outgrown one machine would create.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// The schema as the migrations create it.
pub const SCHEMA: &str = include_str!("../../../migrations/0001_schema.sql");

const PARTITIONS: u32 = 3;

static TABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)create table (\w+) \((.*?)\n\);\n").unwrap());
static BY_SERVER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"primary key \(guild_id\b|guild_id +bigint primary key").unwrap());
static STORAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)alter table (\w+) set (\(.*?\));\n").unwrap());

/// Returns the names of the tables, each with `true` if its primary key begins with the server.
pub fn tables() -> impl Iterator<Item = (&'static str, bool)> {
    TABLE.captures_iter(SCHEMA).map(|table| {
        let [name, columns] = table.extract().1;
        (name, BY_SERVER.is_match(columns))
    })
}

/// Returns the statements that create the schema with each table partitioned whose primary key begins with the server.
pub fn partitioned() -> String {
    let schema = TABLE.replace_all(SCHEMA, |table: &Captures<'_>| {
        let [name, columns] = table.extract().1;
        if !BY_SERVER.is_match(columns) {
            return table[0].to_owned();
        }
        let parts = parts(name).enumerate().map(|(nth, part)| {
            format!(
                "create table {part} partition of {name} for values with (modulus {PARTITIONS}, remainder {nth});\n"
            )
        });
        format!("create table {name} ({columns}\n) partition by hash (guild_id);\n{}", parts.collect::<String>())
    });
    // How a table is stored is a matter of its partitions.
    let schema = STORAGE.replace_all(&schema, |set: &Captures<'_>| {
        let [name, how] = set.extract().1;
        if !tables().any(|(table, by_server)| table == name && by_server) {
            return set[0].to_owned();
        }
        parts(name).map(|part| format!("alter table {part} set {how};\n")).collect::<String>()
    });
    schema.into_owned()
}

fn parts(table: &str) -> impl Iterator<Item = String> {
    (0..PARTITIONS).map(move |nth| format!("{table}_part_{nth}"))
}
