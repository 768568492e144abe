//! The Gateway's events about messages.

use serde_json::{Value, json};

use super::dispatches::Event;
use super::intents;
use crate::bits;
use crate::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::world::{Member, Message, World, redact};

/// Returns the event of a message that was written or edited.
pub(super) fn written(world: &World, name: &'static str, message: &Message) -> Option<Event> {
    if message.is_ephemeral() && message.author != world.application.bot {
        return None;
    }
    let guild = guild_of(message);
    let mut data = world.message_json(message);
    let members = guild.and_then(|guild| world.guilds.get(&guild)).map(|guild| &guild.members);
    let member = |user: &UserId| members.and_then(|members| members.get(user)).map(Member::json);
    place(&mut data, message);
    if let Some(member) = member(&message.author).filter(|_| message.application.is_none()) {
        data["member"] = member;
    }
    for (mentioned, user) in message.mentions.iter().enumerate() {
        if let Some(member) = member(user) {
            data["mentions"][mentioned]["member"] = member;
        }
    }
    if let Some(channel) = world.channels.get(&message.channel) {
        data["channel_type"] = json!(channel.kind as u64);
    }
    let event = in_channel(world, name, message.channel, guild, &data)?;
    if world.is_open(message) {
        return Some(event);
    }
    redact(&mut data);
    Some(event.redacted(&data))
}

/// Returns the event of a deleted message.
pub(super) fn deleted(world: &World, message: &Message) -> Option<Event> {
    let mut data = json!({ "id": message.id, "channel_id": message.channel });
    place(&mut data, message);
    in_channel(world, "MESSAGE_DELETE", message.channel, guild_of(message), &data)
}

/// Returns the event of messages that were deleted in bulk.
pub(super) fn deleted_many(world: &World, channel: ChannelId, messages: &[MessageId]) -> Option<Event> {
    let guild = world.channels.get(&channel)?.guild;
    let data = json!({ "ids": messages, "channel_id": channel, "guild_id": guild });
    in_channel(world, "MESSAGE_DELETE_BULK", channel, guild, &data)
}

/// Returns an event in a channel, if the bot sees the channel.
fn in_channel(
    world: &World,
    name: &'static str,
    channel: ChannelId,
    guild: Option<GuildId>,
    data: &Value,
) -> Option<Event> {
    let place = world.channels.get(&channel)?;
    let seen = world.channel_permissions(place, world.application.bot) & bits::VIEW_CHANNEL != 0;
    let intent = if guild.is_some() { intents::MESSAGES } else { intents::DIRECT_MESSAGES };
    // Ephemeral messages belong to no server, but stand in a channel of one.
    let ephemeral = guild.is_none() && place.guild.is_some();
    (seen || ephemeral).then(|| Event::new(name, guild, intent, data))
}

/// Returns the server of a message; `None` for ephemeral ones.
fn guild_of(message: &Message) -> Option<GuildId> {
    message.guild.filter(|_| !message.is_ephemeral())
}

fn place(data: &mut Value, message: &Message) {
    if let Some(guild) = guild_of(message) {
        data["guild_id"] = json!(guild);
    }
}
