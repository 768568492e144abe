//! Limits and the calls left within them.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::rest::Route;

/// A limit: `calls` calls within `per`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) calls: u32,
    pub(super) per: Duration,
}

/// The rest of one bucket: the calls left and the time it refills.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) ends: Timestamp,
    pub(super) left: u32,
}

/// All buckets that were used.
#[derive(Debug, Default)]
pub(super) struct Windows(HashMap<String, Window>);

impl Windows {
    /// Takes one call from a bucket. Fails with the time until there is another.
    pub(super) fn spend(&mut self, key: &str, rule: Rule, now: Timestamp) -> Result<(), Duration> {
        let per = SignedDuration::try_from(rule.per).unwrap_or_default();
        let fresh = Window { ends: now + per, left: rule.calls };
        let window = self.0.entry(key.to_owned()).or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        match window.left.checked_sub(1) {
            Some(left) => {
                window.left = left;
                Ok(())
            }
            None => Err(Duration::try_from(window.ends.duration_since(now)).unwrap_or_default()),
        }
    }

    /// Returns the rest of a bucket.
    pub(super) fn get(&self, key: &str, rule: Rule, now: Timestamp) -> Window {
        self.0.get(key).copied().unwrap_or(Window { ends: now, left: rule.calls })
    }
}

impl Rule {
    pub(super) const fn new(calls: u32, seconds: u64) -> Self {
        Self { calls, per: Duration::from_secs(seconds) }
    }

    /// Returns a limit of about the size that people observe on the route.
    pub(super) const fn realistic(route: &Route) -> Self {
        Self::new(route.limit.0, route.limit.1)
    }

    /// Returns the limit that no header reveals, if this call counts towards it.
    pub(super) fn hidden(route: &Route, body: &Value) -> Option<Self> {
        let renames = body.get("name").is_some() || body.get("topic").is_some();
        route.rename_limit.filter(|_| renames).map(|(calls, seconds)| Self::new(calls, seconds))
    }
}
