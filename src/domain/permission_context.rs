//! The permissions of a member, in a server and in one of its channels.

use twilight_model::guild::Permissions;

use crate::domain::ids::{GuildId, UserId};
use crate::domain::member::{Member, Role};

/// The permissions that one role or member gets or loses in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overwrite {
    /// The id of the role or member.
    pub id: u64,
    /// The type: 0 for a role, 1 for a member.
    pub kind: u8,
    pub allow: u64,
    pub deny: u64,
}

/// A member and their server, from which permissions are computed.
#[derive(Clone, Copy, Debug)]
pub struct PermissionContext<'a> {
    pub guild: GuildId,
    pub owner: UserId,
    pub roles: &'a [Role],
    pub member: &'a Member,
}

impl PermissionContext<'_> {
    /// Returns the member's permissions in a channel with these overwrites. The order is Discord's: @everyone, roles,
    /// then the overwrites of @everyone, of all roles together, of the member.
    #[must_use]
    pub fn permissions_in(&self, overwrites: &[Overwrite]) -> Permissions {
        let held = self.permissions();
        if held.contains(Permissions::ADMINISTRATOR) {
            return held;
        }
        let mut held = held.bits();
        let mut apply = |matches: &dyn Fn(&Overwrite) -> bool| {
            let (allow, deny) = overwrites
                .iter()
                .filter(|overwrite| matches(overwrite))
                .fold((0, 0), |(allow, deny), it| (allow | it.allow, deny | it.deny));
            held = (held & !deny) | allow;
        };
        let has = |id: u64| self.member.roles.iter().any(|role| role.get() == id);
        apply(&|it| it.kind == 0 && it.id == self.guild.get());
        apply(&|it| it.kind == 0 && it.id != self.guild.get() && has(it.id));
        apply(&|it| it.kind == 1 && it.id == self.member.id.get());
        let held = Permissions::from_bits_truncate(held);
        if held.contains(Permissions::VIEW_CHANNEL) { held } else { Permissions::empty() }
    }

    /// Returns the member's permissions in the server, without channels; all of them for the owner and administrators.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        if self.owner == self.member.id {
            return Permissions::all();
        }
        let is_theirs =
            |role: &&Role| role.id.get() == self.guild.get() || self.member.roles.contains(&role.id);
        let theirs = self.roles.iter().filter(is_theirs);
        let held = theirs.fold(Permissions::empty(), |sum, role| sum | role.permissions);
        if held.contains(Permissions::ADMINISTRATOR) { Permissions::all() } else { held }
    }
}
