//! The rules of the architecture: modules use lower floors only, features never name each other, and no files import
//! each other in a circle.

mod imports;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};

use tree::Tree;

/// Returns a module's floor, as in `src/ARCHITECTURE.md`.
fn floor(module: &str) -> Option<u8> {
    Some(match module {
        "domain" | "words" => 0,
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

fn src() -> Tree {
    Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

#[test]
fn modules_use_lower_floors_only_and_features_never_name_each_other() {
    let (tree, mut wrong, mut seen) = (src(), Vec::new(), 0);
    for (file, import) in tree.imports() {
        let mut parts = file.trim_end_matches(".rs").split('/');
        let module = parts.next().unwrap_or_default();
        let folder = parts.next().unwrap_or_default();
        let used = import.path.first();
        let inner = import.path.get(1).map_or("", String::as_str);
        let (Some(own), Some(used)) = (floor(module), used) else { continue };
        let Some(other) = floor(used) else { continue };
        seen += 1;
        let lower = other < own || used == module || own == 1 && other == 1 || used == "words";
        let sideways = module == "features" && used == "features" && folder != "mod" && folder != inner;
        if !lower || sideways {
            wrong.push(format!("src/{file}:{} uses crate::{}", import.line, import.path.join("::")));
        }
    }
    assert!(seen > 1000, "the sources were not found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Modules that may have circles. In the kernel an interaction, its handler and its job know each other; any other file
/// can be read once its imports were.
const ONE_ROOM: &[&str] = &["kernel"];

#[test]
fn no_files_import_each_other_in_a_circle() {
    let circles = src().circles(|module| ONE_ROOM.contains(&module));
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn every_card_is_built_in_one_place() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let builds = |file: &&PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        ["EmbedBuilder", "EmbedField", "Container {"].iter().any(|part| text.contains(part))
    };
    let wrong: Vec<_> =
        files.iter().filter(builds).filter(|file| !file.ends_with("discord/card.rs")).collect();
    assert!(wrong.iter().all(|file| file.ends_with("discord/fit/tests.rs")), "not by `Card`: {wrong:?}");
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
