//! The body of an interaction, as Discord sends it.

use serde_json::{Value, json};

use super::exchange::{Exchange, Kind, State};
use super::resolve::{Scene, partial_channel, permissions};
use crate::bits;
use crate::ids::{InteractionId, MessageId};
use crate::signer::Signature;
use crate::world::World;

/// The size limit of each file in an answer, in bytes.
const ATTACHMENT_SIZE: u64 = 10 * 1024 * 1024;

/// An interaction to send, as the client made it.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) kind: Kind,
    /// The command's name, or the custom id.
    pub(super) name: String,
    pub(super) command_kind: Option<u8>,
    pub(super) data: Value,
    /// The message of the component, also if the component opened a modal that is now submitted.
    pub(super) source: Option<MessageId>,
    pub(super) locale: Option<String>,
}

/// Adds a new interaction to the world, with the body to send; returns its id.
pub(super) fn begin(world: &mut World, scene: Scene, ask: Ask) -> InteractionId {
    let id: InteractionId = world.fresh();
    let token = format!("interaction.{id}.{:016x}", fastrand::Rng::with_seed(id.get()).u64(..));
    let body = body(world, scene, &ask, (id, &token)).to_string();
    let exchange = Exchange {
        id,
        token,
        application: world.application.id,
        kind: ask.kind,
        user: scene.user,
        channel: scene.channel,
        guild: scene.guild,
        sent: world.now(),
        name: ask.name,
        command_kind: ask.command_kind,
        source: ask.source,
        state: State::Waiting,
        original: None,
        ephemeral: false,
        followups: Vec::new(),
        modal: None,
        choices: None,
        unknown_webhook_calls: 0,
        body,
        signature: Signature::default(),
        over_gateway: false,
        status: None,
        response: Value::Null,
        error: None,
    };
    world.exchanges.insert(id, exchange);
    id
}

fn body(world: &World, scene: Scene, ask: &Ask, (id, token): (InteractionId, &str)) -> Value {
    let own_locale = world.users.get(&scene.user).map_or("en-US", |user| user.locale.as_str());
    let mut body = json!({
        "id": id,
        "application_id": world.application.id,
        "type": ask.kind as u64,
        "data": ask.data,
        "channel_id": scene.channel,
        "token": token,
        "version": 1,
        "locale": ask.locale.as_deref().unwrap_or(own_locale),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": ATTACHMENT_SIZE,
    });
    if let Ok(channel) = world.channel(scene.channel) {
        body["channel"] = partial_channel(world, channel, scene.user);
    }
    if let Some(message) = ask.source.and_then(|source| world.message(scene.channel, source).ok()) {
        body["message"] = world.message_json(message);
    }
    match scene.guild.and_then(|guild| world.guilds.get(&guild)) {
        Some(guild) => {
            body["guild_id"] = json!(guild.id);
            body["guild"] = json!({ "id": guild.id, "locale": guild.locale, "features": ["COMMUNITY"] });
            body["guild_locale"] = json!(guild.locale);
            body["context"] = json!(0);
            body["authorizing_integration_owners"] = json!({ "0": guild.id });
            body["app_permissions"] = json!(permissions(world, scene.channel, world.application.bot));
            if let Some(member) = guild.members.get(&scene.user) {
                body["member"] = world.member_json(member);
                body["member"]["permissions"] = json!(permissions(world, scene.channel, scene.user));
            }
        }
        None => {
            body["context"] = json!(1);
            body["user"] = world.user_json(scene.user);
            body["authorizing_integration_owners"] = json!({ "0": "0" });
            body["app_permissions"] = json!(bits::IN_DIRECT_MESSAGE.to_string());
        }
    }
    body
}
