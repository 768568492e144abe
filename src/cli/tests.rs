//! The helps of the subcommands.

use clap::CommandFactory;

use crate::cli::Cli;
use crate::cli::help::{common, fitted, names, used};

#[test]
fn every_subcommand_says_what_it_uses() {
    let common = common();
    for name in names(&Cli::command()) {
        let used = used(&name).unwrap_or_else(|| panic!("`{name}` has no row"));
        for option in used {
            assert!(common.iter().any(|known| known == option), "`{name}` uses {option}, which is no option");
        }
    }
}

#[test]
fn a_help_shows_what_is_used_and_nothing_else() {
    let mut command = fitted(Cli::command());
    let mut help = |path: &[&str]| {
        let found =
            path.iter().fold(&mut command, |command, name| command.find_subcommand_mut(name).unwrap());
        found.render_help().to_string()
    };
    let backup = help(&["backup"]);
    assert!(backup.contains("--database-url") && !backup.contains("--token"), "{backup}");
    let sync = help(&["commands", "sync"]);
    assert!(sync.contains("--token") && !sync.contains("--database-url"), "{sync}");
}

#[test]
fn an_option_that_is_not_shown_is_taken_all_the_same() {
    let given = ["gavel", "backup", "--token", "abc", "file"];
    assert!(fitted(Cli::command()).try_get_matches_from(given).is_ok());
}
