//! What is dispatched when something in the world changes, and to whom.

use serde_json::{Value, json};

use super::intents;
use super::session::{Dispatch, Session};
use crate::simulator::bits;
use crate::simulator::feed::Change;
use crate::simulator::ids::{ChannelId, GuildId, UserId, iso};
use crate::simulator::world::{Channel, ChannelKind, Member, Message, World, veil};

/// An event before it is known who gets it.
pub(super) struct Event {
    name: &'static str,
    /// Where it happened; none for direct and ephemeral messages.
    guild: Option<GuildId>,
    /// The intent that asks for it; 0 where none is needed.
    intent: u64,
    data: String,
    /// What is sent to those who do not see what others write, where that differs.
    veiled: Option<String>,
}

/// Dispatches what changed to every session that asked for it.
pub(in crate::simulator) fn tell(world: &mut World, changes: &[Change]) {
    if world.gateway.sessions.is_empty() {
        return;
    }
    let mut sessions = std::mem::take(&mut world.gateway.sessions);
    for event in changes.iter().filter_map(|change| event(world, change)) {
        sessions.values_mut().for_each(|session| event.send(world, session));
    }
    world.gateway.sessions = sessions;
}

impl Event {
    fn new(name: &'static str, guild: Option<GuildId>, intent: u64, data: &Value) -> Self {
        Self { name, guild, intent, data: data.to_string(), veiled: None }
    }

    /// Sends it, where the session asked for it.
    pub(super) fn send(&self, world: &World, session: &mut Session) {
        let here = self.guild.map_or_else(|| session.has_directs(), |guild| session.has(guild));
        if !here || (self.intent != 0 && session.intents & self.intent == 0) {
            return;
        }
        let sees = session.intents & intents::CONTENT != 0 && world.application.sees_content();
        let data = self.veiled.as_ref().filter(|_| !sees).unwrap_or(&self.data);
        session.dispatch(&Dispatch { name: self.name, data });
    }
}

/// The event that tells of a change; none where the bot has no part in it.
fn event(world: &World, change: &Change) -> Option<Event> {
    let bot = world.application.bot;
    match change {
        Change::MemberJoined { guild, member } if member.user == bot => guild_create(world, *guild),
        Change::MemberLeft { guild, user } if *user == bot => {
            Some(Event::new("GUILD_DELETE", Some(*guild), intents::GUILDS, &json!({ "id": guild })))
        }
        Change::MemberJoined { guild, member } => {
            let mut data = world.member_json(member);
            data["guild_id"] = json!(guild);
            in_guild(world, *guild, 0, Event::new("GUILD_MEMBER_ADD", Some(*guild), intents::MEMBERS, &data))
        }
        Change::MemberUpdated { guild, member } => {
            let mut data = world.member_json(member);
            data["guild_id"] = json!(guild);
            let intent = if member.user == bot { 0 } else { intents::MEMBERS };
            in_guild(world, *guild, 0, Event::new("GUILD_MEMBER_UPDATE", Some(*guild), intent, &data))
        }
        Change::MemberLeft { guild, user } => {
            let event = about(world, "GUILD_MEMBER_REMOVE", *guild, *user, intents::MEMBERS);
            in_guild(world, *guild, 0, event)
        }
        Change::Banned { guild, user, .. } => {
            let event = about(world, "GUILD_BAN_ADD", *guild, *user, intents::MODERATION);
            in_guild(world, *guild, bits::BAN_MEMBERS | bits::VIEW_AUDIT_LOG, event)
        }
        Change::Unbanned { guild, user } => {
            let event = about(world, "GUILD_BAN_REMOVE", *guild, *user, intents::MODERATION);
            in_guild(world, *guild, bits::BAN_MEMBERS | bits::VIEW_AUDIT_LOG, event)
        }
        Change::Audited { guild, entry } => {
            let mut data = entry.json();
            data["guild_id"] = json!(guild);
            let event = Event::new("GUILD_AUDIT_LOG_ENTRY_CREATE", Some(*guild), intents::MODERATION, &data);
            in_guild(world, *guild, bits::VIEW_AUDIT_LOG, event)
        }
        Change::AutoModerated { hit } => {
            let event = Event::new(
                "AUTO_MODERATION_ACTION_EXECUTION",
                Some(hit.guild),
                intents::AUTO_MODERATION,
                &hit.json(),
            );
            let veiled = hit.veiled_json().to_string();
            in_guild(world, hit.guild, bits::MANAGE_GUILD, Event { veiled: Some(veiled), ..event })
        }
        Change::MessageCreated { message } => written(world, "MESSAGE_CREATE", message),
        Change::MessageEdited { message } => written(world, "MESSAGE_UPDATE", message),
        Change::MessageDeleted { message } => {
            let mut data = json!({ "id": message.id, "channel_id": message.channel });
            place(&mut data, message);
            in_channel(world, "MESSAGE_DELETE", message.channel, guild_of(message), &data)
        }
        Change::MessagesDeleted { channel, messages } => {
            let guild = world.channels.get(channel)?.guild;
            let data = json!({ "ids": messages, "channel_id": channel, "guild_id": guild });
            in_channel(world, "MESSAGE_DELETE_BULK", *channel, guild, &data)
        }
        Change::ChannelUpdated { .. }
        | Change::GuildUpdated { .. }
        | Change::CommandsUpdated
        | Change::Answered { .. } => None,
    }
}

/// A server the bot is in, as a session first sees it.
pub(super) fn guild_create(world: &World, guild: GuildId) -> Option<Event> {
    let place = world.guilds.get(&guild)?;
    let own = place.members.get(&world.application.bot)?;
    let here = world.channels.values().filter(|channel| channel.guild == Some(guild));
    let (threads, channels): (Vec<_>, Vec<_>) =
        here.partition(|channel| channel.kind == ChannelKind::PublicThread);
    let shown =
        |some: Vec<&Channel>| some.iter().map(|channel| world.channel_json(channel)).collect::<Vec<_>>();
    let mut data = place.json();
    let more = json!({
        "joined_at": iso(own.joined),
        "large": place.members.len() > 50,
        "unavailable": false,
        "member_count": place.members.len(),
        "voice_states": [],
        "members": [world.member_json(own)],
        "channels": shown(channels),
        "threads": shown(threads),
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    });
    for (field, value) in more.as_object()? {
        data[field] = value.clone();
    }
    Some(Event::new("GUILD_CREATE", Some(guild), intents::GUILDS, &data))
}

/// A message as the Gateway shows it.
fn written(world: &World, name: &'static str, message: &Message) -> Option<Event> {
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
    let mut event = in_channel(world, name, message.channel, guild, &data)?;
    if !world.is_open(message) {
        veil(&mut data);
        event.veiled = Some(data.to_string());
    }
    Some(event)
}

/// An event in a channel, where the bot sees it.
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
    (seen || guild.is_none()).then(|| Event::new(name, guild, intent, data))
}

/// An event in a server that the bot is in with one of these permissions.
fn in_guild(world: &World, guild: GuildId, any: u64, event: Event) -> Option<Event> {
    let place = world.guilds.get(&guild)?;
    let there = place.members.contains_key(&world.application.bot);
    let may = any == 0 || world.guild_permissions(place, world.application.bot) & any != 0;
    (there && may).then_some(event)
}

fn about(world: &World, name: &'static str, guild: GuildId, user: UserId, intent: u64) -> Event {
    Event::new(name, Some(guild), intent, &json!({ "guild_id": guild, "user": world.user_json(user) }))
}

/// The server a message belongs to; ephemeral ones belong to none.
fn guild_of(message: &Message) -> Option<GuildId> {
    message.guild.filter(|_| !message.is_ephemeral())
}

fn place(data: &mut Value, message: &Message) {
    if let Some(guild) = guild_of(message) {
        data["guild_id"] = json!(guild);
    }
}
