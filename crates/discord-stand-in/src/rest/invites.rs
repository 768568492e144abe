//! Invites.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::gateway::intents;
use crate::ids::iso;
use crate::world::audit::changes;
use crate::world::{AuditAction, Invite, World};

fn unknown() -> Failure {
    Failure { code: 10006, ..Failure::plain(404, "Unknown Invite") }
}

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Outcome {
    let (max_age, max_uses, temporary) = {
        let form = call.form();
        form.ignore(&["unique", "target_type", "target_user_id", "target_application_id", "role_ids"]);
        let max_age = form.integer("max_age", 0..=604_800).unwrap_or(86_400);
        (max_age, form.integer("max_uses", 0..=100).unwrap_or(0), form.truth("temporary").unwrap_or_default())
    };
    call.findings.verdict()?;
    let channel = world.need_in(call.channel()?, call.bot, bits::CREATE_INSTANT_INVITE)?;
    let (channel, guild) = (channel.id, channel.guild.ok_or(Code::NotInDirectMessage)?);
    let mut random = fastrand::Rng::with_seed(world.fresh::<Value>().get());
    let code: String = (0..8).map(|_| random.alphanumeric()).collect();
    let now = world.now();
    let invite =
        Invite { code, guild, channel, inviter: call.bot, made: now, max_age, max_uses, uses: 0, temporary };
    let shown = show(world, &invite);
    world.invites.insert(invite.code.clone(), invite);
    let changes = changes(&Value::Null, &audited(&shown));
    world.audit(&call.by(), guild, AuditAction::InviteCreate, None, changes, None);
    let mut data = shown.clone();
    data["channel_id"] = json!(channel);
    world.tell("INVITE_CREATE", (Some(guild), Some(channel)), intents::INVITES, data);
    Ok(RouteReply::ok(shown))
}

pub(super) fn of_channel(world: &mut World, call: &Call<'_>) -> Outcome {
    let channel = world.need_in(call.channel()?, call.bot, bits::MANAGE_CHANNELS)?.id;
    Ok(listed(world, |invite| invite.channel == channel))
}

pub(super) fn of_guild(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_GUILD)?.id;
    Ok(listed(world, |invite| invite.guild == guild))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    for name in ["with_counts", "with_expiration", "with_permissions"] {
        call.query.truth(name);
    }
    call.query.text("guild_scheduled_event_id");
    let invite = world.invites.get(call.param("code")).ok_or_else(unknown)?;
    Ok(RouteReply::ok(show(world, invite)))
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    let invite = world.invites.get(call.param("code")).ok_or_else(unknown)?.clone();
    world.need_in(invite.channel, call.bot, bits::MANAGE_CHANNELS)?;
    let shown = show(world, &invite);
    world.invites.remove(&invite.code);
    let changes = changes(&audited(&shown), &Value::Null);
    world.audit(&call.by(), invite.guild, AuditAction::InviteDelete, None, changes, None);
    let data = json!({ "channel_id": invite.channel, "code": invite.code });
    world.tell("INVITE_DELETE", (Some(invite.guild), Some(invite.channel)), intents::INVITES, data);
    Ok(RouteReply::ok(shown))
}

/// Returns the part of an invite that the audit log keeps.
fn audited(shown: &Value) -> Value {
    json!({
        "code": shown["code"],
        "channel_id": shown["channel"]["id"],
        "inviter_id": shown["inviter"]["id"],
        "max_age": shown["max_age"],
        "max_uses": shown["max_uses"],
        "temporary": shown["temporary"],
        "uses": shown["uses"],
    })
}

fn listed(world: &World, fits: impl Fn(&Invite) -> bool) -> RouteReply {
    RouteReply::ok(
        world.invites.values().filter(|one| fits(one)).map(|one| show(world, one)).collect::<Vec<_>>(),
    )
}

fn show(world: &World, invite: &Invite) -> Value {
    let guild = world.guilds.get(&invite.guild);
    let channel = world.channels.get(&invite.channel);
    let ends = (invite.max_age > 0).then(|| invite.made + SignedDuration::from_secs(invite.max_age));
    json!({
        "type": 0,
        "code": invite.code,
        "guild_id": invite.guild,
        "guild": guild.map(|guild| json!({
            "id": guild.id, "name": guild.name, "icon": null, "splash": null, "banner": null, "description": null,
            "features": ["COMMUNITY"], "verification_level": 1, "vanity_url_code": null, "nsfw_level": 0,
            "premium_subscription_count": 0,
        })),
        "channel": channel.map(|one| json!({ "id": one.id, "name": one.name, "type": one.kind as u64 })),
        "inviter": world.user_json(invite.inviter),
        "uses": invite.uses,
        "max_uses": invite.max_uses,
        "max_age": invite.max_age,
        "temporary": invite.temporary,
        "created_at": iso(invite.made),
        "expires_at": ends.map(iso),
        "approximate_member_count": guild.map(|guild| guild.members.len()),
        "approximate_presence_count": guild.map(|guild| guild.members.len()),
    })
}
