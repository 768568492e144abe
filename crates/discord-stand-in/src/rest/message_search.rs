//! The search for messages in a server.

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::world::{Channel, Message, World};

pub(super) fn search(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=25).unwrap_or(25);
    let offset = call.query.integer(&call.findings, "offset", 0..=9975).unwrap_or(0);
    let author = call.query.id(&call.findings, "author_id");
    let channel = call.query.id(&call.findings, "channel_id");
    let [min, max] = ["min_id", "max_id"].map(|name| call.query.id(&call.findings, name));
    let content = call.query.text("content").map(str::to_lowercase);
    let oldest_first = call.query.text("sort_order") == Some("asc");
    call.query.text("sort_by");
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, 0)?.id;
    let needed = bits::VIEW_CHANNEL | bits::READ_MESSAGE_HISTORY;
    let searched = |one: &&Channel| {
        one.guild == Some(guild) && world.channel_permissions(one, call.bot) & needed == needed
    };
    let within =
        world.channels.values().filter(searched).filter(|one| channel.is_none_or(|id| one.id.get() == id));
    let all = within.filter_map(|one| world.messages.get(&one.id)).flat_map(|here| here.values());
    let fits = |message: &&Message| {
        !message.is_ephemeral()
            && author.is_none_or(|id| message.author.get() == id)
            && min.is_none_or(|min| message.id.get() > min)
            && max.is_none_or(|max| message.id.get() < max)
            && content.as_ref().is_none_or(|text| message.content.to_lowercase().contains(text.as_str()))
    };
    let mut found: Vec<_> = all.filter(fits).collect();
    found.sort_by_key(|message| message.id);
    if !oldest_first {
        found.reverse();
    }
    let total = found.len();
    let number = |count: i64| usize::try_from(count).unwrap_or_default();
    let page = found.into_iter().skip(number(offset)).take(number(limit));
    let shown: Vec<Value> = page
        .map(|message| {
            let mut json = world.message_json_for_bot(message);
            json["hit"] = json!(true);
            json!([json])
        })
        .collect();
    Ok(RouteReply::ok(
        json!({ "doing_deep_historical_index": false, "total_results": total, "messages": shown }),
    ))
}
