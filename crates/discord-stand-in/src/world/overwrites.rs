//! Changes channels and their overwrites.

use serde_json::{Value, json};
use twilight_model::id::Id;

use super::{AuditAction, By, Channel, Overwrite, World};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::ids::{ChannelId, GuildId};

impl World {
    /// Creates or replaces an overwrite. A user may only change bits that they hold themselves.
    pub(crate) fn put_overwrite(
        &mut self,
        by: &By,
        channel: ChannelId,
        id: u64,
        new: Overwrite,
    ) -> Result<(), Failure> {
        let (place, guild) = self.need_overwrites(by, channel)?;
        let known = if new.kind == 0 {
            self.guild(guild)?.roles.keys().any(|role| role.get() == id)
        } else {
            self.users.keys().any(|user| user.get() == id)
        };
        if !known {
            return Err(if new.kind == 0 { Code::UnknownRole } else { Code::UnknownUser }.into());
        }
        let old = place.overwrites.get(&id).copied();
        self.need_own_bits(by, place, old.unwrap_or_default(), new)?;
        self.channel_mut(channel)?.overwrites.insert(id, new);
        self.audit_overwrite(by, guild, channel, (id, old, Some(new)));
        self.channel_changed(by, channel, Vec::new());
        Ok(())
    }

    /// Removes one overwrite.
    pub(crate) fn delete_overwrite(&mut self, by: &By, channel: ChannelId, id: u64) -> Result<(), Failure> {
        let (place, guild) = self.need_overwrites(by, channel)?;
        let old = *place.overwrites.get(&id).ok_or(Code::UnknownOverwrite)?;
        self.need_own_bits(by, place, old, Overwrite::default())?;
        self.channel_mut(channel)?.overwrites.remove(&id);
        self.audit_overwrite(by, guild, channel, (id, Some(old), None));
        self.channel_changed(by, channel, Vec::new());
        Ok(())
    }

    /// Adds a change of a channel's own fields to the audit log and the feed.
    pub(crate) fn channel_changed(&mut self, by: &By, channel: ChannelId, changes: Vec<Value>) {
        let Some(place) = self.channels.get(&channel).cloned() else { return };
        if let (Some(guild), false) = (place.guild, changes.is_empty()) {
            let action =
                if place.is_thread() { AuditAction::ThreadUpdate } else { AuditAction::ChannelUpdate };
            self.audit(by, guild, action, Some(channel.get()), changes, None);
        }
        self.changed(Change::ChannelUpdated { channel: Box::new(place) });
    }

    /// Demands that `by` holds the changed bits in the server or in the category. A user whom an overwrite of the
    /// channel allows to manage roles may change all bits.
    pub(crate) fn need_own_bits(
        &self,
        by: &By,
        channel: &Channel,
        old: Overwrite,
        new: Overwrite,
    ) -> Result<(), Failure> {
        let guild = self.guild(channel.guild.ok_or(Code::NotInDirectMessage)?)?;
        let touched = (old.allow ^ new.allow) | (old.deny ^ new.deny);
        let category = channel.parent.and_then(|parent| self.channels.get(&parent));
        let in_category = category.map_or(0, |category| self.channel_permissions(category, by.user));
        let in_guild = self.guild_permissions(guild, by.user);
        let own =
            guild.members.get(&by.user).into_iter().flat_map(|member| &member.roles).map(|role| role.get());
        let own = own.chain([by.user.get()]).filter_map(|id| channel.overwrites.get(&id));
        let trusted = own.fold(0, |sum, overwrite| sum | overwrite.allow) & bits::MANAGE_ROLES != 0;
        if in_guild == bits::ALL || trusted || touched & !(in_guild | in_category) == 0 {
            return Ok(());
        }
        Err(Code::MissingPermissions.into())
    }

    fn need_overwrites(&self, by: &By, channel: ChannelId) -> Result<(&Channel, GuildId), Failure> {
        let guild = self.channel(channel)?.guild.ok_or(Code::NotInDirectMessage)?;
        Ok((self.need_in(channel, by.user, bits::MANAGE_ROLES)?, guild))
    }

    /// Adds an audit-log entry for an overwrite that was created, changed or removed.
    pub(crate) fn audit_overwrite(
        &mut self,
        by: &By,
        guild: GuildId,
        channel: ChannelId,
        (id, old, new): (u64, Option<Overwrite>, Option<Overwrite>),
    ) {
        let action = match (old, new) {
            (None, _) => AuditAction::OverwriteCreate,
            (_, None) => AuditAction::OverwriteDelete,
            _ => AuditAction::OverwriteUpdate,
        };
        let kind = new.or(old).unwrap_or_default().kind;
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let both = [("allow", old.allow, new.allow), ("deny", old.deny, new.deny)];
        let changes = both
            .into_iter()
            .filter(|(_, old, new)| old != new)
            .map(|(key, old, new)| json!({ "key": key, "old_value": old.to_string(), "new_value": new.to_string() }));
        let mut options = json!({ "id": id.to_string(), "type": kind.to_string() });
        let role = Id::new_checked(id).and_then(|role| self.role(guild, role).ok());
        if let Some(role) = role.filter(|_| kind == 0) {
            options["role_name"] = json!(role.name);
        }
        self.audit(by, guild, action, Some(channel.get()), changes.collect(), Some(options));
    }
}
