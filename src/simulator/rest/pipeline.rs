//! What every call passes: form of the request, token, limits, scripted faults, the route, the record.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use serde_json::{Value, json};

use super::call::Call;
use super::query::{Query, decode_bytes};
use super::{Answer, Auth, Found, Outcome, Route, Run, find, multipart};
use crate::simulator::failure::{Code, Failure};
use crate::simulator::faults::Effect;
use crate::simulator::feed::FeedEvent;
use crate::simulator::inner::Inner;
use crate::simulator::limits::{Refusal, Scope};
use crate::simulator::record::RecordedCall;
use crate::simulator::server::Cut;

/// The largest request Discord takes.
const LARGEST: usize = 25 * 1024 * 1024;
/// A hung call hangs for so long, unless the simulator ends before.
const FOREVER: Duration = Duration::from_secs(24 * 3600);

/// How one call ends.
enum Ending {
    Answered(Outcome),
    Scripted(u16, Value),
    Limited(Refusal),
    Cut,
}

/// Serves one request under `/api`.
pub(in crate::simulator) async fn serve(inner: &Inner, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.as_str().to_owned(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let mut call = RecordedCall {
        method: method.clone(),
        path: [path.trim_start_matches("/api/v10"), &query].join("?").trim_end_matches('?').to_owned(),
        route: String::new(),
        body: Value::Null,
        reason: None,
        headers: of_note(&parts.headers),
        status: 0,
        response: Value::Null,
        violations: Vec::new(),
        at: inner.clock.now(),
    };
    let body = Limited::new(body, LARGEST).collect().await.map(|body| body.to_bytes());
    let mut headers = Vec::new();
    let ending = match (path.strip_prefix("/api/v10"), body) {
        (_, Err(_)) => {
            Ending::Answered(Err(Failure::plain(413, "413: Payload Too Large").violating("over 25 MiB")))
        }
        (None, _) => Ending::Answered(Err(Failure::plain(404, "404: Not Found")
            .violating("only version 10 is spoken: paths begin with /api/v10"))),
        (Some(path), Ok(body)) => match find(&method, path) {
            Found::Nothing => Ending::Answered(Err(
                Failure::plain(404, "404: Not Found").violating("not a route of Discord's")
            )),
            Found::OtherMethod => Ending::Answered(Err(
                Failure::plain(405, "405: Method Not Allowed").violating("wrong method")
            )),
            Found::Route(route, params) => {
                call.route = route.template.to_owned();
                let work = Call::new(params, Query::parse(&query), inner.bot);
                run(inner, route, work, &parts.headers, &body, &mut call, &mut headers).await
            }
        },
    };
    finish(inner, ending, call, headers)
}

async fn run(
    inner: &Inner,
    route: &'static Route,
    mut work: Call<'_>,
    given: &HeaderMap,
    body: &[u8],
    call: &mut RecordedCall,
    headers: &mut Vec<(&'static str, String)>,
) -> Ending {
    let taken = take_request(inner, route, &mut work, given, body, &mut call.violations);
    call.body.clone_from(&work.body);
    call.reason.clone_from(&work.reason);
    if let Err(failure) = taken {
        return Ending::Answered(Err(failure));
    }
    let bucket = bucket(route, &work);
    let effect = inner.faults().take(route.method, route.template, &call.body.to_string());
    if let Some(Effect::RateLimited(scope, after)) = effect {
        inner.limiter().block(&bucket, scope, after, call.at);
    }
    let banned = inner.record().is_banned(call.at);
    let verdict = inner.limiter().take(route, &bucket, call.at);
    call.violations.extend(verdict.violation);
    headers.extend(verdict.headers);
    if let Some(refusal) = verdict.refused {
        return Ending::Limited(refusal);
    }
    if banned {
        return Ending::Limited(Refusal { scope: Scope::Cloudflare, after: Duration::from_secs(600) });
    }
    let hold = match &effect {
        Some(Effect::Status(status, body)) => return Ending::Scripted(*status, body.clone()),
        Some(Effect::Reset) => return Ending::Cut,
        Some(Effect::Hang) => Some(FOREVER),
        Some(Effect::Slow(by)) => Some(*by),
        _ => None,
    };
    if let Some(hold) = hold {
        tokio::time::sleep(hold).await;
    }
    let outcome = match route.run {
        Run::Plain(run) => inner.world(|world| run(world, &work)),
        Run::SaveApplication => match super::applications::read(&work) {
            Ok(wish) => super::applications::save(inner, wish).await,
            Err(failure) => Err(failure),
        },
    };
    if outcome.is_ok() {
        work.note_leftovers();
    }
    call.violations.extend(work.findings.take_notes());
    match effect {
        Some(Effect::Hang) => Ending::Cut,
        Some(Effect::AnswerLost) => {
            if let Err(failure) = outcome {
                call.violations.extend(failure.violation);
            }
            Ending::Cut
        }
        _ => Ending::Answered(outcome),
    }
}

/// Checks the request's form and puts its body and reason into the call.
fn take_request(
    inner: &Inner,
    route: &Route,
    work: &mut Call<'_>,
    headers: &HeaderMap,
    body: &[u8],
    violations: &mut Vec<String>,
) -> Result<(), Failure> {
    let text = |name: header::HeaderName| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    if !is_user_agent(text(header::USER_AGENT)) {
        let failure = Failure { code: 40333, ..Failure::plain(403, "internal network error") };
        return Err(failure.violating("the user agent is not `DiscordBot (url, version)`"));
    }
    if route.auth == Auth::Bot {
        let given = text(header::AUTHORIZATION);
        if given.is_empty() {
            return Err(Failure::from(Code::Unauthorized).violating("no Authorization"));
        }
        if given != format!("Bot {}", inner.token) {
            return Err(Code::Unauthorized.into());
        }
    }
    if let Some(reason) = headers.get("x-audit-log-reason") {
        work.reason = Some(audit_reason(reason.as_bytes(), violations)?);
    }
    take_body(work, text(header::CONTENT_TYPE), body, violations)
}

fn take_body(
    work: &mut Call<'_>,
    content_type: &str,
    body: &[u8],
    violations: &mut Vec<String>,
) -> Result<(), Failure> {
    let bad = |what: &str| Err(Failure::from(Code::InvalidJson).violating(what));
    if body.is_empty() {
        return Ok(());
    }
    if content_type.starts_with("multipart/form-data") {
        let Some(parts) = multipart::parse(content_type, body) else { return bad("a broken multipart body") };
        (work.body, work.files) = (parts.payload, parts.files);
        violations.extend(parts.notes);
        return Ok(());
    }
    if !content_type.starts_with("application/json") {
        return bad("a body without Content-Type: application/json");
    }
    match serde_json::from_slice(body) {
        Ok(body) => {
            work.body = body;
            Ok(())
        }
        Err(_) => bad("the body is no JSON"),
    }
}

fn audit_reason(raw: &[u8], violations: &mut Vec<String>) -> Result<String, Failure> {
    let bad = |message: &str| {
        let errors = json!({ "X-Audit-Log-Reason": { "_errors": [{ "code": "BASE_TYPE_BAD_LENGTH", "message": message }] } });
        Err(Failure::form(errors, format!("X-Audit-Log-Reason: {message}")))
    };
    let Ok(text) = std::str::from_utf8(raw) else { return bad("is not percent-encoded") };
    let Ok(reason) = String::from_utf8(decode_bytes(text)) else { return bad("is no UTF-8") };
    if !(1..=512).contains(&reason.chars().count()) {
        return bad("Must be between 1 and 512 in length.");
    }
    if text.len() > 512 {
        violations.push("X-Audit-Log-Reason is longer than 512 once encoded".to_owned());
    }
    Ok(reason)
}

fn is_user_agent(agent: &str) -> bool {
    let inside =
        agent.strip_prefix("DiscordBot (").and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    inside
        .and_then(|inside| inside.split_once(','))
        .is_some_and(|(url, version)| url.trim().starts_with("http") && !version.trim().is_empty())
}

/// Route plus what Discord counts separately: channel, guild, webhook with its token.
fn bucket(route: &Route, work: &Call<'_>) -> String {
    let own = |(name, value): &(&str, &str)| {
        matches!(*name, "channel" | "guild" | "application" | "token").then(|| (*value).to_owned())
    };
    let major: Vec<_> = work.params.iter().filter_map(own).collect();
    format!("{} {} {}", route.method, route.template, major.join(" "))
}

fn of_note(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = [header::USER_AGENT, header::CONTENT_TYPE];
    let text =
        |name: &header::HeaderName| Some((name.to_string(), headers.get(name)?.to_str().ok()?.to_owned()));
    let authorization =
        headers.contains_key(header::AUTHORIZATION).then(|| ("authorization".into(), "present".into()));
    shown.iter().filter_map(text).chain(authorization).collect()
}

fn finish(
    inner: &Inner,
    ending: Ending,
    mut call: RecordedCall,
    headers: Vec<(&'static str, String)>,
) -> Response<Body> {
    let (status, body, page, extra, shared) = match ending {
        Ending::Answered(Ok(Answer { status, body })) => (status, body, None, Vec::new(), false),
        Ending::Answered(Err(failure)) => {
            let body = failure.json();
            call.violations.extend(failure.violation);
            (failure.status, Some(body), None, Vec::new(), false)
        }
        Ending::Scripted(status, body) => (status, Some(body), None, Vec::new(), false),
        Ending::Limited(refusal) => {
            let page =
                (refusal.scope == Scope::Cloudflare).then_some("<html><title>Error 1015</title></html>");
            (429, refusal.json(), page, refusal.headers(), refusal.scope == Scope::Shared)
        }
        Ending::Cut => (0, None, None, Vec::new(), false),
    };
    call.status = status;
    call.response = body.clone().unwrap_or(Value::Null);
    if matches!(status, 401 | 403 | 429) && !shared {
        inner.record().invalid(call.at);
    }
    inner.record().call(call.clone());
    inner.tell(FeedEvent::Call(Box::new(call)));

    let mut response = Response::new(match (&body, page) {
        (_, Some(page)) => Body::from(page),
        (Some(body), None) => Body::from(body.to_string()),
        (None, None) => Body::empty(),
    });
    if status == 0 {
        response.extensions_mut().insert(Cut);
        return response;
    }
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = match (body.is_some(), page.is_some()) {
        (_, true) => Some("text/html"),
        (true, false) => Some("application/json"),
        _ => None,
    };
    let kind = kind.map(|kind| ("Content-Type", kind.to_owned()));
    for (name, value) in headers.into_iter().chain(extra).chain(kind) {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
