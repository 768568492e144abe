//! The events that changes of the world dispatch, and the sessions that receive them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::session::{Dispatch, Session};
use super::{intents, messages};
use crate::bits;
use crate::feed::{Change, GatewayEvent};
use crate::ids::{GuildId, UserId, iso};
use crate::interaction::Exchange;
use crate::world::{Channel, World};

/// The number of members up to which a server is not large.
const LARGE: usize = 50;

/// An event that has yet to be dispatched to sessions.
pub(super) struct Event {
    name: &'static str,
    /// The event's server; `None` for direct and ephemeral messages.
    guild: Option<GuildId>,
    /// The intent that the event needs; 0 if none.
    intent: u64,
    data: String,
    /// The payload for sessions that don't see all of it, if it differs.
    redacted: Option<(Reserved, String)>,
}

/// The part of an event that not every session sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reserved {
    /// Message content.
    Content,
    /// All members of a server: only with the intent for presences, as long as the server is small.
    Members,
}

/// Dispatches the events of these changes to every session that asked for them.
pub(crate) fn tell(world: &mut World, changes: &[Change]) {
    if world.gateway.sessions.is_empty() {
        return;
    }
    let listening: BTreeSet<_> = world.gateway.sessions.values().map(|session| session.application).collect();
    for application in listening {
        world.act_as(application);
        for change in changes {
            if let Some(event) = event(world, change) {
                event.send_all(world);
            }
        }
    }
}

/// Sends an interaction to one session of its application; returns `false` if none receives it.
pub(crate) fn tell_interaction(world: &mut World, exchange: &Exchange) -> bool {
    let here = |session: &&mut Session| {
        session.application == exchange.application
            && session.is_connected()
            && exchange.guild.map_or_else(|| session.has_directs(), |guild| session.has(guild))
    };
    let found = world.gateway.sessions.values_mut().find(here);
    let data = exchange.body.as_str();
    found.map(|session| session.dispatch(&Dispatch { name: "INTERACTION_CREATE", data })).is_some()
}

impl Event {
    pub(super) fn new(name: &'static str, guild: Option<GuildId>, intent: u64, data: &Value) -> Self {
        Self { name, guild, intent, data: data.to_string(), redacted: None }
    }

    /// Sets the payload for sessions that don't see message content.
    pub(super) fn redacted(self, data: &Value) -> Self {
        Self { redacted: Some((Reserved::Content, data.to_string())), ..self }
    }

    /// Sends the event to every session of the application that asked for it.
    pub(super) fn send_all(&self, world: &mut World) {
        let mut sessions = std::mem::take(&mut world.gateway.sessions);
        sessions.values_mut().for_each(|session| self.send(world, session));
        world.gateway.sessions = sessions;
    }

    /// Sends the event to a session, if that asked for it.
    pub(super) fn send(&self, world: &World, session: &mut Session) {
        let here = self.guild.map_or_else(|| session.has_directs(), |guild| session.has(guild));
        if !here
            || session.application != world.application.id
            || (self.intent != 0 && session.intents & self.intent == 0)
        {
            return;
        }
        let sees = |reserved: Reserved| match reserved {
            Reserved::Content => session.intents & intents::CONTENT != 0 && world.application.sees_content(),
            Reserved::Members => session.intents & intents::PRESENCES != 0,
        };
        let hidden = self.redacted.as_ref().filter(|(reserved, _)| !sees(*reserved));
        let data = hidden.map_or(&self.data, |(_, redacted)| redacted);
        session.dispatch(&Dispatch { name: self.name, data });
    }
}

/// Returns the event of a change; `None` if it dispatches none.
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
            in_guild(world, hit.guild, bits::MANAGE_GUILD, event.redacted(&hit.redacted_json()))
        }
        Change::MessageCreated { message } => messages::written(world, "MESSAGE_CREATE", message),
        Change::MessageEdited { message } => messages::written(world, "MESSAGE_UPDATE", message),
        Change::MessageDeleted { message } => messages::deleted(world, message),
        Change::MessagesDeleted { channel, messages } => messages::deleted_many(world, *channel, messages),
        Change::ChannelCreated { channel } => of_channel(world, ["CHANNEL_CREATE", "THREAD_CREATE"], channel),
        Change::ChannelUpdated { channel } => of_channel(world, ["CHANNEL_UPDATE", "THREAD_UPDATE"], channel),
        Change::ChannelDeleted { channel } => of_channel(world, ["CHANNEL_DELETE", "THREAD_DELETE"], channel),
        Change::Told { event } => told(world, event),
        Change::GuildUpdated { .. }
        | Change::CommandsUpdated
        | Change::Reacted { .. }
        | Change::Answered { .. } => None,
    }
}

/// Returns the event that tells a session of a server the bot is in.
pub(super) fn guild_create(world: &World, guild: GuildId) -> Option<Event> {
    let place = world.guilds.get(&guild)?;
    let own = place.members.get(&world.application.bot)?;
    let here = world.channels.values().filter(|channel| channel.guild == Some(guild));
    let (threads, channels): (Vec<_>, Vec<_>) = here.partition(|channel| channel.is_thread());
    let shown =
        |some: Vec<&Channel>| some.iter().map(|channel| world.channel_json(channel)).collect::<Vec<_>>();
    let mut data = place.json();
    let spoken = place.members.values().filter(|member| member.voice.is_some());
    let voice: Vec<_> = spoken.filter_map(|member| world.voice_state(guild, member.user)).collect();
    let more = json!({
        "joined_at": iso(own.joined),
        "large": place.members.len() > LARGE,
        "unavailable": false,
        "member_count": place.members.len(),
        "voice_states": voice,
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
    let redacted = Some((Reserved::Members, data.to_string()));
    if place.members.len() <= LARGE {
        data["members"] = place.members.values().map(|member| world.member_json(member)).collect();
    }
    Some(Event { redacted, ..Event::new("GUILD_CREATE", Some(guild), intents::GUILDS, &data) })
}

/// Returns the event of a channel or, by its second name, of a thread.
fn of_channel(
    world: &World,
    [channel_event, thread_event]: [&'static str; 2],
    channel: &Channel,
) -> Option<Event> {
    let guild = channel.guild?;
    let sees = world.channel_permissions(channel, world.application.bot) & bits::VIEW_CHANNEL != 0;
    let mut data = world.channel_json(channel);
    let name = if channel.is_thread() { thread_event } else { channel_event };
    if name == "THREAD_CREATE" {
        data["newly_created"] = json!(true);
    }
    if name == "THREAD_DELETE" {
        data = json!({ "id": channel.id, "guild_id": guild, "parent_id": channel.parent, "type": channel.kind as u64 });
    }
    sees.then(|| Event::new(name, Some(guild), intents::GUILDS, &data))
}

fn told(world: &World, told: &GatewayEvent) -> Option<Event> {
    let event = Event::new(told.name, told.guild, told.intent, &told.data);
    let sees = told.channel.is_none_or(|channel| {
        let channel = world.channels.get(&channel);
        channel.is_some_and(|one| {
            world.channel_permissions(one, world.application.bot) & bits::VIEW_CHANNEL != 0
        })
    });
    match told.guild {
        Some(guild) if sees => in_guild(world, guild, 0, event),
        _ => sees.then_some(event),
    }
}

/// Returns the event that makes a server unavailable.
pub(super) fn outage(guild: GuildId) -> Event {
    Event::new("GUILD_DELETE", Some(guild), intents::GUILDS, &json!({ "id": guild, "unavailable": true }))
}

/// Returns `event` if the bot is in the server and has one of the permissions `any`, or none is needed.
fn in_guild(world: &World, guild: GuildId, any: u64, event: Event) -> Option<Event> {
    let place = world.guilds.get(&guild)?;
    let there = place.members.contains_key(&world.application.bot);
    let may = any == 0 || world.guild_permissions(place, world.application.bot) & any != 0;
    (there && may).then_some(event)
}

fn about(world: &World, name: &'static str, guild: GuildId, user: UserId, intent: u64) -> Event {
    Event::new(name, Some(guild), intent, &json!({ "guild_id": guild, "user": world.user_json(user) }))
}
