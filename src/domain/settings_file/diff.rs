//! The difference of two files, in lines: `-` for what was, `+` for what will be.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::Document;

/// The values at each place; a list has several.
type Values = BTreeMap<String, Vec<String>>;

/// Returns the lines that differ, in the order of the names; none if the files mean the same.
///
/// # Errors
/// Fails if a value can't be written.
pub fn diff(old: &Document, new: &Document) -> Result<Vec<String>, serde_json::Error> {
    let (old, new) = (values(old)?, values(new)?);
    let places: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let nothing = Vec::new();
    let mut lines = Vec::new();
    for place in places {
        let (before, after) = (old.get(place).unwrap_or(&nothing), new.get(place).unwrap_or(&nothing));
        if before == after {
            continue;
        }
        let (mut gone, mut come) = (without(before, after), without(after, before));
        if gone.is_empty() && come.is_empty() {
            // The order alone differs.
            (gone, come) = (vec![whole(before)], vec![whole(after)]);
        }
        lines.extend(gone.iter().map(|value| format!("- {place} = {value}")));
        lines.extend(come.iter().map(|value| format!("+ {place} = {value}")));
    }
    Ok(lines)
}

fn values(document: &Document) -> Result<Values, serde_json::Error> {
    let mut found = Values::new();
    collect("", &serde_json::to_value(document)?, &mut found);
    Ok(found)
}

fn collect(path: &str, value: &Value, found: &mut Values) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(&path, value, found);
            }
        }
        Value::Array(items) => {
            found.insert(format!("{path}[]"), items.iter().map(inline).collect());
        }
        other => drop(found.insert(path.to_owned(), vec![inline(other)])),
    }
}

/// Returns a value on one line, as TOML has it.
fn inline(value: &Value) -> String {
    match value {
        Value::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| format!("{key} = {}", inline(value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Returns the values that are in one list and not in the other, as often as they are more.
fn without(one: &[String], other: &[String]) -> Vec<String> {
    let mut left = other.to_vec();
    let mut more = Vec::new();
    for value in one {
        match left.iter().position(|it| it == value) {
            Some(at) => drop(left.swap_remove(at)),
            None => more.push(value.clone()),
        }
    }
    more
}

fn whole(values: &[String]) -> String {
    format!("[{}]", values.join(", "))
}
