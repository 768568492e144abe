//! `/help command?`: the commands that the caller may use, by what they are for; or one of them in detail.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::{
    CommandOption, CommandOptionChoice, CommandOptionType, CommandType,
};
use twilight_model::channel::message::component::{
    ActionRow, Component, SelectMenu, SelectMenuOption, SelectMenuType,
};
use twilight_model::guild::Permissions;

use crate::actions::choices;
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::limits;
use crate::domain::permissions::{covers, names};
use crate::domain::text::{self, cut, plain};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::waiting::Away;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "help", desc = "-")]
struct Help {
    /// The command to explain
    #[command(max_length = 100, autocomplete = true)]
    command: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, help).only_reads().in_direct_messages().completes(suggest)
}

/// The select that turns to another section.
#[derive(Debug)]
pub(super) struct Turn;

impl Control for Turn {
    const FEATURE: &'static str = "help";

    fn write(&self) -> String {
        "section".to_owned()
    }

    fn read(fields: &[&str]) -> Option<Self> {
        (fields == ["section"]).then_some(Self)
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn away(&self) -> Away {
        Away::Reads
    }

    fn permission(&self) -> Permissions {
        Permissions::empty()
    }
}

/// A command, subcommand or menu entry that the caller may use.
struct Usable<'a> {
    /// The name, such as `case view`.
    path: String,
    /// The permissions that it takes.
    needed: Permissions,
    command: &'a Command,
    options: &'a [CommandOption],
}

async fn help(cx: Cx, args: Help) -> Result<Reply> {
    let Some(wanted) = args.command else { return page(&cx, None, Audience::Private) };
    let wanted = wanted.trim().trim_start_matches('/').to_lowercase();
    let all = sections(&cx);
    let is_it = |it: &&Usable<'_>| {
        it.path.to_lowercase() == wanted || words::path_of(&it.path).to_lowercase() == wanted
    };
    let found = all.iter().flat_map(|(_, usable)| usable).find(is_it);
    let found = found.ok_or_else(|| {
        Error::refused(words::help_unknown(
            plain(&cut(&wanted, limits::COMMAND_NAME)),
            words::command("help"),
        ))
    })?;
    let embed = Card::new().colour(colour::BLURPLE).text(details(found));
    Ok(Reply::private("").with_embed(embed.build()))
}

/// Shows the section that was chosen.
pub(super) async fn turn(cx: Cx, _: Turn, pressed: Pressed) -> Result<Reply> {
    page(&cx, pressed.values.first().map(String::as_str), Audience::Update)
}

async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let typed = focus.typed.trim().trim_start_matches('/').to_lowercase();
    let paths = sections(&cx).into_iter().flat_map(|(_, usable)| usable).map(|it| it.path);
    let fits = |path: &String| {
        path.to_lowercase().contains(&typed) || words::path_of(path).to_lowercase().contains(&typed)
    };
    let found = paths.filter(fits).take(limits::CHOICES);
    Ok(found.map(|path| choices::choice(&words::path_of(&path), path.clone())).collect())
}

/// Returns what the caller may use here, by section, in the order of the features.
fn sections(cx: &Cx) -> Vec<(&'static str, Vec<Usable<'_>>)> {
    let mut sections: Vec<(&str, Vec<Usable<'_>>)> = Vec::new();
    for (feature, command) in cx.app.registry.commands() {
        let is_here = cx.at.guild.is_some() || command.works_in_direct_messages();
        let mut found = usable_of(command);
        found.retain(|it| is_here && covers(cx.at.permissions, it.needed));
        match sections.last_mut() {
            _ if found.is_empty() => {}
            Some((name, usable)) if *name == feature => usable.extend(found),
            _ => sections.push((feature, found)),
        }
    }
    sections
}

/// Returns a command itself, or each of its subcommands.
fn usable_of(command: &Command) -> Vec<Usable<'_>> {
    let definition = &command.definition;
    let is_subcommand = |option: &&CommandOption| option.kind == CommandOptionType::SubCommand;
    let subcommands: Vec<Usable<'_>> = definition
        .options
        .iter()
        .filter(is_subcommand)
        .map(|option| Usable {
            path: format!("{} {}", definition.name, option.name),
            needed: command.permission_for(Some(&option.name)),
            command,
            options: option.options.as_deref().unwrap_or_default(),
        })
        .collect();
    if !subcommands.is_empty() {
        return subcommands;
    }
    let path = definition.name.clone();
    vec![Usable { path, needed: command.permission, command, options: &definition.options }]
}

/// Returns everything where it fits into one card, and otherwise one section with a select for the others.
fn page(cx: &Cx, chosen: Option<&str>, audience: Audience) -> Result<Reply> {
    let sections: Vec<(&str, String)> = sections(cx)
        .into_iter()
        .map(|(name, usable)| (name, usable.iter().map(line).collect::<Vec<_>>().join("\n")))
        .collect();
    let whole = sections.iter().map(|(name, lines)| format!("### {}\n{lines}", words::help_group(name)));
    let whole = whole.collect::<Vec<_>>().join("\n");
    let embed = Card::new().title(words::help_title()).colour(colour::BLURPLE);
    if text::length(&whole) <= limits::EMBED_DESCRIPTION && chosen.is_none() {
        return Ok(Reply::new(audience, Message::embed(embed.text(whole).build())));
    }
    let shown = sections.iter().find(|(name, _)| chosen == Some(*name)).or(sections.first());
    let (shown, lines) = shown.ok_or_else(|| Error::broken("no command is open to everyone"))?;
    let text =
        format!("### {}\n{lines}\n-# {}", words::help_group(shown), words::help_more(words::command("help")));
    let mut message = Message::embed(embed.text(text).build());
    let select = Component::SelectMenu(select(sections.iter().map(|(name, _)| *name), shown));
    message.components = vec![Component::ActionRow(ActionRow { id: None, components: vec![select] })];
    Ok(Reply::new(audience, message))
}

fn select<'a>(sections: impl Iterator<Item = &'a str>, shown: &str) -> SelectMenu {
    let option = |name: &str| SelectMenuOption {
        default: name == shown,
        description: None,
        emoji: None,
        label: words::help_group(name),
        value: name.to_owned(),
    };
    SelectMenu {
        channel_types: None,
        custom_id: Turn.id(),
        default_values: None,
        disabled: false,
        id: None,
        kind: SelectMenuType::Text,
        max_values: None,
        min_values: None,
        options: Some(sections.map(option).collect()),
        placeholder: Some(words::help_choose()),
        required: None,
    }
}

/// Returns the line of a list: what to type or where to click, and what it does.
fn line(usable: &Usable<'_>) -> String {
    match usable.command.definition.kind {
        CommandType::User => words::help_on_person(words::name_of(&usable.path)),
        CommandType::Message => words::help_on_message(words::name_of(&usable.path)),
        _ => format!("{} {}", words::command(&usable.path), words::description_of(&usable.path)),
    }
}

/// Returns everything about one command: what it does, its options, who may use it, and an example.
fn details(usable: &Usable<'_>) -> String {
    let mut lines = vec![line(usable)];
    for option in usable.options {
        let path = format!("{} {}", usable.path, option.name);
        let name = words::name_of(&path);
        let name = if option.required == Some(true) { format!("**`{name}`**") } else { format!("`{name}`") };
        lines.push(format!("- {name} {}", words::description_of(&path)));
    }
    lines.push(match usable.needed.is_empty() {
        true => words::help_for_everyone(),
        false => words::help_takes(names(usable.needed)),
    });
    if usable.command.definition.kind == CommandType::ChatInput {
        let given = usable.options.iter().filter(|option| option.required == Some(true));
        let given = given.map(|option| {
            let name = words::name_of(&format!("{} {}", usable.path, option.name));
            format!(" {name}:{}", example(option))
        });
        lines.push(words::help_example(format!(
            "/{}{}",
            words::path_of(&usable.path),
            given.collect::<String>()
        )));
    }
    cut(&lines.join("\n"), limits::EMBED_DESCRIPTION)
}

/// Returns a value that the option takes.
fn example(option: &CommandOption) -> String {
    let first = option.choices.as_ref().and_then(|choices| choices.first());
    match (option.kind, option.name.as_str()) {
        (_, _) if first.is_some() => first.map(|choice| words::choice_of(&choice.name)).unwrap_or_default(),
        (CommandOptionType::User, _) => words::help_example_user(),
        (CommandOptionType::Role, _) => words::help_example_role(),
        (CommandOptionType::Channel, _) => words::help_example_channel(),
        (CommandOptionType::Attachment, _) => words::help_example_file(),
        (CommandOptionType::Boolean, _) => "True".to_owned(),
        (CommandOptionType::Integer | CommandOptionType::Number, _) => "5".to_owned(),
        (_, "duration" | "delay" | "expires" | "longest" | "when") => "7d".to_owned(),
        _ => "…".to_owned(),
    }
}
