//! The Gateway's events that are not about members and messages: roles, channels, threads, reactions, typing, voice.

use serde_json::{Value, json};

use super::{Channel, Held, Message, World};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::feed::{Change, GatewayEvent};
use crate::gateway::intents;
use crate::ids::{ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::world::ChannelKind;

/// A reaction to a message.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reaction {
    /// The emoji, as Discord describes it: `id` and `name`.
    pub emoji: Value,
    /// The users who reacted, in order.
    pub users: Vec<UserId>,
}

impl World {
    /// Queues an event of a server or, if `channel` is given, of those who see that channel.
    pub(crate) fn tell(
        &mut self,
        name: &'static str,
        (guild, channel): (Option<GuildId>, Option<ChannelId>),
        intent: u64,
        mut data: Value,
    ) {
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild);
        }
        let event = Box::new(GatewayEvent { name, guild, channel, intent, data });
        self.changed(Change::Told { event });
    }

    /// Queues that a server's own fields changed.
    pub(crate) fn guild_changed(&mut self, guild: GuildId) {
        self.changed(Change::GuildUpdated { guild });
        if let Some(place) = self.guilds.get(&guild) {
            let data = place.json();
            self.tell("GUILD_UPDATE", (Some(guild), None), intents::GUILDS, data);
        }
    }

    /// Queues that a role was made.
    pub(crate) fn role_made(&mut self, guild: GuildId, role: RoleId) {
        self.tell_role("GUILD_ROLE_CREATE", guild, role);
    }

    /// Queues that a role changed.
    pub(crate) fn role_changed(&mut self, guild: GuildId, role: RoleId) {
        self.tell_role("GUILD_ROLE_UPDATE", guild, role);
    }

    fn tell_role(&mut self, name: &'static str, guild: GuildId, role: RoleId) {
        self.changed(Change::GuildUpdated { guild });
        if let Ok(role) = self.role(guild, role) {
            let data = json!({ "role": role.json() });
            self.tell(name, (Some(guild), None), intents::GUILDS, data);
        }
    }

    /// Deletes a role, from its members as well.
    pub(crate) fn remove_role(&mut self, guild: GuildId, role: RoleId) {
        let Ok(place) = self.guild_mut(guild) else { return };
        place.roles.remove(&role);
        for member in place.members.values_mut() {
            member.roles.remove(&role);
        }
        self.changed(Change::GuildUpdated { guild });
        self.tell("GUILD_ROLE_DELETE", (Some(guild), None), intents::GUILDS, json!({ "role_id": role }));
    }

    /// Deletes a channel with its threads and messages.
    pub(crate) fn remove_channel(&mut self, channel: ChannelId) {
        let threads = self.channels.values().filter(|one| one.parent == Some(channel) && one.is_thread());
        for thread in threads.map(|one| one.id).collect::<Vec<_>>() {
            self.remove_channel(thread);
        }
        self.messages.remove(&channel);
        if let Some(gone) = self.channels.remove(&channel) {
            self.changed(Change::ChannelDeleted { channel: Box::new(gone) });
        }
    }

    /// Removes a user's reaction; the caller has checked the permission.
    pub(crate) fn react_for(
        &mut self,
        user: UserId,
        place: (ChannelId, MessageId),
        emoji: &str,
        held: Held,
    ) -> Result<(), Failure> {
        let was = std::mem::replace(&mut self.forced, true);
        let done = self.react(user, place, emoji, held);
        self.forced = was;
        done
    }

    /// Adds or removes a user's reaction.
    pub(crate) fn react(
        &mut self,
        user: UserId,
        (channel, id): (ChannelId, MessageId),
        emoji: &str,
        held: Held,
    ) -> Result<(), Failure> {
        self.channel(channel)?.need_active()?;
        let emoji = self.emoji(channel, emoji)?;
        let message = self.message(channel, id)?;
        let there = message.reactions.iter().any(|one| one.emoji == emoji);
        let needed = if there || held == Held::No { 0 } else { bits::ADD_REACTIONS };
        self.need_in(channel, user, bits::READ_MESSAGE_HISTORY | needed)?;
        let message = self.message_mut(channel, id)?;
        let (guild, author) = (message.guild, message.author);
        if !message.set_reaction(user, &emoji, held) {
            return Ok(());
        }
        let name = if held == Held::Yes { "MESSAGE_REACTION_ADD" } else { "MESSAGE_REACTION_REMOVE" };
        let mut data = json!({
            "user_id": user, "channel_id": channel, "message_id": id, "emoji": emoji, "burst": false, "type": 0,
        });
        if held == Held::Yes {
            data["message_author_id"] = json!(author);
            if let Some(member) = guild.and_then(|guild| self.member(guild, user).ok()) {
                data["member"] = self.member_json(member);
            }
        }
        self.tell_reaction(name, (guild, channel), data);
        self.changed(Change::Reacted { channel, message: id });
        Ok(())
    }

    /// Removes the reactions to a message: all of them, or those with one emoji.
    pub(crate) fn clear_reactions(
        &mut self,
        (channel, id): (ChannelId, MessageId),
        emoji: Option<&str>,
    ) -> Result<(), Failure> {
        let emoji = emoji.map(|text| self.emoji(channel, text)).transpose()?;
        let message = self.message_mut(channel, id)?;
        let guild = message.guild;
        message.reactions.retain(|one| emoji.as_ref().is_some_and(|emoji| one.emoji != *emoji));
        let mut data = json!({ "channel_id": channel, "message_id": id });
        let name = match emoji {
            Some(emoji) => {
                data["emoji"] = emoji;
                "MESSAGE_REACTION_REMOVE_EMOJI"
            }
            None => "MESSAGE_REACTION_REMOVE_ALL",
        };
        self.tell_reaction(name, (guild, channel), data);
        self.changed(Change::Reacted { channel, message: id });
        Ok(())
    }

    fn tell_reaction(
        &mut self,
        name: &'static str,
        (guild, channel): (Option<GuildId>, ChannelId),
        data: Value,
    ) {
        let intent = if guild.is_some() { intents::REACTIONS } else { intents::DIRECT_REACTIONS };
        self.tell(name, (guild, Some(channel)), intent, data);
    }

    /// Returns an emoji as Discord describes it, from a character or `name:id`.
    pub(crate) fn emoji(&self, channel: ChannelId, text: &str) -> Result<Value, Failure> {
        let Some((name, id)) = text.trim_matches(['<', '>']).trim_start_matches(':').rsplit_once(':') else {
            let plain = !text.is_empty() && text.chars().any(|letter| !letter.is_ascii_alphanumeric());
            let keycap = text.chars().count() > 1 && text.contains('\u{20e3}');
            let known = plain || keycap;
            return if known {
                Ok(json!({ "id": null, "name": text }))
            } else {
                Err(Code::UnknownEmoji.into())
            };
        };
        let known = id.parse::<u64>().ok().filter(|id| {
            let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
            let here = guild.and_then(|guild| self.guilds.get(&guild));
            here.is_some_and(|guild| guild.emojis.contains_key(id))
        });
        known.ok_or(Code::UnknownEmoji)?;
        Ok(json!({ "id": id, "name": name }))
    }

    /// Tells that somebody is typing.
    pub(crate) fn type_in(&mut self, user: UserId, channel: ChannelId) {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let mut data = json!({ "channel_id": channel, "user_id": user, "timestamp": self.now().as_second() });
        if let Some(member) = guild.and_then(|guild| self.member(guild, user).ok()) {
            data["member"] = self.member_json(member);
        }
        let intent = if guild.is_some() { intents::TYPING } else { intents::DIRECT_TYPING };
        self.tell("TYPING_START", (guild, Some(channel)), intent, data);
    }

    /// Moves a member into a voice channel, or out of voice.
    pub(crate) fn enter_voice(
        &mut self,
        guild: GuildId,
        user: UserId,
        channel: Option<ChannelId>,
    ) -> Result<(), Failure> {
        if let Some(channel) = channel {
            let place = self.channel(channel)?;
            if !matches!(place.kind, ChannelKind::Voice | ChannelKind::Stage) || place.guild != Some(guild) {
                return Err(Code::WrongChannelType.into());
            }
        }
        self.member_mut(guild, user)?.voice = channel;
        self.voice_changed(guild, user);
        Ok(())
    }

    /// Tells of a member's voice state.
    pub(crate) fn voice_changed(&mut self, guild: GuildId, user: UserId) {
        if let Some(state) = self.voice_state(guild, user) {
            self.tell("VOICE_STATE_UPDATE", (Some(guild), None), intents::VOICE_STATES, state);
        }
    }

    /// Returns a member's voice state as Discord describes it.
    pub(crate) fn voice_state(&self, guild: GuildId, user: UserId) -> Option<Value> {
        let member = self.member(guild, user).ok()?;
        Some(json!({
            "guild_id": guild,
            "channel_id": member.voice,
            "user_id": user,
            "member": self.member_json(member),
            "session_id": format!("{:032x}", user.get()),
            "deaf": member.deaf,
            "mute": member.mute,
            "self_deaf": false,
            "self_mute": false,
            "self_video": false,
            "suppress": false,
            "request_to_speak_timestamp": null,
        }))
    }
}

impl Message {
    /// Sets or takes a reaction; returns `true` if that changed anything.
    fn set_reaction(&mut self, user: UserId, emoji: &Value, held: Held) -> bool {
        let at = self.reactions.iter().position(|one| one.emoji == *emoji);
        match (at.and_then(|at| self.reactions.get_mut(at)), held) {
            (Some(reaction), Held::Yes) if !reaction.users.contains(&user) => reaction.users.push(user),
            (Some(reaction), Held::No) if reaction.users.contains(&user) => {
                reaction.users.retain(|one| *one != user);
            }
            (None, Held::Yes) => self.reactions.push(Reaction { emoji: emoji.clone(), users: vec![user] }),
            _ => return false,
        }
        self.reactions.retain(|one| !one.users.is_empty());
        true
    }

    /// Returns the reactions as Discord describes them to `bot`.
    pub(crate) fn reactions_json(&self, bot: UserId) -> Vec<Value> {
        let one = |reaction: &Reaction| {
            json!({
                "emoji": reaction.emoji,
                "count": reaction.users.len(),
                "count_details": { "burst": 0, "normal": reaction.users.len() },
                "me": reaction.users.contains(&bot),
                "me_burst": false,
                "burst_colors": [],
            })
        };
        self.reactions.iter().map(one).collect()
    }
}

impl Channel {
    /// Returns `true` for threads of each kind.
    #[must_use]
    pub fn is_thread(&self) -> bool {
        self.thread.is_some()
    }
}
