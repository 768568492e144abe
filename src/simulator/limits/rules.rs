//! How many calls in which time, and how many are left.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::simulator::rest::Route;

/// So many calls in that time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) calls: u32,
    pub(super) per: Duration,
}

/// What is left of one bucket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) ends: Timestamp,
    pub(super) left: u32,
}

/// All buckets that were touched.
#[derive(Debug, Default)]
pub(super) struct Windows(HashMap<String, Window>);

impl Windows {
    /// Spends one call, or says how long until there is one.
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

    /// What is left.
    pub(super) fn get(&self, key: &str, rule: Rule, now: Timestamp) -> Window {
        self.0.get(key).copied().unwrap_or(Window { ends: now, left: rule.calls })
    }
}

impl Rule {
    pub(super) const fn new(calls: u32, seconds: u64) -> Self {
        Self { calls, per: Duration::from_secs(seconds) }
    }

    /// Discord's limits are not published; these are of the size people see.
    pub(super) fn realistic(route: &Route) -> Self {
        let of_messages = route.template.starts_with("/channels/{channel}/messages");
        match (route.method, route.template) {
            ("POST", "/channels/{channel}/messages/bulk-delete") => Self::new(1, 1),
            ("DELETE", "/channels/{channel}/messages/{message}") => Self::new(5, 1),
            ("POST" | "PATCH" | "GET", _) if of_messages => Self::new(5, 5),
            ("PATCH", "/channels/{channel}") => Self::new(5, 15),
            (_, path) if path.starts_with("/webhooks/") => Self::new(5, 2),
            ("PATCH", "/guilds/{guild}/members/{user}") => Self::new(10, 10),
            ("PUT" | "DELETE", path) if path.contains("/roles/") => Self::new(10, 10),
            _ => Self::new(10, 5),
        }
    }

    /// The limit that no header tells of: names and topics of channels, two in ten minutes.
    pub(super) fn hidden(route: &Route, body: &Value) -> Option<Self> {
        let renames = body.get("name").is_some() || body.get("topic").is_some();
        let hidden = (route.method, route.template) == ("PATCH", "/channels/{channel}") && renames;
        hidden.then_some(Self::new(2, 600))
    }
}
