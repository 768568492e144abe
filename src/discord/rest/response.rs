//! Discord's responses: the body as a type, a refusal as an error, the limits as numbers.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::route::Route;
use crate::domain::text::cut;
use crate::error::Error;
use crate::error::Result;
use crate::telemetry::metrics::RateLimitScope;

/// The most of Discord's text that an error carries, in UTF-16 code units.
const WORDS: usize = 600;
/// The JSON code of a 401 for the token of an interaction or webhook, not the bot's.
const INVALID_WEBHOOK_TOKEN: u64 = 50027;

/// A response with its body read.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: StatusCode,
    /// The HTTP headers.
    pub headers: HeaderMap,
    /// The whole body, at most 32 MiB.
    pub body: Bytes,
}

impl Response {
    /// Parses the body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|why| {
            Error::broken(format!("Discord's answer has no known shape: {}", without_values(&why)))
        })
    }

    /// Returns a number of seconds in a header.
    fn seconds(&self, header: &str) -> Option<Duration> {
        span(self.text(header)?.trim().parse().ok()?)
    }

    fn text(&self, header: &str) -> Option<&str> {
        self.headers.get(header)?.to_str().ok()
    }

    /// Returns the bucket's limits from the `X-RateLimit-*` headers, if there are any.
    pub(super) fn limits(&self) -> Option<Limits> {
        Some(Limits {
            bucket: self.text("x-ratelimit-bucket").map(str::to_owned),
            remaining: self.text("x-ratelimit-remaining")?.trim().parse().ok()?,
            reset_after: self.seconds("x-ratelimit-reset-after")?,
        })
    }

    /// Returns the scope of the limit that was hit; `None` if none was.
    pub(super) fn scope(&self) -> Option<Scope> {
        match (self.status, self.text("x-ratelimit-scope")) {
            (StatusCode::TOO_MANY_REQUESTS, Some("user")) => Some(Scope::User),
            (StatusCode::TOO_MANY_REQUESTS, Some("shared")) => Some(Scope::Shared),
            (StatusCode::TOO_MANY_REQUESTS, Some("global")) => Some(Scope::Global),
            (StatusCode::TOO_MANY_REQUESTS, _) if self.limits().is_some() => Some(Scope::User),
            (StatusCode::TOO_MANY_REQUESTS, _) => Some(Scope::Edge),
            (StatusCode::FORBIDDEN, _) if self.retry_after().is_some() && !self.is_json() => {
                Some(Scope::Edge)
            }
            _ => None,
        }
    }

    fn is_json(&self) -> bool {
        serde_json::from_slice::<serde::de::IgnoredAny>(&self.body).is_ok()
    }

    /// Returns the longer of the header and the body's `retry_after`.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        #[derive(Deserialize)]
        struct Body {
            retry_after: f64,
        }
        let body = serde_json::from_slice::<Body>(&self.body).ok().and_then(|body| span(body.retry_after));
        self.seconds("retry-after").max(body)
    }

    /// Returns this response as an error.
    pub(super) fn refusal(&self, route: &Route) -> Error {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Body {
            code: Value,
            message: Value,
            errors: Value,
        }
        let body: Body = serde_json::from_slice(&self.body).unwrap_or_default();
        let code = body.code.as_u64().unwrap_or_default();
        if self.status == StatusCode::UNAUTHORIZED && route.by_bot && code != INVALID_WEBHOOK_TOKEN {
            return Error::TokenRefused;
        }
        let fallback = self.status.canonical_reason().unwrap_or("no reason given");
        let mut message = body.message.as_str().unwrap_or(fallback).to_owned();
        flatten(&body.errors, &mut String::new(), &mut message);
        Error::Discord {
            status: self.status.as_u16(),
            code,
            message: cut(&message, WORDS),
            route: route.to_string(),
        }
    }
}

/// The scope of the limit that a 429 is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The bot's, in one bucket.
    User,
    /// A resource's, for everybody; not the bot's fault.
    Shared,
    /// The bot's, in all.
    Global,
    /// The address's, at Cloudflare, before Discord.
    Edge,
}

impl Scope {
    pub fn label(self) -> RateLimitScope {
        match self {
            Self::User => RateLimitScope::User,
            Self::Shared => RateLimitScope::Shared,
            Self::Global => RateLimitScope::Global,
            Self::Edge => RateLimitScope::Edge,
        }
    }
}

/// A bucket as a response describes it.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    pub bucket: Option<String>,
    pub remaining: u32,
    pub reset_after: Duration,
}

/// Returns the duration, a day at most: anything longer is a mistake, and would overflow an `Instant`.
fn span(seconds: f64) -> Option<Duration> {
    const DAY: f64 = 86_400.0;
    Duration::try_from_secs_f64(if seconds > DAY { DAY } else { seconds }).ok()
}

/// Appends ` · path: message` for every leaf of Discord's `errors` tree.
fn flatten(tree: &Value, path: &mut String, into: &mut String) {
    let Value::Object(fields) = tree else { return };
    for (name, below) in fields {
        if into.len() > WORDS * 4 {
            return;
        }
        if name == "_errors" {
            for message in
                below.as_array().into_iter().flatten().filter_map(|error| error["message"].as_str())
            {
                into.push_str(" · ");
                into.push_str(path);
                into.push_str(": ");
                into.push_str(message);
            }
            continue;
        }
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(name);
        flatten(below, path, into);
        path.truncate(length);
    }
}

/// Returns a parse error without the value in it, which may be a member's words.
fn without_values(why: &serde_json::Error) -> String {
    let text = why.to_string();
    match (text.find('"'), text.rfind('"')) {
        (Some(from), Some(to)) if from < to => format!("{}…{}", &text[..=from], &text[to..]),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_http::request::Method;
    use twilight_http::request::RequestBuilder;

    fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Response {
        Response {
            status: StatusCode::from_u16(status).unwrap(),
            headers: headers
                .iter()
                .map(|&(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect(),
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    fn route(path: &str) -> Route {
        Route::of(&RequestBuilder::raw(Method::Patch, path.to_owned()).build().unwrap())
    }

    fn refusal(answer: &Response) -> Error {
        answer.refusal(&route("guilds/1/members/2"))
    }

    #[test]
    fn the_tree_of_errors_becomes_one_line() {
        let body = r#"{"code":50035,"message":"Invalid Form Body","errors":{"embeds":{"0":{"title":{"_errors":[
            {"code":"BASE_TYPE_MAX_LENGTH","message":"Too long."}]}}},"_errors":[{"message":"No."}]}}"#;
        let error = refusal(&answer(400, &[], body));
        let Error::Discord { status: 400, code: 50035, message, route } = &error else { panic!("{error:?}") };
        assert!(message.starts_with("Invalid Form Body · "), "{message}");
        assert!(message.contains(" · embeds.0.title: Too long."), "{message}");
        assert_eq!(route, "PATCH /guilds/{}/members/{}");
    }

    #[test]
    fn a_page_of_html_is_an_error_and_none_of_it_is_kept() {
        let error = refusal(&answer(403, &[], "<html>Sorry, you have been blocked</html>"));
        let Error::Discord { status: 403, code: 0, message, .. } = &error else { panic!("{error:?}") };
        assert_eq!(message, "Forbidden");
    }

    #[test]
    fn a_401_is_the_bots_only_when_its_token_was_sent() {
        let plain = answer(401, &[], r#"{"code":0,"message":"401: Unauthorized"}"#);
        let webhook = answer(401, &[], r#"{"code":50027,"message":"Invalid Webhook Token"}"#);
        assert!(matches!(refusal(&plain), Error::TokenRefused));
        assert!(matches!(refusal(&webhook), Error::Discord { code: 50027, .. }));
        assert!(matches!(plain.refusal(&route("webhooks/1/t")), Error::Discord { status: 401, .. }));
    }

    #[test]
    fn the_longer_wait_counts_and_nonsense_is_no_wait() {
        let both = answer(429, &[("retry-after", "2")], r#"{"retry_after":2.75}"#);
        assert_eq!(both.retry_after(), Some(Duration::from_millis(2750)));
        for header in ["NaN", "-1", "soon", ""] {
            assert_eq!(answer(429, &[("retry-after", header)], "<html>").retry_after(), None, "{header}");
        }
        assert_eq!(span(f64::INFINITY), Some(Duration::from_secs(86_400)));
    }

    #[test]
    fn a_ban_at_the_edge_is_told_from_discords_own_no() {
        assert_eq!(answer(429, &[], "<html>").scope(), Some(Scope::Edge));
        assert_eq!(answer(403, &[("retry-after", "600")], "<html>").scope(), Some(Scope::Edge));
        assert_eq!(answer(403, &[("retry-after", "600")], r#"{"code":50013}"#).scope(), None);
        assert_eq!(answer(429, &[("x-ratelimit-scope", "shared")], "{}").scope(), Some(Scope::Shared));
        assert_eq!(answer(200, &[], "<html>").scope(), None);
    }

    #[test]
    fn a_shape_error_names_the_place_and_not_the_words() {
        let error = answer(200, &[], r#"{"id":"something private"}"#)
            .json::<std::collections::HashMap<String, u64>>();
        let text = error.unwrap_err().to_string();
        assert!(text.contains("expected u64") && !text.contains("private"), "{text}");
    }
}
