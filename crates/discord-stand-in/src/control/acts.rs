//! Gestures that reach an application only through the world: writing, reacting, joining, banning by hand.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::gestures::{GestureBody, Kind, needed, place};
use super::names::Names;
use super::refusal::{ControlResult, Refusal, sentence};
use crate::failure::Failure;
use crate::ids::UserId;
use crate::world::{By, Draft, Held, MemberEdit, Message, Pinned, World};
use crate::{Cast, StandIn};

/// Returns `true` if this kind of gesture sends no interaction.
pub(super) fn is_act(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Command
            | Kind::Autocomplete
            | Kind::UserCommand
            | Kind::MessageCommand
            | Kind::Button
            | Kind::Select
            | Kind::Form
    )
}

/// Does what a person does without an interaction.
pub(super) fn act(sim: &StandIn, by: UserId, body: &GestureBody) -> ControlResult<Value> {
    let cast = *sim.cast();
    let message = sim.inner.world(|world| {
        world.forced = body.force;
        let done = run(world, &cast, by, body);
        world.forced = false;
        done
    })?;
    let (outcome, text) = match &message {
        Some(message) => ("message", message.text()),
        None => ("done", String::new()),
    };
    Ok(json!({
        "interaction": null,
        "application": null,
        "delivered": null,
        "request": null,
        "reply": null,
        "sees": {
            "outcome": outcome,
            "text": text,
            "message": message.map(|message| sim.message_json(&message)),
            "follow_ups": [],
            "form": null,
            "choices": null,
            "error": null,
        },
    }))
}

fn run(world: &mut World, cast: &Cast, by: UserId, body: &GestureBody) -> ControlResult<Option<Message>> {
    let reason = body.reason.clone().filter(|reason| !reason.is_empty());
    let who = By { user: by, reason };
    let guild = Names { world, cast }.guild(body.guild.as_deref()).map_err(Refusal::unknown)?;
    let target = |world: &World| {
        let text = needed(body, "user", body.user.as_ref()).map_err(Refusal::unclear)?;
        Names { world, cast }.user(text).map_err(Refusal::unknown)
    };
    let message = |world: &World| {
        let text = needed(body, "message", body.message.as_ref()).map_err(Refusal::unclear)?;
        Names { world, cast }.message(text).map_err(Refusal::unknown)
    };
    let text = || needed(body, "text", body.text.as_ref()).map_err(Refusal::unclear);
    let first = world.application.id;
    match body.kind {
        Kind::Write => {
            let channel = place(world, cast, by, first, body).map_err(Refusal::unknown)?;
            let mut draft = Draft::text(text()?);
            if body.message.is_some() {
                let answered = message(world)?;
                draft.reference = Some(json!({
                    "type": 0, "message_id": answered.id, "channel_id": answered.channel, "guild_id": answered.guild,
                }));
            }
            return Ok(Some(world.post(by, channel, draft).map_err(refused)?));
        }
        Kind::Edit => {
            let old = message(world)?;
            if old.author != by && !body.force {
                return Err(refused(crate::failure::Code::NotYourMessage.into()));
            }
            return Ok(Some(world.edit(old.channel, old.id, Draft::text(text()?)).map_err(refused)?));
        }
        Kind::Delete => {
            let old = message(world)?;
            world.delete_message(&who, old.channel, old.id).map_err(refused)?;
        }
        Kind::Pin | Kind::Unpin => {
            let old = message(world)?;
            let pinned = if body.kind == Kind::Pin { Pinned::Yes } else { Pinned::No };
            world.pin(&who, old.channel, old.id, pinned).map_err(refused)?;
        }
        Kind::React | Kind::Unreact => {
            let old = message(world)?;
            let emoji = needed(body, "emoji", body.emoji.as_ref()).map_err(Refusal::unclear)?;
            let held = if body.kind == Kind::React { Held::Yes } else { Held::No };
            world.react(by, (old.channel, old.id), emoji, held).map_err(refused)?;
        }
        Kind::Type => {
            let channel = place(world, cast, by, first, body).map_err(Refusal::unknown)?;
            world.need_in(channel, by, crate::bits::SEND_MESSAGES).map_err(refused)?;
            world.type_in(by, channel);
        }
        Kind::Join => {
            let names = Names { world, cast };
            let roles = body.roles.iter().map(|role| names.role(guild, role)).collect::<Result<Vec<_>, _>>();
            let roles = roles.map_err(Refusal::unknown)?;
            let place = world.guild(guild).map_err(refused)?;
            if place.members.contains_key(&by) {
                return Err(Refusal::not_allowed("This person is in the server already."));
            }
            if place.bans.contains_key(&by) && !body.force {
                return Err(Refusal::not_allowed("This person is banned from the server."));
            }
            let now = world.now();
            world.join(guild, by, &roles, now);
        }
        Kind::Leave => world.leave(guild, by),
        Kind::Kick => world.kick(&who, guild, target(world)?).map_err(refused)?,
        Kind::Ban => world.ban(&who, guild, target(world)?, std::time::Duration::ZERO).map_err(refused)?,
        Kind::Unban => world.unban(&who, guild, target(world)?).map_err(refused)?,
        Kind::Timeout => {
            let seconds = super::faults::duration(body.seconds.unwrap_or_default())?;
            let length = SignedDuration::try_from(seconds).unwrap_or_default();
            let until = (!length.is_zero()).then(|| world.now() + length);
            let edit = MemberEdit { timeout: Some(until), ..MemberEdit::default() };
            let target = target(world)?;
            world.edit_member(&who, guild, target, edit).map_err(refused)?;
        }
        Kind::Voice => {
            let channel = body.channel.as_deref().map(|text| Names { world, cast }.channel(text));
            let channel = channel.transpose().map_err(Refusal::unknown)?;
            world.enter_voice(guild, by, channel).map_err(refused)?;
        }
        Kind::Command
        | Kind::Autocomplete
        | Kind::UserCommand
        | Kind::MessageCommand
        | Kind::Button
        | Kind::Select
        | Kind::Form => {}
    }
    Ok(None)
}

fn refused(failure: Failure) -> Refusal {
    Refusal::not_allowed(sentence(&format!("{} ({})", failure.message, failure.code)))
}
