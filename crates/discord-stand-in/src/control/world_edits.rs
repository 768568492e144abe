//! `PATCH world`: makes, changes and removes people, servers, roles, channels and members, without anybody's permission.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::Control;
use super::applications::{IntentName, flags};
use super::names::Names;
use super::recording::What;
use super::refusal::{Body, ControlResult, Refusal};
use crate::feed::Change;
use crate::ids::{ChannelId, GuildId, UserId};
use crate::world::{ChannelKind, Overwrite, World};
use crate::{Cast, StandIn};

/// The changes, carried out in this order.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Edits {
    applications: Vec<ApplicationEdit>,
    users: Vec<UserEdit>,
    guilds: Vec<GuildEdit>,
    roles: Vec<RoleEdit>,
    channels: Vec<ChannelEdit>,
    members: Vec<MemberChange>,
}

/// A change of an application; the first one if it is not named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApplicationEdit {
    application: Option<String>,
    #[serde(default, deserialize_with = "given")]
    interactions_endpoint_url: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    event_webhooks_url: Option<Option<String>>,
    intents: Option<Vec<IntentName>>,
}

/// A new user, or a change of the user that it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEdit {
    user: Option<String>,
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    display_name: Option<Option<String>>,
    bot: Option<bool>,
    dms_open: Option<bool>,
    locale: Option<String>,
}

/// A new server, or a change of the server that it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GuildEdit {
    guild: Option<String>,
    name: Option<String>,
    owner: Option<String>,
    locale: Option<String>,
}

/// A new role, or a change of the role that it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEdit {
    guild: Option<String>,
    role: Option<String>,
    name: Option<String>,
    /// The bits, as a decimal number in a string.
    permissions: Option<String>,
    position: Option<i64>,
    color: Option<u32>,
    #[serde(default)]
    delete: bool,
}

/// A new channel, or a change of the channel that it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelEdit {
    guild: Option<String>,
    channel: Option<String>,
    name: Option<String>,
    kind: Option<KindName>,
    parent: Option<String>,
    #[serde(default, deserialize_with = "given")]
    topic: Option<Option<String>>,
    slowmode: Option<u32>,
    overwrites: Option<Vec<OverwriteEdit>>,
    #[serde(default)]
    delete: bool,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindName {
    Text,
    Voice,
    Category,
    Announcement,
    Stage,
    Forum,
    Media,
}

/// The permissions of a role or a member in a channel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverwriteEdit {
    role: Option<String>,
    user: Option<String>,
    #[serde(default)]
    allow: String,
    #[serde(default)]
    deny: String,
}

/// A change of a membership; the person joins if they are not in the server.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberChange {
    guild: Option<String>,
    user: String,
    roles: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    nick: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    timed_out_until: Option<Option<Timestamp>>,
    #[serde(default, deserialize_with = "given")]
    voice: Option<Option<String>>,
    pending: Option<bool>,
    #[serde(default)]
    remove: bool,
}

/// Reads a field that may be null: `None` only if it was left out.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// `PATCH /control/world`
pub(super) async fn edit(
    State(control): State<Control>,
    Body(body): Body<Value>,
) -> ControlResult<Json<Value>> {
    let done = apply(&control.sim, &body)?;
    control.note(What::World, body, &Value::Null);
    Ok(Json(done))
}

/// Carries the changes out; returns the ids of what was made or changed.
pub(super) fn apply(sim: &StandIn, body: &Value) -> ControlResult<Value> {
    let edits: Edits = serde_json::from_value(body.clone())
        .map_err(|error| Refusal::unclear(format!("The body does not fit: {error}.")))?;
    let cast = *sim.cast();
    sim.inner.world(|world| all(world, &cast, &edits)).map_err(Refusal::unknown)
}

fn all(world: &mut World, cast: &Cast, edits: &Edits) -> Result<Value, String> {
    let mut done =
        json!({ "applications": [], "users": [], "guilds": [], "roles": [], "channels": [], "members": [] });
    let mut add = |kind: &str, id: Value| {
        if let Some(ids) = done[kind].as_array_mut() {
            ids.push(id);
        }
    };
    for edit in &edits.applications {
        add("applications", application(world, cast, edit)?);
    }
    for edit in &edits.users {
        add("users", user(world, cast, edit)?);
    }
    for edit in &edits.guilds {
        add("guilds", guild(world, cast, edit)?);
    }
    for edit in &edits.roles {
        add("roles", role(world, cast, edit)?);
    }
    for edit in &edits.channels {
        add("channels", channel(world, cast, edit)?);
    }
    for edit in &edits.members {
        add("members", member(world, cast, edit)?);
    }
    Ok(done)
}

fn application(world: &mut World, cast: &Cast, edit: &ApplicationEdit) -> Result<Value, String> {
    let first = world.application.id;
    let id = edit.application.as_deref().map(|text| Names { world, cast }.application(text)).transpose()?;
    let id = id.unwrap_or(first);
    world.act_as(id);
    let application = &mut world.application;
    if let Some(url) = &edit.interactions_endpoint_url {
        application.interactions_url.clone_from(url);
    }
    if let Some(url) = &edit.event_webhooks_url {
        application.events_url.clone_from(url);
        application.events_status = if url.is_some() { 2 } else { 1 };
    }
    if let Some(intents) = &edit.intents {
        application.flags = flags(intents);
    }
    world.act_as(first);
    Ok(json!(id))
}

fn user(world: &mut World, cast: &Cast, edit: &UserEdit) -> Result<Value, String> {
    let id = match &edit.user {
        Some(text) => Names { world, cast }.user(text)?,
        None => {
            let now = world.now();
            world.add_user(edit.name.as_deref().ok_or("A new user needs a `name`.")?, now)
        }
    };
    if let Some(user) = world.users.get_mut(&id) {
        user.name = edit.name.clone().unwrap_or(std::mem::take(&mut user.name));
        user.display_name = edit.display_name.clone().unwrap_or(user.display_name.take());
        user.bot = edit.bot.unwrap_or(user.bot);
        user.dms_open = edit.dms_open.unwrap_or(user.dms_open);
        user.locale = edit.locale.clone().unwrap_or(std::mem::take(&mut user.locale));
    }
    Ok(json!(id))
}

fn guild(world: &mut World, cast: &Cast, edit: &GuildEdit) -> Result<Value, String> {
    let owner = edit.owner.as_deref().map(|text| Names { world, cast }.user(text)).transpose()?;
    let id = match &edit.guild {
        Some(text) => Names { world, cast }.guild(Some(text))?,
        None => {
            let now = world.now();
            let name = edit.name.as_deref().ok_or("A new server needs a `name`.")?;
            let id = world.add_guild(name, owner.unwrap_or(cast.owner), now);
            world.install(id, 5, now);
            id
        }
    };
    if let Some(guild) = world.guilds.get_mut(&id) {
        guild.name = edit.name.clone().unwrap_or(std::mem::take(&mut guild.name));
        guild.owner = owner.unwrap_or(guild.owner);
        guild.locale = edit.locale.clone().unwrap_or(std::mem::take(&mut guild.locale));
    }
    world.guild_changed(id);
    Ok(json!(id))
}

fn role(world: &mut World, cast: &Cast, edit: &RoleEdit) -> Result<Value, String> {
    let names = Names { world, cast };
    let guild = names.guild(edit.guild.as_deref())?;
    let known = edit.role.as_deref().map(|text| names.role(guild, text)).transpose()?;
    let permissions = edit.permissions.as_deref().map(bits).transpose()?;
    if edit.delete {
        let id = known.ok_or("Which `role` is to be deleted?")?;
        world.remove_role(guild, id);
        return Ok(json!(id));
    }
    let id = match known {
        Some(id) => id,
        None => {
            let name = edit.name.as_deref().ok_or("A new role needs a `name`.")?;
            world.add_role(guild, name, edit.position.unwrap_or(1), permissions.unwrap_or_default())
        }
    };
    if let Some(role) = world.guilds.get_mut(&guild).and_then(|guild| guild.roles.get_mut(&id)) {
        role.name = edit.name.clone().unwrap_or(std::mem::take(&mut role.name));
        role.permissions = permissions.unwrap_or(role.permissions);
        role.position = edit.position.unwrap_or(role.position);
        role.color = edit.color.unwrap_or(role.color);
    }
    world.role_changed(guild, id);
    Ok(json!(id))
}

fn channel(world: &mut World, cast: &Cast, edit: &ChannelEdit) -> Result<Value, String> {
    let names = Names { world, cast };
    let guild = names.guild(edit.guild.as_deref())?;
    let known = edit.channel.as_deref().map(|text| names.channel(text)).transpose()?;
    let parent = edit.parent.as_deref().map(|text| names.channel(text)).transpose()?;
    let overwrites = edit.overwrites.as_ref().map(|all| overwrites(names, guild, all)).transpose()?;
    if edit.delete {
        let id = known.ok_or("Which `channel` is to be deleted?")?;
        world.remove_channel(id);
        return Ok(json!(id));
    }
    let id = match known {
        Some(id) => id,
        None => {
            let name = edit.name.as_deref().ok_or("A new channel needs a `name`.")?;
            let kind = match edit.kind.unwrap_or(KindName::Text) {
                KindName::Text => ChannelKind::Text,
                KindName::Voice => ChannelKind::Voice,
                KindName::Category => ChannelKind::Category,
                KindName::Announcement => ChannelKind::Announcement,
                KindName::Stage => ChannelKind::Stage,
                KindName::Forum => ChannelKind::Forum,
                KindName::Media => ChannelKind::Media,
            };
            world.add_channel(guild, name, kind, parent)
        }
    };
    change_channel(world, id, edit, parent, overwrites);
    Ok(json!(id))
}

fn change_channel(
    world: &mut World,
    id: ChannelId,
    edit: &ChannelEdit,
    parent: Option<ChannelId>,
    overwrites: Option<std::collections::BTreeMap<u64, Overwrite>>,
) {
    let Some(channel) = world.channels.get_mut(&id) else { return };
    channel.name = edit.name.clone().unwrap_or(std::mem::take(&mut channel.name));
    channel.parent = parent.or(channel.parent);
    channel.topic = edit.topic.clone().unwrap_or(channel.topic.take());
    channel.slowmode = edit.slowmode.unwrap_or(channel.slowmode);
    channel.overwrites = overwrites.unwrap_or(std::mem::take(&mut channel.overwrites));
    let channel = Box::new(channel.clone());
    world.changed(Change::ChannelUpdated { channel });
}

fn overwrites(
    names: Names<'_>,
    guild: GuildId,
    all: &[OverwriteEdit],
) -> Result<std::collections::BTreeMap<u64, Overwrite>, String> {
    let number = |text: &str| if text.is_empty() { Ok(0) } else { bits(text) };
    let one = |edit: &OverwriteEdit| {
        let (id, kind) = match (&edit.role, &edit.user) {
            (Some(role), None) => (names.role(guild, role)?.get(), 0),
            (None, Some(user)) => (names.user(user)?.get(), 1),
            _ => return Err("An overwrite is for a `role` or for a `user`.".to_owned()),
        };
        Ok((id, Overwrite { kind, allow: number(&edit.allow)?, deny: number(&edit.deny)? }))
    };
    all.iter().map(one).collect()
}

fn member(world: &mut World, cast: &Cast, edit: &MemberChange) -> Result<Value, String> {
    let names = Names { world, cast };
    let guild = names.guild(edit.guild.as_deref())?;
    let user: UserId = names.user(&edit.user)?;
    let roles = edit.roles.as_ref();
    let roles =
        roles.map(|all| all.iter().map(|role| names.role(guild, role)).collect::<Result<Vec<_>, _>>());
    let roles = roles.transpose()?;
    let voice = match &edit.voice {
        Some(Some(text)) => Some(Some(names.channel(text)?)),
        Some(None) => Some(None),
        None => None,
    };
    if edit.remove {
        world.leave(guild, user);
        return Ok(json!(user));
    }
    if world.member(guild, user).is_err() {
        let now = world.now();
        world.guild(guild).map_err(|failure| failure.message)?;
        world.join(guild, user, &[], now);
    }
    if let Some(channel) = voice {
        world.enter_voice(guild, user, channel).map_err(|failure| failure.message)?;
    }
    let member = world.member_mut(guild, user).map_err(|failure| failure.message)?;
    member.roles = roles.map_or(std::mem::take(&mut member.roles), |all| all.into_iter().collect());
    member.nick = edit.nick.clone().unwrap_or(member.nick.take());
    member.timed_out_until = edit.timed_out_until.unwrap_or(member.timed_out_until);
    member.pending = edit.pending.unwrap_or(member.pending);
    let member = member.clone();
    world.changed(Change::MemberUpdated { guild, member });
    Ok(json!(user))
}

fn bits(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text:?} are no permissions; write the bits as a number, \"8\"."))
}
