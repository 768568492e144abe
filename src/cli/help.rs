//! The options that `--help` shows: all subcommands take them, and each shows those that it uses.

use clap::{Args, Command};

use crate::config::Options;

const LOG: &[&str] = &["log_format", "log"];
const DATABASE: &[&str] = &["database_url", "listen_url", "data"];
const DISCORD: &[&str] = &["token", "api_url"];
const ADDRESS: &[&str] = &["port", "bind"];
const APPLICATION: &[&str] = &["public_key", "application_id"];

/// Returns the options that a subcommand uses; `None` for one that is not listed.
fn used(subcommand: &str) -> Option<Vec<&'static str>> {
    let groups: &[&[&str]] = match subcommand {
        "playground" | "stand-in" => &[ADDRESS],
        "init" => &[DISCORD, APPLICATION],
        "serve" => &[APPLICATION, DISCORD, DATABASE, ADDRESS, &["metrics_bind", "events_public_key"]],
        "sidecar" => &[DISCORD, ADDRESS, &["data", "events_key", "server_url"]],
        "commands" => &[DISCORD, &["application_id"]],
        "export" => &[DISCORD, DATABASE],
        "import" | "settings" | "backup" | "restore" | "erase" | "migrate" => &[DATABASE],
        "doctor" => &[APPLICATION, DISCORD, DATABASE, ADDRESS, &["events_key", "events_public_key"]],
        _ => return None,
    };
    Some(groups.iter().copied().chain([LOG]).flatten().copied().collect())
}

/// Hides from each subcommand's help what the subcommand does not use.
pub(super) fn fitted(mut command: Command) -> Command {
    // Hands the common options down, so that each subcommand has its own to hide.
    command.build();
    let names: Vec<String> = names(&command);
    names.iter().filter_map(|name| Some((name, used(name)?))).fold(command, |command, (name, used)| {
        command.mut_subcommand(name, |subcommand| only(subcommand, &used))
    })
}

fn only(command: Command, used: &[&str]) -> Command {
    let command = common()
        .into_iter()
        .filter(|option| !used.contains(&option.as_str()))
        .fold(command, |command, option| command.mut_arg(option, |option| option.hide(true)));
    let names = names(&command);
    names.iter().fold(command, |command, name| command.mut_subcommand(name, |inner| only(inner, used)))
}

fn names(command: &Command) -> Vec<String> {
    let names = command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned());
    names.filter(|name| name != "help").collect()
}

/// Returns the ids of the options that all subcommands take.
fn common() -> Vec<String> {
    let options = Options::augment_args(Command::new("gavel"));
    options.get_arguments().map(|option| option.get_id().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_subcommand_says_what_it_uses() {
        let common = common();
        for name in names(&Cli::command()) {
            let used = used(&name).unwrap_or_else(|| panic!("`{name}` has no row"));
            for option in used {
                assert!(
                    common.iter().any(|known| known == option),
                    "`{name}` uses {option}, which is no option"
                );
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
}
