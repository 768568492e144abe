//! Bans and kicks, with their audit-log entries.

use std::time::Duration;

use serde_json::Value;

use super::{AuditAction, AuditLogEntry, Ban, By, World};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::ids::{GuildId, UserId};

impl World {
    /// Bans a user, in the server or not, and deletes their messages of the last `purge`.
    pub(crate) fn ban(
        &mut self,
        by: &By,
        guild: GuildId,
        user: UserId,
        purge: Duration,
    ) -> Result<(), Failure> {
        let place = self.need(guild, by.user, bits::BAN_MEMBERS)?;
        self.user(user)?;
        if place.members.contains_key(&user) {
            self.need_rank(place, by.user, user)?;
        }
        self.purge_user(guild, user, purge);
        let place = self.guild_mut(guild)?;
        let was_member = place.members.remove(&user).is_some();
        if place.bans.contains_key(&user) {
            return Ok(());
        }
        place.bans.insert(user, Ban { user, reason: by.reason.clone() });
        self.audit(by, guild, AuditAction::MemberBanAdd, Some(user.get()), Vec::new(), None);
        if was_member {
            self.changed(Change::MemberLeft { guild, user });
        }
        self.changed(Change::Banned { guild, user, reason: by.reason.clone() });
        Ok(())
    }

    /// Lifts a ban.
    pub(crate) fn unban(&mut self, by: &By, guild: GuildId, user: UserId) -> Result<(), Failure> {
        self.need(guild, by.user, bits::BAN_MEMBERS)?;
        self.guild_mut(guild)?.bans.remove(&user).ok_or(Code::UnknownBan)?;
        self.audit(by, guild, AuditAction::MemberBanRemove, Some(user.get()), Vec::new(), None);
        self.changed(Change::Unbanned { guild, user });
        Ok(())
    }

    /// Kicks a member.
    pub(crate) fn kick(&mut self, by: &By, guild: GuildId, user: UserId) -> Result<(), Failure> {
        let place = self.need(guild, by.user, bits::KICK_MEMBERS)?;
        if !place.members.contains_key(&user) {
            return Err(Code::UnknownMember.into());
        }
        self.need_rank(place, by.user, user)?;
        self.audit(by, guild, AuditAction::MemberKick, Some(user.get()), Vec::new(), None);
        self.leave(guild, user);
        Ok(())
    }

    /// Makes a member leave by themselves.
    pub(crate) fn leave(&mut self, guild: GuildId, user: UserId) {
        let left = self.guilds.get_mut(&guild).and_then(|place| place.members.remove(&user));
        if left.is_some() {
            self.changed(Change::MemberLeft { guild, user });
        }
    }

    /// Adds an entry to the audit log.
    pub(crate) fn audit(
        &mut self,
        by: &By,
        guild: GuildId,
        action: AuditAction,
        target: Option<u64>,
        changes: Vec<Value>,
        options: Option<Value>,
    ) {
        let id = self.fresh();
        let entry =
            AuditLogEntry { id, action, by: by.user, target, reason: by.reason.clone(), changes, options };
        if let Some(place) = self.guilds.get_mut(&guild) {
            place.audit_log.push(entry.clone());
            self.changed(Change::Audited { guild, entry });
        }
    }

    fn purge_user(&mut self, guild: GuildId, user: UserId, within: Duration) {
        if within.is_zero() {
            return;
        }
        let since = self.now() - jiff::SignedDuration::try_from(within).unwrap_or_default();
        let here =
            self.channels.values().filter(|channel| channel.guild == Some(guild)).map(|channel| channel.id);
        for channel in here.collect::<Vec<_>>() {
            let messages = self.messages.get(&channel).into_iter().flat_map(|messages| messages.values());
            let theirs = messages.filter(|message| message.author == user && message.written() >= since);
            let theirs: Vec<_> = theirs.map(|message| message.id).collect();
            self.drop_messages(channel, &theirs);
        }
    }
}
