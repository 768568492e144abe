//! Pinned messages.

use serde_json::json;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::ids::iso;
use crate::world::{Pinned, World};

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=50).unwrap_or(50);
    let before = call.query.text("before").and_then(|text| text.parse().ok());
    call.findings.verdict()?;
    let channel = world.need_in(call.channel()?, call.bot, bits::READ_MESSAGE_HISTORY)?;
    let all = world.messages.get(&channel.id).into_iter().flat_map(|messages| messages.values());
    let pinned = all.filter_map(|message| Some((message.pinned?, message)));
    let mut page: Vec<_> = pinned.filter(|(at, _)| before.is_none_or(|before| *at < before)).collect();
    page.sort_by_key(|(at, message)| std::cmp::Reverse((*at, message.id)));
    let limit = usize::try_from(limit).unwrap_or_default();
    let more = page.len() > limit;
    let one = |(at, message)| json!({ "pinned_at": iso(at), "message": world.message_json_for_bot(message) });
    let items: Vec<_> = page.into_iter().take(limit).map(one).collect();
    Ok(RouteReply::ok(json!({ "items": items, "has_more": more })))
}

pub(super) fn pin(world: &mut World, call: &Call<'_>) -> Outcome {
    world.pin(&call.by(), call.channel()?, call.message()?, Pinned::Yes)?;
    Ok(RouteReply::empty())
}

pub(super) fn unpin(world: &mut World, call: &Call<'_>) -> Outcome {
    world.pin(&call.by(), call.channel()?, call.message()?, Pinned::No)?;
    Ok(RouteReply::empty())
}
