//! `/help`: the commands that the caller may use, from the registry.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::{CommandOptionType, CommandType};
use twilight_util::builder::embed::{EmbedBuilder, EmbedFieldBuilder};

use crate::domain::colour;
use crate::domain::limits;
use crate::domain::permissions::covers;
use crate::domain::text::{cut, heading};
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "help", desc = "List the commands you can use here")]
struct Help {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, help).in_direct_messages()
}

async fn help(cx: Cx, _: Help) -> Result<Reply> {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for (feature, command) in cx.app.registry.commands() {
        let usable = covers(cx.at.permissions, command.permission)
            && (cx.at.guild.is_some() || command.works_in_direct_messages());
        if !usable {
            continue;
        }
        match groups.last_mut() {
            Some((name, lines)) if *name == feature => lines.extend(lines_of(command)),
            _ => groups.push((feature, lines_of(command))),
        }
    }
    let mut embed = EmbedBuilder::new().title("What you can use here").color(colour::BLURPLE);
    for (name, lines) in groups {
        embed =
            embed.field(EmbedFieldBuilder::new(heading(name), cut(&lines.join("\n"), limits::EMBED_FIELD)));
    }
    Ok(Reply::private("").with_embed(embed.build()))
}

/// Returns a command's lines: one for each subcommand.
fn lines_of(command: &Command) -> Vec<String> {
    let definition = &command.definition;
    match definition.kind {
        CommandType::User => vec![format!("Apps → **{}**, on a person", definition.name)],
        CommandType::Message => vec![format!("Apps → **{}**, on a message", definition.name)],
        _ => {
            let subcommands: Vec<String> = definition
                .options
                .iter()
                .filter(|option| option.kind == CommandOptionType::SubCommand)
                .map(|option| format!("`/{} {}` {}", definition.name, option.name, option.description))
                .collect();
            if subcommands.is_empty() {
                vec![format!("`/{}` {}", definition.name, definition.description)]
            } else {
                subcommands
            }
        }
    }
}
