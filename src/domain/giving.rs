//! Which roles can be given and taken, and by whom. Discord asks only whether a role is below Gavel's.

use twilight_model::guild::Permissions;

use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::member::{Member, Role, can_give};
use crate::domain::permissions::POWERS;

/// Why a role can't be given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    Gone,
    Everyone,
    Managed,
    NotBelowCaller,
    NotBelowGavel,
}

impl Bar {
    /// One sentence for the person: the rule, and what to do.
    #[must_use]
    pub fn text(self, role: RoleId) -> String {
        match self {
            Self::Gone => "That role is not there any more; choose another.".to_owned(),
            Self::Everyone => "Everyone has the role @everyone; choose another.".to_owned(),
            Self::Managed => format!(
                "<@&{role}> belongs to an app, to boosting or to a subscription, and nobody can give or take it; choose another role."
            ),
            Self::NotBelowCaller => format!(
                "<@&{role}> is not below your highest role; ask somebody whose highest role is above it."
            ),
            Self::NotBelowGavel => format!(
                "<@&{role}> is not below my highest role; move my role above it in Server Settings → Roles."
            ),
        }
    }
}

/// Who gives and takes roles, and where.
#[derive(Clone, Copy, Debug)]
pub struct Givers<'a> {
    pub guild: GuildId,
    pub owner: UserId,
    pub roles: &'a [Role],
    pub caller: &'a Member,
    pub gavel: &'a Member,
}

impl Givers<'_> {
    /// Why they can't give or take a role, if they can't.
    #[must_use]
    pub fn bar(&self, role: RoleId) -> Option<Bar> {
        let Some(found) = self.roles.iter().find(|it| it.id == role) else { return Some(Bar::Gone) };
        if role == self.guild.cast() {
            return Some(Bar::Everyone);
        }
        if found.managed {
            return Some(Bar::Managed);
        }
        let can = |giver: &Member| giver.id == self.owner || can_give(self.roles, giver, role);
        if !can(self.caller) {
            return Some(Bar::NotBelowCaller);
        }
        (!can(self.gavel)).then_some(Bar::NotBelowGavel)
    }
}

/// What a role lets its holders do to others, or to the server.
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

    fn bar(caller: &[u64], gavel: &[u64], wanted: u64) -> Option<Bar> {
        let mut roles = vec![role(GUILD, 0), role(10, 1), role(20, 2), role(30, 3), role(40, 1)];
        roles[4].managed = true;
        let member = |id, held: &[u64]| Member {
            id: Id::new(id),
            roles: held.iter().map(|id| Id::new(*id)).collect(),
        };
        let (caller, gavel) = (member(3, caller), member(2, gavel));
        let owner = Id::new(if caller.roles.is_empty() { 3 } else { 1 });
        let givers = Givers { guild: Id::new(GUILD), owner, roles: &roles, caller: &caller, gavel: &gavel };
        givers.bar(Id::new(wanted))
    }

    #[test]
    fn a_role_below_both_can_be_given_and_no_other() {
        assert_eq!(bar(&[20], &[30], 10), None);
        assert_eq!(bar(&[20], &[30], 20), Some(Bar::NotBelowCaller));
        assert_eq!(bar(&[30], &[20], 20), Some(Bar::NotBelowGavel));
        assert_eq!(bar(&[30], &[30], 99), Some(Bar::Gone));
        assert_eq!(bar(&[30], &[30], 40), Some(Bar::Managed));
        assert_eq!(bar(&[30], &[30], GUILD), Some(Bar::Everyone));
    }

    #[test]
    fn the_owner_needs_no_role_to_give_one() {
        assert_eq!(bar(&[], &[30], 20), None);
        assert_eq!(bar(&[], &[20], 30), Some(Bar::NotBelowGavel));
    }

    #[test]
    fn every_refusal_is_one_sentence() {
        for bar in [Bar::Gone, Bar::Everyone, Bar::Managed, Bar::NotBelowCaller, Bar::NotBelowGavel] {
            let text = bar.text(Id::new(5));
            assert!(text.ends_with('.') && text.matches(". ").count() == 0, "{text}");
        }
    }
}
