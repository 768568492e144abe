//! Giving and taking roles: the roles and givers that are allowed. Discord only demands that a role is below Gavel's.

use twilight_model::guild::Permissions;

use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::member::{Member, Role, can_give};
use crate::domain::permissions::{POWERS, named};
use crate::words;
use crate::words::Kept;

/// The reason for which a role can't be given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleGrantError {
    Gone,
    Everyone,
    Managed,
    NotBelowCaller,
    NotBelowGavel,
    /// The role has powers, and would be given without anyone checking the receiver.
    Powerful(Permissions),
}

impl RoleGrantError {
    /// Returns one sentence for the person: the rule, and what to do.
    #[must_use]
    pub fn text(self, role: RoleId) -> Kept {
        match self {
            Self::Gone => words::kept::grant_gone(),
            Self::Everyone => words::kept::grant_everyone(),
            Self::Managed => words::kept::grant_managed(role),
            Self::NotBelowCaller => words::kept::grant_not_below_caller(role),
            Self::NotBelowGavel => words::kept::grant_not_below_gavel(role),
            Self::Powerful(powers) => words::kept::grant_powerful(role, named(powers)),
        }
    }
}

/// The giver of roles, and the server.
#[derive(Clone, Copy, Debug)]
pub struct RoleGrant<'a> {
    pub guild: GuildId,
    pub owner: UserId,
    pub roles: &'a [Role],
    pub caller: &'a Member,
    pub gavel: &'a Member,
}

impl RoleGrant<'_> {
    /// Returns the reason for which the caller can't give or take a role, if there is one.
    #[must_use]
    pub fn bar(&self, role: RoleId) -> Option<RoleGrantError> {
        let Some(found) = self.roles.iter().find(|it| it.id == role) else {
            return Some(RoleGrantError::Gone);
        };
        if role == self.guild.cast() {
            return Some(RoleGrantError::Everyone);
        }
        if found.managed {
            return Some(RoleGrantError::Managed);
        }
        let can = |giver: &Member| giver.id == self.owner || can_give(self.roles, giver, role);
        if !can(self.caller) {
            return Some(RoleGrantError::NotBelowCaller);
        }
        (!can(self.gavel)).then_some(RoleGrantError::NotBelowGavel)
    }

    /// Returns the reason for which the caller can't have a role given automatically, if there is one.
    #[must_use]
    pub fn bar_unseen(&self, role: RoleId) -> Option<RoleGrantError> {
        self.bar(role).or_else(|| grown(self.roles, role))
    }
}

/// Returns the error if a role may not be given automatically, whoever chose it, because it has powers by now.
#[must_use]
pub fn grown(roles: &[Role], role: RoleId) -> Option<RoleGrantError> {
    Some(powers(roles, role)).filter(|powers| !powers.is_empty()).map(RoleGrantError::Powerful)
}

/// Returns the moderators' permissions that a role gives.
#[must_use]
pub fn powers(roles: &[Role], role: RoleId) -> Permissions {
    let found = roles.iter().find(|it| it.id == role);
    found.map_or(Permissions::empty(), |role| role.permissions & POWERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    const GUILD: u64 = 100;

    fn role(id: u64, position: i64) -> Role {
        Role { id: Id::new(id), position, permissions: Permissions::empty(), managed: false }
    }

    fn bar(caller: &[u64], gavel: &[u64], wanted: u64) -> Option<RoleGrantError> {
        let mut roles = vec![role(GUILD, 0), role(10, 1), role(20, 2), role(30, 3), role(40, 1)];
        roles[4].managed = true;
        let member = |id, held: &[u64]| Member {
            id: Id::new(id),
            roles: held.iter().map(|id| Id::new(*id)).collect(),
        };
        let (caller, gavel) = (member(3, caller), member(2, gavel));
        let owner = Id::new(if caller.roles.is_empty() { 3 } else { 1 });
        let givers =
            RoleGrant { guild: Id::new(GUILD), owner, roles: &roles, caller: &caller, gavel: &gavel };
        givers.bar(Id::new(wanted))
    }

    #[test]
    fn a_role_below_both_can_be_given_and_no_other() {
        assert_eq!(bar(&[20], &[30], 10), None);
        assert_eq!(bar(&[20], &[30], 20), Some(RoleGrantError::NotBelowCaller));
        assert_eq!(bar(&[30], &[20], 20), Some(RoleGrantError::NotBelowGavel));
        assert_eq!(bar(&[30], &[30], 99), Some(RoleGrantError::Gone));
        assert_eq!(bar(&[30], &[30], 40), Some(RoleGrantError::Managed));
        assert_eq!(bar(&[30], &[30], GUILD), Some(RoleGrantError::Everyone));
    }

    #[test]
    fn what_is_given_by_itself_has_no_powers_even_for_the_owner() {
        let powers = Permissions::MANAGE_ROLES | Permissions::SEND_MESSAGES;
        let mut roles = vec![role(GUILD, 0), role(10, 1), role(30, 3)];
        roles[1].permissions = powers;
        let member = |id, held: Vec<RoleId>| Member { id: Id::new(id), roles: held };
        let (caller, gavel) = (member(1, vec![]), member(2, vec![Id::new(30)]));
        let givers = RoleGrant {
            guild: Id::new(GUILD),
            owner: Id::new(1),
            roles: &roles,
            caller: &caller,
            gavel: &gavel,
        };
        assert_eq!(givers.bar(Id::new(10)), None);
        assert_eq!(givers.bar_unseen(Id::new(10)), Some(RoleGrantError::Powerful(Permissions::MANAGE_ROLES)));
    }

    #[test]
    fn the_owner_needs_no_role_to_give_one() {
        assert_eq!(bar(&[], &[30], 20), None);
        assert_eq!(bar(&[], &[20], 30), Some(RoleGrantError::NotBelowGavel));
    }

    #[test]
    fn every_refusal_is_one_sentence() {
        let powerful = RoleGrantError::Powerful(Permissions::BAN_MEMBERS);
        for bar in [
            RoleGrantError::Gone,
            RoleGrantError::Everyone,
            RoleGrantError::Managed,
            RoleGrantError::NotBelowCaller,
            RoleGrantError::NotBelowGavel,
            powerful,
        ] {
            let text = bar.text(Id::new(5)).text();
            assert!(text.ends_with('.') && text.matches(". ").count() == 0, "{text}");
        }
    }
}
