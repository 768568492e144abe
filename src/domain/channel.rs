//! Changes to a channel: the permissions that a lock takes from @everyone, the lock of a thread, and the slowmode; with the
//! rules to restore exactly the state before them.
//! Permissions of overwrites are raw bits here: those that nobody here has a name for must survive.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::domain::ids::{GuildId, RoleId};
use crate::domain::pause::Pause;
use crate::domain::permission_context::{Overwrite, PermissionContext};
use crate::words;
use crate::words::Kept;

/// The permissions that a lock takes in a text channel.
const WRITING: Permissions = Permissions::SEND_MESSAGES
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::CREATE_PUBLIC_THREADS)
    .union(Permissions::CREATE_PRIVATE_THREADS)
    .union(Permissions::ADD_REACTIONS);
/// The permissions that a lock takes in a voice or stage channel.
const SPEAKING: Permissions = Permissions::SEND_MESSAGES
    .union(Permissions::ADD_REACTIONS)
    .union(Permissions::CONNECT)
    .union(Permissions::SPEAK);

/// The longest slowmode, in seconds.
pub const LONGEST_SLOWMODE: u32 = 21_600;

/// A case's change to its channel or to the server, with the state before it, once that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Lock {
        /// The permissions that are taken from @everyone.
        bits: u64,
        /// The permissions that would be taken too, if Gavel held them.
        left: u64,
        before: Option<Everyone>,
        /// The roles that lose what the channel itself allows them, if that was asked for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        roles: Vec<RoleLock>,
    },
    ThreadLock {
        before: Option<ThreadState>,
    },
    Slowmode {
        seconds: u32,
        before: Option<u32>,
        /// `true` for a closed thread, which is opened to be changed and closed again.
        #[serde(default)]
        is_closed: bool,
    },
    /// A lift in a closed thread, which is opened for the change and closed again.
    Reopened,
    /// The pauses of a lockdown beside its channels.
    Lockdown(Pause),
}

/// The state of a thread, which has no overwrites of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadState {
    /// `true` if the thread is closed: it is read until somebody opens it, as a message does.
    #[serde(default)]
    pub archived: bool,
    /// `true` if only those who manage threads write in it or open it.
    #[serde(default)]
    pub locked: bool,
}

/// A role that a lock takes permissions from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleLock {
    pub role: RoleId,
    /// The permissions that the channel's overwrite allowed the role; none until they were read.
    pub taken: u64,
}

/// The overwrite of @everyone, or of another role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Everyone {
    pub allow: u64,
    pub deny: u64,
    /// `true` if the overwrite exists: one without any bits is not the same as none.
    pub exists: bool,
}

impl Everyone {
    /// Returns the overwrite with these bits denied.
    #[must_use]
    pub fn locked(self, bits: u64) -> Self {
        Self { allow: self.allow & !bits, deny: self.deny | bits, exists: true }
    }

    /// Returns the overwrite without allowing these bits, which leaves them to @everyone's.
    #[must_use]
    pub fn without(self, bits: u64) -> Self {
        Self { allow: self.allow & !bits, ..self }
    }

    /// Returns the overwrite with these bits as in `from`.
    fn take(self, bits: u64, from: Self) -> Self {
        Self {
            allow: (self.allow & !bits) | (from.allow & bits),
            deny: (self.deny & !bits) | (from.deny & bits),
            ..self
        }
    }
}

/// Returns the state that a lock of these bits must remember. For bits that an earlier lock or try took and that are
/// still denied, that is the state it found.
#[must_use]
pub fn found(now: Everyone, bits: u64, earlier: Option<(u64, Everyone)>) -> Everyone {
    let only = Everyone { allow: now.allow & bits, deny: now.deny & bits, exists: now.exists };
    match earlier {
        None => only,
        Some((taken, before)) => {
            Everyone { exists: before.exists, ..only.take(bits & taken & now.deny, before) }
        }
    }
}

/// Returns the overwrite after unlocking, and the bits that were changed by hand meanwhile, which stay so.
#[must_use]
pub fn restored(now: Everyone, bits: u64, before: Everyone) -> (Everyone, u64) {
    let ours = bits & now.deny;
    let differs = (now.allow ^ before.allow) | (now.deny ^ before.deny);
    let back = now.take(ours, before);
    let exists = now.exists && (before.exists || back.allow | back.deny != 0);
    (Everyone { exists, ..back }, bits & !now.deny & differs)
}

/// Returns what a lock of these bits takes from a role: what the role is allowed, and what an earlier lock or try took and
/// nobody has decided on since.
#[must_use]
pub fn role_found(now: Everyone, bits: u64, earlier: u64) -> u64 {
    (now.allow & bits) | (earlier & !(now.allow | now.deny))
}

/// Returns a role's overwrite after unlocking, and the bits that were changed by hand meanwhile, which stay so.
#[must_use]
pub fn role_restored(now: Everyone, taken: u64) -> (Everyone, u64) {
    if !now.exists {
        return (now, taken);
    }
    (Everyone { allow: now.allow | (taken & !now.deny), ..now }, taken & now.deny)
}

/// Returns the state that a lock of a thread must remember: if it is locked by an earlier lock, what that one found; and if
/// this lock opened it, that it was closed. `earlier` is the lock in force, `own` what an earlier try of this one stored.
#[must_use]
pub fn thread_found(now: ThreadState, own: Option<ThreadState>, earlier: Option<ThreadState>) -> ThreadState {
    ThreadState {
        archived: now.archived || own.is_some_and(|own| own.archived),
        locked: now.locked && own.or(earlier).is_none_or(|before| before.locked),
    }
}

/// Returns the slowmode to remember: the one found, or the one before an earlier slowmode that is still set.
#[must_use]
pub fn slowmode_found(now: u32, earlier: Option<(u32, u32)>) -> u32 {
    earlier.filter(|(seconds, _)| *seconds == now).map_or(now, |(_, before)| before)
}

/// Returns a delay in words: `off`, `30 s`, `1 min 30 s`, `6 h`.
#[must_use]
pub fn delay(seconds: u32) -> Kept {
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if parts.is_empty() { words::kept::word_off() } else { parts.join(" ").into() }
}

/// Returns the permissions that a lock can take from @everyone, and those that it must leave: Gavel can only change
/// bits that it holds, and can't restore a voice channel that it can't join.
#[must_use]
pub fn lockable(gavel: &PermissionContext<'_>, speaking: bool, overwrites: &[Overwrite]) -> (u64, u64) {
    let wanted = if speaking { SPEAKING } else { WRITING };
    let mut bits = (wanted & gavel.permissions()).bits();
    if !gavel.permissions_in(&after(gavel.guild, overwrites, bits)).contains(Permissions::CONNECT) {
        bits &= !Permissions::CONNECT.bits();
    }
    let given = gavel.roles.iter().fold(0, |sum, role| sum | role.permissions.bits());
    let given = overwrites.iter().fold(given, |sum, overwrite| sum | overwrite.allow);
    (bits, wanted.bits() & !bits & given)
}

/// Returns a channel's overwrites after these bits are taken from @everyone.
#[must_use]
pub fn after(guild: GuildId, overwrites: &[Overwrite], bits: u64) -> Vec<Overwrite> {
    let now = everyone(guild, overwrites).locked(bits);
    let own = Overwrite { id: guild.get(), kind: 0, allow: now.allow, deny: now.deny };
    overwrites.iter().copied().filter(|it| it.id != guild.get()).chain([own]).collect()
}

/// Returns the overwrite of @everyone in a channel.
#[must_use]
pub fn everyone(guild: GuildId, overwrites: &[Overwrite]) -> Everyone {
    of_role(guild.cast(), overwrites)
}

/// Returns the overwrite of a role in a channel.
#[must_use]
pub fn of_role(role: RoleId, overwrites: &[Overwrite]) -> Everyone {
    overwrites.iter().find(|it| it.id == role.get()).map_or_else(Everyone::default, |it| Everyone {
        allow: it.allow,
        deny: it.deny,
        exists: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::member::{Member, Role};
    use twilight_model::id::Id;

    const A: u64 = 1 << 11;
    const B: u64 = 1 << 38;
    const UNKNOWN: u64 = 1 << 60;
    const OURS: u64 = A | B;
    const ABSENT: Everyone = Everyone { allow: 0, deny: 0, exists: false };

    fn there(allow: u64, deny: u64) -> Everyone {
        Everyone { allow, deny, exists: true }
    }

    #[test]
    fn what_is_locked_and_unlocked_is_as_it_was_whatever_it_was() {
        for now in [ABSENT, there(0, 0), there(A, B), there(A | UNKNOWN, 0), there(0, OURS | UNKNOWN)] {
            let before = found(now, OURS, None);
            assert_eq!(restored(now.locked(OURS), OURS, before), (now, 0), "{now:?}");
            assert_eq!(restored(now, OURS, before), (now, 0), "unlocked again: {now:?}");
        }
    }

    #[test]
    fn what_somebody_changed_meanwhile_stays_theirs_and_is_told() {
        let locked = there(UNKNOWN, 0).locked(OURS);
        let before = found(there(UNKNOWN, 0), OURS, None);
        let changed = Everyone { allow: locked.allow | A, deny: locked.deny & !A, ..locked };
        assert_eq!(restored(changed, OURS, before), (there(UNKNOWN | A, 0), A));
        assert_eq!(restored(ABSENT, OURS, found(there(A, 0), OURS, None)), (ABSENT, A));
    }

    #[test]
    fn an_overwrite_that_was_absent_goes_unless_somebody_put_something_in_it() {
        let before = found(ABSENT, OURS, None);
        assert_eq!(restored(there(0, OURS), OURS, before), (ABSENT, 0));
        assert_eq!(restored(there(0, OURS | UNKNOWN), OURS, before), (there(0, UNKNOWN), 0));
    }

    #[test]
    fn a_lock_over_a_lock_remembers_what_the_first_one_found() {
        let first = found(there(A, 0), OURS, None);
        let locked = there(A, 0).locked(OURS);
        assert_eq!(found(locked, OURS, Some((OURS, first))), first);
        let reopened = Everyone { deny: locked.deny & !B, ..locked };
        assert_eq!(found(reopened, OURS, Some((OURS, first))), first);
        assert_eq!(found(there(B, A), OURS, Some((OURS, first))), there(A | B, 0));
    }

    #[test]
    fn a_slowmode_over_one_that_was_to_end_remembers_what_that_one_found() {
        assert_eq!(slowmode_found(30, Some((30, 5))), 5);
        assert_eq!(slowmode_found(10, Some((30, 5))), 10);
        assert_eq!(slowmode_found(30, None), 30);
    }

    #[test]
    fn what_is_taken_from_a_role_is_given_back_unless_somebody_decided_otherwise() {
        let now = there(A | UNKNOWN, B);
        let taken = role_found(now, OURS, 0);
        let locked = now.without(taken);
        assert_eq!((taken, locked), (A, there(UNKNOWN, B)));
        assert_eq!(role_found(locked, OURS, taken), A, "a lock over it, or another try");
        assert_eq!(role_restored(locked, taken), (now, 0));
        assert_eq!(role_restored(there(0, A), taken), (there(0, A), A), "denied by hand");
        assert_eq!(role_restored(now, taken), (now, 0), "given back by hand");
        assert_eq!(role_restored(ABSENT, taken), (ABSENT, A), "removed by hand");
    }

    #[test]
    fn a_lock_of_a_thread_remembers_what_was_before_any_lock_and_that_it_was_closed() {
        let state = |archived, locked| ThreadState { archived, locked };
        let (open, closed, locked) = (state(false, false), state(true, false), state(false, true));
        assert_eq!(thread_found(closed, None, None), closed);
        assert_eq!(thread_found(locked, None, None), locked, "somebody locked it by hand");
        assert_eq!(thread_found(locked, None, Some(closed)), open, "locked by the lock in force");
        assert_eq!(thread_found(locked, Some(closed), None), closed, "an earlier try locked and opened it");
        assert_eq!(thread_found(open, None, Some(locked)), open, "a moderator has since unlocked it");
    }

    #[test]
    fn a_delay_is_said_in_words() {
        assert_eq!(
            [0, 30, 90, 21_600].map(|seconds| delay(seconds).text()),
            ["off", "30 s", "1 min 30 s", "6 h"]
        );
    }

    fn role(id: u64, permissions: Permissions) -> Role {
        Role { id: Id::new(id), position: 0, permissions, managed: false }
    }

    fn held(roles: &[Role], overwrites: &[Overwrite]) -> (Permissions, (u64, u64)) {
        let member = Member { id: Id::new(9), roles: vec![Id::new(2)] };
        let permission_context =
            PermissionContext { guild: Id::new(1), owner: Id::new(8), roles, member: &member };
        (permission_context.permissions_in(overwrites), lockable(&permission_context, true, overwrites))
    }

    fn overwrite(kind: u8, id: u64, allow: Permissions, deny: Permissions) -> Overwrite {
        Overwrite { id, kind, allow: allow.bits(), deny: deny.bits() }
    }

    #[test]
    fn a_members_own_overwrite_wins_over_the_roles_and_those_over_everyone() {
        let (none, send) = (Permissions::empty(), Permissions::SEND_MESSAGES);
        let roles = [role(1, Permissions::VIEW_CHANNEL | send), role(2, none)];
        let held = |overwrites: &[Overwrite]| held(&roles, overwrites).0.contains(send);
        assert!(held(&[]));
        assert!(!held(&[overwrite(0, 1, none, send)]));
        assert!(held(&[overwrite(0, 1, none, send), overwrite(0, 2, send, none)]));
        assert!(!held(&[overwrite(0, 2, send, none), overwrite(1, 9, none, send)]));
        assert!(!held(&[overwrite(0, 1, none, Permissions::VIEW_CHANNEL)]));
    }

    #[test]
    fn a_lock_takes_what_gavel_holds_and_never_its_own_way_back_in() {
        let (none, join) = (Permissions::empty(), Permissions::CONNECT);
        let talk = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES | Permissions::SPEAK | join;
        let taken = |roles: &[Role], overwrites: &[Overwrite]| held(roles, overwrites).1;
        let roles = [role(1, talk), role(2, none), role(3, Permissions::ADD_REACTIONS)];
        let (bits, left) = taken(&roles, &[]);
        assert_eq!(bits, (Permissions::SEND_MESSAGES | Permissions::SPEAK).bits());
        assert_eq!(left, (Permissions::ADD_REACTIONS | join).bits());
        assert!(taken(&roles, &[overwrite(0, 2, join, none)]).0 & join.bits() != 0);
        assert_eq!(taken(&[role(1, talk), role(2, Permissions::ADMINISTRATOR)], &[]), (SPEAKING.bits(), 0));
    }
}
