//! Identifying: begins a session and sends READY and the servers.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::hearing::{DECODE_ERROR, Refused, is_presence};
use super::line::Connection;
use super::session::{Dispatch, Session};
use super::{PATH, dispatches, intents};
use crate::ids::GuildId;
use crate::world::World;

const AUTHENTICATION_FAILED: u16 = 4004;
const INVALID_SHARD: u16 = 4010;
const SHARDING_REQUIRED: u16 = 4011;
/// The largest number of servers of a session.
const MOST_GUILDS: usize = 2500;

/// The payload of Identify.
struct Introduction {
    intents: u64,
    shard: Option<[u32; 2]>,
    presence: Value,
}

/// Begins a session; returns its id.
pub(super) fn identify(line: &Connection, data: &Value) -> Result<String, Refused> {
    line.inner.world(|world| {
        need_token(world, data)?;
        let introduction = read(data)?;
        if let Some(code) = intents::refuse(introduction.intents, &world.application) {
            return Err(code.into());
        }
        let session = Session::new(
            world.application.id,
            introduction.shard,
            introduction.intents,
            introduction.presence,
            world.gateway.rules.kept,
        );
        if guilds(world, &session).len() > MOST_GUILDS {
            return Err(SHARDING_REQUIRED.into());
        }
        let now = world.now();
        count(world, introduction.shard, now)?;
        Ok(greet(line, world, session))
    })
}

/// Demands an application's token, and lets that application act. Fails too while clients are refused.
pub(super) fn need_token(world: &mut World, data: &Value) -> Result<(), Refused> {
    let token = data["token"].as_str().ok_or(DECODE_ERROR)?;
    let token = token.strip_prefix("Bot ").unwrap_or(token);
    let caller = world.by_token(token).ok_or(AUTHENTICATION_FAILED)?;
    world.act_as(caller);
    world.gateway.rules.refusal.map_or(Ok(()), |code| Err(code.into()))
}

fn read(data: &Value) -> Result<Introduction, u16> {
    let intents = data["intents"].as_u64().ok_or(DECODE_ERROR)?;
    let named = data["properties"].is_object();
    let threshold =
        data.get("large_threshold").is_none_or(|most| (50..=250).contains(&most.as_u64().unwrap_or(0)));
    let presence = data.get("presence").cloned().unwrap_or_default();
    if !named || !threshold || !(presence.is_null() || is_presence(&presence)) {
        return Err(DECODE_ERROR);
    }
    let shard = match data.get("shard").filter(|shard| !shard.is_null()) {
        None => None,
        Some(shard) => {
            let shard: [u32; 2] = serde_json::from_value(shard.clone()).map_err(|_| INVALID_SHARD)?;
            Some(shard).filter(|[shard, shards]| shard < shards).ok_or(INVALID_SHARD).map(Some)?
        }
    };
    Ok(Introduction { intents, shard, presence })
}

/// Counts a session start. Fails if the day's or the bucket's limit forbids it.
fn count(world: &mut World, shard: Option<[u32; 2]>, now: Timestamp) -> Result<(), Refused> {
    let (gateway, own) = (&mut world.gateway, world.application.id);
    if gateway.remaining(own, now) == 0 {
        world.notes.push("identified more often than allowed in a day: Discord resets the token".to_owned());
        return Err(AUTHENTICATION_FAILED.into());
    }
    gateway.starts.entry(own).or_default().push_back(now);
    let bucket = (own, shard.map_or(0, |[shard, _]| shard % gateway.rules.max_concurrency.max(1)));
    let pause = SignedDuration::try_from(gateway.rules.pause).unwrap_or_default();
    if gateway.buckets.get(&bucket).is_some_and(|last| now.duration_since(*last) < pause) {
        return Err(Refused::InvalidSession);
    }
    gateway.buckets.insert(bucket, now);
    Ok(())
}

/// Sends READY and the servers; returns the session's id.
fn greet(line: &Connection, world: &mut World, mut session: Session) -> String {
    session.take(line.outbox.clone());
    let id = format!("{:032x}", fastrand::u128(..));
    let mut user = world.user_json(world.application.bot);
    user["verified"] = json!(true);
    user["mfa_enabled"] = json!(true);
    user["email"] = Value::Null;
    let own = guilds(world, &session);
    let mut ready = json!({
        "v": 10,
        "user": user,
        "guilds": own.iter().map(|guild| json!({ "id": guild, "unavailable": true })).collect::<Vec<_>>(),
        "session_id": id,
        "resume_gateway_url": url(world),
        "application": { "id": world.application.id, "flags": world.application.flags },
    });
    if let Some(shard) = session.shard {
        ready["shard"] = json!(shard);
    }
    session.dispatch(&Dispatch { name: "READY", data: &ready.to_string() });
    for guild in own {
        if let Some(event) = dispatches::guild_create(world, guild) {
            event.send(world, &mut session);
        }
    }
    world.gateway.sessions.insert(id.clone(), session);
    id
}

/// Returns the address that clients connect to.
pub(crate) fn url(world: &World) -> String {
    format!("{}{PATH}", world.base_url.replacen("http", "ws", 1))
}

/// Returns the servers of a session.
fn guilds(world: &World, session: &Session) -> Vec<GuildId> {
    let there = world.guilds.values().filter(|guild| guild.members.contains_key(&world.application.bot));
    there.map(|guild| guild.id).filter(|guild| session.has(*guild)).collect()
}
