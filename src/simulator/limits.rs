//! Rate limits: buckets, the global limit, and what follows from calling too early.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::rest::{Route, same_shape};

/// How tight the limits are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RateLimits {
    /// Wide enough never to be felt: 1,000 calls a second and bucket.
    #[default]
    Generous,
    /// About what Discord does: five messages in five seconds, 50 calls a second in all.
    Realistic,
}

/// Who is limited, as `X-RateLimit-Scope` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The application on this bucket.
    User,
    /// Everyone on this resource; does not count as an invalid request.
    Shared,
    /// The application on everything.
    Global,
    /// Cloudflare: an HTML page and no word about limits.
    Cloudflare,
}

/// What the limiter says about one call.
pub(super) struct Verdict {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) refused: Option<Refusal>,
    /// Set where the client had been told to wait and did not.
    pub(super) violation: Option<String>,
}

/// A 429.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal {
    pub(super) scope: Scope,
    pub(super) after: Duration,
}

/// Calls that were already under way when the client learned that it has to wait.
const UNDER_WAY: SignedDuration = SignedDuration::from_millis(150);
/// Clocks and rounding.
const TOLERANCE: SignedDuration = SignedDuration::from_millis(5);

/// All the buckets.
#[derive(Debug)]
pub(super) struct Limiter {
    profile: RateLimits,
    own: Vec<(String, String, Rule)>,
    global: Option<Rule>,
    windows: HashMap<String, Window>,
    blocks: HashMap<String, Block>,
}

#[derive(Clone, Copy, Debug)]
struct Rule {
    calls: u32,
    per: Duration,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    ends: Timestamp,
    left: u32,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    since: Timestamp,
    until: Timestamp,
    scope: Scope,
}

impl Limiter {
    pub(super) fn new(profile: RateLimits) -> Self {
        let global =
            (profile == RateLimits::Realistic).then_some(Rule { calls: 50, per: Duration::from_secs(1) });
        Self { profile, own: Vec::new(), global, windows: HashMap::new(), blocks: HashMap::new() }
    }

    /// Sets the limit of one route.
    pub(super) fn set(&mut self, method: &str, template: &str, calls: u32, per: Duration) {
        self.own.insert(0, (method.to_owned(), template.to_owned(), Rule { calls, per }));
    }

    /// Sets the global limit, in calls a second.
    pub(super) fn set_global(&mut self, calls: u32) {
        self.global = Some(Rule { calls, per: Duration::from_secs(1) });
    }

    /// Refuses the bucket (or everything, by scope) until `after` has passed.
    pub(super) fn block(&mut self, bucket: &str, scope: Scope, after: Duration, now: Timestamp) {
        let until = now + SignedDuration::try_from(after).unwrap_or_default();
        self.blocks.insert(block_key(bucket, scope).to_owned(), Block { since: now, until, scope });
    }

    /// Lets one call through or not.
    pub(super) fn take(&mut self, route: &Route, bucket: &str, now: Timestamp) -> Verdict {
        let mut verdict = Verdict { headers: Vec::new(), refused: None, violation: None };
        let global = self.global.filter(|_| route.counts_globally());
        for key in ["cloudflare", "global", bucket] {
            if key != "global" || route.counts_globally() {
                self.mind_block(key, now, &mut verdict);
            }
        }
        if verdict.refused.is_none()
            && let Some(Err(after)) = global.map(|rule| spend(&mut self.windows, "global", rule, now))
        {
            self.refuse("global", Scope::Global, after, now, &mut verdict);
        }
        if verdict.refused.is_none() {
            let rule = self.rule(route);
            if let Err(after) = spend(&mut self.windows, bucket, rule, now) {
                self.refuse(bucket, Scope::User, after, now, &mut verdict);
            }
        }
        if verdict.refused.is_none_or(|refusal| refusal.scope != Scope::Cloudflare) {
            self.describe(route, bucket, now, &mut verdict);
        }
        verdict
    }

    fn refuse(&mut self, bucket: &str, scope: Scope, after: Duration, now: Timestamp, verdict: &mut Verdict) {
        self.block(bucket, scope, after, now);
        verdict.refused = Some(Refusal { scope, after });
    }

    fn mind_block(&mut self, key: &str, now: Timestamp, verdict: &mut Verdict) {
        let Some(block) = self.blocks.get(key).copied() else { return };
        let left = block.until.duration_since(now);
        if left <= SignedDuration::ZERO {
            self.blocks.remove(key);
            return;
        }
        if now.duration_since(block.since) > UNDER_WAY && left > TOLERANCE {
            verdict.violation = Some(format!("called {} ms before Retry-After had passed", left.as_millis()));
        }
        let after = Duration::try_from(left).unwrap_or_default();
        verdict.refused.get_or_insert(Refusal { scope: block.scope, after });
    }

    fn describe(&self, route: &Route, bucket: &str, now: Timestamp, verdict: &mut Verdict) {
        let rule = self.rule(route);
        let window = self.windows.get(bucket).copied().unwrap_or(Window { ends: now, left: rule.calls });
        let left = window.ends.duration_since(now).max(SignedDuration::ZERO);
        let mut hasher = DefaultHasher::new();
        (route.method, route.template).hash(&mut hasher);
        verdict.headers.extend([
            ("X-RateLimit-Limit", rule.calls.to_string()),
            ("X-RateLimit-Remaining", window.left.to_string()),
            ("X-RateLimit-Reset", format!("{:.3}", window.ends.as_millisecond() as f64 / 1000.0)),
            ("X-RateLimit-Reset-After", format!("{:.3}", left.as_secs_f64())),
            ("X-RateLimit-Bucket", format!("{:032x}", hasher.finish())),
        ]);
    }

    fn rule(&self, route: &Route) -> Rule {
        let own = self
            .own
            .iter()
            .find(|(method, template, _)| method == route.method && same_shape(template, route.template));
        match (own, self.profile) {
            (Some((_, _, rule)), _) => *rule,
            (None, RateLimits::Generous) => Rule { calls: 1000, per: Duration::from_secs(1) },
            (None, RateLimits::Realistic) => realistic(route),
        }
    }
}

/// Discord's limits are not published; these are of the size people see.
fn realistic(route: &Route) -> Rule {
    let (calls, seconds) = match (route.method, route.template) {
        ("POST" | "PATCH", path)
            if path.starts_with("/channels/{channel}/messages") && !path.ends_with("delete") =>
        {
            (5, 5)
        }
        ("GET", path) if path.starts_with("/channels/{channel}/messages") => (5, 5),
        ("POST", "/channels/{channel}/messages/bulk-delete") => (1, 1),
        ("DELETE", "/channels/{channel}/messages/{message}") => (5, 1),
        ("PATCH", "/channels/{channel}") => (5, 15),
        (_, path) if path.starts_with("/webhooks/") => (5, 2),
        ("PATCH", "/guilds/{guild}/members/{user}") => (10, 10),
        ("PUT" | "DELETE", path) if path.contains("/roles/") => (10, 10),
        _ => (10, 5),
    };
    Rule { calls, per: Duration::from_secs(seconds) }
}

fn spend(
    windows: &mut HashMap<String, Window>,
    key: &str,
    rule: Rule,
    now: Timestamp,
) -> Result<(), Duration> {
    let fresh =
        Window { ends: now + SignedDuration::try_from(rule.per).unwrap_or_default(), left: rule.calls };
    let window = windows.entry(key.to_owned()).or_insert(fresh);
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

fn block_key(bucket: &str, scope: Scope) -> &str {
    match scope {
        Scope::User | Scope::Shared => bucket,
        Scope::Global => "global",
        Scope::Cloudflare => "cloudflare",
    }
}

impl Refusal {
    /// The headers that only a 429 has.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let seconds = self.after.as_secs() + u64::from(self.after.subsec_nanos() > 0);
        let mut headers = vec![("Retry-After", seconds.to_string())];
        let scope = match self.scope {
            Scope::User => "user",
            Scope::Shared => "shared",
            Scope::Global => "global",
            Scope::Cloudflare => return headers,
        };
        headers.push(("X-RateLimit-Scope", scope.to_owned()));
        if self.scope == Scope::Global {
            headers.push(("X-RateLimit-Global", "true".to_owned()));
        }
        headers
    }

    /// The body; none where Cloudflare answers with a page.
    pub(super) fn json(&self) -> Option<Value> {
        let after = (self.after.as_secs_f64() * 1000.0).ceil() / 1000.0;
        let body = json!({
            "message": "You are being rate limited.",
            "retry_after": after,
            "global": self.scope == Scope::Global,
        });
        (self.scope != Scope::Cloudflare).then_some(body)
    }
}
