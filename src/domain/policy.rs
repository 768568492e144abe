//! Limits on the orders of a role's holders.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::domain::duration::Length;
use crate::domain::ids::RoleId;
use crate::domain::kind::Kind;
use crate::words;

/// Limits by role and kind of action.
pub type Policy = BTreeMap<RoleId, BTreeMap<Kind, Limit>>;

/// The limits of an action. An absent field is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limit {
    /// The longest duration, as it is typed. It also rules out permanent actions.
    pub longest: Option<String>,
    /// The largest number of points of a warning.
    pub points: Option<u32>,
    pub per_hour: Option<u32>,
    pub per_day: Option<u32>,
}

/// An action about to be ordered.
#[derive(Clone, Copy, Debug)]
pub struct PlannedAction {
    pub kind: Kind,
    pub points: u32,
    pub ends_at: Option<Timestamp>,
    /// The role to give or take.
    pub role: Option<RoleId>,
}

/// A broken limit, and the role it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub role: RoleId,
    pub kind: Kind,
    pub what: String,
}

impl Breach {
    /// Returns one sentence for the person.
    #[must_use]
    pub fn text(&self) -> String {
        words::breach_text(self.role, self.kind.word(), &self.what)
    }
}

impl Limit {
    /// Returns the limits for people: "up to 1d · 5 an hour".
    #[must_use]
    pub fn text(&self) -> String {
        let parts = [
            self.longest.as_ref().map(words::bound_length),
            self.points.map(|points| words::bound_points(points.into())),
            self.per_hour.map(words::bound_an_hour),
            self.per_day.map(words::bound_a_day),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn breach_of(&self, planned: PlannedAction, now: Timestamp) -> Option<String> {
        if let Some(longest) = &self.longest
            && let Ok(Some(latest)) =
                Length::parse(longest).and_then(|length| length.ends(now, &TimeZone::UTC))
            && planned.ends_at.is_none_or(|end| end > latest)
        {
            return Some(words::breach_length(longest));
        }
        self.points.filter(|most| planned.points > *most).map(|most| words::breach_points(most.into()))
    }

    fn breach_by_count(&self, hour: u64, day: u64) -> Option<String> {
        let over = |most: Option<u32>, done: u64| most.filter(|most| done > u64::from(*most));
        over(self.per_hour, hour)
            .map(|most| words::breach_an_hour(most.into()))
            .or_else(|| over(self.per_day, day).map(|most| words::breach_a_day(most.into())))
    }
}

/// Returns the limits of these roles on a kind. A role without limits counts for nothing; of several limits the most
/// generous applies.
fn limits<'a>(
    policy: &'a Policy,
    roles: &'a [RoleId],
    kind: Kind,
) -> impl Iterator<Item = (RoleId, &'a Limit)> {
    roles.iter().filter_map(move |role| Some((*role, policy.get(role)?.get(&kind)?)))
}

/// Returns a breach if every limit is broken.
fn all_say_no<'a>(
    limits: impl Iterator<Item = (RoleId, &'a Limit)>,
    kind: Kind,
    breach: impl Fn(&Limit) -> Option<String>,
) -> Option<Breach> {
    let mut last = None;
    for (role, limit) in limits {
        last = Some(Breach { role, kind, what: breach(limit)? });
    }
    last
}

/// Returns the breach if the policy forbids a planned action.
#[must_use]
pub fn forbids(policy: &Policy, roles: &[RoleId], planned: PlannedAction, now: Timestamp) -> Option<Breach> {
    all_say_no(limits(policy, roles, planned.kind), planned.kind, |limit| limit.breach_of(planned, now))
}

/// Returns the breach if the policy forbids that many in the last hour and day, the planned one included.
#[must_use]
pub fn forbids_so_many(
    policy: &Policy,
    roles: &[RoleId],
    kind: Kind,
    (hour, day): (u64, u64),
) -> Option<Breach> {
    all_say_no(limits(policy, roles, kind), kind, |limit| limit.breach_by_count(hour, day))
}

/// Returns `true` if a limit of these roles depends on the number of earlier actions.
#[must_use]
pub fn counts(policy: &Policy, roles: &[RoleId], kind: Kind) -> bool {
    limits(policy, roles, kind).any(|(_, limit)| limit.per_hour.is_some() || limit.per_day.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use twilight_model::id::Id;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn policy(limits: &[(u64, Limit)]) -> Policy {
        limits
            .iter()
            .map(|(role, limit)| (Id::new(*role), BTreeMap::from([(Kind::Timeout, limit.clone())])))
            .collect()
    }

    fn up_to(length: &str) -> Limit {
        Limit { longest: Some(length.to_owned()), ..Limit::default() }
    }

    fn timeout(hours: i64) -> PlannedAction {
        let ends_at = (hours > 0).then(|| NOW + SignedDuration::from_hours(hours));
        PlannedAction { kind: Kind::Timeout, points: 0, ends_at, role: None }
    }

    #[test]
    fn a_limit_says_no_to_more_and_to_what_never_ends() {
        let policy = policy(&[(1, up_to("1h"))]);
        let roles = [Id::new(1), Id::new(9)];
        assert_eq!(forbids(&policy, &roles, timeout(1), NOW), None);
        assert!(forbids(&policy, &roles, timeout(2), NOW).unwrap().text().contains("up to 1h"));
        assert!(forbids(&policy, &roles, timeout(0), NOW).is_some());
        assert_eq!(forbids(&policy, &[Id::new(9)], timeout(2), NOW), None);
    }

    #[test]
    fn of_several_limits_the_most_generous_holds() {
        let policy = policy(&[(1, up_to("1h")), (2, up_to("1d"))]);
        assert_eq!(forbids(&policy, &[Id::new(1), Id::new(2)], timeout(12), NOW), None);
        assert!(forbids(&policy, &[Id::new(1), Id::new(2)], timeout(48), NOW).is_some());
    }

    #[test]
    fn so_many_and_no_more() {
        let limit = Limit { per_hour: Some(2), per_day: Some(5), ..Limit::default() };
        let policy = policy(&[(1, limit)]);
        let roles = [Id::new(1)];
        let asked = |hour, day| forbids_so_many(&policy, &roles, Kind::Timeout, (hour, day));
        assert_eq!(asked(2, 5), None);
        assert!(asked(3, 5).unwrap().what.contains("2 times an hour"));
        assert!(asked(1, 6).unwrap().what.contains("5 times a day"));
    }
}
