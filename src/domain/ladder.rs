//! The escalation ladder: the actions that follow when a member's warnings add up.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::kind::Kind;
use crate::words;

/// The steps, lowest first, at most one for each number of points.
pub type Ladder = Vec<Step>;

/// The action that follows at a number of points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub points: u32,
    /// The number of past days whose points count; all active points if absent.
    #[serde(default)]
    pub window_days: Option<u32>,
    pub action: Kind,
    /// The action's duration, as it is typed; permanent if absent.
    #[serde(default)]
    pub duration: Option<String>,
}

/// The points of a warning that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    pub points: u32,
    pub at: Timestamp,
}

impl Step {
    /// Returns the step for people: "5 points within 30 days: timeout for 1d".
    #[must_use]
    pub fn text(&self) -> String {
        let action = match &self.duration {
            Some(length) => words::step_action_for(self.action.word(), length),
            None => self.action.word(),
        };
        let points = words::count_points(self.points.into());
        match self.window_days {
            Some(days) => words::step_within(days.into(), points, action),
            None => words::step_text(points, action),
        }
    }

    /// Returns the sum of the warnings' points within the step's window.
    fn sum(&self, warnings: &[Points], now: Timestamp) -> u32 {
        let since = self
            .window_days
            .and_then(|days| now.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).ok());
        let counts = warnings.iter().filter(|it| since.is_none_or(|since| it.at >= since));
        counts.map(|it| it.points).sum()
    }
}

/// Returns the highest step that the newest warning crossed: the points were below it, and reach it now.
#[must_use]
pub fn crossed<'a>(ladder: &'a [Step], before: &[Points], newest: Points) -> Option<&'a Step> {
    let crosses = |step: &&Step| {
        let sum = step.sum(before, newest.at);
        sum < step.points && sum.saturating_add(newest.points) >= step.points
    };
    ladder.iter().filter(crosses).max_by_key(|step| step.points)
}

/// Returns `true` if warnings still reach the points of a step that was taken at a time. The step may be gone from the
/// ladder since; then all of them count.
#[must_use]
pub fn reaches(ladder: &[Step], points: u32, warnings: &[Points], at: Timestamp) -> bool {
    let step = ladder.iter().find(|step| step.points == points);
    let sum = step.map_or_else(|| warnings.iter().map(|it| it.points).sum(), |step| step.sum(warnings, at));
    sum >= points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(points: u32, window_days: Option<u32>, action: Kind) -> Step {
        Step { points, window_days, action, duration: None }
    }

    fn at(day: i64, points: u32) -> Points {
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        Points { points, at: start.checked_add(SignedDuration::from_hours(24 * day)).unwrap() }
    }

    #[test]
    fn only_the_warning_that_crosses_a_step_fires_it_and_only_the_highest() {
        let ladder = [step(3, None, Kind::Timeout), step(5, None, Kind::Ban)];
        let fired = |before: &[Points], newest| crossed(&ladder, before, newest).map(|step| step.action);
        assert_eq!(fired(&[], at(0, 2)), None);
        assert_eq!(fired(&[at(0, 2)], at(1, 1)), Some(Kind::Timeout));
        assert_eq!(fired(&[at(0, 3)], at(1, 1)), None);
        assert_eq!(fired(&[at(0, 2)], at(1, 9)), Some(Kind::Ban));
        assert_eq!(fired(&[at(0, 9)], at(1, 9)), None);
    }

    #[test]
    fn a_step_is_earned_as_long_as_its_points_are_reached() {
        let now = at(40, 0).at;
        let ladder = [step(3, Some(30), Kind::Timeout)];
        assert!(reaches(&ladder, 3, &[at(20, 2), at(40, 1)], now));
        assert!(!reaches(&ladder, 3, &[at(20, 2)], now));
        assert!(!reaches(&ladder, 3, &[at(1, 2), at(40, 1)], now), "outside the window");
        assert!(reaches(&[], 3, &[at(1, 2), at(40, 1)], now), "the step is gone");
        assert!(reaches(&ladder, 3, &[at(20, 2), at(45, 1)], now), "a later one counts too");
    }

    #[test]
    fn a_window_forgets_what_is_older() {
        let ladder = [step(3, Some(7), Kind::Timeout)];
        assert!(crossed(&ladder, &[at(0, 2)], at(6, 1)).is_some());
        assert!(crossed(&ladder, &[at(0, 2)], at(8, 1)).is_none());
    }
}
