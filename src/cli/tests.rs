//! The helps of the subcommands.

use clap::CommandFactory;
use clap::error::ErrorKind;

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

#[test]
fn every_option_of_every_subcommand_is_taken_for_itself() {
    let command = fitted(Cli::command());
    let mut taken = 0;
    for name in names(&command) {
        for option in common() {
            let flag = format!("--{}", option.replace('_', "-"));
            let flag = match option.as_str() {
                "collector" => "--otlp",
                _ => flag.as_str(),
            };
            let parsed = command.clone().try_get_matches_from(["gavel", &name, flag, "5"]);
            let matches = match parsed {
                Ok(matches) => matches,
                Err(error) => {
                    let kind = error.kind();
                    assert!(
                        matches!(
                            kind,
                            ErrorKind::MissingRequiredArgument
                                | ErrorKind::MissingSubcommand
                                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                        ),
                        "{name} {flag}: {kind:?}"
                    );
                    continue;
                }
            };
            let (_, inner) = matches.subcommand().unwrap();
            let value: Vec<_> = inner.get_raw(&option).unwrap().collect();
            assert_eq!(value, ["5"], "{name} {flag}");
            taken += 1;
        }
    }
    assert!(taken > 80, "{taken}");
}
