//! Requests of a client to its session: members of a server, and a voice channel.

use serde_json::{Value, json};

use super::hearing::DECODE_ERROR;
use super::intents;
use super::line::Connection;
use super::session::Dispatch;
use crate::ids::{GuildId, UserId};
use crate::world::{Member, World};

/// The largest number of members in one chunk.
const CHUNK: usize = 1000;

impl Connection {
    /// Sends the members that a client asks for, in chunks.
    pub(super) fn members(&self, id: &str, asked: &Value) -> Result<(), u16> {
        let guild: GuildId = read(&asked["guild_id"]).ok_or(DECODE_ERROR)?;
        self.inner.world(|world| {
            let Some(session) = world.gateway.sessions.get(id) else { return };
            let (application, held) = (session.application, session.intents);
            world.act_as(application);
            let all = asked["user_ids"].is_null() && asked["query"] == "";
            if all && held & intents::MEMBERS == 0 {
                world
                    .notes
                    .push("all members of a server were requested without the intent for members".to_owned());
                return;
            }
            let chunks = chunks(world, guild, asked);
            let Some(session) = world.gateway.sessions.get_mut(id) else { return };
            for chunk in chunks {
                session.dispatch(&Dispatch { name: "GUILD_MEMBERS_CHUNK", data: &chunk.to_string() });
            }
        });
        Ok(())
    }

    /// Moves the bot into a voice channel, or out of voice. There is no voice server to connect to.
    pub(super) fn voice(&self, id: &str, asked: &Value) -> Result<(), u16> {
        let guild: GuildId = read(&asked["guild_id"]).ok_or(DECODE_ERROR)?;
        let channel = read(&asked["channel_id"]);
        self.inner.world(|world| {
            let Some(application) = world.gateway.sessions.get(id).map(|session| session.application) else {
                return;
            };
            world.act_as(application);
            let bot = world.application.bot;
            // Discord does not answer a wrong channel either.
            let _ = world.enter_voice(guild, bot, channel);
        });
        Ok(())
    }
}

fn chunks(world: &World, guild: GuildId, asked: &Value) -> Vec<Value> {
    let Some(place) =
        world.guilds.get(&guild).filter(|place| place.members.contains_key(&world.application.bot))
    else {
        return Vec::new();
    };
    let (members, missing): (Vec<&Member>, Vec<UserId>) = if asked["user_ids"].is_null() {
        (found(world, place.members.values(), asked), Vec::new())
    } else {
        let one = std::slice::from_ref(&asked["user_ids"]);
        let ids: Vec<UserId> =
            asked["user_ids"].as_array().map_or(one, Vec::as_slice).iter().filter_map(read).collect();
        let missing = ids.iter().filter(|id| !place.members.contains_key(id)).copied().collect();
        (ids.iter().filter_map(|id| place.members.get(id)).collect(), missing)
    };
    let parts: Vec<&[&Member]> = if members.is_empty() { vec![&[]] } else { members.chunks(CHUNK).collect() };
    let count = parts.len();
    let one = |(index, part): (usize, &&[&Member])| {
        let mut chunk = json!({
            "guild_id": guild,
            "members": part.iter().map(|member| world.member_json(member)).collect::<Vec<_>>(),
            "chunk_index": index,
            "chunk_count": count,
        });
        if !missing.is_empty() && index == 0 {
            chunk["not_found"] = json!(missing);
        }
        if asked["presences"] == true {
            chunk["presences"] = json!([]);
        }
        if let Some(nonce) = asked["nonce"].as_str() {
            chunk["nonce"] = json!(nonce);
        }
        chunk
    };
    parts.iter().enumerate().map(one).collect()
}

fn found<'w>(world: &'w World, all: impl Iterator<Item = &'w Member>, asked: &Value) -> Vec<&'w Member> {
    let query = asked["query"].as_str().unwrap_or_default().to_lowercase();
    let limit = asked["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(0);
    let named = |member: &&Member| {
        let user = world.users.get(&member.user);
        let names = [
            user.map(|user| &user.name),
            user.and_then(|user| user.display_name.as_ref()),
            member.nick.as_ref(),
        ];
        names.into_iter().flatten().any(|name| name.to_lowercase().starts_with(&query))
    };
    let found = all.filter(named);
    if limit == 0 { found.collect() } else { found.take(limit).collect() }
}

fn read<T>(value: &Value) -> Option<twilight_model::id::Id<T>> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    number.and_then(twilight_model::id::Id::new_checked)
}
