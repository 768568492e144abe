//! Servers with their roles and channels.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::failure::Code;
use crate::world::{Guild, Role, World};

pub(super) fn guild(world: &mut World, call: &Call<'_>) -> Outcome {
    let counted = call.query.truth("with_counts");
    // Discord answers as if a server that the bot is not in did not exist.
    let guild = world.need(call.guild()?, call.bot, 0).map_err(|_| Code::UnknownGuild)?;
    let mut json = guild.json();
    if counted {
        json["approximate_member_count"] = json!(guild.members.len());
        json["approximate_presence_count"] = json!(guild.members.len());
    }
    Ok(RouteReply::ok(json))
}

pub(super) fn roles(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?;
    Ok(RouteReply::ok(guild.roles.values().map(Role::json).collect::<Vec<_>>()))
}

pub(super) fn role(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need(call.guild()?, call.bot, 0)?;
    Ok(RouteReply::ok(world.role(call.guild()?, call.role()?)?.json()))
}

pub(super) fn member_counts(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?;
    let count = |role: &Role| guild.members.values().filter(|member| member.roles.contains(&role.id)).count();
    let own = guild.roles.values().filter(|role| role.id != guild.everyone());
    Ok(RouteReply::ok(json!(own.map(|role| (role.id.to_string(), count(role))).collect::<BTreeMap<_, _>>())))
}

pub(super) fn channels(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild: &Guild = world.need(call.guild()?, call.bot, 0)?;
    let here = world.channels.values().filter(|channel| channel.guild == Some(guild.id));
    let listed = here.filter(|channel| !channel.is_thread());
    Ok(RouteReply::ok(listed.map(|channel| world.channel_json(channel)).collect::<Vec<Value>>()))
}
