//! The steps of every call: form of the request, token, limits, scripted faults, the route, the record.

use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use http_body_util::{BodyExt, Limited};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::call::Call;
use super::query::Query;
use super::respond::{Ending, record, respond};
use super::route::{Found, Run, find};
use super::{Outcome, Route, applications, request};
use crate::failure::Failure;
use crate::faults::Effect;
use crate::inner::Inner;
use crate::limits::{Refusal, Scope};
use crate::record::RecordedCall;

/// The largest request Discord takes.
const LARGEST: usize = 25 * 1024 * 1024;
/// The time for which Cloudflare bans.
const BAN: Duration = Duration::from_secs(600);

/// A call on its way: its record and the headers of its response.
struct RequestContext<'a> {
    inner: &'a Inner,
    recorded: RecordedCall,
    headers: Vec<(&'static str, String)>,
}

/// Serves one request under `/api`.
pub(crate) async fn serve(inner: &Inner, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let recorded = begin(inner, &parts);
    let mut context = RequestContext { inner, recorded, headers: Vec::new() };
    let body = Limited::new(body, LARGEST).collect().await.map(|body| body.to_bytes());
    let ending = match body {
        Ok(body) => context.find(&parts, &body).await,
        Err(_) => Ending::failed(Failure::plain(413, "413: Payload Too Large").violating("over 25 MiB")),
    };
    let mut headers = context.headers;
    headers.extend(date(context.recorded.at));
    record(inner, &ending, context.recorded);
    if matches!(ending, Ending::Hung) {
        inner.ended.cancelled().await;
    }
    respond(ending, headers)
}

/// Returns the `Date` header, by the stand-in's clock.
fn date(at: Timestamp) -> Option<(&'static str, String)> {
    Some(("Date", DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?))
}

fn begin(inner: &Inner, parts: &Parts) -> RecordedCall {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    RecordedCall {
        number: 0,
        method: parts.method.to_string(),
        path: path.trim_start_matches("/api/v10").to_owned(),
        route: String::new(),
        application: inner.application,
        body: Value::Null,
        reason: None,
        headers: request::of_note(&parts.headers),
        status: 0,
        response: Value::Null,
        violations: Vec::new(),
        house: Vec::new(),
        at: inner.clock.now(),
    }
}

impl RequestContext<'_> {
    async fn find(&mut self, parts: &Parts, body: &[u8]) -> Ending {
        let refused =
            |status, message, what: &str| Ending::failed(Failure::plain(status, message).violating(what));
        let Some(path) = parts.uri.path().strip_prefix("/api/v10") else {
            return refused(404, "404: Not Found", "only version 10 is spoken: paths begin with /api/v10");
        };
        // Some clients encode signs that need not be: `%40original`.
        let path = percent_decode_str(path).decode_utf8_lossy();
        match find(parts.method.as_str(), &path) {
            Found::Nothing => refused(404, "404: Not Found", "no route of Discord's"),
            Found::Missing => {
                refused(501, "501: Not Implemented", "the stand-in does not imitate this route of Discord's")
            }
            Found::OtherMethod => refused(405, "405: Method Not Allowed", "the route takes another method"),
            Found::Route(route, params) => {
                route.template.clone_into(&mut self.recorded.route);
                let query = Query::parse(parts.uri.query().unwrap_or_default());
                let mut call = Call::new(params, query, (self.inner.application, self.inner.bot));
                let read = request::read(self.inner, route, &mut call, &parts.headers, body);
                self.recorded.body.clone_from(&call.body);
                self.recorded.reason.clone_from(&call.reason);
                self.recorded.application = call.application;
                match read {
                    Ok(()) => self.pass(route, call).await,
                    Err(failure) => {
                        self.take_findings(&call);
                        Ending::failed(failure)
                    }
                }
            }
        }
    }

    /// Passes a well-formed call of a known route through limits and faults to its route.
    async fn pass(&mut self, route: &'static Route, call: Call<'_>) -> Ending {
        let (inner, now) = (self.inner, self.recorded.at);
        let body = self.recorded.body.to_string();
        let effect = inner.faults().take(route.method, route.template, &body);
        let bucket = call.bucket(route);
        if let Some(Effect::RateLimited(scope, after)) = effect {
            inner.limiter().block((call.application, &bucket), scope, after, now);
        }
        let verdict = inner.limiter().take(route, (call.application, &bucket), &call.body, now);
        self.recorded.violations.extend(verdict.violation);
        self.headers = verdict.headers;
        if let Some(refusal) = verdict.refused {
            return Ending::Limited(refusal);
        }
        if inner.record().is_banned(now) {
            return Ending::Limited(Refusal { scope: Scope::Cloudflare, after: BAN });
        }
        match effect {
            Some(Effect::Status(status, body)) => Ending::Scripted(status, body),
            Some(Effect::Reset) => Ending::Cut,
            Some(Effect::Hang) => Ending::Hung,
            Some(Effect::Slow(by)) => {
                tokio::time::sleep(by).await;
                Ending::Answered(self.apply(route, call).await)
            }
            Some(Effect::AnswerLost) => {
                self.apply_unanswered(route, call).await;
                Ending::Cut
            }
            Some(Effect::AnswerHangs) => {
                self.apply_unanswered(route, call).await;
                Ending::Hung
            }
            Some(Effect::RateLimited(..)) | None => Ending::Answered(self.apply(route, call).await),
        }
    }

    /// Moves the findings about a call into its record.
    fn take_findings(&mut self, call: &Call<'_>) {
        self.recorded.violations.extend(call.findings.take_notes());
        let house = call.findings.take_house();
        if self.inner.house_rules { &mut self.recorded.violations } else { &mut self.recorded.house }
            .extend(house);
    }

    async fn apply_unanswered(&mut self, route: &'static Route, call: Call<'_>) {
        if let Err(failure) = self.apply(route, call).await {
            self.recorded.violations.extend(failure.violation);
        }
    }

    async fn apply(&mut self, route: &'static Route, call: Call<'_>) -> Outcome {
        let outcome = match route.run {
            Run::Plain(run) => self.inner.world_as(call.application, |world| run(world, &call)),
            Run::SaveApplication => match applications::read(&call) {
                Ok(wish) => applications::save(self.inner, call.application, wish).await,
                Err(failure) => Err(failure),
            },
        };
        if outcome.is_ok() {
            call.note_leftovers();
        }
        self.take_findings(&call);
        outcome
    }
}
