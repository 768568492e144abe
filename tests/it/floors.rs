//! The architecture's promise: modules use lower floors only, and features never name each other.

use std::fs;
use std::path::{Path, PathBuf};

/// Floors as in `src/ARCHITECTURE.md`.
fn floor(module: &str) -> Option<u8> {
    Some(match module {
        "domain" => 0,
        "error" | "clock" | "config" | "telemetry" => 1,
        "store" | "discord" => 2,
        "kernel" => 3,
        "actions" => 4,
        "features" => 5,
        "http" | "sidecar" => 6,
        "cli" => 7,
        _ => return None,
    })
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    let mut all = Vec::new();
    files(dir, &mut all);
    found.extend(all.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs")));
}

/// Every `crate::…` path of a source: line, then its segments.
fn uses(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let path: String =
                code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
            found.push((number + 1, path.split("::").map(str::to_owned).collect()));
        }
    }
    found
}

#[test]
fn modules_use_lower_floors_only_and_features_never_name_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 40, "the sources were not found");
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let mut parts = relative.trim_end_matches(".rs").split('/');
        let (module, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let Some(own) = floor(module) else { continue };
        for (line, path) in uses(&fs::read_to_string(&file).unwrap()) {
            let (used, inner) = (path[0].as_str(), path.get(1).map_or("", String::as_str));
            let Some(other) = floor(used) else { continue };
            let lower = other < own || used == module || own == 1 && other == 1;
            let sideways = module == "features" && used == "features" && folder != inner;
            if !lower || sideways {
                wrong.push(format!("src/{relative}:{line} uses crate::{}", path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_use_is_found_wherever_it_stands() {
    let found = uses("use crate::store::jobs;\nlet x = crate::cli::main(); // crate::http\n");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].0, found[0].1[0].as_str()), (1, "store"));
    assert_eq!((found[1].0, found[1].1[0].as_str()), (2, "cli"));
}

#[test]
fn the_stand_in_for_discord_knows_nothing_of_gavel() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/discord-stand-in");
    let mut own = Vec::new();
    files(&root, &mut own);
    assert!(own.len() > 100, "the sources were not found");
    own.retain(|file| fs::read_to_string(file).unwrap().to_lowercase().contains("gavel"));
    assert!(own.is_empty(), "the stand-in names Gavel: {own:?}");
}

#[test]
fn every_module_says_what_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("tests"), &mut files);
    sources(&root.join("crates"), &mut files);
    let silent: Vec<_> = files
        .iter()
        .filter(|file| !file.ends_with("lib.rs"))
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "no //! line: {silent:?}");
}
