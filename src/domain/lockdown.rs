//! Lockdowns: the channels that they close, their pauses, and the report on each channel.

use twilight_model::guild::Permissions;

use crate::domain::channel::{after, everyone, lockable};
use crate::domain::ids::{ChannelId, GuildId};
use crate::domain::member::Role;
use crate::domain::permission_context::{Overwrite, PermissionContext};
use crate::domain::permissions::{PERKS, POWERS, Where, covers, gavel_lacks, named};
use crate::words;
use crate::words::Kept;

/// The largest number of channels and categories that can be chosen for a lockdown.
pub const CHOSEN: usize = 50;

/// The facts about a channel that matter for closing it.
#[derive(Clone, Copy, Debug)]
pub struct LockdownChannel<'a> {
    /// `true` for voice and stage channels.
    pub is_spoken: bool,
    /// `true` if a log is posted there.
    pub is_log: bool,
    pub overwrites: &'a [Overwrite],
}

/// The effect of closing a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The permissions that are taken from @everyone.
    pub bits: u64,
    /// The permissions that would be taken too, if Gavel held them.
    pub left: u64,
    /// `true` if closing changes nothing, because @everyone lacks these permissions already.
    pub is_shut: bool,
}

impl LockdownChannel<'_> {
    /// Returns the effect of closing the channel.
    ///
    /// # Errors
    /// Fails if the channel can't be closed, with one sentence.
    pub fn closing(&self, gavel: &PermissionContext<'_>) -> Result<Closing, Kept> {
        let needed = Permissions::MANAGE_ROLES | Permissions::VIEW_CHANNEL;
        let held = gavel.permissions_in(self.overwrites);
        if !covers(held, needed) {
            return Err(gavel_lacks(needed - held, Where::There));
        }
        let (bits, left) = lockable(gavel, self.is_spoken, self.overwrites);
        if bits & Permissions::SEND_MESSAGES.bits() == 0 {
            return Err(lacking(Permissions::SEND_MESSAGES));
        }
        let closed = after(gavel.guild, self.overwrites, bits);
        if self.is_log && !gavel.permissions_in(&closed).contains(Permissions::SEND_MESSAGES) {
            return Err(words::kept::closing_no_log());
        }
        let is_shut = everyone(gavel.guild, &closed) == everyone(gavel.guild, self.overwrites);
        let talking = self.writing() | Permissions::CONNECT | Permissions::SPEAK;
        let open = Permissions::from_bits_truncate(left) & talking;
        if is_shut && !self.is_shut(gavel.guild) && !open.is_empty() {
            return Err(lacking(open));
        }
        Ok(Closing { bits, left, is_shut })
    }

    /// Returns `true` if @everyone can't write in the channel, nor speak, be it by a lock or by hand.
    #[must_use]
    pub fn is_shut(&self, guild: GuildId) -> bool {
        let denied = Permissions::from_bits_truncate(everyone(guild, self.overwrites).deny);
        let is_mute = denied.intersects(Permissions::CONNECT | Permissions::SPEAK);
        denied.contains(self.writing()) && (is_mute || !self.is_spoken)
    }

    /// Returns `true` if ordinary members see the channel: a role lets them, in the server or the channel, that is
    /// neither a moderators' role nor an app's.
    #[must_use]
    pub fn is_seen(&self, guild: GuildId, roles: &[Role]) -> bool {
        let is_theirs = |role: &&Role| {
            role.id.get() == guild.get() || !(role.managed || role.permissions.intersects(POWERS - PERKS))
        };
        let theirs = roles.iter().filter(is_theirs);
        let own = everyone(guild, self.overwrites);
        let held = theirs.fold(own.allow, |held, role| {
            let there = self.overwrites.iter().filter(|it| it.id == role.id.get());
            held | (role.permissions.bits() & !own.deny) | there.fold(0, |sum, it| sum | it.allow)
        });
        Permissions::from_bits_truncate(held).contains(Permissions::VIEW_CHANNEL)
    }

    /// Returns the permissions for writing. Threads and the posts of a forum need another than the channel itself.
    fn writing(&self) -> Permissions {
        let threads =
            if self.is_spoken { Permissions::empty() } else { Permissions::SEND_MESSAGES_IN_THREADS };
        Permissions::SEND_MESSAGES | threads
    }
}

/// Returns the refusal if permissions can't be taken from members.
fn lacking(permissions: Permissions) -> Kept {
    words::kept::closing_lacks(named(permissions))
}

/// The largest number of channels named in one line, and the largest length of the report.
const NAMED: usize = 15;
const LONGEST: usize = 1800;
/// The beginning of each line of the report.
const BULLET: &str = "\n• ";

/// Returns a line for each distinct text, with all channels that it is about.
#[must_use]
pub fn listed(said: impl IntoIterator<Item = (ChannelId, Kept)>) -> Vec<Kept> {
    let mut groups: Vec<(Kept, Vec<ChannelId>)> = Vec::new();
    for (channel, what) in said {
        match groups.iter_mut().find(|(text, _)| *text == what) {
            Some((_, channels)) => channels.push(channel),
            None => groups.push((what, vec![channel])),
        }
    }
    groups.into_iter().map(|(what, channels)| Kept::joined([mentions(&channels), what], ": ")).collect()
}

/// Returns the channels' mentions: `<#1> <#2> and 3 more`.
fn mentions(channels: &[ChannelId]) -> Kept {
    let named: Vec<String> = channels.iter().take(NAMED).map(|channel| format!("<#{channel}>")).collect();
    match channels.len().saturating_sub(NAMED) {
        0 => named.join(" ").into(),
        more => words::kept::closing_and_more(more as u64, named.join(" ")),
    }
}

/// Returns a heading with as many lines below it as fit.
#[must_use]
pub fn report(heading: Kept, lines: Vec<Kept>) -> Kept {
    let (mut length, mut left) = (heading.text().len(), lines.len());
    let mut report = vec![heading];
    for line in lines {
        length += line.text().len() + BULLET.len();
        if length > LONGEST {
            break;
        }
        report.push(line);
        left -= 1;
    }
    if left > 0 {
        report.push(words::kept::closing_more_lines(left as u64));
    }
    Kept::joined(report, BULLET)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::member::Member;
    use twilight_model::id::Id;

    const SEE: Permissions = Permissions::VIEW_CHANNEL;
    const WRITE: Permissions = Permissions::SEND_MESSAGES;
    const THREADS: Permissions = Permissions::SEND_MESSAGES_IN_THREADS;
    const NONE: Permissions = Permissions::empty();

    fn role(id: u64, permissions: Permissions) -> Role {
        Role { id: Id::new(id), position: 0, permissions, managed: false }
    }

    fn overwrite(id: u64, allow: Permissions, deny: Permissions) -> Overwrite {
        Overwrite { id, kind: 0, allow: allow.bits(), deny: deny.bits() }
    }

    fn place(overwrites: &[Overwrite]) -> LockdownChannel<'_> {
        LockdownChannel { is_spoken: false, is_log: false, overwrites }
    }

    #[test]
    fn a_channel_is_seen_where_a_role_that_is_no_moderators_lets_people_see_it() {
        let seen = |roles: &[Role], overwrites: &[Overwrite]| place(overwrites).is_seen(Id::new(1), roles);
        let verified = [role(1, NONE), role(2, SEE | WRITE)];
        assert!(seen(&[role(1, SEE)], &[]));
        assert!(seen(&verified, &[]), "newcomers may nothing before they are given a role");
        let hidden = [overwrite(1, NONE, SEE), overwrite(2, SEE, NONE)];
        assert!(seen(&[role(1, SEE), role(2, NONE)], &hidden), "hidden from @everyone alone");
        assert!(!seen(&[role(1, SEE), role(2, Permissions::KICK_MEMBERS)], &hidden), "moderators'");
        let regulars = role(2, Permissions::BYPASS_SLOWMODE | Permissions::PIN_MESSAGES);
        assert!(seen(&[role(1, SEE), regulars], &hidden), "trusted members'");
        let app = Role { managed: true, ..role(2, NONE) };
        assert!(!seen(&[role(1, SEE), app], &hidden), "an app's");
        assert!(!seen(&verified, &[overwrite(1, NONE, SEE)]));
    }

    #[test]
    fn a_channel_is_shut_where_everyone_is_kept_from_writing_and_speaking() {
        let shut = [overwrite(1, NONE, WRITE | THREADS)];
        let spoken = LockdownChannel { is_spoken: true, ..place(&shut) };
        assert!(place(&shut).is_shut(Id::new(1)) && !spoken.is_shut(Id::new(1)));
        let mute = [overwrite(1, NONE, WRITE | Permissions::SPEAK)];
        assert!(LockdownChannel { is_spoken: true, ..place(&mute) }.is_shut(Id::new(1)));
    }

    #[test]
    fn where_only_threads_are_open_it_is_not_shut() {
        let denied = [overwrite(1, NONE, WRITE)];
        let forum = place(&denied);
        assert!(!forum.is_shut(Id::new(1)));
        let member = Member { id: Id::new(9), roles: vec![Id::new(2)] };
        let closing = |own: Permissions| {
            let roles = [role(1, SEE | WRITE), role(2, own), role(3, THREADS)];
            forum.closing(&PermissionContext {
                guild: Id::new(1),
                owner: Id::new(8),
                roles: &roles,
                member: &member,
            })
        };
        let own = Permissions::MANAGE_ROLES | THREADS;
        assert_eq!(closing(own), Ok(Closing { bits: (WRITE | THREADS).bits(), left: 0, is_shut: false }));
        assert!(closing(Permissions::MANAGE_ROLES).unwrap_err().text().contains("Send Messages in Threads"));
    }

    #[test]
    fn closing_takes_what_is_open_leaves_what_is_shut_and_names_what_hinders() {
        let member = Member { id: Id::new(9), roles: vec![Id::new(2)] };
        let closing = |own: Permissions, place: LockdownChannel<'_>| {
            let roles = [role(1, SEE | WRITE), role(2, own)];
            place.closing(&PermissionContext {
                guild: Id::new(1),
                owner: Id::new(8),
                roles: &roles,
                member: &member,
            })
        };
        let (bits, roles) = (WRITE.bits(), Permissions::MANAGE_ROLES);
        assert_eq!(closing(roles, place(&[])), Ok(Closing { bits, left: 0, is_shut: false }));
        let shut = [overwrite(1, NONE, WRITE)];
        assert_eq!(closing(roles, place(&shut)), Ok(Closing { bits, left: 0, is_shut: true }));
        let log = LockdownChannel { is_log: true, ..place(&[]) };
        for (own, place, why) in [(NONE, place(&[]), "Manage Roles"), (roles, log, "couldn't write there")] {
            assert!(closing(own, place).unwrap_err().text().contains(why), "{why}");
        }
    }

    #[test]
    fn channels_of_which_the_same_is_said_share_a_line() {
        let said = [(1, "gone"), (2, "kept"), (3, "gone")];
        let lines = listed(said.map(|(id, what)| (Id::new(id), what.into())));
        assert_eq!(lines.iter().map(Kept::text).collect::<Vec<_>>(), ["<#1> <#3>: gone", "<#2>: kept"]);
        assert_eq!(report("2 locked".into(), lines).text(), "2 locked\n• <#1> <#3>: gone\n• <#2>: kept");
        let many: Vec<ChannelId> = (1..=17).map(Id::new).collect();
        assert!(mentions(&many).text().ends_with("<#15> and 2 more"));
        let long = report("x".into(), vec!["y".repeat(500).into(); 5]).text();
        assert!(long.len() < 2000 && long.ends_with("and 2 more; see the cases that follow"));
    }
}
