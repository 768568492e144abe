//! Who may act on whom: the checks of every moderation action, in their order.

use twilight_model::guild::Permissions;

use crate::domain::giving::{Bar, Givers};
use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::member::{Member, Role, Target};
use crate::domain::permissions::{Where, caller_lacks, covers, gavel_lacks, names};
use crate::domain::policy::Breach;
use crate::domain::standing::Standing;

/// Everything the decision rests on.
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
    /// The one role that is to be given or taken. Discord lets people do that to themselves, and asks only whether the
    /// role is below Gavel's, whoever gets it.
    pub role: Option<RoleId>,
    /// What Gavel holds where it acts.
    pub held: Permissions,
    /// What the action needs of Gavel.
    pub needed: Permissions,
    /// The limit of the caller's roles that the action breaks.
    pub breach: Option<Breach>,
    /// Whether the action works only on members.
    pub members_only: bool,
    /// Whether Discord refuses the action on administrators.
    pub spares_administrators: bool,
}

/// The rule that says no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Yourself,
    Gavel,
    Owner,
    Protected(RoleId),
    NotAboveTarget,
    GavelNotAboveTarget,
    GavelLacks(Permissions),
    /// By their roles, whatever a channel gives them.
    CallerLacks(Permissions),
    Role(RoleId, Bar),
    Policy(Breach),
    /// The action works only on members.
    NotHere,
    /// Discord lets nobody do this to an administrator.
    Administrator,
}

impl Rule {
    /// A few words, for lists.
    #[must_use]
    pub fn brief(&self) -> String {
        match self {
            Self::Yourself => "you ordered it".to_owned(),
            Self::Gavel => "that is me".to_owned(),
            Self::Owner => "owns the server".to_owned(),
            Self::Protected(role) => format!("has the protected role {role}"),
            Self::NotAboveTarget => "their highest role is not below yours".to_owned(),
            Self::GavelNotAboveTarget => "their highest role is not below mine".to_owned(),
            Self::GavelLacks(missing) => format!("I lack the permission {}", names(*missing)),
            Self::CallerLacks(missing) => format!("you lack the permission {}", names(*missing)),
            Self::Role(role, _) => format!("the role {role} can't be given or taken"),
            Self::Policy(breach) => format!("the policy allows it only {}", breach.what),
            Self::NotHere => "not in the server".to_owned(),
            Self::Administrator => "an administrator".to_owned(),
        }
    }

    /// One sentence for the person: the rule, and what to do.
    #[must_use]
    pub fn text(self, target: UserId) -> String {
        match self {
            Self::Yourself => {
                "You can't use this on yourself; ask another moderator if you need it.".to_owned()
            }
            Self::Gavel => "I can't act on myself; choose somebody else.".to_owned(),
            Self::Owner => format!("<@{target}> owns this server, and nobody can act on the owner."),
            Self::Protected(role) => format!(
                "<@{target}> has the protected role <@&{role}>; take that role away first, or ask an administrator."
            ),
            Self::NotAboveTarget => format!(
                "Your highest role is not above <@{target}>'s; ask somebody whose highest role is above theirs."
            ),
            Self::GavelNotAboveTarget => format!(
                "My highest role is not above <@{target}>'s; move my role above theirs in Server Settings → Roles."
            ),
            Self::GavelLacks(missing) => gavel_lacks(missing, Where::Here),
            Self::CallerLacks(missing) => caller_lacks(missing, Where::Server),
            Self::Role(role, bar) => bar.text(role),
            Self::Policy(breach) => breach.text(),
            Self::NotHere => format!("<@{target}> is not in this server, so there is nobody to do this to."),
            Self::Administrator => {
                format!(
                    "<@{target}> is an administrator, whom Discord lets nobody time out; take that role away first."
                )
            }
        }
    }
}

/// The first rule that forbids the action, or nothing.
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
    if let Some(rule) = facts.role.and_then(|role| out_of_hand(facts, role)) {
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

/// Why nobody, or not this caller, acts on the target.
fn out_of_reach(facts: &Facts) -> Option<Rule> {
    if facts.target.id() == facts.owner {
        return Some(Rule::Owner);
    }
    let Target::Member(member) = &facts.target else { return None };
    if let Some(role) = member.roles.iter().find(|role| facts.protected.contains(role)) {
        return Some(Rule::Protected(*role));
    }
    if facts.caller.id != facts.owner && !is_above(facts, &facts.caller, member) {
        return Some(Rule::NotAboveTarget);
    }
    let counts = facts.role.is_none() && facts.gavel.id != facts.owner;
    (counts && !is_above(facts, &facts.gavel, member)).then_some(Rule::GavelNotAboveTarget)
}

/// Why the caller can't give or take the role.
fn out_of_hand(facts: &Facts, role: RoleId) -> Option<Rule> {
    let Facts { guild, owner, roles, caller, gavel, .. } = facts;
    let held = Standing { guild: *guild, owner: *owner, roles, member: caller }.permissions();
    if !covers(held, Permissions::MANAGE_ROLES) {
        return Some(Rule::CallerLacks(Permissions::MANAGE_ROLES));
    }
    let givers = Givers { guild: *guild, owner: *owner, roles, caller, gavel };
    givers.bar(role).map(|bar| Rule::Role(role, bar))
}

fn is_above(facts: &Facts, upper: &Member, lower: &Member) -> bool {
    match (highest(facts, upper), highest(facts, lower)) {
        (Some(upper), Some(lower)) => upper.height() > lower.height(),
        (Some(_), None) => true,
        (None, _) => false,
    }
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

    /// Roles 10, 20, 30 at positions 1, 2, 3, and 31 at 3 as well.
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
    fn a_protected_role_protects_even_from_the_owner() {
        let mut facts = facts(&[30], &[10], &[30]);
        facts.caller.id = Id::new(OWNER);
        facts.protected = vec![Id::new(10)];
        assert_eq!(forbids(&facts), Some(Rule::Protected(Id::new(10))));
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
        assert_eq!(forbids(&facts), Some(Rule::Role(Id::new(20), Bar::NotBelowGavel)));
        facts.role = Some(Id::new(31));
        assert_eq!(forbids(&facts), Some(Rule::Role(Id::new(31), Bar::NotBelowCaller)));
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
            Rule::NotHere,
            Rule::Administrator,
        ];
        for rule in rules {
            let text = rule.text(Id::new(TARGET));
            assert!(text.ends_with('.') && text.matches(". ").count() == 0, "{text}");
        }
    }
}
