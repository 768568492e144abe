//! Polls, and the publishing of announcements.

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::ids::iso;
use crate::world::{ChannelKind, Message, World, flags};

fn poll<'w>(world: &'w World, call: &Call<'_>) -> Result<&'w Message, Failure> {
    world.need_in(call.channel()?, call.bot, bits::READ_MESSAGE_HISTORY)?;
    let message = world.message(call.channel()?, call.message()?)?;
    if message.poll.is_some() {
        Ok(message)
    } else {
        Err(Failure { code: 520_000, ..Failure::plain(400, "Cannot expire non-existent poll") })
    }
}

/// Lists the voters of an answer. People here do not vote.
pub(super) fn voters(world: &mut World, call: &Call<'_>) -> Outcome {
    call.query.id(&call.findings, "after");
    call.query.integer(&call.findings, "limit", 1..=100);
    call.findings.verdict()?;
    let message = poll(world, call)?;
    let known = message.poll.as_ref().and_then(|poll| poll["answers"].as_array()).is_some_and(|answers| {
        let named: Option<u64> = call.param("answer").parse().ok();
        answers.iter().any(|answer| named.is_some() && answer["answer_id"].as_u64() == named)
    });
    if !known {
        return Err(Failure { code: 10113, ..Failure::plain(404, "Unknown poll answer") });
    }
    Ok(RouteReply::ok(json!({ "users": [] })))
}

pub(super) fn expire(world: &mut World, call: &Call<'_>) -> Outcome {
    let message = poll(world, call)?.clone();
    if message.author != call.bot {
        return Err(Code::NotYourMessage.into());
    }
    let now = iso(world.now());
    change(world, message, |message| {
        if let Some(poll) = &mut message.poll {
            poll["expiry"] = json!(now);
            poll["results"]["is_finalized"] = json!(true);
        }
    })
}

/// Publishes a message of an announcement channel to the channels that follow it.
pub(super) fn crosspost(world: &mut World, call: &Call<'_>) -> Outcome {
    let channel = world.need_in(call.channel()?, call.bot, bits::SEND_MESSAGES)?;
    if channel.kind != ChannelKind::Announcement {
        return Err(Code::WrongChannelType.into());
    }
    let message = world.message(channel.id, call.message()?)?.clone();
    if message.author != call.bot {
        world.need_in(message.channel, call.bot, bits::MANAGE_MESSAGES)?;
    }
    if message.flags & flags::CROSSPOSTED != 0 {
        return Err(Failure { code: 40033, ..Failure::plain(400, "This message was already crossposted") });
    }
    change(world, message, |message| message.flags |= flags::CROSSPOSTED)
}

fn change(world: &mut World, mut message: Message, change: impl FnOnce(&mut Message)) -> Outcome {
    change(&mut message);
    world.messages.entry(message.channel).or_default().insert(message.id, message.clone());
    let shown: Value = world.message_json(&message);
    world.changed(Change::MessageEdited { message: Box::new(message) });
    Ok(RouteReply::ok(shown))
}
