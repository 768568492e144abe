//! Adds users, servers, roles, members and channels to the world.

use jiff::Timestamp;

use super::fixture::SENIOR;
use super::{Channel, ChannelKind, Guild, Incidents, Member, Role, User, World};
use crate::bits;
use crate::feed::Change;
use crate::ids::{ChannelId, GuildId, RoleId, UserId, created_at};

/// The permissions that the application asks for when it is added to a server.
pub(super) const APPLICATION: u64 = SENIOR | bits::EVERYONE | bits::BYPASS_SLOWMODE | VOICE_AND_NAMES;

/// The permissions to change members' voice states and names.
const VOICE_AND_NAMES: u64 =
    bits::MANAGE_NICKNAMES | bits::MOVE_MEMBERS | bits::MUTE_MEMBERS | bits::DEAFEN_MEMBERS;

impl World {
    /// Adds a new user, created at `at`.
    pub(crate) fn add_user(&mut self, name: &str, at: Timestamp) -> UserId {
        let id = self.ids.id(at);
        self.users.insert(id, User::new(id, name));
        id
    }

    /// Adds a server with @everyone, its owner and the application in it.
    pub(crate) fn add_guild(&mut self, name: &str, owner: UserId, at: Timestamp) -> GuildId {
        let id: GuildId = self.ids.id(at);
        let everyone = Role {
            id: id.cast(),
            name: "@everyone".to_owned(),
            position: 0,
            permissions: bits::EVERYONE,
            color: 0,
            managed_by: None,
            hoist: false,
            mentionable: false,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: "en-US".to_owned(),
            roles: [(everyone.id, everyone)].into(),
            members: [(owner, Member::new(owner, at))].into(),
            bans: Default::default(),
            audit_log: Vec::new(),
            rules: Default::default(),
            incidents: Incidents::default(),
            emojis: Default::default(),
            stickers: Default::default(),
            settings: Default::default(),
        };
        self.guilds.insert(id, guild);
        self.changed(Change::GuildUpdated { guild: id });
        id
    }

    /// Adds the application's bot with its managed role at `position`.
    pub(crate) fn install(&mut self, guild: GuildId, position: i64, at: Timestamp) -> RoleId {
        let (bot, name) = (self.application.bot, self.application.name.clone());
        self.add_bot(guild, bot, (&name, position, self.bot_permissions), at)
    }

    /// Adds a bot with its managed role.
    pub(super) fn add_bot(
        &mut self,
        guild: GuildId,
        bot: UserId,
        (name, position, permissions): (&str, i64, u64),
        at: Timestamp,
    ) -> RoleId {
        let role = self.add_role_quietly(guild, name, position, permissions);
        if let Some(role) = self.guilds.get_mut(&guild).and_then(|place| place.roles.get_mut(&role)) {
            role.managed_by = Some(bot);
        }
        self.join(guild, bot, &[role], at);
        // The application itself learns of its role with the server.
        if bot != self.application.bot {
            self.role_made(guild, role);
        }
        role
    }

    /// Adds a role.
    pub(crate) fn add_role(&mut self, guild: GuildId, name: &str, position: i64, permissions: u64) -> RoleId {
        let id = self.add_role_quietly(guild, name, position, permissions);
        self.role_made(guild, id);
        id
    }

    fn add_role_quietly(&mut self, guild: GuildId, name: &str, position: i64, permissions: u64) -> RoleId {
        let id: RoleId = self.ids.id(created_at(guild));
        let role = Role {
            id,
            name: name.to_owned(),
            position,
            permissions,
            color: 0,
            managed_by: None,
            hoist: false,
            mentionable: false,
        };
        if let Some(place) = self.guilds.get_mut(&guild) {
            place.roles.insert(id, role);
        }
        id
    }

    /// Makes a user join.
    pub(crate) fn join(&mut self, guild: GuildId, user: UserId, roles: &[RoleId], at: Timestamp) {
        let mut member = Member::new(user, at);
        member.roles.extend(roles);
        if let Some(place) = self.guilds.get_mut(&guild) {
            place.members.insert(user, member.clone());
            self.changed(Change::MemberJoined { guild, member });
        }
    }

    /// Adds a channel below the others.
    pub(crate) fn add_channel(
        &mut self,
        guild: GuildId,
        name: &str,
        kind: ChannelKind,
        parent: Option<ChannelId>,
    ) -> ChannelId {
        let id = self.ids.id(created_at(guild));
        let mut channel = Channel::new(id, kind, name);
        channel.guild = Some(guild);
        channel.parent = parent;
        let there = self.channels.values().filter(|other| other.guild == Some(guild)).count();
        channel.position = i64::try_from(there).unwrap_or(i64::MAX);
        self.channels.insert(id, channel.clone());
        self.changed(Change::ChannelCreated { channel: Box::new(channel) });
        id
    }
}
