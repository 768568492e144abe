//! Reactions to messages.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::world::{Held, World};

pub(super) fn add(world: &mut World, call: &Call<'_>) -> Outcome {
    world.react(call.bot, place(call)?, &emoji(call), Held::Yes)?;
    Ok(RouteReply::empty())
}

pub(super) fn remove_own(world: &mut World, call: &Call<'_>) -> Outcome {
    world.react(call.bot, place(call)?, &emoji(call), Held::No)?;
    Ok(RouteReply::empty())
}

pub(super) fn remove(world: &mut World, call: &Call<'_>) -> Outcome {
    let user: UserId = call.user()?;
    if user != call.bot {
        world.need_in(call.channel()?, call.bot, bits::MANAGE_MESSAGES)?;
    }
    world.react_for(user, place(call)?, &emoji(call), Held::No)?;
    Ok(RouteReply::empty())
}

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=100).unwrap_or(25);
    let after = call.query.id(&call.findings, "after").unwrap_or(0);
    call.query.integer(&call.findings, "type", 0..=1);
    call.findings.verdict()?;
    let (channel, message) = place(call)?;
    world.need_in(channel, call.bot, bits::READ_MESSAGE_HISTORY)?;
    let wanted = world.emoji(channel, &emoji(call))?;
    let message = world.message(channel, message)?;
    let users = message.reactions.iter().filter(|one| one.emoji == wanted).flat_map(|one| &one.users);
    let mut users: Vec<_> = users.filter(|user| user.get() > after).collect();
    users.sort();
    let page = users.into_iter().take(usize::try_from(limit).unwrap_or_default());
    Ok(RouteReply::ok(page.map(|user| world.user_json(*user)).collect::<Vec<Value>>()))
}

pub(super) fn clear_one(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need_in(call.channel()?, call.bot, bits::MANAGE_MESSAGES)?;
    world.clear_reactions(place(call)?, Some(&emoji(call)))?;
    Ok(RouteReply::empty())
}

pub(super) fn clear(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need_in(call.channel()?, call.bot, bits::MANAGE_MESSAGES)?;
    world.clear_reactions(place(call)?, None)?;
    Ok(RouteReply::empty())
}

fn place(call: &Call<'_>) -> Result<(crate::ChannelId, crate::MessageId), Failure> {
    Ok((call.channel()?, call.message()?))
}

/// Returns the emoji in the path: a character, or `name:id`.
fn emoji(call: &Call<'_>) -> String {
    percent_decode_str(call.param("emoji")).decode_utf8_lossy().into_owned()
}
