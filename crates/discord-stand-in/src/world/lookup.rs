//! Looks things up, or says which one is unknown; shows them as Discord does.

use serde_json::{Value, json};

use super::{Channel, Guild, Member, Message, Role, User, World};
use crate::failure::{Code, Failure};
use crate::ids::{ChannelId, GuildId, MessageId, RoleId, UserId};

impl World {
    pub(crate) fn user(&self, id: UserId) -> Result<&User, Failure> {
        self.users.get(&id).ok_or_else(|| Code::UnknownUser.into())
    }

    pub(crate) fn guild(&self, id: GuildId) -> Result<&Guild, Failure> {
        self.guilds.get(&id).ok_or_else(|| Code::UnknownGuild.into())
    }

    pub(crate) fn guild_mut(&mut self, id: GuildId) -> Result<&mut Guild, Failure> {
        self.guilds.get_mut(&id).ok_or_else(|| Code::UnknownGuild.into())
    }

    pub(crate) fn member(&self, guild: GuildId, user: UserId) -> Result<&Member, Failure> {
        self.guild(guild)?.members.get(&user).ok_or_else(|| Code::UnknownMember.into())
    }

    pub(crate) fn member_mut(&mut self, guild: GuildId, user: UserId) -> Result<&mut Member, Failure> {
        self.guild_mut(guild)?.members.get_mut(&user).ok_or_else(|| Code::UnknownMember.into())
    }

    pub(crate) fn role(&self, guild: GuildId, role: RoleId) -> Result<&Role, Failure> {
        self.guild(guild)?.roles.get(&role).ok_or_else(|| Code::UnknownRole.into())
    }

    pub(crate) fn channel(&self, id: ChannelId) -> Result<&Channel, Failure> {
        self.channels.get(&id).ok_or_else(|| Code::UnknownChannel.into())
    }

    pub(crate) fn channel_mut(&mut self, id: ChannelId) -> Result<&mut Channel, Failure> {
        self.channels.get_mut(&id).ok_or_else(|| Code::UnknownChannel.into())
    }

    pub(crate) fn message(&self, channel: ChannelId, id: MessageId) -> Result<&Message, Failure> {
        let found = self.messages.get(&channel).and_then(|messages| messages.get(&id));
        found.ok_or_else(|| Code::UnknownMessage.into())
    }

    pub(crate) fn message_mut(&mut self, channel: ChannelId, id: MessageId) -> Result<&mut Message, Failure> {
        let found = self.messages.get_mut(&channel).and_then(|messages| messages.get_mut(&id));
        found.ok_or_else(|| Code::UnknownMessage.into())
    }

    /// Returns the direct-message channel of the bot with `user`, if it is open.
    pub(crate) fn direct_channel(&self, user: UserId) -> Option<ChannelId> {
        let own = |channel: &&Channel| channel.bot == Some(self.application.bot);
        let theirs = |channel: &&Channel| channel.recipient == Some(user);
        self.channels.values().filter(own).find(theirs).map(|channel| channel.id)
    }

    /// Returns a user as Discord describes them; a deleted user if unknown.
    pub(crate) fn user_json(&self, id: UserId) -> Value {
        self.users.get(&id).map_or_else(|| User::new(id, "deleted_user").json(), User::json)
    }

    /// Returns a member with their user.
    pub(crate) fn member_json(&self, member: &Member) -> Value {
        let mut json = member.json();
        json["user"] = self.user_json(member.user);
        json
    }

    pub(crate) fn channel_json(&self, channel: &Channel) -> Value {
        let mut json = channel.json(channel.recipient.map(|user| self.user_json(user)));
        if let Some(thread) = &channel.thread {
            let messages = self.messages.get(&channel.id).map_or(0, std::collections::BTreeMap::len);
            thread.describe(messages, &mut json);
        }
        json
    }

    /// Returns a message with its content, as in most places.
    pub(crate) fn message_json(&self, message: &Message) -> Value {
        let mentions = message.mentions.iter().map(|user| self.user_json(*user)).collect();
        let author = message.webhook.clone().unwrap_or_else(|| self.user_json(message.author));
        let mut json = message.json(author, mentions);
        if !message.reactions.is_empty() {
            json["reactions"] = json!(message.reactions_json(self.application.bot));
        }
        if let Some(thread) = self.channels.get(&message.id.cast()).filter(|one| one.is_thread()) {
            json["thread"] = self.channel_json(thread);
        }
        json
    }

    /// Returns a message as REST lists it: without the message-content intent, other users' content is blank unless
    /// it is a direct message or mentions the application.
    pub(crate) fn message_json_for_bot(&self, message: &Message) -> Value {
        let mut json = self.message_json(message);
        if !self.is_open(message) && !self.application.sees_content() {
            redact(&mut json);
        }
        json
    }

    /// Returns `true` if the application sees the message's content even without the message-content intent.
    pub(crate) fn is_open(&self, message: &Message) -> bool {
        let bot = self.application.bot;
        message.author == bot || message.guild.is_none() || message.mentions.contains(&bot)
    }
}

/// Blanks the content that needs the message-content intent.
pub(crate) fn redact(message: &mut Value) {
    message["content"] = json!("");
    message["embeds"] = json!([]);
    message["attachments"] = json!([]);
    message["components"] = json!([]);
    if let Some(fields) = message.as_object_mut() {
        fields.remove("poll");
    }
}
