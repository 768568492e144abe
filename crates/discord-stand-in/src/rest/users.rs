//! Users, the gateway's address, direct-message channels.

use serde_json::{Value, json};
use twilight_model::id::Id;

use super::{Call, Outcome, RouteReply};
use crate::failure::{Code, Failure};
use crate::gateway;
use crate::ids::UserId;
use crate::world::{Guild, World};

pub(super) fn gateway(world: &mut World, _: &Call<'_>) -> Outcome {
    Ok(RouteReply::ok(json!({ "url": gateway::url(world) })))
}

pub(super) fn gateway_bot(world: &mut World, call: &Call<'_>) -> Outcome {
    let (url, now) = (gateway::url(world), world.now());
    let mut answer = world.gateway.json(call.application, now);
    answer["url"] = json!(url);
    Ok(RouteReply::ok(answer))
}

pub(super) fn me(world: &mut World, call: &Call<'_>) -> Outcome {
    Ok(RouteReply::ok(own(world, call.bot)?))
}

/// Returns the bot's user as it sees it.
pub(super) fn own(world: &World, bot: UserId) -> Result<Value, Failure> {
    let mut me = world.user(bot)?.json();
    me["verified"] = json!(true);
    me["mfa_enabled"] = json!(true);
    me["locale"] = json!("en-US");
    me["email"] = Value::Null;
    Ok(me)
}

pub(super) fn user(world: &mut World, call: &Call<'_>) -> Outcome {
    Ok(RouteReply::ok(world.user(call.user()?)?.json()))
}

pub(super) fn guilds(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=200).unwrap_or(200);
    let after = call.query.id(&call.findings, "after").unwrap_or(0);
    let before = call.query.id(&call.findings, "before").unwrap_or(u64::MAX);
    let counted = call.query.truth("with_counts");
    call.findings.verdict()?;
    let own = world.guilds.values().filter(|guild| guild.members.contains_key(&call.bot));
    let page = own.filter(|guild| guild.id.get() > after && guild.id.get() < before);
    let one = |guild: &Guild| {
        let mut json = json!({
            "id": guild.id,
            "name": guild.name,
            "icon": null,
            "banner": null,
            "owner": guild.owner == call.bot,
            "permissions": world.guild_permissions(guild, call.bot).to_string(),
            "features": [],
        });
        if counted {
            json["approximate_member_count"] = json!(guild.members.len());
            json["approximate_presence_count"] = json!(guild.members.len());
        }
        json
    };
    Ok(RouteReply::ok(page.take(usize::try_from(limit).unwrap_or_default()).map(one).collect::<Vec<_>>()))
}

pub(super) fn leave(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = call.guild()?;
    world.need(guild, call.bot, 0).map_err(|_| Code::UnknownGuild)?;
    world.leave(guild, call.bot);
    Ok(RouteReply::empty())
}

pub(super) fn open_direct(world: &mut World, call: &Call<'_>) -> Outcome {
    let recipient = {
        let form = call.form();
        form.require("recipient_id");
        form.snowflake("recipient_id")
    };
    call.findings.verdict()?;
    let recipient = recipient.and_then(Id::new_checked).ok_or(Code::InvalidRecipient)?;
    if !world.users.contains_key(&recipient) || recipient == call.bot {
        return Err(Code::InvalidRecipient.into());
    }
    let channel = world.open_direct(recipient);
    let channel = world.channel(channel)?;
    Ok(RouteReply::ok(world.channel_json(channel)))
}
