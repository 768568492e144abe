//! Channels and their overwrites.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};
use twilight_model::id::Id;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::ids::ChannelId;
use crate::world::{Channel, ChannelKind, Overwrite, Thread, World};

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let channel = world.need_in(call.channel()?, call.bot, 0)?;
    Ok(RouteReply::ok(world.channel_json(channel)))
}

pub(super) fn typing(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need_in(call.channel()?, call.bot, bits::SEND_MESSAGES)?;
    world.type_in(call.bot, call.channel()?);
    Ok(RouteReply::empty())
}

/// The fields of a channel in a body.
pub(super) struct Fields {
    pub(super) name: Option<String>,
    pub(super) topic: Option<Option<String>>,
    pub(super) slowmode: Option<u32>,
    pub(super) nsfw: Option<bool>,
    pub(super) position: Option<i64>,
    pub(super) overwrites: Option<BTreeMap<u64, Overwrite>>,
    pub(super) parent: Option<Option<ChannelId>>,
    pub(super) tags: Option<Vec<Value>>,
}

/// Reads the fields of a channel, for a new one or a change.
pub(super) fn read_fields(form: &Form<'_>) -> Fields {
    let slowmode = form.integer("rate_limit_per_user", 0..=21600);
    form.ignore(&[
        "bitrate",
        "user_limit",
        "default_auto_archive_duration",
        "default_thread_rate_limit_per_user",
        "default_reaction_emoji",
        "default_sort_order",
        "default_forum_layout",
        "rtc_region",
        "video_quality_mode",
        "flags",
    ]);
    Fields {
        name: form.text("name", 1..=100).map(str::to_owned),
        topic: form.has("topic").then(|| form.text("topic", 0..=1024).map(str::to_owned)),
        slowmode: slowmode.and_then(|seconds| u32::try_from(seconds).ok()),
        nsfw: form.truth("nsfw"),
        position: form.integer("position", 0..=i64::from(i32::MAX)),
        overwrites: form.has("permission_overwrites").then(|| read_overwrites(form)),
        parent: form.has("parent_id").then(|| form.snowflake("parent_id").and_then(Id::new_checked)),
        tags: form.array("available_tags", 0..=20).cloned(),
    }
}

/// The fields that only threads have.
struct ThreadFields {
    archived: Option<bool>,
    locked: Option<bool>,
    auto_archive: Option<u64>,
    invitable: Option<bool>,
    tags: Option<Vec<u64>>,
}

fn read_thread_fields(form: &Form<'_>) -> ThreadFields {
    ThreadFields {
        archived: form.truth("archived"),
        locked: form.truth("locked"),
        auto_archive: form.choice("auto_archive_duration", &[60, 1440, 4320, 10080]).map(i64::unsigned_abs),
        invitable: form.truth("invitable"),
        tags: form.snowflakes("applied_tags", 0..=5),
    }
}

impl ThreadFields {
    /// Demands what the change of a thread takes: everybody who writes in it may reopen it unless it is locked, whoever made
    /// it may close it, all else is for those who manage threads. An archived thread is only changed as it is reopened.
    fn need(&self, world: &World, call: &Call<'_>, thread: &Channel, fields: &Fields) -> Result<(), Failure> {
        let Some(state) = &thread.thread else { return Ok(()) };
        let is_modest = self.locked.is_none() && self.invitable.is_none() && fields.slowmode.is_none();
        let reopens = self.archived == Some(false);
        let only_reopens = reopens
            && is_modest
            && fields.name.is_none()
            && self.auto_archive.is_none()
            && self.tags.is_none();
        let needed = match state.locked {
            false if only_reopens => bits::SEND_MESSAGES_IN_THREADS,
            false if is_modest && state.owner == call.bot => 0,
            _ => bits::MANAGE_THREADS,
        };
        world.need_in(thread.id, call.bot, needed)?;
        if reopens { Ok(()) } else { thread.need_active() }
    }

    fn put_into(self, thread: &mut Thread, now: Timestamp) {
        if self.archived.is_some_and(|archived| archived != thread.archived) {
            thread.archive_at = now;
        }
        thread.archived = self.archived.unwrap_or(thread.archived);
        thread.locked = self.locked.unwrap_or(thread.locked);
        thread.auto_archive = self.auto_archive.unwrap_or(thread.auto_archive);
        thread.invitable = self.invitable.unwrap_or(thread.invitable);
        let tags = self.tags.map(|all| all.iter().map(u64::to_string).collect());
        thread.tags = tags.unwrap_or(std::mem::take(&mut thread.tags));
    }
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let form = call.form();
    let fields = read_fields(&form);
    let of_thread = read_thread_fields(&form);
    drop(form);
    call.findings.verdict()?;

    let id = call.channel()?;
    let old = world.channel(id)?.clone();
    match old.kind {
        ChannelKind::Direct => return Err(Code::NotInDirectMessage.into()),
        _ if old.is_thread() => of_thread.need(world, call, &old, &fields)?,
        _ => drop(world.need_in(id, call.bot, bits::MANAGE_CHANNELS)?),
    }
    let Fields { name, topic, slowmode, nsfw, position, overwrites, parent, tags } = fields;
    if let Some(overwrites) = &overwrites {
        world.need_in(id, call.bot, bits::MANAGE_ROLES)?;
        for key in old.overwrites.keys().chain(overwrites.keys()) {
            let side = |all: &BTreeMap<u64, Overwrite>| all.get(key).copied().unwrap_or_default();
            world.need_own_bits(&call.by(), &old, side(&old.overwrites), side(overwrites))?;
        }
    }
    let mut new = old.clone();
    new.name = name.unwrap_or(new.name);
    new.topic = topic.unwrap_or(new.topic);
    new.slowmode = slowmode.unwrap_or(new.slowmode);
    new.parent = parent.filter(|_| !old.is_thread()).unwrap_or(new.parent);
    new.tags = tags.unwrap_or(new.tags);
    if let Some(thread) = &mut new.thread {
        of_thread.put_into(thread, world.now());
    }
    new.nsfw = nsfw.unwrap_or(new.nsfw);
    new.position = position.unwrap_or(new.position);
    new.overwrites = overwrites.unwrap_or(new.overwrites);
    let fields = [
        ("name", json!(old.name), json!(new.name)),
        ("topic", json!(old.topic), json!(new.topic)),
        ("rate_limit_per_user", json!(old.slowmode), json!(new.slowmode)),
        ("nsfw", json!(old.nsfw), json!(new.nsfw)),
        ("position", json!(old.position), json!(new.position)),
        ("archived", of_state(&old, |thread| thread.archived), of_state(&new, |thread| thread.archived)),
        ("locked", of_state(&old, |thread| thread.locked), of_state(&new, |thread| thread.locked)),
    ];
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    let changes =
        changed.map(|(key, old, new)| json!({ "key": key, "old_value": old, "new_value": new })).collect();
    world.channels.insert(id, new.clone());
    audit_overwrites(world, call, &old, &new);
    world.channel_changed(&call.by(), id, changes);
    Ok(RouteReply::ok(world.channel_json(&new)))
}

/// Returns a part of a thread's state; null for other channels.
fn of_state(channel: &Channel, part: fn(&Thread) -> bool) -> Value {
    channel.thread.as_ref().map_or(Value::Null, |thread| json!(part(thread)))
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
