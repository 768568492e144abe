//! Builds a test's world: users, servers, roles, members and channels.

use serde_json::Value;

use super::StandIn;
use super::handle::intent_flags;
use super::ids::{ChannelId, GuildId, RoleId, UserId, created_at};
use super::world::{ChannelKind, Overwrite, User};
use super::{Change, Intent};

/// A member's progress through a server's membership screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screening {
    Pending,
    Passed,
}

impl StandIn {
    /// Adds a user who is in no server.
    pub fn add_user(&self, name: &str) -> UserId {
        self.inner.world(|world| {
            let now = world.now();
            world.add_user(name, now)
        })
    }

    /// Adds a server with the application in it, whose role is at height 5.
    pub fn add_guild(&self, name: &str, owner: UserId) -> GuildId {
        self.inner.world(|world| {
            let now = world.now();
            let guild = world.add_guild(name, owner, now);
            world.install(guild, 5, now);
            guild
        })
    }

    /// Sets a field of a server, such as `system_channel_id`.
    pub fn set_guild_setting(&self, guild: GuildId, field: &str, value: Value) {
        self.inner.world(|world| {
            if let Ok(place) = world.guild_mut(guild) {
                place.settings.insert(field.to_owned(), value);
            }
        });
    }

    /// Adds a role. Two roles may have one height; the lower id then stands higher.
    pub fn add_role(&self, guild: GuildId, name: &str, position: i64, permissions: u64) -> RoleId {
        self.inner.world(|world| world.add_role(guild, name, position, permissions))
    }

    /// Deletes a role, from its members as well.
    pub fn remove_role(&self, guild: GuildId, role: RoleId) {
        self.inner.world(|world| {
            world.remove_role(guild, role);
        });
    }

    /// Sets a role's permissions.
    pub fn set_permissions(&self, guild: GuildId, role: RoleId, permissions: u64) {
        self.inner.world(|world| {
            let known = world.guild_mut(guild).ok().and_then(|place| place.roles.get_mut(&role));
            if let Some(known) = known {
                known.permissions = permissions;
            }
            world.role_changed(guild, role);
        });
    }

    /// Adds a new user who joins with these roles.
    pub fn add_member(&self, guild: GuildId, name: &str, roles: &[RoleId]) -> UserId {
        let user = self.add_user(name);
        self.join(guild, user, roles);
        user
    }

    /// Makes a user join a server.
    pub fn join(&self, guild: GuildId, user: UserId, roles: &[RoleId]) {
        self.inner.world(|world| {
            let now = world.now();
            world.join(guild, user, roles, now);
        });
    }

    /// Moves a member into a voice channel, or out of voice if `None`.
    pub fn set_voice(&self, guild: GuildId, user: UserId, channel: Option<ChannelId>) {
        self.inner.world(|world| {
            // Somebody who is no member is in no voice channel either.
            let _ = world.enter_voice(guild, user, channel);
        });
    }

    /// Sets whether a member has passed the server's membership screening.
    pub fn set_screening(&self, guild: GuildId, user: UserId, screening: Screening) {
        self.inner.world(|world| {
            let Ok(member) = world.member_mut(guild, user) else { return };
            member.pending = screening == Screening::Pending;
            let member = member.clone();
            world.changed(Change::MemberUpdated { guild, member });
        });
    }

    /// Makes a member leave. If it is the bot, the application is removed from the server.
    pub fn leave(&self, guild: GuildId, user: UserId) {
        self.inner.world(|world| world.leave(guild, user));
    }

    /// Adds a channel at the end of the list.
    pub fn add_channel(&self, guild: GuildId, name: &str, kind: ChannelKind) -> ChannelId {
        self.inner.world(|world| world.add_channel(guild, name, kind, None))
    }

    /// Adds a thread of the owner's that everybody sees who sees the channel; in a forum, a post. Returns `None` if there is
    /// no channel `parent`.
    pub fn add_thread(&self, parent: ChannelId, name: &str) -> Option<ChannelId> {
        let is_news = self.channel(parent)?.kind == ChannelKind::Announcement;
        let kind = if is_news { ChannelKind::AnnouncementThread } else { ChannelKind::PublicThread };
        self.add_thread_of(parent, kind, name)
    }

    /// Adds a thread of the owner's that only its members and moderators see.
    pub fn add_private_thread(&self, parent: ChannelId, name: &str) -> Option<ChannelId> {
        self.add_thread_of(parent, ChannelKind::PrivateThread, name)
    }

    fn add_thread_of(&self, parent: ChannelId, kind: ChannelKind, name: &str) -> Option<ChannelId> {
        self.inner.world(|world| {
            let guild = world.channels.get(&parent)?.guild?;
            let (id, owner) = (world.ids.id(created_at(guild)), world.guilds.get(&guild)?.owner);
            world.add_thread(parent, (id, kind, name), owner);
            Some(id)
        })
    }

    /// Gives a forum its tags, each with its name and whether only moderators set it; `required` if each post needs one.
    pub fn set_tags(&self, forum: ChannelId, tags: &[(&str, bool)], required: bool) {
        self.inner.world(|world| {
            let tags = tags.iter().map(|(name, moderated)| {
                let id = world.fresh::<Value>();
                serde_json::json!({ "id": id, "name": name, "moderated": moderated, "emoji_id": null, "emoji_name": null })
            });
            let tags: Vec<Value> = tags.collect();
            let Some(place) = world.channels.get_mut(&forum) else { return };
            (place.tags, place.wants_tags) = (tags, required);
            let channel = Box::new(place.clone());
            world.changed(Change::ChannelUpdated { channel });
        });
    }

    /// Archives or reopens a thread, and locks or unlocks it, as a moderator does by hand.
    pub fn set_thread(&self, thread: ChannelId, archived: bool, locked: bool) {
        self.inner.world(|world| {
            let now = world.now();
            let Some(place) = world.channels.get_mut(&thread) else { return };
            let Some(state) = place.thread.as_mut() else { return };
            (state.archived, state.locked, state.archive_at) = (archived, locked, now);
            let channel = Box::new(place.clone());
            world.changed(Change::ChannelUpdated { channel });
        });
    }

    /// Deletes a channel with all its messages.
    pub fn remove_channel(&self, channel: ChannelId) {
        self.inner.world(|world| {
            world.remove_channel(channel);
        });
    }

    /// Sets a role's overwrite in a channel: `allow` adds permissions, `deny` removes them.
    pub fn set_role_overwrite(&self, channel: ChannelId, role: RoleId, allow: u64, deny: u64) {
        self.set_overwrite(channel, role.get(), Overwrite { kind: 0, allow, deny });
    }

    /// Sets a member's overwrite in a channel.
    pub fn set_member_overwrite(&self, channel: ChannelId, user: UserId, allow: u64, deny: u64) {
        self.set_overwrite(channel, user.get(), Overwrite { kind: 1, allow, deny });
    }

    fn set_overwrite(&self, channel: ChannelId, id: u64, overwrite: Overwrite) {
        self.inner.world(|world| {
            if let Some(place) = world.channels.get_mut(&channel) {
                place.overwrites.insert(id, overwrite);
                let channel = Box::new(place.clone());
                world.changed(Change::ChannelUpdated { channel });
            }
        });
    }

    /// Closes a user's direct messages.
    pub fn close_dms(&self, user: UserId) {
        self.change_user(user, |user| user.dms_open = false);
    }

    /// Sets the language of a user's client.
    pub fn set_locale(&self, user: UserId, locale: &str) {
        self.change_user(user, |user| user.locale = locale.to_owned());
    }

    /// Sets the preferred language of a server.
    pub fn set_guild_locale(&self, guild: GuildId, locale: &str) {
        self.inner.world(|world| world.guilds.get_mut(&guild).map(|guild| guild.locale = locale.to_owned()));
    }

    /// Sets the application's privileged intents: these and no others.
    pub fn set_intents(&self, intents: &[Intent]) {
        self.inner.world(|world| world.application.flags = intent_flags(intents));
    }

    fn change_user(&self, user: UserId, change: impl FnOnce(&mut User)) {
        self.inner.world(|world| world.users.get_mut(&user).map(change));
    }
}
