//! The documents: generated parts are fresh, links lead somewhere, and names exist in the code.
//!
//! With GAVEL_WRITE_DOCS=1, as `scripts/docs` sets it, these tests write the files instead of failing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use gavel::config::Options;
use gavel::features;
use gavel::kernel::handbook;
use twilight_model::application::command::{CommandOptionType, CommandType};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

/// Asserts that a file has this content, or writes it.
fn assert_fresh(path: &str, wanted: &str) {
    if option_env_now("GAVEL_WRITE_DOCS") {
        fs::write(root().join(path), wanted).unwrap();
    }
    assert!(
        read(path) == wanted,
        "{path} is not what the code says: run scripts/docs and commit what it writes"
    );
}

#[expect(clippy::disallowed_methods, reason = "a test's own switch, not the program's configuration")]
fn option_env_now(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| value == "1")
}

#[test]
fn the_command_reference_is_what_the_registry_says() {
    assert_fresh("docs/src/commands.md", &handbook::commands(&features::registry().unwrap()));
}

/// The words after a slash that name no command: pages of a server, folders of a machine, and other programs' commands.
const NO_COMMANDS: [&str; 10] = [
    "healthz",
    "readyz",
    "metrics",
    "events",
    "interactions",
    "webhook-events",
    "gateway",
    "var",
    "etc",
    "export",
];

#[test]
fn every_command_that_a_page_names_exists() {
    let registry = features::registry().unwrap();
    let mut wrong = Vec::new();
    for path in documents().iter().filter(|path| !path.ends_with("commands.md")) {
        let text = fs::read_to_string(path).unwrap();
        for (number, line) in prose(&text) {
            for code in line.split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix('/')) {
                let mut words = code.split([' ', '/', '|']);
                let name = words.next().unwrap_or_default();
                if name.is_empty() || NO_COMMANDS.contains(&name) {
                    continue;
                }
                let Some(command) = registry.command(CommandType::ChatInput, name) else {
                    wrong.push(format!("{}:{number}: /{code}", path.display()));
                    continue;
                };
                let subcommands: Vec<&str> = command
                    .definition
                    .options
                    .iter()
                    .filter(|it| {
                        matches!(it.kind, CommandOptionType::SubCommand | CommandOptionType::SubCommandGroup)
                    })
                    .map(|it| it.name.as_str())
                    .collect();
                if let Some(next) = words.next()
                    && !subcommands.is_empty()
                    && !subcommands.contains(&next)
                {
                    wrong.push(format!("{}:{number}: /{code}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns every option with a variable that is not hidden: variable, flag, value, meaning.
fn options() -> Vec<[String; 3]> {
    let command = Options::augment_args(clap::Command::new("gavel"));
    let shown = command.get_arguments().filter(|argument| !argument.is_hide_set());
    shown
        .map(|argument| {
            let variable = argument.get_env().unwrap().to_str().unwrap().to_owned();
            let value = argument.get_value_names().unwrap_or_default().join(" ");
            let flag = format!("--{} {value}", argument.get_long().unwrap());
            [variable, flag, argument.get_help().unwrap().to_string()]
        })
        .collect()
}

#[test]
fn the_table_of_options_is_what_the_command_line_takes() {
    let path = "docs/src/configure.md";
    let begin = "<!-- options -->\n";
    let end = "<!-- end of options -->\n";
    let text = read(path);
    let (before, rest) = text.split_once(begin).expect("the table's begin is marked");
    let (_, after) = rest.split_once(end).expect("the table's end is marked");
    let rows: String = options()
        .iter()
        .map(|[variable, flag, meaning]| format!("| `{variable}` | `{flag}` | {meaning} |\n"))
        .collect();
    let table = format!("| variable | flag | meaning |\n|---|---|---|\n{rows}");
    assert_fresh(path, &format!("{before}{begin}{table}{end}{after}"));
}

#[test]
fn the_readme_and_the_book_tell_the_default_of_every_option() {
    let readme = read("README.md");
    let book = read("docs/src/configure.md");
    let defaults = book.split_once("<!-- end of options -->").unwrap().1;
    for [variable, ..] in options() {
        let named = format!("`{variable}`");
        assert!(readme.contains(&named), "README.md does not name {variable}");
        assert!(defaults.contains(&named), "docs/src/configure.md does not tell the default of {variable}");
    }
}

/// Returns the documents: the README, the book, and the texts beside the code.
fn documents() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        ["README.md", ".github/CONTRIBUTING.md"].iter().map(|path| root().join(path)).collect();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() && path.file_name().unwrap() != "book" => folders.push(path),
                Some(extension) if extension == "md" => found.push(path),
                _ => {}
            }
        }
    }
    assert!(found.len() > 8, "the documents were not found");
    found
}

/// Returns the lines outside code blocks.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut code = false;
    text.lines().enumerate().filter_map(move |(number, line)| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        (!code && !fence).then_some((number + 1, line))
    })
}

/// Returns the targets of the links in a line: `[text](target)`.
fn targets(line: &str) -> Vec<&str> {
    line.match_indices("](").filter_map(|(at, _)| line[at + 2..].split(')').next()).collect()
}

/// Returns the anchors of the headings, as mdBook and others make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text)
        .map(|(_, line)| line)
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#'));
    headings
        .map(|heading| {
            let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

#[test]
fn every_relative_link_leads_somewhere() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for (line, target) in
            prose(&text).flat_map(|(at, line)| targets(line).into_iter().map(move |it| (at, it)))
        {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() { document.clone() } else { document.parent().unwrap().join(path) };
            let there = file.exists()
                && (anchor.is_empty() || anchors(&fs::read_to_string(&file).unwrap()).contains(anchor));
            if !there {
                broken.push(format!("{}:{line} {target}", document.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The folders whose files the documents name by their path from the repository's root, such as `scripts/test`.
const NAMED: [&str; 9] =
    ["src/", "tests/", "scripts/", "deploy/", "docs/", "migrations/", ".github/", ".ci/", ".config/"];

#[test]
fn every_file_that_is_named_exists() {
    let mut missing = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for (line, words) in prose(&text) {
            for word in words.split('`').skip(1).step_by(2) {
                let path = word.split([' ', ':', '#']).next().unwrap_or_default();
                let named = NAMED.iter().any(|folder| path.starts_with(folder));
                let pattern = path.contains(['*', '<', '…', '{']);
                if named && !pattern && !root().join(path).exists() {
                    missing
                        .push(format!("{}:{line} {path}", document.strip_prefix(root()).unwrap().display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_file_that_a_page_includes_exists_and_every_file_to_deploy_is_in_the_book() {
    let (mut missing, mut shown) = (Vec::new(), String::new());
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for (at, _) in text.match_indices("{{#include ") {
            let path = text[at + 11..].split("}}").next().unwrap();
            if !document.parent().unwrap().join(path).is_file() {
                missing.push(format!("{} includes {path}", document.display()));
            }
        }
        shown.push_str(&text);
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    for folder in ["deploy", "deploy/systemd"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            assert!(path.is_dir() || shown.contains(&name), "no page names {name}");
        }
    }
}

#[test]
fn the_contents_list_every_page_of_the_book_once() {
    let contents = read("docs/src/SUMMARY.md");
    let mut listed: Vec<&str> = contents.lines().flat_map(targets).collect();
    listed.sort_unstable();
    let pages = fs::read_dir(root().join("docs/src")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut pages: Vec<String> = pages.map(|name| name.into_string().unwrap()).collect();
    pages.retain(|page| page.ends_with(".md") && page != "SUMMARY.md");
    pages.sort_unstable();
    assert_eq!(listed, pages);
}

/// Returns the sources of the program.
fn sources() -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join("src")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().unwrap() != "tests" {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(found.len() > 50, "the sources were not found");
    found
}

/// Returns the quoted texts after each `begin`, up to `end`.
fn quoted(source: &str, begin: &str, end: &str) -> Vec<Vec<String>> {
    let calls = source.split(begin).skip(1).map(|rest| rest.split(end).next().unwrap_or_default());
    calls.map(|call| call.split('"').skip(1).step_by(2).map(str::to_owned).collect()).collect()
}

#[test]
fn every_warning_and_error_of_the_log_is_in_the_runbook() {
    let runbook = read("docs/src/operate.md");
    let mut missing = Vec::new();
    for source in sources() {
        for begin in ["warn!(", "error!("] {
            let said = quoted(&source, begin, ");").into_iter().filter_map(|texts| texts.last().cloned());
            missing.extend(said.filter(|line| !runbook.contains(&format!("| `{line}` |"))));
        }
    }
    assert!(missing.is_empty(), "docs/src/operate.md says nothing about: {missing:#?}");
}

#[test]
fn every_metric_is_in_the_runbook_and_no_other() {
    let runbook = read("docs/src/operate.md");
    let registered = read("src/telemetry/metrics.rs");
    let counted = registered.split('"').skip(1).step_by(2).filter(|text| text.starts_with("gavel_"));
    let counted: BTreeSet<String> = counted.map(str::to_owned).collect();
    assert!(counted.len() > 20, "the metrics were not found");
    let told = runbook.lines().filter_map(|line| line.strip_prefix("| `gavel_")?.split('`').next());
    let told: BTreeSet<String> = told.map(|name| format!("gavel_{name}")).collect();
    assert_eq!(told, counted);
}

#[test]
fn every_alert_is_of_a_metric_that_exists_and_names_what_to_do() {
    let alerts = read("deploy/alerts.yml");
    let runbook = read("docs/src/operate.md");
    let headings = alerts.lines().filter_map(|line| line.trim().strip_prefix("do: ")?.split('"').nth(1));
    let headings: Vec<&str> = headings.collect();
    assert_eq!(headings.len(), alerts.matches("- alert:").count());
    for heading in headings {
        assert!(runbook.contains(&format!("\n### {heading}\n")), "the runbook has no heading {heading}");
    }
    names_only_metrics(&alerts, &runbook);
}

#[test]
fn every_panel_of_the_dashboard_is_of_a_metric_that_exists() {
    let dashboard = read("deploy/grafana.json");
    let runbook = read("docs/src/operate.md");
    let parsed: serde_json::Value = serde_json::from_str(&dashboard).unwrap();
    assert!(parsed["panels"].as_array().unwrap().len() > 10);
    names_only_metrics(&dashboard, &runbook);
}

fn names_only_metrics(text: &str, runbook: &str) {
    for (at, _) in text.match_indices("gavel_") {
        let name: String = text[at..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        let name = name.trim_end_matches("_bucket").trim_end_matches("_count");
        assert!(runbook.contains(&format!("| `{name}` |")), "there is no metric {name}");
    }
}

/// Returns the value of the first line `name = "value"` of the manifest.
fn manifest(name: &str) -> String {
    let text = read("Cargo.toml");
    let begin = format!("{name} = \"");
    let line = text.lines().find_map(|line| line.strip_prefix(&begin)).expect(name);
    line.trim_end_matches('"').to_owned()
}

#[test]
fn the_projects_address_stands_in_the_manifest_alone() {
    let address = manifest("repository");
    assert!(address.starts_with("https://"), "{address}");
    let mut files = documents();
    for folder in ["scripts", ".github/workflows", "deploy"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        files.extend(entries.filter(|path| path.is_file()));
    }
    for file in files {
        assert!(!fs::read_to_string(&file).unwrap().contains(&address), "{} has it, too", file.display());
    }
}

#[test]
fn a_release_has_the_names_under_which_it_is_fetched() {
    let (release, playground) = (read(".github/workflows/release.yml"), read("scripts/playground"));
    let url = manifest("pkg-url").replace("{ target-arch }", "$MACHINE");
    let archive = url.rsplit('/').next().unwrap();
    assert_eq!(archive, "gavel-$MACHINE-linux.tar.gz");
    assert!(release.contains(&format!("tar -czf \"{archive}\"")), "{release}");
    let folder = manifest("bin-dir").replace("{ target-arch }", "$MACHINE").replace("{ bin }", "gavel");
    assert!(release.contains(&format!("\"{}/\"", folder.trim_end_matches("/gavel"))), "{folder}");
    for part in ["/releases/download/v$version/", "gavel-$(uname -m)-linux", "SHA256SUMS"] {
        assert!(playground.contains(part), "{part}");
    }
}
