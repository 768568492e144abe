//! The options that `--help` shows: all subcommands take them, and each shows those that it uses.

use clap::{Args, Command};

use crate::config::Options;

const LOG: &[&str] = &["log_format", "log"];
const DATABASE: &[&str] = &["database_url", "listen_url", "data"];
const DISCORD: &[&str] = &["token", "api_url"];
const ADDRESS: &[&str] = &["port", "bind"];
const APPLICATION: &[&str] = &["public_key", "application_id"];

/// Returns the options that a subcommand uses; `None` for one that is not listed.
pub(super) fn used(subcommand: &str) -> Option<Vec<&'static str>> {
    let groups: &[&[&str]] = match subcommand {
        "playground" => &[ADDRESS, &["database_url", "listen_url"]],
        "stand-in" => &[ADDRESS],
        "init" => &[DISCORD, APPLICATION],
        "serve" => &[
            APPLICATION,
            DISCORD,
            DATABASE,
            ADDRESS,
            &["metrics_bind", "events_public_key", "sync_commands"],
        ],
        "sidecar" => &[DISCORD, ADDRESS, &["data", "events_key", "server_url"]],
        "commands" => &[DISCORD, &["application_id"]],
        "export" => &[DISCORD, DATABASE],
        "import" | "settings" | "backup" | "restore" | "erase" | "migrate" | "upgrade-check" => &[DATABASE],
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
    let common = common();
    // In place: an argument that changes its place in a built command is mistaken for another.
    let command = command.mut_args(|option| {
        let id = option.get_id().as_str();
        let hides = common.iter().any(|name| name == id) && !used.contains(&id);
        if hides { option.hide(true) } else { option }
    });
    let names = names(&command);
    names.iter().fold(command, |command, name| command.mut_subcommand(name, |inner| only(inner, used)))
}

pub(super) fn names(command: &Command) -> Vec<String> {
    let names = command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned());
    names.filter(|name| name != "help").collect()
}

/// Returns the ids of the options that all subcommands take.
pub(super) fn common() -> Vec<String> {
    let options = Options::augment_args(Command::new("gavel"));
    options.get_arguments().map(|option| option.get_id().to_string()).collect()
}
