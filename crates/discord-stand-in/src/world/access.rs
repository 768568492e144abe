//! Permissions with overwrites, and ranks.

use super::{Channel, ChannelKind, Guild, Role, World};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::ids::{ChannelId, GuildId, RoleId, UserId};

impl World {
    /// Returns a member's permissions in the server, without channel overwrites.
    pub(crate) fn guild_permissions(&self, guild: &Guild, user: UserId) -> u64 {
        let Some(member) = guild.members.get(&user) else { return 0 };
        let held = guild.roles_of(user).fold(0, |sum, role| sum | role.permissions);
        if guild.owner == user || held & bits::ADMINISTRATOR != 0 {
            return bits::ALL;
        }
        if member.is_timed_out(self.now()) { held & bits::WHILE_TIMED_OUT } else { held }
    }

    /// Returns a user's permissions in a channel, overwrites included.
    pub(crate) fn channel_permissions(&self, channel: &Channel, user: UserId) -> u64 {
        let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) else {
            if ![channel.recipient, channel.bot].contains(&Some(user)) {
                return 0;
            }
            return bits::IN_DIRECT_MESSAGE
                | bits::VIEW_CHANNEL
                | bits::SEND_MESSAGES
                | bits::READ_MESSAGE_HISTORY;
        };
        let base = self.guild_permissions(guild, user);
        if base == bits::ALL || !guild.members.contains_key(&user) {
            return base;
        }
        let ruling = match (channel.kind, channel.parent.and_then(|id| self.channels.get(&id))) {
            (_, Some(parent)) if channel.is_thread() => parent,
            _ => channel,
        };
        let mut total = with_overwrites(base, ruling, guild, user);
        // A private thread is seen by its members and by moderators.
        let is_apart = channel.kind == ChannelKind::PrivateThread && total & bits::MANAGE_THREADS == 0;
        if is_apart && !channel.thread.as_ref().is_some_and(|thread| thread.has(user)) {
            return 0;
        }
        // Members who can't join a voice channel can't manage it either.
        if channel.kind == ChannelKind::Voice && total & bits::CONNECT == 0 {
            total &= !(bits::MANAGE_CHANNELS | bits::MANAGE_ROLES);
        }
        let timed_out = guild.members.get(&user).is_some_and(|member| member.is_timed_out(self.now()));
        if timed_out { total & bits::WHILE_TIMED_OUT } else { total }
    }

    /// Demands that `user` has all of `wanted` in the server.
    pub(crate) fn need(&self, guild: GuildId, user: UserId, wanted: u64) -> Result<&Guild, Failure> {
        let guild = self.guild(guild)?;
        if self.forced {
            return Ok(guild);
        }
        if !guild.members.contains_key(&user) {
            return Err(Code::MissingAccess.into());
        }
        if self.guild_permissions(guild, user) & wanted != wanted {
            return Err(Code::MissingPermissions.into());
        }
        Ok(guild)
    }

    /// Demands that `user` sees the channel and has all of `wanted` in it.
    pub(crate) fn need_in(&self, channel: ChannelId, user: UserId, wanted: u64) -> Result<&Channel, Failure> {
        let channel = self.channel(channel)?;
        if self.forced {
            return Ok(channel);
        }
        let held = self.channel_permissions(channel, user);
        if held & bits::VIEW_CHANNEL == 0 {
            return Err(Code::MissingAccess.into());
        }
        if held & wanted != wanted {
            return Err(Code::MissingPermissions.into());
        }
        Ok(channel)
    }

    /// Demands that `user` may act on `target`: not the owner, and every role below their highest.
    pub(crate) fn need_rank(&self, guild: &Guild, user: UserId, target: UserId) -> Result<(), Failure> {
        let outranked = self.forced
            || guild.owner == user
            || (guild.owner != target
                && top(guild, user).map(Role::rank) > top(guild, target).map(Role::rank));
        if outranked { Ok(()) } else { Err(Code::MissingPermissions.into()) }
    }

    /// Demands that `user` may hand out or take the role.
    pub(crate) fn need_above(&self, guild: &Guild, user: UserId, role: RoleId) -> Result<(), Failure> {
        let role = guild.roles.get(&role).ok_or(Code::UnknownRole)?;
        if role.managed_by.is_some() || role.id == guild.everyone() {
            return Err(Code::InvalidRole.into());
        }
        let above = guild.owner == user || top(guild, user).is_some_and(|own| own.rank() > role.rank());
        if above { Ok(()) } else { Err(Code::MissingPermissions.into()) }
    }

    /// Returns `true` if `target` is the owner or an administrator, who can't be timed out.
    pub(crate) fn is_untouchable(&self, guild: &Guild, target: UserId) -> bool {
        guild.owner == target
            || guild.roles_of(target).any(|role| role.permissions & bits::ADMINISTRATOR != 0)
    }
}

/// Returns a user's highest role; `None` if the user is not in the server.
fn top(guild: &Guild, user: UserId) -> Option<&Role> {
    guild.members.get(&user)?;
    guild.roles_of(user).max_by_key(|role| role.rank())
}

fn with_overwrites(base: u64, channel: &Channel, guild: &Guild, user: UserId) -> u64 {
    let mut total = base;
    if let Some(everyone) = channel.overwrites.get(&guild.id.get()) {
        total = (total & !everyone.deny) | everyone.allow;
    }
    let own = guild.members.get(&user).into_iter().flat_map(|member| &member.roles);
    let of_roles = own.filter_map(|role| channel.overwrites.get(&role.get()));
    let (allow, deny) = of_roles.fold((0, 0), |(allow, deny), one| (allow | one.allow, deny | one.deny));
    total = (total & !deny) | allow;
    if let Some(own) = channel.overwrites.get(&user.get()) {
        total = (total & !own.deny) | own.allow;
    }
    total
}
