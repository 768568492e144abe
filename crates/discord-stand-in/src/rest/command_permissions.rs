//! Permissions of commands, as administrators set them in their client. A bot reads them and cannot set them.

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::failure::Failure;
use crate::ids::{CommandId, GuildId};
use crate::world::World;

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = call.guild()?;
    world.need(guild, call.bot, 0)?;
    let set = world.command_lines.get(&guild).into_iter().flatten();
    Ok(RouteReply::ok(set.map(|(command, lines)| told(world, guild, *command, lines)).collect::<Vec<_>>()))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = call.guild()?;
    world.need(guild, call.bot, 0)?;
    let set = world.command_lines.get(&guild).into_iter().flatten();
    match set.into_iter().find(|(command, _)| command.to_string() == call.param("command")) {
        Some((command, lines)) => Ok(RouteReply::ok(told(world, guild, *command, lines))),
        None => {
            Err(Failure { code: 10066, ..Failure::plain(404, "Unknown application command permissions") })
        }
    }
}

fn told(world: &World, guild: GuildId, command: CommandId, lines: &[Value]) -> Value {
    json!({ "id": command, "application_id": world.application.id, "guild_id": guild, "permissions": lines })
}

pub(super) fn put(_: &mut World, call: &Call<'_>) -> Outcome {
    call.form().ignore(&["permissions"]);
    Err(Failure { code: 20001, ..Failure::plain(403, "Bots cannot use this endpoint") })
}
