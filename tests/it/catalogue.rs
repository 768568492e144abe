//! Sentences for people come from the catalogue (`src/words/*.ftl`), not from the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::attacks::table::leaves;

/// The parts of the code that write what people read.
const WRITES: [&str; 6] =
    ["actions", "features", "domain", "kernel", "discord/error_code.rs", "discord/reason.rs"];
/// Files whose English is for operators and developers: the handbook, exports, and why an interaction was not read.
const NOT_FOR_PEOPLE: [&str; 4] =
    ["kernel/handbook.rs", "domain/exported.rs", "kernel/incoming.rs", "kernel/incoming/"];
/// Literals that look like sentences and are none that a person on Discord reads: names of menus, of stored events and of
/// types, the columns of a file, CSS, and what the log says.
const OTHERS: &[&str] = &[
    "remind list",
    "remind me",
    "tag create",
    "tag delete",
    "tag edit",
    "tag list",
    "Command",
    "Registry",
    "Gavel",
    "Discord",
    "User info",
    "Moderate",
    "Warn",
    "Delete and warn",
    "Report",
    "Purge down to here",
    "purge {option}",
    "True",
    "A list of people",
    "cases of what is done by hand",
    "Unknown Member",
    "direct message",
    "not in time",
    "the softban's ban could not be lifted: {status}, code {code}: {message}",
    "the job is done, but that could not be stored; it will be looked at again",
    "replaced by",
    "given again",
    "not unbanned",
    "not banned",
    "not tried",
    "left out",
    "width=device-width, initial-scale=1",
    "{name} worked for {} ms in one step",
    "job {}",
    "unknown kind of action `{}`",
    "{} ({}), case {}",
    ", case {number}",
    "a task works too long on the runtime's threads",
    r"id,outcome,case,reason\r\n",
];

pub(crate) fn sources(at: &Path, found: &mut Vec<PathBuf>) {
    if at.is_dir() {
        fs::read_dir(at).unwrap().for_each(|entry| sources(&entry.unwrap().path(), found));
    } else if at.extension().is_some_and(|extension| extension == "rs") {
        found.push(at.to_owned());
    }
}

/// The parts of a file whose literals nobody on Discord reads: comments, attributes, and texts for the log and the operator.
static ASIDE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        r"(?m)^\s*//.*$",
        r#"'"'|'\\''"#,
        r"#\[(?:[^\[\]]|\[[^\]]*\])*\]",
        r"(?s)tracing::\w+!\(.*?\)(?:;|,\n)",
        r#"(?:broken|Config|Unavailable|Broken)\((?:format!\()?"(?:[^"\\]|\\.)*""#,
    ];
    patterns.map(|pattern| Regex::new(pattern).unwrap()).into()
});
static LITERAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?s)"((?:[^"\\]|\\.)*)""#).unwrap());
static SENTENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-z]{2,}[ ,]+[A-Za-z{<`]|^[A-Z][a-z]+[.:!?]?$").unwrap());

/// Returns the literals of a file that look like sentences.
fn sentences(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    let code =
        ASIDE.iter().fold(code.to_owned(), |code, pattern| pattern.replace_all(&code, "").into_owned());
    let found = LITERAL.captures_iter(&code).map(|found| found[1].to_owned());
    found.filter(|text| SENTENCE.is_match(text)).collect()
}

#[test]
fn no_sentence_for_people_stands_in_the_code() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut wrong, mut used) = (Vec::new(), Vec::new(), BTreeSet::new());
    WRITES.iter().for_each(|part| sources(&src.join(part), &mut files));
    assert!(files.len() > 150, "the sources were not found");
    for file in files {
        let name = file.strip_prefix(&src).unwrap().display().to_string();
        if NOT_FOR_PEOPLE.iter().any(|other| name.starts_with(other)) || name.contains("/tests") {
            continue;
        }
        for text in sentences(&fs::read_to_string(&file).unwrap()) {
            match OTHERS.iter().find(|other| **other == text) {
                Some(other) => drop(used.insert(*other)),
                None if text.starts_with("\n:root {") => {}
                None => wrong.push(format!("src/{name}: {text:?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "these belong into src/words/en.ftl:\n{}", wrong.join("\n"));
    let unused: Vec<_> = OTHERS.iter().filter(|other| !used.contains(*other)).collect();
    assert!(unused.is_empty(), "not in the code any more: {unused:?}");
}

#[test]
fn each_message_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let code: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let used: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let english = fs::read_to_string(root.join("src/words/en.ftl")).unwrap();
    let ids = english.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
    let ids = ids.filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()));
    // These are looked up by a name.
    let ids = ids.filter(|id| {
        !["command-", "menu-", "choice-", "kind-", "typed-"].iter().any(|it| id.starts_with(it))
    });
    let unused: Vec<&str> = ids.filter(|id| !used.contains(id.replace('-', "_").as_str())).collect();
    assert!(unused.is_empty(), "no code says these: {unused:?}");
}

#[test]
fn a_sentence_in_the_code_is_found() {
    let code = "fn f() {\n    tracing::warn!(%error, \"this is for the log\");\n    let x = Reply::private(\"This is for people.\");\n}";
    assert_eq!(sentences(code), ["This is for people."]);
}

#[test]
fn every_command_that_a_sentence_mentions_is_registered() {
    let registered: BTreeSet<String> = leaves().into_iter().map(|(path, _)| path).collect();
    let mention = Regex::new(r#"COMMAND\("([^"]*)"\)"#).unwrap();
    let mut seen = 0;
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words")).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for found in mention.captures_iter(&text) {
            seen += 1;
            assert!(registered.contains(&found[1]), "{}: there is no /{}", path.display(), &found[1]);
        }
    }
    assert!(seen > 100, "the mentions were not found");
}
