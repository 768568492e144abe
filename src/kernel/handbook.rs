//! The command reference, `docs/src/commands.md`: generated from the registry, so that it is never wrong.

use std::time::Duration;

use twilight_model::application::command::{
    CommandOption, CommandOptionType, CommandOptionValue, CommandType,
};
use twilight_model::guild::Permissions;

use crate::domain::kind::Kind;
use crate::domain::permissions::names;
use crate::domain::text::heading;
use crate::kernel::command::Command;
use crate::kernel::feature::Registry;
use crate::words;
use crate::words::Language;

const HEAD: &str = "# Commands

<!-- Written by scripts/docs from the registry. Change the command, then run it. -->

`/help` shows those that you may use. A **bold** option must be given. *You* is who types the command: an
administrator of the server can allow others in Server Settings → Integrations, but Gavel asks for the permission all
the same. *Gavel* is its role: what it needs is asked before anything is done, beside what
[it always needs](start.md#what-gavel-needs).
";

/// Returns the reference as Markdown.
#[must_use]
pub fn commands(registry: &Registry) -> String {
    let mut text = HEAD.to_owned();
    let mut last = "";
    for (feature, command) in registry.commands() {
        if feature != last {
            text.push_str(&format!("\n## {}\n", heading(feature)));
            last = feature;
        }
        text.push_str(&entry(command));
    }
    text
}

/// Returns the entry of a command: its name, description, terms and options.
fn entry(command: &Command) -> String {
    let definition = &command.definition;
    let name = match definition.kind {
        CommandType::User => format!("Apps → {}, on a person", definition.name),
        CommandType::Message => format!("Apps → {}, on a message", definition.name),
        _ => format!("`/{}`", definition.name),
    };
    let mut text = format!("\n### {name}\n");
    if !definition.description.is_empty() {
        text.push_str(&format!("\n{}.\n", definition.description));
    }
    text.push_str(&format!("\n{}\n", terms(command).join(" · ")));
    text.push_str(&options(&format!("/{}", definition.name), &definition.options));
    text
}

/// Returns the terms of a command: who may use it, what Gavel needs, where, how often, and its translations.
fn terms(command: &Command) -> Vec<String> {
    let (definition, mut terms) = (&command.definition, Vec::new());
    terms.push(match command.permission {
        none if none.is_empty() => "For everyone".to_owned(),
        needed => format!("You need {}{}", names(needed), on_threads(&definition.name)),
    });
    terms.extend(
        command.subcommands.iter().map(|(name, needed)| format!("`{name}` takes {}", names(*needed))),
    );
    let needs = command.needs | needs_to_act(&definition.name);
    if !needs.is_empty() {
        terms.push(format!("Gavel needs {}{}", names(needs), on_threads(&definition.name)));
    }
    let anywhere = command.works_in_direct_messages();
    terms.push(if anywhere { "in servers and in direct messages" } else { "in servers" }.to_owned());
    if let Some(cooldown) = command.cooldown {
        terms.push(format!("once in {} for each person", seconds(cooldown)));
    }
    for language in Language::all().skip(1) {
        if let Some(name) = words::find(language, &words::command_id(&definition.name), None) {
            let slash = if definition.kind == CommandType::ChatInput { "/" } else { "" };
            terms.push(format!("{} `{slash}{name}`", language.tag()));
        }
    }
    terms
}

/// Returns what the permissions are on a thread, for a command that works on channels.
fn on_threads(name: &str) -> String {
    let needed = Kind::parse(name).filter(|kind| kind.is_on_channel()).map(|kind| kind.needs_in(true));
    needed.map(|needed| format!(", on a thread {}", names(needed))).unwrap_or_default()
}

/// Returns the permissions that Gavel needs for the actions of a command.
fn needs_to_act(name: &str) -> Permissions {
    let name = name.to_lowercase();
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.command().split(' ').next() == Some(&name));
    kinds.fold(Permissions::empty(), |needs, kind| needs | kind.needs())
}

/// Returns the options as a table; one table for each subcommand.
fn options(path: &str, options: &[CommandOption]) -> String {
    let (mut rows, mut inner) = (String::new(), String::new());
    for option in options {
        let path = format!("{path} {}", option.name);
        let below = option.options.as_deref().unwrap_or_default();
        match option.kind {
            CommandOptionType::SubCommandGroup => inner.push_str(&self::options(&path, below)),
            CommandOptionType::SubCommand => {
                inner.push_str(&format!("\n**`{path}`** {}.\n", option.description));
                inner.push_str(&self::options(&path, below));
            }
            _ => rows.push_str(&row(option)),
        }
    }
    if !rows.is_empty() {
        rows.insert_str(0, "\n| option | takes | what |\n|---|---|---|\n");
    }
    rows + &inner
}

fn row(option: &CommandOption) -> String {
    let name = match option.required {
        Some(true) => format!("**`{}`**", option.name),
        _ => format!("`{}`", option.name),
    };
    format!("| {name} | {} | {} |\n", cell(&takes(option)), cell(&option.description))
}

/// Returns the values that an option takes, in words.
fn takes(option: &CommandOption) -> String {
    if let Some(choices) = &option.choices {
        let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        return names.join(", ");
    }
    let kind = match option.kind {
        CommandOptionType::Integer => "a whole number",
        CommandOptionType::Number => "a number",
        CommandOptionType::Boolean => "yes or no",
        CommandOptionType::User => "a person",
        CommandOptionType::Channel => "a channel",
        CommandOptionType::Role => "a role",
        CommandOptionType::Mentionable => "a person or role",
        CommandOptionType::Attachment => "a file",
        _ => "text",
    };
    let mut text = kind.to_owned();
    match (bound(option.min_value), bound(option.max_value)) {
        (Some(least), Some(most)) => text.push_str(&format!(", {least} to {most}")),
        (Some(least), None) => text.push_str(&format!(", {least} or more")),
        (None, Some(most)) => text.push_str(&format!(", {most} or less")),
        (None, None) => {}
    }
    if let Some(longest) = option.max_length {
        text.push_str(&format!(", up to {longest} characters"));
    }
    if option.autocomplete == Some(true) {
        text.push_str("; suggested while you type");
    }
    text
}

fn bound(value: Option<CommandOptionValue>) -> Option<String> {
    value.map(|value| match value {
        CommandOptionValue::Integer(number) => number.to_string(),
        CommandOptionValue::Number(number) => number.to_string(),
    })
}

fn seconds(span: Duration) -> String {
    match span.as_secs() {
        1 => "a second".to_owned(),
        more => format!("{more} seconds"),
    }
}

/// Escapes text for a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_discord_says_what_gavel_needs() {
        assert_eq!(needs_to_act("ban"), Permissions::BAN_MEMBERS);
        assert_eq!(needs_to_act("role"), Permissions::MANAGE_ROLES);
        let voice = Permissions::MOVE_MEMBERS | Permissions::MUTE_MEMBERS | Permissions::DEAFEN_MEMBERS;
        assert_eq!(needs_to_act("voice"), voice);
        assert_eq!(needs_to_act("Warn"), Permissions::empty());
        assert_eq!(needs_to_act("settings"), Permissions::empty());
    }
}
