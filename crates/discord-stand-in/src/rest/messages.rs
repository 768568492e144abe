//! Messages of channels.

use std::collections::BTreeSet;

use serde_json::Value;
use twilight_model::id::Id;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::check::message_rules::{self, MessageContext};
use crate::failure::{Code, Failure};
use crate::ids::MessageId;
use crate::world::{Message, World};

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=100).unwrap_or(50);
    let [before, after, around] =
        ["before", "after", "around"].map(|name| call.query.id(&call.findings, name));
    if [before, after, around].iter().flatten().count() > 1 {
        call.findings.note("only one of before, after and around works");
    }
    call.findings.verdict()?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let channel = world.need_in(call.channel()?, call.bot, 0)?;
    if world.channel_permissions(channel, call.bot) & bits::READ_MESSAGE_HISTORY == 0 {
        return Ok(RouteReply::ok(Vec::<Value>::new()));
    }
    let all = world.messages.get(&channel.id).into_iter().flat_map(|messages| messages.values());
    let all: Vec<&Message> = all.filter(|message| !message.is_ephemeral()).collect();
    let page: Vec<_> = match (before, after, around) {
        (Some(before), _, _) => {
            all.into_iter().rev().filter(|one| one.id.get() < before).take(limit).collect()
        }
        (_, Some(after), _) => {
            let mut page: Vec<_> = all.into_iter().filter(|one| one.id.get() > after).take(limit).collect();
            page.reverse();
            page
        }
        (_, _, Some(around)) => {
            let at = all.partition_point(|one| one.id.get() < around);
            let from = at.saturating_sub(limit / 2);
            all[from..(from + limit).min(all.len())].iter().rev().copied().collect()
        }
        _ => all.into_iter().rev().take(limit).collect(),
    };
    Ok(RouteReply::ok(
        page.into_iter().map(|message| world.message_json_for_bot(message)).collect::<Vec<_>>(),
    ))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let message = visible(world, call, bits::READ_MESSAGE_HISTORY)?;
    Ok(RouteReply::ok(world.message_json_for_bot(message)))
}

pub(super) fn post(world: &mut World, call: &Call<'_>) -> Outcome {
    let draft = message_rules::read(&call.form(), MessageContext::Channel, &call.files)?;
    call.findings.verdict()?;
    let message = world.post(call.bot, call.channel()?, draft)?;
    Ok(RouteReply::ok(world.message_json(&message)))
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let old = visible(world, call, 0)?.clone();
    let draft = message_rules::read(&call.form(), MessageContext::Edit(&old), &call.files)?;
    call.findings.verdict()?;
    if old.author != call.bot {
        return Err(Code::NotYourMessage.into());
    }
    let place = world.channel(old.channel)?;
    place.need_active()?;
    world.need_unlocked(place, call.bot)?;
    let message = world.edit(old.channel, old.id, draft)?;
    Ok(RouteReply::ok(world.message_json(&message)))
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    world.delete_message(&call.by(), call.channel()?, call.message()?)?;
    Ok(RouteReply::empty())
}

pub(super) fn bulk_delete(world: &mut World, call: &Call<'_>) -> Outcome {
    let ids = {
        let form = call.form();
        form.require("messages");
        form.snowflakes("messages", 0..=usize::MAX).unwrap_or_default()
    };
    call.findings.verdict()?;
    let unique: BTreeSet<MessageId> = ids.iter().copied().map(Id::new).collect();
    if !(2..=100).contains(&ids.len()) || unique.len() != ids.len() {
        return Err(
            Failure::from(Code::BulkDeleteCount).violating("bulk delete takes 2 to 100 different messages")
        );
    }
    world.bulk_delete(&call.by(), call.channel()?, &unique)?;
    Ok(RouteReply::empty())
}

/// Returns the message in the path. Fails unless the bot may see it and has `needed`.
fn visible<'w>(world: &'w World, call: &Call<'_>, needed: u64) -> Result<&'w Message, Failure> {
    let channel = call.channel()?;
    world.need_in(channel, call.bot, needed)?;
    let message = world.message(channel, call.message()?)?;
    if message.is_ephemeral() { Err(Code::UnknownMessage.into()) } else { Ok(message) }
}
