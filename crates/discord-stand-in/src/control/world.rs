//! `GET world`: everything there is.

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::Control;
use crate::StandIn;
use crate::ids::iso;
use crate::registry::Localizations;
use crate::world::{Guild, Member, World};

/// `GET /control/world`
pub(super) async fn show(State(control): State<Control>) -> Json<Value> {
    Json(describe(&control.sim))
}

/// Returns the world: objects as Discord describes them, and what only the stand-in knows of people.
pub(super) fn describe(sim: &StandIn) -> Value {
    sim.inner.world(|world| {
        let users = world.users.values().map(|user| {
            let mut json = user.json();
            json["dms_open"] = json!(user.dms_open);
            json["locale"] = json!(user.locale);
            json
        });
        let commands = world.commands.values().map(|one| one.json(Localizations::Shown));
        let messages: Map<String, Value> = world
            .messages
            .iter()
            .map(|(channel, here)| {
                let shown = here.values().map(|message| {
                    let mut json = world.message_json(message);
                    json["only_for"] = json!(message.only_for);
                    json
                });
                (channel.to_string(), shown.collect())
            })
            .collect();
        json!({
            "now": iso(world.now()),
            "cast": sim.cast(),
            "users": users.collect::<Vec<_>>(),
            "guilds": world.guilds.values().map(|guild| guild_json(world, guild)).collect::<Vec<_>>(),
            "channels": world.channels.values().map(|one| world.channel_json(one)).collect::<Vec<_>>(),
            "messages": messages,
            "commands": commands.collect::<Vec<_>>(),
        })
    })
}

fn guild_json(world: &World, guild: &Guild) -> Value {
    let member = |member: &Member| {
        let mut json = world.member_json(member);
        json["voice_channel_id"] = json!(member.voice);
        json
    };
    let mut json = guild.json();
    json["members"] = guild.members.values().map(member).collect();
    json["bans"] =
        guild.bans.values().map(|ban| json!({ "user_id": ban.user, "reason": ban.reason })).collect();
    json["audit_log"] = guild.audit_log.iter().map(crate::AuditLogEntry::json).collect();
    json
}
