//! Rate limits: buckets, the global limit, and the violation of calling too early.

mod refusal;
mod rules;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

pub(super) use refusal::Refusal;
pub use refusal::Scope;
use rules::{Rule, Windows};

use super::ids::ApplicationId;
use super::rest::{Route, same_shape};

/// The strictness of the rate limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RateLimits {
    /// Limits that a test never reaches: 1,000 calls a second per bucket.
    #[default]
    Generous,
    /// Limits much like Discord's: five messages in five seconds, 50 calls a second in all.
    Realistic,
}

/// The limiter's decision about a call.
pub(super) struct Verdict {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) refused: Option<Refusal>,
    /// The violation, if the client called although it had been told to wait.
    pub(super) violation: Option<String>,
}

/// The time for which calls may still be under way after a 429. Also never more than half of the wait.
const UNDER_WAY: SignedDuration = SignedDuration::from_millis(500);
/// The tolerance for clocks and rounding.
const TOLERANCE: SignedDuration = SignedDuration::from_millis(5);

/// All buckets and blocks.
#[derive(Debug)]
pub(super) struct Limiter {
    profile: RateLimits,
    own: Vec<(String, String, Rule)>,
    global: Option<Rule>,
    windows: Windows,
    blocks: HashMap<String, Block>,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    since: Timestamp,
    until: Timestamp,
    scope: Scope,
}

impl Limiter {
    pub(super) fn new(profile: RateLimits) -> Self {
        let global = (profile == RateLimits::Realistic).then_some(Rule::new(50, 1));
        Self { profile, own: Vec::new(), global, windows: Windows::default(), blocks: HashMap::new() }
    }

    /// Sets the limit of one route.
    pub(super) fn set(&mut self, method: &str, template: &str, calls: u32, per: Duration) {
        self.own.insert(0, (method.to_owned(), template.to_owned(), Rule { calls, per }));
    }

    /// Sets the global limit, in calls a second.
    pub(super) fn set_global(&mut self, calls: u32) {
        self.global = Some(Rule::new(calls, 1));
    }

    /// Refuses calls of the bucket (or all calls, by scope) until `after` has passed.
    pub(super) fn block(
        &mut self,
        (who, bucket): (ApplicationId, &str),
        scope: Scope,
        after: Duration,
        now: Timestamp,
    ) {
        let until = now + SignedDuration::try_from(after).unwrap_or_default();
        self.blocks.insert(block_key((who, bucket), scope), Block { since: now, until, scope });
    }

    /// Decides about a call, and counts it.
    pub(super) fn take(
        &mut self,
        route: &Route,
        (who, bucket): (ApplicationId, &str),
        body: &Value,
        now: Timestamp,
    ) -> Verdict {
        let mut verdict = Verdict { headers: Vec::new(), refused: None, violation: None };
        let global = self.global.filter(|_| route.counts_globally());
        let hidden = Rule::hidden(route, body).filter(|_| self.profile == RateLimits::Realistic);
        let below = format!("{bucket} hidden");
        let all = format!("{who} global");
        for key in ["cloudflare", &all, bucket].into_iter().chain(hidden.map(|_| below.as_str())) {
            if key != all || route.counts_globally() {
                self.mind_block(key, now, &mut verdict);
            }
        }
        if verdict.refused.is_none()
            && let Some(Err(after)) = global.map(|rule| self.windows.spend(&all, rule, now))
        {
            self.refuse((who, bucket), Scope::Global, after, now, &mut verdict);
        }
        if verdict.refused.is_none() {
            let rule = self.rule(route);
            if let Err(after) = self.windows.spend(bucket, rule, now) {
                self.refuse((who, bucket), Scope::User, after, now, &mut verdict);
            }
        }
        if verdict.refused.is_none()
            && let Some(Err(after)) = hidden.map(|rule| self.windows.spend(&below, rule, now))
        {
            self.refuse((who, &below), Scope::User, after, now, &mut verdict);
        }
        if verdict.refused.is_none_or(|refusal| refusal.scope != Scope::Cloudflare) {
            self.describe(route, bucket, now, &mut verdict);
        }
        verdict
    }

    fn refuse(
        &mut self,
        place: (ApplicationId, &str),
        scope: Scope,
        after: Duration,
        now: Timestamp,
        verdict: &mut Verdict,
    ) {
        self.block(place, scope, after, now);
        verdict.refused = Some(Refusal { scope, after });
    }

    fn mind_block(&mut self, key: &str, now: Timestamp, verdict: &mut Verdict) {
        let Some(block) = self.blocks.get(key).copied() else { return };
        let left = block.until.duration_since(now);
        if left <= SignedDuration::ZERO {
            self.blocks.remove(key);
            return;
        }
        let under_way = UNDER_WAY.min(block.until.duration_since(block.since) / 2);
        if now.duration_since(block.since) > under_way && left > TOLERANCE {
            verdict.violation = Some(format!("called {} ms before Retry-After had passed", left.as_millis()));
        }
        let after = Duration::try_from(left).unwrap_or_default();
        verdict.refused.get_or_insert(Refusal { scope: block.scope, after });
    }

    fn describe(&self, route: &Route, bucket: &str, now: Timestamp, verdict: &mut Verdict) {
        let rule = self.rule(route);
        let window = self.windows.get(bucket, rule, now);
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
            (None, RateLimits::Generous) => Rule::new(1000, 1),
            (None, RateLimits::Realistic) => Rule::realistic(route),
        }
    }
}

fn block_key((who, bucket): (ApplicationId, &str), scope: Scope) -> String {
    match scope {
        Scope::User | Scope::Shared => bucket.to_owned(),
        Scope::Global => format!("{who} global"),
        Scope::Cloudflare => "cloudflare".to_owned(),
    }
}
