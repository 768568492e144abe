//! Changes of a server itself, of its list of channels, and of the bot's own user.

use serde_json::{Value, json};

use super::channels::{Fields, read_fields};
use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::ids::ChannelId;
use crate::world::audit::changes;
use crate::world::{AuditAction, ChannelKind, World};

/// The fields of a server that are kept as they come.
const KEPT: [&str; 16] = [
    "description",
    "verification_level",
    "default_message_notifications",
    "explicit_content_filter",
    "afk_channel_id",
    "afk_timeout",
    "system_channel_id",
    "system_channel_flags",
    "rules_channel_id",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
    "features",
    "premium_progress_bar_enabled",
    "icon",
    "banner",
    "splash",
];

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let (name, locale) = {
        let form = call.form();
        form.ignore(&KEPT);
        form.ignore(&["discovery_splash", "region", "owner_id"]);
        let locale = form.text("preferred_locale", 2..=10).map(str::to_owned);
        (form.text("name", 2..=100).map(str::to_owned), locale)
    };
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_GUILD)?.id;
    let old = world.guild(guild)?.json();
    let place = world.guild_mut(guild)?;
    place.name = name.unwrap_or(std::mem::take(&mut place.name));
    place.locale = locale.unwrap_or(std::mem::take(&mut place.locale));
    for field in KEPT {
        if let Some(value) = call.body.get(field) {
            place.settings.insert(field.to_owned(), value.clone());
        }
    }
    let shown = place.json();
    world.audit(&call.by(), guild, AuditAction::GuildUpdate, Some(guild.get()), changes(&old, &shown), None);
    world.guild_changed(guild);
    Ok(RouteReply::ok(shown))
}

pub(super) fn create_channel(world: &mut World, call: &Call<'_>) -> Outcome {
    let (fields, kind) = {
        let form = call.form();
        form.require("name");
        let kind = form.choice("type", &[0, 2, 4, 5, 13, 15]);
        (read_fields(&form), kind)
    };
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_CHANNELS)?.id;
    let Fields { name, topic, slowmode, nsfw, position, overwrites, parent, tags } = fields;
    let kind = match kind {
        Some(2) => ChannelKind::Voice,
        Some(4) => ChannelKind::Category,
        Some(5) => ChannelKind::Announcement,
        Some(13) => ChannelKind::Stage,
        Some(15) => ChannelKind::Forum,
        _ => ChannelKind::Text,
    };
    let parent = parent.flatten();
    if parent
        .is_some_and(|parent| world.channels.get(&parent).is_none_or(|one| one.kind != ChannelKind::Category))
    {
        return Err(Failure::from(Code::InvalidForm).violating("parent_id is no category"));
    }
    let name = name.unwrap_or_default();
    let name = if matches!(kind, ChannelKind::Text | ChannelKind::Announcement | ChannelKind::Forum) {
        name.to_lowercase().replace(' ', "-")
    } else {
        name
    };
    let id: ChannelId = world.fresh();
    let inherited =
        parent.and_then(|parent| world.channels.get(&parent)).map(|parent| parent.overwrites.clone());
    let mut channel = crate::world::Channel::new(id, kind, &name);
    let there = world.channels.values().filter(|other| other.guild == Some(guild)).count();
    channel.guild = Some(guild);
    channel.position = position.unwrap_or(i64::try_from(there).unwrap_or_default());
    channel.parent = parent;
    channel.topic = topic.flatten();
    channel.slowmode = slowmode.unwrap_or_default();
    channel.nsfw = nsfw.unwrap_or_default();
    channel.overwrites = overwrites.or(inherited).unwrap_or_default();
    channel.tags = tags.unwrap_or_default();
    for tag in &mut channel.tags {
        if tag["id"].is_null() {
            tag["id"] = json!(world.fresh::<Value>());
        }
    }
    let shown = world.channel_json(&channel);
    world.channels.insert(id, channel.clone());
    world.audit(
        &call.by(),
        guild,
        AuditAction::ChannelCreate,
        Some(id.get()),
        changes(&Value::Null, &shown),
        None,
    );
    world.changed(crate::feed::Change::ChannelCreated { channel: Box::new(channel) });
    Ok(RouteReply::created(shown))
}

pub(super) fn delete_channel(world: &mut World, call: &Call<'_>) -> Outcome {
    let channel = world.channel(call.channel()?)?.clone();
    let shown = world.channel_json(&channel);
    let Some(guild) = channel.guild else { return Ok(RouteReply::ok(shown)) };
    let (needed, action) = if channel.is_thread() {
        (bits::MANAGE_THREADS, AuditAction::ThreadDelete)
    } else {
        (bits::MANAGE_CHANNELS, AuditAction::ChannelDelete)
    };
    world.need_in(channel.id, call.bot, needed)?;
    let gone = changes(&shown, &Value::Null);
    world.audit(&call.by(), guild, action, Some(channel.id.get()), gone, None);
    world.remove_channel(channel.id);
    Ok(RouteReply::ok(shown))
}

pub(super) fn reorder_channels(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_CHANNELS)?.id;
    let Some(list) = call.list() else {
        return Err(Failure::from(Code::InvalidForm).violating("the body must be a list of positions"));
    };
    let mut moved = Vec::new();
    for item in list {
        let form = Form::read(item, &call.findings);
        form.require("id");
        form.ignore(&["lock_permissions"]);
        let id: Option<ChannelId> = form.snowflake("id").and_then(twilight_model::id::Id::new_checked);
        let parent = form.has("parent_id").then(|| form.snowflake("parent_id"));
        moved.extend(id.map(|id| (id, form.integer("position", 0..=i64::from(i32::MAX)), parent)));
    }
    call.findings.verdict()?;
    for (id, position, parent) in moved {
        let Some(channel) = world.channels.get_mut(&id).filter(|one| one.guild == Some(guild)) else {
            continue;
        };
        channel.position = position.unwrap_or(channel.position);
        if let Some(parent) = parent {
            channel.parent = parent.and_then(twilight_model::id::Id::new_checked);
        }
        world.channel_changed(&call.by(), id, Vec::new());
    }
    Ok(RouteReply::empty())
}

/// Changes the bot's own user.
pub(super) fn edit_me(world: &mut World, call: &Call<'_>) -> Outcome {
    let name = {
        let form = call.form();
        form.ignore(&["avatar", "banner"]);
        form.text("username", 2..=32).map(str::to_owned)
    };
    call.findings.verdict()?;
    if let (Some(name), Some(user)) = (name, world.users.get_mut(&call.bot)) {
        user.name = name;
    }
    let me = super::users::own(world, call.bot)?;
    world.tell("USER_UPDATE", (None, None), 0, me.clone());
    Ok(RouteReply::ok(me))
}
