//! The webhooks and callbacks of interactions; the token in the path authenticates.

use super::{Call, Outcome, RouteReply, guild_webhooks};
use crate::check::message_rules::{self, MessageContext};
use crate::failure::{Code, Failure};
use crate::ids::{InteractionId, MessageId};
use crate::interaction::{State, answer};
use crate::world::{Message, World};

pub(super) fn callback(world: &mut World, call: &Call<'_>) -> Outcome {
    let shown = call.query.truth("with_response");
    let id: InteractionId = call.id("interaction")?;
    let known = world.exchanges.get(&id).filter(|exchange| exchange.token == call.param("token"));
    let state = known.map(|exchange| exchange.state).ok_or(Code::UnknownInteraction)?;
    call.form().entries();
    match state {
        State::Waiting => {}
        State::Dead => return Err(Code::UnknownInteraction.into()),
        _ => return Err(Code::AlreadyAcknowledged.into()),
    }
    let done = answer::apply(world, id, &call.body, &call.files, &call.findings)?;
    if let Some(exchange) = world.exchanges.get_mut(&id).filter(|exchange| exchange.over_gateway) {
        exchange.response.clone_from(&call.body);
    }
    Ok(if shown { RouteReply::ok(done) } else { RouteReply::empty() })
}

pub(super) fn follow_up(world: &mut World, call: &Call<'_>) -> Outcome {
    if guild_webhooks::is_one(world, call) {
        return guild_webhooks::execute(world, call);
    }
    call.query.truth("wait");
    call.query.truth("with_components");
    let (id, _) = exchange(world, call)?;
    let deferred = world.exchanges.get(&id).filter(|exchange| exchange.state == State::Deferred);
    if let Some(original) = deferred.and_then(|exchange| exchange.original) {
        call.findings
            .house("a follow-up while the answer is still loading edits the original: use PATCH @original");
        return edit_one(world, call, id, original);
    }
    let draft = message_rules::read(&call.form(), MessageContext::Interaction, &call.files)?;
    call.findings.verdict()?;
    let message = answer::new_message(world, id, draft)?;
    if let Some(exchange) = world.exchanges.get_mut(&id) {
        exchange.followups.push(message.id);
        exchange.state = State::Answered;
    }
    Ok(RouteReply::ok(world.message_json(&message)))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    if guild_webhooks::is_one(world, call) {
        return guild_webhooks::get_message(world, call);
    }
    let (_, message) = own_message(world, call)?;
    Ok(RouteReply::ok(world.message_json(&message)))
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    if guild_webhooks::is_one(world, call) {
        return guild_webhooks::edit_message(world, call);
    }
    let (id, message) = own_message(world, call)?;
    edit_one(world, call, id, message.id)
}

fn edit_one(world: &mut World, call: &Call<'_>, id: InteractionId, message: MessageId) -> Outcome {
    let channel = world.exchanges.get(&id).ok_or(Code::UnknownWebhook)?.channel;
    let old = world.message(channel, message)?.clone();
    let draft = message_rules::read(&call.form(), MessageContext::Edit(&old), &call.files)?;
    call.findings.verdict()?;
    let message = world.edit(channel, message, draft)?;
    if let Some(exchange) =
        world.exchanges.get_mut(&id).filter(|exchange| exchange.original == Some(message.id))
    {
        exchange.state = State::Answered;
    }
    Ok(RouteReply::ok(world.message_json(&message)))
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    if guild_webhooks::is_one(world, call) {
        return guild_webhooks::delete_message(world, call);
    }
    let (id, message) = own_message(world, call)?;
    world.drop_message(message.channel, message.id);
    if let Some(exchange) =
        world.exchanges.get_mut(&id).filter(|exchange| exchange.original == Some(message.id))
    {
        exchange.state = State::Answered;
    }
    Ok(RouteReply::empty())
}

fn exchange(world: &mut World, call: &Call<'_>) -> Result<(InteractionId, Option<MessageId>), Failure> {
    if call.param("application") != world.application.id.to_string() {
        return Err(Code::UnknownWebhook.into());
    }
    let exchange = world.exchange_by_token(call.param("token"))?;
    Ok((exchange.id, exchange.original))
}

/// Returns the message in the path. Fails unless it belongs to the interaction.
fn own_message(world: &mut World, call: &Call<'_>) -> Result<(InteractionId, Message), Failure> {
    let (id, original) = exchange(world, call)?;
    let wanted = match call.param("message") {
        "@original" => original.ok_or(Code::UnknownMessage)?,
        _ => call.message()?,
    };
    let exchange = world.exchanges.get(&id).ok_or(Code::UnknownWebhook)?;
    if Some(wanted) != original && !exchange.followups.contains(&wanted) {
        return Err(Code::UnknownMessage.into());
    }
    let message = world.message(exchange.channel, wanted)?.clone();
    Ok((id, message))
}
