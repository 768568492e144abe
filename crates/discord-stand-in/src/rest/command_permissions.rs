//! Permissions of commands, as administrators set them in their client. A bot reads them and cannot set them.

use serde_json::Value;

use super::{Call, Outcome, RouteReply};
use crate::failure::Failure;
use crate::world::World;

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need(call.guild()?, call.bot, 0)?;
    Ok(RouteReply::ok(Vec::<Value>::new()))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need(call.guild()?, call.bot, 0)?;
    Err(Failure { code: 10066, ..Failure::plain(404, "Unknown application command permissions") })
}

pub(super) fn put(_: &mut World, call: &Call<'_>) -> Outcome {
    call.form().ignore(&["permissions"]);
    Err(Failure { code: 20001, ..Failure::plain(403, "Bots cannot use this endpoint") })
}
