//! Changes a member: timeout, nickname, roles, voice.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{AuditAction, By, ChannelKind, Guild, World};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::ids::{ChannelId, GuildId, RoleId, UserId, iso};

/// The longest timeout.
const LONGEST_TIMEOUT: SignedDuration = SignedDuration::from_hours(28 * 24);

/// The changes to a member; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemberEdit {
    pub(crate) timeout: Option<Option<Timestamp>>,
    pub(crate) nick: Option<Option<String>>,
    pub(crate) roles: Option<BTreeSet<RoleId>>,
    pub(crate) deaf: Option<bool>,
    pub(crate) mute: Option<bool>,
    pub(crate) voice: Option<Option<ChannelId>>,
}

impl World {
    /// Changes a member; either all of `edit` or nothing.
    pub(crate) fn edit_member(
        &mut self,
        by: &By,
        guild: GuildId,
        user: UserId,
        edit: MemberEdit,
    ) -> Result<(), Failure> {
        let place = self.need(guild, by.user, needed(&edit, by.user == user))?;
        let member = place.members.get(&user).ok_or(Code::UnknownMember)?;
        let own_nick = edit.nick.is_some() && by.user == user;
        let others = edit.timeout.is_some() || edit.deaf.is_some() || edit.mute.is_some();
        if others || (edit.nick.is_some() && !own_nick) {
            self.need_rank(place, by.user, user)?;
        }
        if let Some(until) = edit.timeout {
            self.check_timeout(place, user, until)?;
        }
        if (edit.voice.is_some() || edit.deaf.is_some() || edit.mute.is_some()) && member.voice.is_none() {
            return Err(Code::NotInVoice.into());
        }
        if let Some(Some(to)) = edit.voice {
            self.check_voice(guild, by.user, to)?;
        }
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        if let Some(roles) = &edit.roles {
            added = roles.difference(&member.roles).copied().collect();
            removed = member.roles.difference(roles).copied().collect();
            for role in added.iter().chain(&removed) {
                self.need_above(place, by.user, *role)?;
            }
        }
        let voice = edit.voice.is_some() || edit.deaf.is_some() || edit.mute.is_some();
        let changes = changes(member.timed_out_until, member.nick.as_ref(), &edit);
        let roles = role_changes(place, &added, &removed);

        let member = self.member_mut(guild, user)?;
        member.timed_out_until = edit.timeout.unwrap_or(member.timed_out_until);
        member.nick = edit.nick.unwrap_or(member.nick.take());
        member.roles = edit.roles.unwrap_or(std::mem::take(&mut member.roles));
        member.deaf = edit.deaf.unwrap_or(member.deaf);
        member.mute = edit.mute.unwrap_or(member.mute);
        member.voice = edit.voice.unwrap_or(member.voice);
        let member = member.clone();
        if !changes.is_empty() {
            self.audit(by, guild, AuditAction::MemberUpdate, Some(user.get()), changes, None);
        }
        if !roles.is_empty() {
            self.audit(by, guild, AuditAction::MemberRoleUpdate, Some(user.get()), roles, None);
        }
        self.changed(Change::MemberUpdated { guild, member });
        if voice {
            self.voice_changed(guild, user);
        }
        Ok(())
    }

    /// Gives or takes a role. Giving a held role or taking one that is not held changes nothing.
    pub(crate) fn set_role(
        &mut self,
        by: &By,
        guild: GuildId,
        user: UserId,
        role: RoleId,
        held: Held,
    ) -> Result<(), Failure> {
        let place = self.need(guild, by.user, bits::MANAGE_ROLES)?;
        let mut roles = place.members.get(&user).ok_or(Code::UnknownMember)?.roles.clone();
        self.need_above(place, by.user, role)?;
        let differs = match held {
            Held::Yes => roles.insert(role),
            Held::No => roles.remove(&role),
        };
        if !differs {
            return Ok(());
        }
        self.edit_member(by, guild, user, MemberEdit { roles: Some(roles), ..MemberEdit::default() })
    }

    /// Fails unless `to` is a voice channel of the server that `by` can connect to.
    fn check_voice(&self, guild: GuildId, by: UserId, to: ChannelId) -> Result<(), Failure> {
        let channel = self.need_in(to, by, bits::CONNECT)?;
        if channel.guild != Some(guild) {
            return Err(Code::UnknownChannel.into());
        }
        if channel.kind != ChannelKind::Voice {
            return Err(Code::WrongChannelType.into());
        }
        Ok(())
    }

    fn check_timeout(&self, place: &Guild, user: UserId, until: Option<Timestamp>) -> Result<(), Failure> {
        if until.is_some() && self.is_untouchable(place, user) {
            return Err(Code::MissingPermissions.into());
        }
        if until.is_some_and(|until| until > self.now() + LONGEST_TIMEOUT + SignedDuration::from_secs(30)) {
            let errors = json!({ "communication_disabled_until": { "_errors": [{
                "code": "GUILD_MEMBER_COMMUNICATION_DISABLED_TOO_LONG",
                "message": "Communication disabled until cannot be more than 28 days in the future.",
            }] } });
            return Err(Failure::form(errors, "a timeout of more than 28 days".into()));
        }
        Ok(())
    }
}

/// Tells if a role is to be given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// Give it.
    Yes,
    /// Take it.
    No,
}

fn needed(edit: &MemberEdit, on_oneself: bool) -> u64 {
    let nick = if on_oneself { bits::CHANGE_NICKNAME } else { bits::MANAGE_NICKNAMES };
    [
        (edit.timeout.is_some(), bits::MODERATE_MEMBERS),
        (edit.nick.is_some(), nick),
        (edit.roles.is_some(), bits::MANAGE_ROLES),
        (edit.mute.is_some(), bits::MUTE_MEMBERS),
        (edit.deaf.is_some(), bits::DEAFEN_MEMBERS),
        (edit.voice.is_some(), bits::MOVE_MEMBERS),
    ]
    .into_iter()
    .filter_map(|(wanted, bit)| wanted.then_some(bit))
    .fold(0, |sum, bit| sum | bit)
}

fn changes(timed_out: Option<Timestamp>, nick: Option<&String>, edit: &MemberEdit) -> Vec<Value> {
    let mut changes = Vec::new();
    let mut change = |key: &str, old: Option<String>, new: Option<String>| {
        if old != new {
            let mut change = json!({ "key": key });
            for (side, value) in [("old_value", old), ("new_value", new)] {
                if let Some(value) = value {
                    change[side] = json!(value);
                }
            }
            changes.push(change);
        }
    };
    if let Some(until) = edit.timeout {
        change("communication_disabled_until", timed_out.map(iso), until.map(iso));
    }
    if let Some(new) = &edit.nick {
        change("nick", nick.cloned(), new.clone());
    }
    changes
}

fn role_changes(place: &Guild, added: &[RoleId], removed: &[RoleId]) -> Vec<Value> {
    let name = |role: &RoleId| json!({ "id": role, "name": place.roles.get(role).map(|role| &role.name) });
    [("$add", added), ("$remove", removed)]
        .into_iter()
        .filter(|(_, roles)| !roles.is_empty())
        .map(|(key, roles)| json!({ "key": key, "new_value": roles.iter().map(name).collect::<Vec<_>>() }))
        .collect()
}
