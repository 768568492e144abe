//! Bans, one by one and in bulk.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use twilight_model::id::Id;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::Code;
use crate::form::Form;
use crate::ids::UserId;
use crate::world::{Ban, World};

fn show(world: &World, ban: &Ban) -> Value {
    json!({ "reason": ban.reason, "user": world.user_json(ban.user) })
}

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=1000).unwrap_or(1000);
    let [before, after] = ["before", "after"].map(|name| call.query.id(&call.findings, name));
    call.findings.verdict()?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let bans = &world.need(call.guild()?, call.bot, bits::BAN_MEMBERS)?.bans;
    let page: Vec<_> = match before {
        // `before` takes precedence, and gives the last bans before it, still in ascending order.
        Some(before) => {
            let earlier: Vec<_> = bans.values().filter(|ban| ban.user.get() < before).collect();
            earlier[earlier.len().saturating_sub(limit)..].to_vec()
        }
        None => bans.values().filter(|ban| ban.user.get() > after.unwrap_or(0)).take(limit).collect(),
    };
    Ok(RouteReply::ok(page.into_iter().map(|ban| show(world, ban)).collect::<Vec<_>>()))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::BAN_MEMBERS)?;
    let ban = guild.bans.get(&call.user()?).ok_or(Code::UnknownBan)?;
    Ok(RouteReply::ok(show(world, ban)))
}

/// Reads the age up to which messages are deleted.
fn purge(form: &Form<'_>) -> Duration {
    let seconds = form.integer("delete_message_seconds", 0..=604_800);
    let days = form.integer("delete_message_days", 0..=7);
    if days.is_some() {
        form.house("delete_message_days is deprecated");
    }
    let seconds = seconds.or(days.map(|days| days * 86_400)).unwrap_or_default();
    Duration::from_secs(seconds.unsigned_abs())
}

pub(super) fn put(world: &mut World, call: &Call<'_>) -> Outcome {
    let form = call.form();
    let purge = purge(&form);
    drop(form);
    // Undocumented, but Discord heeds the query as well, and a client in wide use relies on it.
    let asked = call.query.integer(&call.findings, "delete_message_seconds", 0..=604_800);
    let purge = asked.map_or(purge, |seconds| Duration::from_secs(seconds.unsigned_abs()));
    call.findings.verdict()?;
    world.ban(&call.by(), call.guild()?, call.user()?, purge)?;
    Ok(RouteReply::empty())
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    world.unban(&call.by(), call.guild()?, call.user()?)?;
    Ok(RouteReply::empty())
}

pub(super) fn bulk(world: &mut World, call: &Call<'_>) -> Outcome {
    let form = call.form();
    form.require("user_ids");
    let users = form.snowflakes("user_ids", 1..=200).unwrap_or_default();
    let unique: BTreeSet<UserId> = users.iter().copied().map(Id::new).collect();
    if unique.len() != users.len() {
        form.error("user_ids", "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
    }
    let purge = purge(&form);
    drop(form);
    call.findings.verdict()?;
    let guild = call.guild()?;
    world.need(guild, call.bot, bits::BAN_MEMBERS | bits::MANAGE_GUILD)?;
    let (mut banned, mut failed) = (Vec::new(), Vec::new());
    for user in unique {
        let known = world.guild(guild)?.bans.contains_key(&user);
        let done = !known && user != call.bot && world.ban(&call.by(), guild, user, purge).is_ok();
        if done { banned.push(user) } else { failed.push(user) }
    }
    if banned.is_empty() {
        return Err(Code::NothingBanned.into());
    }
    Ok(RouteReply::ok(json!({ "banned_users": banned, "failed_users": failed })))
}
