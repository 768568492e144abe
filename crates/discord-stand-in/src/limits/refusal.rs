//! The content of a 429.

use std::time::Duration;

use serde_json::{Value, json};

/// The scope of a rate limit, as in `X-RateLimit-Scope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The application, in this bucket.
    User,
    /// All applications, on this resource; the call does not count as an invalid request.
    Shared,
    /// The application, on all routes.
    Global,
    /// Cloudflare, which sends an HTML page without any rate-limit headers.
    Cloudflare,
}

/// A 429.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    pub(crate) scope: Scope,
    pub(crate) after: Duration,
}

impl Refusal {
    /// Returns the headers that only a 429 has.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
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

    /// Returns the body; `None` if Cloudflare answers with a page.
    pub(crate) fn json(&self) -> Option<Value> {
        let after = (self.after.as_secs_f64() * 1000.0).ceil() / 1000.0;
        let body = json!({
            "message": "You are being rate limited.",
            "retry_after": after,
            "global": self.scope == Scope::Global,
        });
        (self.scope != Scope::Cloudflare).then_some(body)
    }
}
