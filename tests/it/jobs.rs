//! Jobs and their keys: the list of all kinds; no kind and no key as a string outside its type.

use std::fs;
use std::path::{Path, PathBuf};

use gavel::features;
use gavel::kernel::feature::Registry;

fn kinds() -> Vec<String> {
    let registry = Registry::new(features::all()).unwrap();
    let mut kinds = registry.job_kinds();
    kinds.sort();
    kinds
}

/// All kinds of job. Jobs outlive the program that added them, so a released kind is never renamed.
#[test]
fn this_is_the_list_of_all_jobs() {
    let expected = [
        "answer_deferral",
        "ask_clear",
        "ask_erase",
        "ask_import",
        "ask_mass",
        "ask_purge",
        "ask_reset",
        "audit_poll",
        "call_off_case",
        "case_change",
        "check_order",
        "close_receipt",
        "confirm_action",
        "confirm_channel",
        "count_automod_hit",
        "delete_reported",
        "deliver_reminder",
        "draft_report",
        "edit_profile",
        "end_lockdown",
        "erase_person",
        "expire",
        "give_autorole",
        "lockdown_step",
        "log_messages",
        "make_setup",
        "mass_action",
        "menu_choice",
        "menu_delete",
        "menu_post",
        "menu_show",
        "post_alert",
        "post_leave",
        "post_welcome",
        "purge_messages",
        "record_by_hand",
        "remove_setup",
        "renew",
        "report_broken_job",
        "report_failure",
        "reset_server",
        "restore_member",
        "run_action",
        "say_hello",
        "show_appeal",
        "show_case",
        "show_report",
        "show_undone",
        "start_lockdown",
        "waiting_order",
    ];
    assert_eq!(kinds(), expected);
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Returns the lines of Gavel's sources with any of these words, unless `is_home` allows them: `src/x.rs:7 line`.
fn lines_with(words: &[String], is_home: fn(&str, &str) -> bool) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(files.len() > 40, "the sources were not found");
    let mut found = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        for (at, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            if words.iter().any(|word| line.contains(word.as_str())) && !is_home(&name, line) {
                found.push(format!("{name}:{} {}", at + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn a_kind_of_job_stands_as_a_string_only_in_its_type() {
    let quoted: Vec<String> =
        kinds().iter().flat_map(|kind| [format!("\"{kind}\""), format!("'{kind}'")]).collect();
    let is_home = |_: &str, line: &str| line.trim_start().starts_with("const KIND: &'static str = ");
    let strays = lines_with(&quoted, is_home);
    assert!(strays.is_empty(), "name the type's KIND, or bind it:\n{}", strays.join("\n"));
}

#[test]
fn a_concurrency_key_stands_as_a_string_only_in_its_type() {
    let prefixes =
        ["member", "channel", "case", "menu", "message", "interaction", "event", "kind", "reminder"];
    let written: Vec<String> =
        prefixes.iter().flat_map(|it| [format!("\"{it}:{{"), format!("'{it}:")]).collect();
    let strays = lines_with(&written, |file, _| file == "src/domain/concurrency.rs");
    assert!(strays.is_empty(), "use ConcurrencyKey:\n{}", strays.join("\n"));
}

#[test]
fn the_queue_is_read_by_columns_and_never_by_what_is_inside_a_payload() {
    let inside = ["payload->", "payload ->", "progress->", "progress ->", "payload #", "progress #"];
    let strays = lines_with(&inside.map(str::to_owned), |_, _| false);
    assert!(strays.is_empty(), "make it a column:\n{}", strays.join("\n"));
}
