//! Ranks and permissions: the checks of every moderation action, in order.

use twilight_model::guild::Permissions;

use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::member::{Member, Role, Target};
use crate::domain::permission_context::PermissionContext;
use crate::domain::permissions::{Where, caller_lacks, covers, gavel_lacks, named};
use crate::domain::policy::Breach;
use crate::domain::role_grant::{RoleGrant, RoleGrantError};
use crate::words;
use crate::words::Kept;

/// The facts that a decision depends on.
#[derive(Clone, Debug)]
pub struct Facts {
    pub guild: GuildId,
    pub owner: UserId,
    /// All roles of the server, @everyone included.
    pub roles: Vec<Role>,
    /// Roles whose holders are never acted on.
    pub protected: Vec<RoleId>,
    pub caller: Member,
    pub gavel: Member,
    pub target: Target,
    /// The role to give or take. Discord lets members do that to themselves, and only demands that the role is below
    /// Gavel's, whoever the target is.
    pub role: Option<RoleId>,
    /// The permissions that Gavel holds in the place of the action.
    pub held: Permissions,
    /// The permissions that Gavel needs.
    pub needed: Permissions,
    /// The permissions that the caller's roles must give. Those that a channel gives apply to that channel only.
    pub permission: Permissions,
    /// The policy limit that the action breaks.
    pub breach: Option<Breach>,
    /// `true` if the action works only on members.
    pub members_only: bool,
    /// `true` if Discord refuses the action on administrators.
    pub spares_administrators: bool,
}

/// The rule that forbids an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Yourself,
    Gavel,
    Owner,
    Protected(RoleId),
    NotAboveTarget,
    GavelNotAboveTarget,
    GavelLacks(Permissions),
    /// The caller's roles lack permissions, whatever a channel gives them.
    CallerLacks(Permissions),
    Role(RoleId, RoleGrantError),
    Policy(Breach),
    /// The change is to an order of a member above the caller.
    OrderedFromAbove(UserId),
    /// The action works only on members.
    NotHere,
    /// The target is an administrator, on whom Discord refuses the action.
    Administrator,
}

impl Rule {
    /// Returns a few words for lists.
    #[must_use]
    pub fn brief(&self) -> Kept {
        match self {
            Self::Yourself => words::kept::rank_brief_yourself(),
            Self::Gavel => words::kept::rank_brief_gavel(),
            Self::Owner => words::kept::rank_brief_owner(),
            Self::Protected(role) => words::kept::rank_brief_protected(role),
            Self::NotAboveTarget => words::kept::rank_brief_not_above_target(),
            Self::GavelNotAboveTarget => words::kept::rank_brief_gavel_not_above_target(),
            Self::GavelLacks(missing) => words::kept::rank_brief_gavel_lacks(named(*missing)),
            Self::CallerLacks(missing) => words::kept::rank_brief_caller_lacks(named(*missing)),
            Self::Role(role, _) => words::kept::rank_brief_role(role),
            Self::Policy(breach) => words::kept::rank_brief_policy(&breach.what),
            Self::OrderedFromAbove(by) => words::kept::rank_brief_ordered_by(by),
            Self::NotHere => words::kept::rank_brief_not_here(),
            Self::Administrator => words::kept::rank_brief_administrator(),
        }
    }

    /// Returns one sentence for the person: the rule, and what to do.
    #[must_use]
    pub fn text(self, target: UserId) -> Kept {
        match self {
            Self::Yourself => words::kept::rank_yourself(),
            Self::Gavel => words::kept::rank_gavel(),
            Self::Owner => words::kept::rank_owner(target),
            Self::Protected(role) => words::kept::rank_protected(target, role),
            Self::NotAboveTarget => words::kept::rank_not_above_target(target),
            Self::GavelNotAboveTarget => words::kept::rank_gavel_not_above_target(target),
            Self::GavelLacks(missing) => gavel_lacks(missing, Where::Here),
            Self::CallerLacks(missing) => caller_lacks(missing, Where::Server),
            Self::Role(role, bar) => bar.text(role),
            Self::Policy(breach) => breach.text().into(),
            Self::OrderedFromAbove(by) => words::kept::rank_ordered_from_above(by),
            Self::NotHere => words::kept::rank_not_here(target),
            Self::Administrator => words::kept::rank_administrator(target),
        }
    }
}

/// Returns the first rule that forbids the action, if there is one.
#[must_use]
pub fn forbids(facts: &Facts) -> Option<Rule> {
    let target = facts.target.id();
    let oneself = target == facts.caller.id;
    if oneself && facts.role.is_none() {
        return Some(Rule::Yourself);
    }
    if target == facts.gavel.id {
        return Some(Rule::Gavel);
    }
    if !oneself && let Some(rule) = out_of_reach(facts) {
        return Some(rule);
    }
    if !covers(facts.held, facts.needed) {
        return Some(Rule::GavelLacks(facts.needed - facts.held));
    }
    if let Some(rule) = lacks(facts).or_else(|| facts.role.and_then(|role| out_of_hand(facts, role))) {
        return Some(rule);
    }
    if let Some(breach) = &facts.breach {
        return Some(Rule::Policy(breach.clone()));
    }
    match &facts.target {
        Target::Outsider(_) if facts.members_only => Some(Rule::NotHere),
        Target::Member(member) if facts.spares_administrators && is_administrator(facts, member) => {
            Some(Rule::Administrator)
        }
        _ => None,
    }
}

/// Returns the rule that forbids the caller to change a case of the target, if there is one. Callers who could not
/// order the action now can't change it; nor can the target, nor anyone below its author. Gavel's own permissions don't
/// matter, because it does nothing in Discord.
#[must_use]
pub fn forbids_changing(facts: &Facts, ordered_by: &Target) -> Option<Rule> {
    let Facts { caller, owner, .. } = facts;
    let oneself = facts.target.id() == caller.id;
    if oneself && facts.role.is_none() {
        return Some(Rule::Yourself);
    }
    let out_of_reach = out_of_reach(facts).filter(|rule| !oneself && *rule != Rule::GavelNotAboveTarget);
    if out_of_reach.is_some() {
        return out_of_reach;
    }
    if let Some(rule) = lacks(facts) {
        return Some(rule);
    }
    let out_of_hand = facts.role.and_then(|role| out_of_hand(facts, role));
    if let Some(rule @ Rule::Role(_, RoleGrantError::NotBelowCaller)) = out_of_hand {
        return Some(rule);
    }
    if let Some(breach) = &facts.breach {
        return Some(Rule::Policy(breach.clone()));
    }
    match ordered_by {
        Target::Member(by) if by.id != caller.id && by.id != facts.gavel.id && caller.id != *owner => {
            let is_higher = by.id == *owner || is_above(facts, by, caller);
            is_higher.then_some(Rule::OrderedFromAbove(by.id))
        }
        _ => None,
    }
}

/// Returns the permissions that the caller's roles lack.
fn lacks(facts: &Facts) -> Option<Rule> {
    let Facts { guild, owner, roles, caller, permission, .. } = facts;
    let held = PermissionContext { guild: *guild, owner: *owner, roles, member: caller }.permissions();
    (!covers(held, *permission)).then(|| Rule::CallerLacks(*permission - held))
}

/// Returns the rule that puts the target out of reach, for everyone or for this caller.
fn out_of_reach(facts: &Facts) -> Option<Rule> {
    if facts.target.id() == facts.owner {
        return Some(Rule::Owner);
    }
    let Target::Member(member) = &facts.target else { return None };
    let is_owner = facts.caller.id == facts.owner;
    if let Some(role) = member.roles.iter().find(|role| !is_owner && facts.protected.contains(role)) {
        return Some(Rule::Protected(*role));
    }
    if !is_owner && !is_above(facts, &facts.caller, member) {
        return Some(Rule::NotAboveTarget);
    }
    let counts = facts.role.is_none() && facts.gavel.id != facts.owner;
    (counts && !is_above(facts, &facts.gavel, member)).then_some(Rule::GavelNotAboveTarget)
}

/// Returns the rule that keeps the caller from giving or taking the role.
fn out_of_hand(facts: &Facts, role: RoleId) -> Option<Rule> {
    let Facts { guild, owner, roles, caller, gavel, .. } = facts;
    let held = PermissionContext { guild: *guild, owner: *owner, roles, member: caller }.permissions();
    if !covers(held, Permissions::MANAGE_ROLES) {
        return Some(Rule::CallerLacks(Permissions::MANAGE_ROLES));
    }
    let givers = RoleGrant { guild: *guild, owner: *owner, roles, caller, gavel };
    givers.bar(role).map(|bar| Rule::Role(role, bar))
}

fn is_above(facts: &Facts, upper: &Member, lower: &Member) -> bool {
    match (highest(facts, upper), highest(facts, lower)) {
        (Some(upper), Some(lower)) => upper.height() > lower.height(),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Returns `true` if a role is below a member's highest, and not one of theirs.
#[must_use]
pub fn is_below(roles: &[Role], guild: GuildId, member: &Member, role: RoleId) -> bool {
    let highest = roles.iter().filter(|it| member.roles.contains(&it.id)).max_by_key(|it| it.height());
    let found = roles.iter().find(|it| it.id == role);
    let is_theirs = member.roles.contains(&role) || role == guild.cast();
    // A deleted role limits nobody.
    let is_lower = found.is_none_or(|role| highest.is_some_and(|highest| highest.height() > role.height()));
    !is_theirs && is_lower
}

fn is_administrator(facts: &Facts, member: &Member) -> bool {
    let mut held = facts.roles.iter().filter(|role| member.roles.contains(&role.id));
    held.any(|role| role.permissions.contains(Permissions::ADMINISTRATOR))
}

fn highest(facts: &Facts, member: &Member) -> Option<Role> {
    facts
        .roles
        .iter()
        .filter(|role| member.roles.contains(&role.id))
        .copied()
        .max_by_key(|role| role.height())
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    const OWNER: u64 = 1;
    const GAVEL: u64 = 2;
    const CALLER: u64 = 3;
    const TARGET: u64 = 4;

    fn member(id: u64, roles: &[u64]) -> Member {
        Member { id: Id::new(id), roles: roles.iter().map(|id| Id::new(*id)).collect() }
    }

    /// Returns facts with the roles 10, 20, 30 at positions 1, 2, 3, and 31 at 3 too.
    fn facts(caller: &[u64], target: &[u64], gavel: &[u64]) -> Facts {
        let role = |id: u64, position| Role {
            id: Id::new(id),
            position,
            permissions: Permissions::empty(),
            managed: false,
        };
        Facts {
            guild: Id::new(100),
            owner: Id::new(OWNER),
            roles: vec![role(100, 0), role(10, 1), role(20, 2), role(30, 3), role(31, 3)],
            protected: vec![],
            caller: member(CALLER, caller),
            gavel: member(GAVEL, gavel),
            target: Target::Member(member(TARGET, target)),
            role: None,
            held: Permissions::BAN_MEMBERS,
            needed: Permissions::BAN_MEMBERS,
            permission: Permissions::empty(),
            breach: None,
            members_only: false,
            spares_administrators: false,
        }
    }

    #[test]
    fn a_senior_may_act_on_a_junior() {
        assert_eq!(forbids(&facts(&[20], &[10], &[30])), None);
    }

    #[test]
    fn a_member_without_roles_is_below_everyone_with_one_and_above_nobody() {
        assert_eq!(forbids(&facts(&[10], &[], &[10])), None);
        assert_eq!(forbids(&facts(&[], &[], &[10])), Some(Rule::NotAboveTarget));
    }

    #[test]
    fn a_peer_and_a_senior_are_out_of_reach() {
        assert_eq!(forbids(&facts(&[20], &[20], &[30])), Some(Rule::NotAboveTarget));
        assert_eq!(forbids(&facts(&[10], &[20], &[30])), Some(Rule::NotAboveTarget));
    }

    #[test]
    fn of_two_roles_at_one_position_the_older_is_higher() {
        assert_eq!(forbids(&facts(&[30], &[31], &[30])), None);
        assert_eq!(forbids(&facts(&[31], &[30], &[30])), Some(Rule::NotAboveTarget));
    }

    #[test]
    fn gavel_must_be_above_the_target_too() {
        assert_eq!(forbids(&facts(&[30], &[20], &[20])), Some(Rule::GavelNotAboveTarget));
    }

    #[test]
    fn the_owner_acts_on_anyone_and_nobody_acts_on_the_owner() {
        let mut as_owner = facts(&[], &[20], &[30]);
        as_owner.caller.id = Id::new(OWNER);
        assert_eq!(forbids(&as_owner), None);
        let mut on_owner = facts(&[30], &[], &[30]);
        on_owner.target = Target::Member(member(OWNER, &[]));
        assert_eq!(forbids(&on_owner), Some(Rule::Owner));
    }

    #[test]
    fn yourself_comes_before_every_other_rule() {
        let mut facts = facts(&[], &[], &[]);
        facts.target = Target::Member(member(CALLER, &[]));
        facts.owner = Id::new(CALLER);
        assert_eq!(forbids(&facts), Some(Rule::Yourself));
    }

    #[test]
    fn gavel_is_never_the_target() {
        let mut facts = facts(&[30], &[], &[10]);
        facts.target = Target::Member(member(GAVEL, &[10]));
        assert_eq!(forbids(&facts), Some(Rule::Gavel));
    }

    #[test]
    fn a_protected_role_protects_from_everybody_but_the_owner() {
        let mut facts = facts(&[30], &[10], &[30]);
        facts.protected = vec![Id::new(10)];
        assert_eq!(forbids(&facts), Some(Rule::Protected(Id::new(10))));
        facts.caller.id = Id::new(OWNER);
        assert_eq!(forbids(&facts), None);
    }

    #[test]
    fn what_only_a_channel_gives_the_caller_does_not_count() {
        let mut facts = facts(&[20], &[10], &[30]);
        facts.permission = Permissions::BAN_MEMBERS;
        assert_eq!(forbids(&facts), Some(Rule::CallerLacks(Permissions::BAN_MEMBERS)));
        facts.roles[2].permissions = Permissions::BAN_MEMBERS;
        assert_eq!(forbids(&facts), None);
    }

    #[test]
    fn a_case_is_changed_by_who_could_order_it_now_and_not_over_a_senior() {
        let by = |id, roles: &[u64]| Target::Member(member(id, roles));
        let change = |facts: &Facts, ordered_by: Target| forbids_changing(facts, &ordered_by);
        let mut senior = facts(&[20], &[10], &[]);
        senior.held = Permissions::empty();
        assert_eq!(change(&senior, by(CALLER, &[20])), None, "what Gavel lacks does not count");
        assert_eq!(change(&senior, by(9, &[20])), None, "a peer's order");
        assert_eq!(change(&senior, Target::Outsider(Id::new(9))), None);
        assert_eq!(change(&senior, by(GAVEL, &[30])), None);
        let above = Some(Rule::OrderedFromAbove(Id::new(9)));
        assert_eq!(change(&senior, by(9, &[30])), above);
        assert_eq!(change(&facts(&[10], &[20], &[30]), by(CALLER, &[])), Some(Rule::NotAboveTarget));
        assert_eq!(change(&senior, by(OWNER, &[])), Some(Rule::OrderedFromAbove(Id::new(OWNER))));
        senior.target = Target::Member(member(CALLER, &[20]));
        assert_eq!(change(&senior, by(9, &[10])), Some(Rule::Yourself));
        senior.roles[2].permissions = Permissions::MANAGE_ROLES;
        senior.role = Some(Id::new(10));
        assert_eq!(change(&senior, by(CALLER, &[20])), None, "people may change their own roles");
        let mut powerless = facts(&[20], &[10], &[30]);
        powerless.permission = Permissions::BAN_MEMBERS;
        assert_eq!(change(&powerless, by(CALLER, &[])), Some(Rule::CallerLacks(Permissions::BAN_MEMBERS)));
        let mut owner = facts(&[], &[20], &[]);
        owner.caller.id = Id::new(OWNER);
        assert_eq!(change(&owner, by(9, &[30])), None);
    }

    #[test]
    fn an_outsider_skips_the_role_checks_but_not_the_permission() {
        let mut facts = facts(&[], &[], &[]);
        facts.target = Target::Outsider(Id::new(TARGET));
        assert_eq!(forbids(&facts), None);
        facts.held = Permissions::empty();
        assert_eq!(forbids(&facts), Some(Rule::GavelLacks(Permissions::BAN_MEMBERS)));
    }

    #[test]
    fn a_timeout_is_for_members_who_are_no_administrators() {
        let mut outside = facts(&[30], &[], &[30]);
        outside.target = Target::Outsider(Id::new(TARGET));
        outside.members_only = true;
        assert_eq!(forbids(&outside), Some(Rule::NotHere));
        let mut administrator = facts(&[30], &[10], &[30]);
        administrator.spares_administrators = true;
        assert_eq!(forbids(&administrator), None);
        administrator.roles[1].permissions = Permissions::ADMINISTRATOR;
        assert_eq!(forbids(&administrator), Some(Rule::Administrator));
    }

    #[test]
    fn of_a_role_only_its_own_place_counts_for_gavel_and_people_may_change_themselves() {
        let mut facts = facts(&[30], &[30], &[20]);
        facts.role = Some(Id::new(10));
        assert_eq!(forbids(&facts), Some(Rule::NotAboveTarget));
        facts.caller.roles = vec![Id::new(31)];
        facts.target = Target::Member(facts.caller.clone());
        assert_eq!(forbids(&facts), Some(Rule::CallerLacks(Permissions::MANAGE_ROLES)));
        facts.roles[0].permissions = Permissions::MANAGE_ROLES;
        assert_eq!(forbids(&facts), None);
        facts.role = Some(Id::new(20));
        assert_eq!(forbids(&facts), Some(Rule::Role(Id::new(20), RoleGrantError::NotBelowGavel)));
        facts.role = Some(Id::new(31));
        assert_eq!(forbids(&facts), Some(Rule::Role(Id::new(31), RoleGrantError::NotBelowCaller)));
    }

    #[test]
    fn below_is_what_is_lower_and_not_ones_own() {
        let facts = facts(&[10, 20], &[], &[]);
        let below = |role| is_below(&facts.roles, facts.guild, &facts.caller, Id::new(role));
        assert!(!below(30) && !below(20) && !below(10), "higher, and their own");
        assert!(!below(100), "everyone's");
        assert!(below(99), "gone");
        let facts = self::facts(&[30], &[], &[]);
        assert!(is_below(&facts.roles, facts.guild, &facts.caller, Id::new(10)));
    }

    #[test]
    fn every_refusal_is_one_sentence() {
        let rules = [
            Rule::Yourself,
            Rule::Gavel,
            Rule::Owner,
            Rule::Protected(Id::new(1)),
            Rule::NotAboveTarget,
            Rule::GavelNotAboveTarget,
            Rule::GavelLacks(Permissions::BAN_MEMBERS),
            Rule::CallerLacks(Permissions::MANAGE_ROLES),
            Rule::OrderedFromAbove(Id::new(1)),
            Rule::NotHere,
            Rule::Administrator,
        ];
        for rule in rules {
            let text = rule.text(Id::new(TARGET)).text();
            assert!(text.ends_with('.') && text.matches(". ").count() == 0, "{text}");
        }
    }
}
