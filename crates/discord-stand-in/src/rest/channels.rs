//! Channels and their overwrites.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::world::{Channel, ChannelKind, Overwrite, World};

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let channel = world.need_in(call.channel()?, call.bot, 0)?;
    Ok(RouteReply::ok(world.channel_json(channel)))
}

pub(super) fn typing(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need_in(call.channel()?, call.bot, bits::SEND_MESSAGES)?;
    world.type_in(call.bot, call.channel()?);
    Ok(RouteReply::empty())
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let form = call.form();
    let name = form.text("name", 1..=100);
    let topic = form.has("topic").then(|| form.text("topic", 0..=1024));
    let slowmode = form.integer("rate_limit_per_user", 0..=21600);
    let nsfw = form.truth("nsfw");
    let position = form.integer("position", 0..=i64::from(i32::MAX));
    let overwrites = form.has("permission_overwrites").then(|| read_overwrites(&form));
    form.ignore(&["parent_id", "bitrate", "user_limit", "default_auto_archive_duration", "flags"]);
    drop(form);
    call.findings.verdict()?;

    let id = call.channel()?;
    let old = world.channel(id)?;
    let needed = match old.kind {
        ChannelKind::Direct => return Err(Code::NotInDirectMessage.into()),
        _ if old.is_thread() => bits::MANAGE_THREADS,
        _ => bits::MANAGE_CHANNELS,
    };
    let old = world.need_in(id, call.bot, needed)?.clone();
    if let Some(overwrites) = &overwrites {
        world.need_in(id, call.bot, bits::MANAGE_ROLES)?;
        for key in old.overwrites.keys().chain(overwrites.keys()) {
            let side = |all: &BTreeMap<u64, Overwrite>| all.get(key).copied().unwrap_or_default();
            world.need_own_bits(&call.by(), &old, side(&old.overwrites), side(overwrites))?;
        }
    }
    let mut new = old.clone();
    new.name = name.map_or(new.name, str::to_owned);
    new.topic = topic.map_or(new.topic, |topic| topic.map(str::to_owned));
    new.slowmode = slowmode.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(new.slowmode);
    new.nsfw = nsfw.unwrap_or(new.nsfw);
    new.position = position.unwrap_or(new.position);
    new.overwrites = overwrites.unwrap_or(new.overwrites);
    let fields = [
        ("name", json!(old.name), json!(new.name)),
        ("topic", json!(old.topic), json!(new.topic)),
        ("rate_limit_per_user", json!(old.slowmode), json!(new.slowmode)),
        ("nsfw", json!(old.nsfw), json!(new.nsfw)),
        ("position", json!(old.position), json!(new.position)),
    ];
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    let changes =
        changed.map(|(key, old, new)| json!({ "key": key, "old_value": old, "new_value": new })).collect();
    world.channels.insert(id, new.clone());
    audit_overwrites(world, call, &old, &new);
    world.channel_changed(&call.by(), id, changes);
    Ok(RouteReply::ok(world.channel_json(&new)))
}

/// Adds an audit-log entry for each overwrite that differs.
fn audit_overwrites(world: &mut World, call: &Call<'_>, old: &Channel, new: &Channel) {
    let Some(guild) = old.guild else { return };
    let ids: BTreeSet<u64> = old.overwrites.keys().chain(new.overwrites.keys()).copied().collect();
    for id in ids {
        let sides = [old, new].map(|channel| channel.overwrites.get(&id).copied());
        if sides[0] != sides[1] {
            world.audit_overwrite(&call.by(), guild, old.id, (id, sides[0], sides[1]));
        }
    }
}

fn read_overwrites(form: &Form<'_>) -> BTreeMap<u64, Overwrite> {
    let one = |item: &Form<'_>| {
        item.require("id");
        Some((item.snowflake("id")?, read_overwrite(item)))
    };
    form.list("permission_overwrites", 0..=100).iter().filter_map(one).collect()
}

fn read_overwrite(form: &Form<'_>) -> Overwrite {
    form.require("type");
    let kind = form.choice("type", &[0, 1]).and_then(|kind| u8::try_from(kind).ok()).unwrap_or_default();
    Overwrite {
        kind,
        allow: form.bits("allow").unwrap_or_default(),
        deny: form.bits("deny").unwrap_or_default(),
    }
}

pub(super) fn put_overwrite(world: &mut World, call: &Call<'_>) -> Outcome {
    let overwrite = read_overwrite(&call.form());
    call.findings.verdict()?;
    world.put_overwrite(&call.by(), call.channel()?, overwrite_id(call)?, overwrite)?;
    Ok(RouteReply::empty())
}

pub(super) fn delete_overwrite(world: &mut World, call: &Call<'_>) -> Outcome {
    world.delete_overwrite(&call.by(), call.channel()?, overwrite_id(call)?)?;
    Ok(RouteReply::empty())
}

fn overwrite_id(call: &Call<'_>) -> Result<u64, Failure> {
    Ok(call.id::<Value>("overwrite")?.get())
}
