//! The world as one person sees it, in the format of the page.

use serde_json::{Value, json};

use super::seed::story;
use crate::bits;
use crate::registry::Localizations;
use crate::world::World;
use crate::{
    Application, Cast, Channel, ChannelId, ChannelKind, Command, Guild, GuildId, Message, Role, StandIn,
    User, UserId,
};

/// The number of a channel's messages that the page shows.
const SHOWN: usize = 200;

/// Returns everything but the messages. An unknown person sees it as the moderator does.
pub(super) fn state(sim: &StandIn, user: Option<UserId>) -> Value {
    let (home, moderator) = (sim.cast().guild, sim.cast().moderator);
    sim.inner.world(|world| {
        let viewer = user.filter(|user| world.users.contains_key(user)).unwrap_or(moderator);
        let Some(guild) = world.guilds.get(&home) else { return json!({}) };
        let application = &world.application;
        json!({
            "me": viewer,
            "app": { "id": application.id, "name": application.name, "bot": application.bot },
            "guild": { "id": guild.id, "name": guild.name, "owner": guild.owner, "roles": roles(guild) },
            "people": people(world, guild, sim.cast()),
            "channels": channels(world, home, viewer),
            "commands": version(world, home),
            "now": world.now().as_millisecond(),
            "content": application.flags & Application::MESSAGE_CONTENT_INTENT != 0,
        })
    })
}

/// Returns the registered commands.
pub(super) fn commands(sim: &StandIn) -> Value {
    let home = sim.cast().guild;
    sim.inner.world(|world| {
        let commands: Vec<_> = offered(world, home).map(|one| one.json(Localizations::Hidden)).collect();
        json!({ "version": version(world, home), "commands": commands })
    })
}

fn offered(world: &World, home: GuildId) -> impl Iterator<Item = &Command> {
    world.commands.values().filter(move |one| one.guild.is_none_or(|guild| guild == home))
}

/// Returns the version of the registered commands: their number and their newest id.
fn version(world: &World, home: GuildId) -> String {
    let versions = offered(world, home).map(|one| one.version);
    let newest = versions.max().unwrap_or_default();
    format!("{}-{newest}", offered(world, home).count())
}

/// Returns the newest messages of a channel that this person sees, oldest first.
pub(super) fn messages(sim: &StandIn, viewer: UserId, channel: ChannelId) -> Vec<Value> {
    sim.inner.world(|world| {
        let Some(place) = world.channels.get(&channel) else { return Vec::new() };
        if !sees(world, place, viewer) {
            return Vec::new();
        }
        let all = world.messages.get(&channel).into_iter().flat_map(|messages| messages.values().rev());
        let seen = all.filter(|message| message.only_for.is_none_or(|only| only == viewer)).take(SHOWN);
        let mut shown: Vec<_> = seen.map(|message| drawn(world, message)).collect();
        shown.reverse();
        shown
    })
}

fn drawn(world: &World, message: &Message) -> Value {
    let mut json = world.message_json(message);
    json["only_for"] = json!(message.only_for);
    json["used"] = used(world, message).unwrap_or_default();
    let answered = message.reference.as_ref().and_then(|one| one["message_id"].as_str()?.parse().ok());
    json["referenced"] = answered
        .and_then(|id| world.message(message.channel, id).ok())
        .map(|other| json!({ "author": other.author, "content": other.content }))
        .unwrap_or_default();
    json
}

/// Returns the person and the command that a message answers.
fn used(world: &World, message: &Message) -> Option<Value> {
    let asked = message.interaction.as_ref()?["id"].as_str()?.parse().ok()?;
    let exchange = world.exchanges.get(&asked)?;
    let kind = exchange.command_kind?;
    let body: Value = serde_json::from_str(&exchange.body).ok()?;
    let mut what = if kind == 1 { format!("/{}", exchange.name) } else { exchange.name.clone() };
    let mut options = &body["data"]["options"];
    while let Some(below) =
        options.as_array().and_then(|all| all.first()).filter(|one| one["type"].as_u64() <= Some(2))
    {
        what = format!("{what} {}", below["name"].as_str().unwrap_or_default());
        options = &below["options"];
    }
    Some(json!({ "by": exchange.user, "what": what }))
}

fn roles(guild: &Guild) -> Vec<Value> {
    let mut roles: Vec<_> = guild.roles.values().collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.rank()));
    let shown = |role: &Role| {
        json!({
            "id": role.id,
            "name": role.name,
            "color": role.color,
            "position": role.position,
            "permissions": role.permissions.to_string(),
        })
    };
    roles.into_iter().map(shown).collect()
}

/// Returns the server's people from the owner down, then people outside the server.
fn people(world: &World, guild: &Guild, cast: &Cast) -> Vec<Value> {
    let mut users: Vec<_> = world.users.values().collect();
    let height = |user: &User| {
        let rank = guild.members.contains_key(&user.id).then(|| top(guild, user.id).map(Role::rank));
        (guild.owner == user.id, rank, std::cmp::Reverse(user.id))
    };
    users.sort_by_key(|user| std::cmp::Reverse(height(user)));
    users.into_iter().map(|user| person(world, guild, user, cast)).collect()
}

fn person(world: &World, guild: &Guild, user: &User, cast: &Cast) -> Value {
    let member = guild.members.get(&user.id);
    let mut roles: Vec<_> = guild.roles_of(user.id).filter(|role| role.id != guild.everyone()).collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.rank()));
    if member.is_none() {
        roles.clear();
    }
    let title = match (guild.owner == user.id, roles.first()) {
        (true, _) => "Owner",
        (false, Some(role)) => &role.name,
        (false, None) => "no role",
    };
    let nick = member.and_then(|member| member.nick.clone());
    let until = member.and_then(|member| member.timed_out_until);
    json!({
        "id": user.id,
        "name": user.name,
        "display": nick.or_else(|| user.display_name.clone()),
        "bot": user.bot,
        "story": story(cast, user.id),
        "dms_open": user.dms_open,
        "in_server": member.is_some(),
        "banned": guild.bans.contains_key(&user.id),
        "timed_out": member.is_some_and(|member| member.is_timed_out(world.now())),
        "timed_out_until": until,
        "roles": roles.iter().map(|role| role.id).collect::<Vec<_>>(),
        "top": title,
        "color": roles.iter().map(|role| role.color).find(|color| *color != 0).unwrap_or(0),
        "permissions": world.guild_permissions(guild, user.id).to_string(),
    })
}

fn top(guild: &Guild, user: UserId) -> Option<&Role> {
    guild.roles_of(user).max_by_key(|role| role.rank())
}

fn channels(world: &World, home: GuildId, viewer: UserId) -> Vec<Value> {
    let mut channels: Vec<_> = world.channels.values().filter(|one| one.guild == Some(home)).collect();
    channels.sort_by_key(|channel| (channel.position, channel.id));
    channels.extend(world.channels.values().filter(|one| one.recipient.is_some()));
    let shown = |channel: &Channel| {
        json!({
            "id": channel.id,
            "name": channel.name,
            "kind": channel.kind as u64,
            "parent": channel.parent,
            "topic": channel.topic,
            "slowmode": channel.slowmode,
            "recipient": channel.recipient,
            "visible": sees(world, channel, viewer),
            "permissions": world.channel_permissions(channel, viewer).to_string(),
            "last_message": channel.last_message,
        })
    };
    channels.into_iter().map(shown).collect()
}

/// Returns `true` if a person sees a channel. Direct messages are visible to anyone on the page.
fn sees(world: &World, channel: &Channel, viewer: UserId) -> bool {
    match (channel.guild.and_then(|guild| world.guilds.get(&guild)), channel.kind) {
        (_, ChannelKind::Direct) => true,
        (Some(guild), _) if !guild.members.contains_key(&viewer) => false,
        _ => world.channel_permissions(channel, viewer) & bits::VIEW_CHANNEL != 0,
    }
}
