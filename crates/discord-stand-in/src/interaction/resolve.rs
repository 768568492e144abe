//! `resolved`: the objects behind the ids in an interaction.

use serde_json::{Map, Value, json};

use super::given::OptionValue;
use crate::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::world::{Channel, Message, Role, Upload, World};

/// The place of an interaction, and its user.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    pub(super) user: UserId,
    pub(super) channel: ChannelId,
    pub(super) guild: Option<GuildId>,
}

/// The dictionaries of `resolved`.
#[derive(Debug, Default)]
pub(super) struct Resolved(Map<String, Value>);

impl Resolved {
    /// Resolves a value; returns its id if it has one.
    pub(super) fn add(&mut self, world: &mut World, scene: Scene, given: &OptionValue) -> Option<String> {
        match given {
            OptionValue::User(user) => {
                self.user(world, scene, *user);
                Some(user.to_string())
            }
            OptionValue::Role(role) => {
                let found = scene.guild.and_then(|guild| world.role(guild, *role).ok());
                self.put("roles", role, found.map(Role::json)?);
                Some(role.to_string())
            }
            OptionValue::Channel(channel) => {
                let found = world.channel(*channel).ok()?;
                self.put("channels", channel, partial_channel(world, found, scene.user));
                Some(channel.to_string())
            }
            OptionValue::File { name, bytes } => {
                let upload = Upload {
                    filename: name.clone(),
                    content_type: content_type(name),
                    description: None,
                    bytes: bytes.clone().into(),
                };
                let attachment = world.store_file(scene.channel, upload);
                let mut json = attachment.json();
                json["ephemeral"] = json!(true);
                self.put("attachments", attachment.id, json);
                Some(attachment.id.to_string())
            }
            OptionValue::Attachment(json) => {
                let id = json["id"].as_str()?.to_owned();
                self.put("attachments", &id, json.clone());
                Some(id)
            }
            _ => None,
        }
    }

    /// Resolves a user, and their membership if they are in the server.
    pub(super) fn user(&mut self, world: &World, scene: Scene, user: UserId) {
        self.put("users", user, world.user_json(user));
        let Some(member) = scene.guild.and_then(|guild| world.member(guild, user).ok()) else { return };
        let mut json = member.json();
        json["permissions"] = json!(permissions(world, scene.channel, user));
        self.put("members", user, json);
    }

    /// Resolves a message with its content; returns its id.
    pub(super) fn message(&mut self, world: &World, message: &Message) -> MessageId {
        self.put("messages", message.id, world.message_json(message));
        message.id
    }

    /// Returns the field; null if nothing was resolved.
    pub(super) fn json(self) -> Value {
        if self.0.is_empty() { Value::Null } else { Value::Object(self.0) }
    }

    fn put(&mut self, kind: &str, id: impl ToString, value: Value) {
        let all = self.0.entry(kind).or_insert_with(|| json!({}));
        all[id.to_string()] = value;
    }
}

/// Returns a user's permissions in a channel, as Discord writes them.
pub(super) fn permissions(world: &World, channel: ChannelId, user: UserId) -> String {
    let held = world.channel(channel).map(|channel| world.channel_permissions(channel, user));
    held.unwrap_or_default().to_string()
}

/// Returns a channel as it stands in interactions.
pub(super) fn partial_channel(world: &World, channel: &Channel, user: UserId) -> Value {
    let mut json = world.channel_json(channel);
    if channel.guild.is_some() {
        if let Some(fields) = json.as_object_mut() {
            fields.remove("permission_overwrites");
        }
        json["permissions"] = json!(permissions(world, channel.id, user));
        json["app_permissions"] = json!(permissions(world, channel.id, world.application.bot));
    }
    json
}

fn content_type(name: &str) -> Option<String> {
    let kind = match name.rsplit('.').next()? {
        "txt" | "csv" | "md" => "text/plain; charset=utf-8",
        "json" | "jsonl" => "application/json; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => return None,
    };
    Some(kind.to_owned())
}
