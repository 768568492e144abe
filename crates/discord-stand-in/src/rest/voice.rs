//! Voice states.

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::world::World;

fn unknown() -> Failure {
    Failure { code: 10065, ..Failure::plain(404, "Unknown Voice State") }
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let (guild, user) = (world.need(call.guild()?, call.bot, 0)?.id, call.user()?);
    let state = world.voice_state(guild, user).filter(|state| !state["channel_id"].is_null());
    Ok(RouteReply::ok(state.ok_or_else(unknown)?))
}

pub(super) fn get_own(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?.id;
    let state = world.voice_state(guild, call.bot).filter(|state| !state["channel_id"].is_null());
    Ok(RouteReply::ok(state.ok_or_else(unknown)?))
}

/// Changes the state of somebody on a stage.
pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    {
        let form = call.form();
        form.truth("suppress");
        form.snowflake("channel_id");
        form.ignore(&["request_to_speak_timestamp"]);
    }
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, 0)?.id;
    let user = if call.param("user").is_empty() { call.bot } else { call.user()? };
    if user != call.bot {
        world.need(guild, call.bot, bits::MUTE_MEMBERS)?;
    }
    if world.member(guild, user)?.voice.is_none() {
        return Err(Code::NotInVoice.into());
    }
    world.voice_changed(guild, user);
    Ok(RouteReply::empty())
}
