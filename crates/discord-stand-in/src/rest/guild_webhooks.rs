//! Webhooks of channels: made, listed, changed, and executed with their token.

use serde_json::Value;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::check::message_rules::{self, MessageContext};
use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::gateway::intents;
use crate::ids::ChannelId;
use crate::world::audit::changes;
use crate::world::{AuditAction, Message, Webhook, World};

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Outcome {
    let name = {
        let form = call.form();
        form.ignore(&["avatar"]);
        form.required_text("name", 1..=80).to_owned()
    };
    call.findings.verdict()?;
    let channel = world.need_in(call.channel()?, call.bot, bits::MANAGE_WEBHOOKS)?;
    let (channel, guild) = (channel.id, channel.guild.ok_or(Code::NotInDirectMessage)?);
    let id = world.fresh::<Value>().get();
    let token = format!("{:032x}{:032x}", fastrand::Rng::with_seed(id).u128(..), id);
    let application = Some(call.application);
    let webhook = Webhook { id, token, name, channel, guild, creator: call.bot, application };
    let shown = webhook.json(world.user_json(call.bot));
    world.webhooks.insert(id, webhook);
    world.audit(
        &call.by(),
        guild,
        AuditAction::WebhookCreate,
        Some(id),
        changes(&Value::Null, &kept(&shown)),
        None,
    );
    told(world, channel);
    Ok(RouteReply::ok(shown))
}

pub(super) fn of_channel(world: &mut World, call: &Call<'_>) -> Outcome {
    let channel = world.need_in(call.channel()?, call.bot, bits::MANAGE_WEBHOOKS)?.id;
    Ok(listed(world, |webhook| webhook.channel == channel))
}

pub(super) fn of_guild(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_WEBHOOKS)?.id;
    Ok(listed(world, |webhook| webhook.guild == guild))
}

fn listed(world: &World, fits: impl Fn(&Webhook) -> bool) -> RouteReply {
    let fitting = world.webhooks.values().filter(|webhook| fits(webhook));
    RouteReply::ok(fitting.map(|one| one.json(world.user_json(one.creator))).collect::<Vec<_>>())
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let webhook = managed(world, call)?;
    Ok(RouteReply::ok(webhook.json(world.user_json(webhook.creator))))
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let (name, channel) = read_edit(&call.form());
    call.findings.verdict()?;
    let mut webhook = managed(world, call)?;
    webhook.name = name.unwrap_or(webhook.name);
    webhook.channel = channel.unwrap_or(webhook.channel);
    save(world, call, webhook)
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    let webhook = managed(world, call)?;
    remove(world, call, &webhook)
}

pub(super) fn get_by_token(world: &mut World, call: &Call<'_>) -> Outcome {
    let mut shown = by_token(world, call)?.json(Value::Null);
    if let Some(fields) = shown.as_object_mut() {
        fields.remove("user");
    }
    Ok(RouteReply::ok(shown))
}

pub(super) fn edit_by_token(world: &mut World, call: &Call<'_>) -> Outcome {
    let (name, _) = read_edit(&call.form());
    call.findings.verdict()?;
    let mut webhook = by_token(world, call)?;
    webhook.name = name.unwrap_or(webhook.name);
    save(world, call, webhook)
}

pub(super) fn delete_by_token(world: &mut World, call: &Call<'_>) -> Outcome {
    let webhook = by_token(world, call)?;
    remove(world, call, &webhook)
}

/// Returns `true` if the path names a webhook of a channel, not that of an interaction.
pub(super) fn is_one(world: &World, call: &Call<'_>) -> bool {
    call.param("application").parse().is_ok_and(|id: u64| world.webhooks.contains_key(&id))
}

/// Posts a message as the webhook. Without `wait` there is no body.
pub(super) fn execute(world: &mut World, call: &Call<'_>) -> Outcome {
    let wait = call.query.truth("wait");
    call.query.truth("with_components");
    let thread = call.query.id(&call.findings, "thread_id").and_then(twilight_model::id::Id::new_checked);
    let webhook = by_token(world, call)?;
    let form = call.form();
    let name = form.text("username", 1..=80).map_or(webhook.name.clone(), str::to_owned);
    form.ignore(&["avatar_url", "thread_name", "applied_tags"]);
    let draft = message_rules::read(&form, MessageContext::Webhook, &call.files)?;
    drop(form);
    call.findings.verdict()?;
    let channel: ChannelId = thread.unwrap_or(webhook.channel);
    world.channel(channel)?;
    let mut message = Message::new(world.fresh(), channel, twilight_model::id::Id::new(webhook.id));
    message.guild = Some(webhook.guild);
    message.application = webhook.application;
    message.webhook = Some(webhook.author(&name));
    world.compose(&mut message, draft);
    world.insert_message(message.clone());
    Ok(if wait { RouteReply::ok(world.message_json(&message)) } else { RouteReply::empty() })
}

pub(super) fn get_message(world: &mut World, call: &Call<'_>) -> Outcome {
    let message = own_message(world, call)?;
    Ok(RouteReply::ok(world.message_json(&message)))
}

pub(super) fn edit_message(world: &mut World, call: &Call<'_>) -> Outcome {
    let old = own_message(world, call)?;
    let draft = message_rules::read(&call.form(), MessageContext::Edit(&old), &call.files)?;
    call.findings.verdict()?;
    let message = world.edit(old.channel, old.id, draft)?;
    Ok(RouteReply::ok(world.message_json(&message)))
}

pub(super) fn delete_message(world: &mut World, call: &Call<'_>) -> Outcome {
    let old = own_message(world, call)?;
    world.drop_message(old.channel, old.id);
    Ok(RouteReply::empty())
}

fn own_message(world: &World, call: &Call<'_>) -> Result<Message, Failure> {
    let webhook = by_token(world, call)?;
    let thread = call.query.id(&call.findings, "thread_id").and_then(twilight_model::id::Id::new_checked);
    let message = world.message(thread.unwrap_or(webhook.channel), call.message()?)?;
    if message.author.get() == webhook.id { Ok(message.clone()) } else { Err(Code::UnknownMessage.into()) }
}

fn by_token(world: &World, call: &Call<'_>) -> Result<Webhook, Failure> {
    let id: u64 = call.param("application").parse().map_err(|_| Code::UnknownWebhook)?;
    let webhook = world.webhooks.get(&id).ok_or(Code::UnknownWebhook)?;
    if webhook.token == call.param("token") {
        Ok(webhook.clone())
    } else {
        Err(Code::InvalidWebhookToken.into())
    }
}

fn managed(world: &World, call: &Call<'_>) -> Result<Webhook, Failure> {
    let id = call.id::<Value>("webhook")?.get();
    let webhook = world.webhooks.get(&id).ok_or(Code::UnknownWebhook)?.clone();
    world.need_in(webhook.channel, call.bot, bits::MANAGE_WEBHOOKS)?;
    Ok(webhook)
}

fn read_edit(form: &Form<'_>) -> (Option<String>, Option<ChannelId>) {
    form.ignore(&["avatar"]);
    let channel = form.snowflake("channel_id").and_then(twilight_model::id::Id::new_checked);
    (form.text("name", 1..=80).map(str::to_owned), channel)
}

fn save(world: &mut World, call: &Call<'_>, webhook: Webhook) -> Outcome {
    let shown = webhook.json(world.user_json(webhook.creator));
    let old = world.webhooks.get(&webhook.id).map(|old| kept(&old.json(Value::Null))).unwrap_or_default();
    let (guild, channel, id) = (webhook.guild, webhook.channel, webhook.id);
    world.webhooks.insert(id, webhook);
    world.audit(&call.by(), guild, AuditAction::WebhookUpdate, Some(id), changes(&old, &kept(&shown)), None);
    told(world, channel);
    Ok(RouteReply::ok(shown))
}

fn remove(world: &mut World, call: &Call<'_>, webhook: &Webhook) -> Outcome {
    world.webhooks.remove(&webhook.id);
    let gone = changes(&kept(&webhook.json(Value::Null)), &Value::Null);
    world.audit(&call.by(), webhook.guild, AuditAction::WebhookDelete, Some(webhook.id), gone, None);
    told(world, webhook.channel);
    Ok(RouteReply::empty())
}

/// Returns the part of a webhook that the audit log keeps.
fn kept(shown: &Value) -> Value {
    let mut kept = shown.clone();
    if let Some(fields) = kept.as_object_mut() {
        fields.retain(|field, _| ["name", "type", "channel_id", "application_id"].contains(&field.as_str()));
    }
    kept
}

fn told(world: &mut World, channel: ChannelId) {
    let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
    let data = serde_json::json!({ "channel_id": channel });
    world.tell("WEBHOOKS_UPDATE", (guild, None), intents::WEBHOOKS, data);
}
