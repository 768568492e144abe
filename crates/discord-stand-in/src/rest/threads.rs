//! Threads and forum posts.

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::check::message_rules::{self, MessageContext};
use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::gateway::intents;
use crate::ids::{ChannelId, UserId};
use crate::world::audit::changes;
use crate::world::thread::member_json;
use crate::world::{AuditAction, Channel, ChannelKind, Thread, World};

/// The fields that every new thread takes.
struct NewThread {
    name: String,
    auto_archive: Option<u64>,
    slowmode: Option<u32>,
}

fn read(form: &Form<'_>) -> NewThread {
    let minutes = form.choice("auto_archive_duration", &[60, 1440, 4320, 10080]);
    let seconds = form.integer("rate_limit_per_user", 0..=21600);
    NewThread {
        name: form.required_text("name", 1..=100).to_owned(),
        auto_archive: minutes.map(i64::unsigned_abs),
        slowmode: seconds.and_then(|seconds| u32::try_from(seconds).ok()),
    }
}

pub(super) fn from_message(world: &mut World, call: &Call<'_>) -> Outcome {
    let new = {
        let form = call.form();
        // The message determines the type; a client in wide use sends one all the same.
        form.ignore(&["type"]);
        read(&form)
    };
    call.findings.verdict()?;
    let needed = bits::CREATE_PUBLIC_THREADS | bits::READ_MESSAGE_HISTORY;
    let parent = world.need_in(call.channel()?, call.bot, needed)?;
    let (parent, kind) = (parent.id, public_kind(parent)?);
    let message = world.message(parent, call.message()?)?.id;
    if world.channels.contains_key(&message.cast()) {
        let message = "A thread has already been created for this message";
        return Err(Failure { code: 160_004, ..Failure::plain(400, message) });
    }
    Ok(RouteReply::created(make(world, call, parent, (message.cast(), kind), new)))
}

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Outcome {
    let parent = world.need_in(call.channel()?, call.bot, 0)?.clone();
    if parent.has_posts() {
        return post(world, call, &parent);
    }
    let (new, kind) = {
        let form = call.form();
        form.truth("invitable");
        (read(&form), form.choice("type", &[10, 11, 12]))
    };
    call.findings.verdict()?;
    let (kind, needed) = match kind {
        Some(11) => (public_kind(&parent)?, bits::CREATE_PUBLIC_THREADS),
        Some(10) => (ChannelKind::AnnouncementThread, bits::CREATE_PUBLIC_THREADS),
        _ => (ChannelKind::PrivateThread, bits::CREATE_PRIVATE_THREADS),
    };
    public_kind(&parent)?;
    world.need_in(parent.id, call.bot, needed)?;
    let id = world.fresh();
    Ok(RouteReply::created(make(world, call, parent.id, (id, kind), new)))
}

/// Makes a forum post: a thread with its first message.
fn post(world: &mut World, call: &Call<'_>, forum: &Channel) -> Outcome {
    let form = call.form();
    let new = read(&form);
    let tags = form.snowflakes("applied_tags", 0..=5).unwrap_or_default();
    form.require("message");
    let inner = form.object("message");
    let draft = match &inner {
        Some(inner) => message_rules::read(inner, MessageContext::Webhook, &call.files)?,
        None => return Err(call.findings.verdict().err().unwrap_or(Code::EmptyMessage.into())),
    };
    drop((inner, form));
    call.findings.verdict()?;
    let has_embeds = draft.embeds.as_ref().is_some_and(|embeds| !embeds.is_empty());
    let embeds = if has_embeds { bits::EMBED_LINKS } else { 0 };
    world.need_in(forum.id, call.bot, bits::SEND_MESSAGES | embeds)?;
    if forum.wants_tags && tags.is_empty() {
        return Err(Code::TagRequired.into());
    }
    let is_moderated = |tag: &u64| {
        let tag = tag.to_string();
        forum.tags.iter().any(|one| one["id"].as_str() == Some(tag.as_str()) && one["moderated"] == true)
    };
    if tags.iter().any(is_moderated) {
        world.need_in(forum.id, call.bot, bits::MANAGE_THREADS)?;
    }
    let known = |tag: &u64| {
        let tag = tag.to_string();
        forum.tags.iter().any(|one| one["id"].as_str() == Some(tag.as_str()))
    };
    if !tags.iter().all(known) {
        return Err(Failure { code: 10087, ..Failure::plain(404, "Unknown Tag") });
    }
    let id: ChannelId = world.fresh();
    make(world, call, forum.id, (id, ChannelKind::PublicThread), new);
    if let Some(thread) = world.channels.get_mut(&id).and_then(|channel| channel.thread.as_mut()) {
        thread.tags = tags.iter().map(u64::to_string).collect();
    }
    let mut message = crate::world::Message::new(id.cast(), id, call.bot);
    message.guild = forum.guild;
    world.compose(&mut message, draft);
    world.insert_message(message.clone());
    let mut shown = world.channel_json(world.channel(id)?);
    shown["message"] = world.message_json(&message);
    Ok(RouteReply::created(shown))
}

fn make(
    world: &mut World,
    call: &Call<'_>,
    parent: ChannelId,
    (id, kind): (ChannelId, ChannelKind),
    new: NewThread,
) -> Value {
    world.add_thread(parent, (id, kind, &new.name), call.bot);
    if let Some(channel) = world.channels.get_mut(&id) {
        channel.slowmode = new.slowmode.unwrap_or_default();
        if let Some(thread) = &mut channel.thread {
            thread.auto_archive = new.auto_archive.unwrap_or(thread.auto_archive);
        }
    }
    let guild = world.channels.get(&parent).and_then(|parent| parent.guild);
    if let Some(guild) = guild {
        let made = changes(&Value::Null, &json!({ "name": new.name, "type": kind as u64 }));
        world.audit(&call.by(), guild, AuditAction::ThreadCreate, Some(id.get()), made, None);
    }
    world.channels.get(&id).map(|channel| world.channel_json(channel)).unwrap_or_default()
}

fn public_kind(parent: &Channel) -> Result<ChannelKind, Failure> {
    match parent.kind {
        ChannelKind::Announcement => Ok(ChannelKind::AnnouncementThread),
        ChannelKind::Text | ChannelKind::Forum | ChannelKind::Media => Ok(ChannelKind::PublicThread),
        _ => Err(Code::WrongChannelType.into()),
    }
}

pub(super) fn join(world: &mut World, call: &Call<'_>) -> Outcome {
    set_member(world, call, call.bot, true)
}

pub(super) fn leave(world: &mut World, call: &Call<'_>) -> Outcome {
    set_member(world, call, call.bot, false)
}

pub(super) fn add_member(world: &mut World, call: &Call<'_>) -> Outcome {
    let user = call.user()?;
    world.user(user)?;
    set_member(world, call, user, true)
}

pub(super) fn remove_member(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need_in(call.channel()?, call.bot, bits::MANAGE_THREADS)?;
    set_member(world, call, call.user()?, false)
}

fn set_member(world: &mut World, call: &Call<'_>, user: UserId, there: bool) -> Outcome {
    let now = world.now();
    let channel = world.need_in(call.channel()?, call.bot, 0)?;
    channel.need_active()?;
    let (id, guild) = (channel.id, channel.guild);
    let thread = world.channel_mut(id)?.thread.as_mut().ok_or(Code::WrongChannelType)?;
    thread.members.retain(|(member, _)| *member != user);
    if there {
        thread.members.push((user, now));
    }
    let count = thread.members.len();
    let (added, removed) =
        if there { (vec![member_json(id, (user, now))], Vec::new()) } else { (Vec::new(), vec![user]) };
    let data =
        json!({ "id": id, "member_count": count, "added_members": added, "removed_member_ids": removed });
    world.tell("THREAD_MEMBERS_UPDATE", (guild, Some(id)), intents::GUILDS, data);
    Ok(RouteReply::empty())
}

pub(super) fn members(world: &mut World, call: &Call<'_>) -> Outcome {
    call.query.truth("with_member");
    call.query.id(&call.findings, "after");
    call.query.integer(&call.findings, "limit", 1..=100);
    call.findings.verdict()?;
    let channel = world.need_in(call.channel()?, call.bot, 0)?;
    let thread = channel.thread.as_ref().ok_or(Code::WrongChannelType)?;
    Ok(RouteReply::ok(thread.members.iter().map(|one| member_json(channel.id, *one)).collect::<Vec<_>>()))
}

pub(super) fn member(world: &mut World, call: &Call<'_>) -> Outcome {
    call.query.truth("with_member");
    let channel = world.need_in(call.channel()?, call.bot, 0)?;
    let (thread, user) = (channel.thread.as_ref().ok_or(Code::WrongChannelType)?, call.user()?);
    let found = thread.members.iter().find(|(member, _)| *member == user).ok_or(Code::UnknownMember)?;
    Ok(RouteReply::ok(member_json(channel.id, *found)))
}

pub(super) fn active(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?.id;
    let mut page = page(world, call, |channel, thread| channel.guild == Some(guild) && !thread.archived);
    if let Some(fields) = page.as_object_mut() {
        fields.remove("has_more");
    }
    Ok(RouteReply::ok(page))
}

pub(super) fn archived_public(world: &mut World, call: &Call<'_>) -> Outcome {
    archived(world, call, |kind| kind != ChannelKind::PrivateThread)
}

pub(super) fn archived_private(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need_in(call.channel()?, call.bot, bits::MANAGE_THREADS)?;
    archived(world, call, |kind| kind == ChannelKind::PrivateThread)
}

fn archived(world: &mut World, call: &Call<'_>, fits: impl Fn(ChannelKind) -> bool) -> Outcome {
    call.query.text("before");
    call.query.integer(&call.findings, "limit", 1..=100);
    call.findings.verdict()?;
    let parent = world.need_in(call.channel()?, call.bot, bits::READ_MESSAGE_HISTORY)?.id;
    let fits = |channel: &Channel, thread: &Thread| {
        channel.parent == Some(parent) && thread.archived && fits(channel.kind)
    };
    Ok(RouteReply::ok(page(world, call, fits)))
}

fn page(world: &World, call: &Call<'_>, fits: impl Fn(&Channel, &Thread) -> bool) -> Value {
    let sees = |channel: &&Channel| world.channel_permissions(channel, call.bot) & bits::VIEW_CHANNEL != 0;
    let all = world
        .channels
        .values()
        .filter(|channel| channel.thread.as_ref().is_some_and(|one| fits(channel, one)));
    let all: Vec<_> = all.filter(sees).collect();
    let own = all.iter().filter_map(|channel| {
        let members = &channel.thread.as_ref()?.members;
        members.iter().find(|(user, _)| *user == call.bot).map(|one| member_json(channel.id, *one))
    });
    let members: Vec<_> = own.collect();
    let threads: Vec<_> = all.iter().map(|channel| world.channel_json(channel)).collect();
    json!({ "threads": threads, "members": members, "has_more": false })
}
