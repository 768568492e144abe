//! Emojis and stickers of a server.

use serde_json::{Value, json};
use twilight_model::id::Id;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::gateway::intents;
use crate::ids::GuildId;
use crate::world::audit::changes;
use crate::world::{AuditAction, World};

pub(super) fn emojis(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?;
    Ok(RouteReply::ok(guild.emojis.values().cloned().collect::<Vec<_>>()))
}

pub(super) fn emoji(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?;
    let id = call.id::<Value>("emoji")?.get();
    Ok(RouteReply::ok(guild.emojis.get(&id).ok_or(Code::UnknownEmoji)?.clone()))
}

pub(super) fn create_emoji(world: &mut World, call: &Call<'_>) -> Outcome {
    let (name, roles, animated) = {
        let form = call.form();
        form.require("image");
        let image = form.text("image", 1..=usize::MAX).unwrap_or_default();
        if !image.is_empty() && !image.starts_with("data:image/") {
            form.error("image", "BASE_TYPE_BAD_IMAGE", "Invalid image data");
        }
        let animated = image.starts_with("data:image/gif");
        let name = form.required_text("name", 2..=32).to_owned();
        (name, form.snowflakes("roles", 0..=250).unwrap_or_default(), animated)
    };
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, bits::CREATE_GUILD_EXPRESSIONS)?.id;
    let id = world.fresh::<Value>().get();
    let emoji = json!({
        "id": id.to_string(), "name": name, "roles": roles.iter().map(u64::to_string).collect::<Vec<_>>(),
        "user": world.user_json(call.bot), "require_colons": true, "managed": false, "animated": animated,
        "available": true,
    });
    world.guild_mut(guild)?.emojis.insert(id, emoji.clone());
    emojis_changed(world, call, guild, (AuditAction::EmojiCreate, id), [&Value::Null, &emoji]);
    Ok(RouteReply::created(emoji))
}

pub(super) fn edit_emoji(world: &mut World, call: &Call<'_>) -> Outcome {
    let (name, roles) = {
        let form = call.form();
        (form.text("name", 2..=32).map(str::to_owned), form.snowflakes("roles", 0..=250))
    };
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_GUILD_EXPRESSIONS)?.id;
    let id = call.id::<Value>("emoji")?.get();
    let emoji = world.guild_mut(guild)?.emojis.get_mut(&id).ok_or(Code::UnknownEmoji)?;
    let old = emoji.clone();
    if let Some(name) = name {
        emoji["name"] = json!(name);
    }
    if let Some(roles) = roles {
        emoji["roles"] = roles.iter().map(u64::to_string).collect();
    }
    let shown = emoji.clone();
    emojis_changed(world, call, guild, (AuditAction::EmojiUpdate, id), [&old, &shown]);
    Ok(RouteReply::ok(shown))
}

pub(super) fn delete_emoji(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_GUILD_EXPRESSIONS)?.id;
    let id = call.id::<Value>("emoji")?.get();
    let old = world.guild_mut(guild)?.emojis.remove(&id).ok_or(Code::UnknownEmoji)?;
    emojis_changed(world, call, guild, (AuditAction::EmojiDelete, id), [&old, &Value::Null]);
    Ok(RouteReply::empty())
}

fn emojis_changed(
    world: &mut World,
    call: &Call<'_>,
    guild: GuildId,
    (action, id): (AuditAction, u64),
    [old, new]: [&Value; 2],
) {
    world.audit(&call.by(), guild, action, Some(id), changes(&named(old), &named(new)), None);
    let all: Vec<_> =
        world.guild(guild).map(|guild| guild.emojis.values().cloned().collect()).unwrap_or_default();
    world.tell("GUILD_EMOJIS_UPDATE", (Some(guild), None), intents::EXPRESSIONS, json!({ "emojis": all }));
}

fn unknown_sticker() -> Failure {
    Failure { code: 10060, ..Failure::plain(404, "Unknown sticker") }
}

pub(super) fn stickers(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?;
    Ok(RouteReply::ok(guild.stickers.values().cloned().collect::<Vec<_>>()))
}

pub(super) fn sticker(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, 0)?;
    let id = call.id::<Value>("sticker")?.get();
    Ok(RouteReply::ok(guild.stickers.get(&id).ok_or_else(unknown_sticker)?.clone()))
}

/// Makes a sticker of a multipart body: `name`, `description`, `tags` and `file`.
pub(super) fn create_sticker(world: &mut World, call: &Call<'_>) -> Outcome {
    let (name, tags, description) = {
        let form = call.form();
        let name = form.required_text("name", 2..=30).to_owned();
        let tags = form.required_text("tags", 1..=200).to_owned();
        (name, tags, form.text("description", 0..=100).map(str::to_owned))
    };
    call.findings.verdict()?;
    let Some((_, file)) = call.files.first() else {
        return Err(Failure::from(Code::InvalidForm).violating("a sticker needs a file"));
    };
    let kind = match file.content_type.as_deref() {
        Some("image/gif") => 4,
        Some("application/json") => 3,
        _ => 1,
    };
    let guild = world.need(call.guild()?, call.bot, bits::CREATE_GUILD_EXPRESSIONS)?.id;
    let id = world.fresh::<Value>();
    let sticker = json!({
        "id": id, "name": name, "tags": tags, "description": description, "type": 2, "format_type": kind,
        "available": true, "guild_id": guild, "user": world.user_json(call.bot),
    });
    world.guild_mut(guild)?.stickers.insert(id.get(), sticker.clone());
    stickers_changed(world, call, guild, (AuditAction::StickerCreate, id), [&Value::Null, &sticker]);
    Ok(RouteReply::created(sticker))
}

pub(super) fn edit_sticker(world: &mut World, call: &Call<'_>) -> Outcome {
    let fields = {
        let form = call.form();
        let text = |field, length| form.text(field, length).map(|text| (field, json!(text)));
        [text("name", 2..=30), text("tags", 1..=200), text("description", 0..=100)]
    };
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_GUILD_EXPRESSIONS)?.id;
    let id = call.id::<Value>("sticker")?;
    let sticker = world.guild_mut(guild)?.stickers.get_mut(&id.get()).ok_or_else(unknown_sticker)?;
    let old = sticker.clone();
    for (field, value) in fields.into_iter().flatten() {
        sticker[field] = value;
    }
    let shown = sticker.clone();
    stickers_changed(world, call, guild, (AuditAction::StickerUpdate, id), [&old, &shown]);
    Ok(RouteReply::ok(shown))
}

pub(super) fn delete_sticker(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_GUILD_EXPRESSIONS)?.id;
    let id = call.id::<Value>("sticker")?;
    let old = world.guild_mut(guild)?.stickers.remove(&id.get()).ok_or_else(unknown_sticker)?;
    stickers_changed(world, call, guild, (AuditAction::StickerDelete, id), [&old, &Value::Null]);
    Ok(RouteReply::empty())
}

fn stickers_changed(
    world: &mut World,
    call: &Call<'_>,
    guild: GuildId,
    (action, id): (AuditAction, Id<Value>),
    [old, new]: [&Value; 2],
) {
    world.audit(&call.by(), guild, action, Some(id.get()), changes(&named(old), &named(new)), None);
    let all: Vec<_> =
        world.guild(guild).map(|guild| guild.stickers.values().cloned().collect()).unwrap_or_default();
    world.tell(
        "GUILD_STICKERS_UPDATE",
        (Some(guild), None),
        intents::EXPRESSIONS,
        json!({ "stickers": all }),
    );
}

/// Returns the part of an emoji or a sticker that the audit log keeps.
fn named(shown: &Value) -> Value {
    json!({ "name": shown["name"], "tags": shown["tags"], "description": shown["description"] })
}
