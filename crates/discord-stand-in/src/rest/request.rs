//! The form of a request: user agent, token, audit-log reason, body.

use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode_str;
use serde_json::json;

use super::call::Call;
use super::route::Auth;
use super::{Route, multipart};
use crate::failure::{Code, Failure};
use crate::inner::Inner;

/// The beginnings of user agents that Cloudflare blocks.
const BLOCKED: [&str; 3] = ["Python-urllib", "libwww-perl", "Java/"];
/// The largest number of characters in an audit-log reason.
const REASON: usize = 512;

/// Checks the request's form and puts its body and reason into the call.
pub(super) fn read(
    inner: &Inner,
    route: &Route,
    call: &mut Call<'_>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Failure> {
    let text = |name: header::HeaderName| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    let agent = text(header::USER_AGENT);
    if agent.is_empty() || BLOCKED.iter().any(|blocked| agent.starts_with(blocked)) {
        let failure = Failure { code: 40333, ..Failure::plain(403, "internal network error") };
        return Err(failure
            .violating("Cloudflare blocks this user agent: Discord asks for `DiscordBot (url, version)`"));
    }
    if !is_user_agent(agent) {
        call.findings.house("the user agent is not `DiscordBot (url, version)`");
    }
    if route.auth == Auth::Bot {
        let given = text(header::AUTHORIZATION);
        if given.is_empty() {
            return Err(Failure::from(Code::Unauthorized).violating("no Authorization"));
        }
        let token = given.strip_prefix("Bot ").ok_or(Code::Unauthorized)?;
        (call.application, call.bot) = inner.by_token(token).ok_or(Code::Unauthorized)?;
    } else if let Some(caller) = inner.by_path(call.param("application"), call.param("interaction")) {
        (call.application, call.bot) = caller;
    }
    if let Some(reason) = headers.get("x-audit-log-reason") {
        call.reason = Some(audit_reason(reason.as_bytes(), call)?);
        if !route.takes_reason {
            call.findings.note("nothing comes of X-Audit-Log-Reason on this route");
        }
    }
    read_body(call, text(header::CONTENT_TYPE), body)
}

fn read_body(call: &mut Call<'_>, content_type: &str, body: &[u8]) -> Result<(), Failure> {
    let bad = |what: &str| Err(Failure::from(Code::InvalidJson).violating(what));
    if body.is_empty() {
        return Ok(());
    }
    if content_type.starts_with("multipart/form-data") {
        let Some(parts) = multipart::parse(content_type, body) else { return bad("a broken multipart body") };
        (call.body, call.files) = (parts.payload, parts.files);
        parts.notes.into_iter().for_each(|note| call.findings.note(note));
        return Ok(());
    }
    if !content_type.starts_with("application/json") {
        return bad("a body without Content-Type: application/json");
    }
    match serde_json::from_slice(body) {
        Ok(body) => {
            call.body = body;
            Ok(())
        }
        Err(_) => bad("the body is no JSON"),
    }
}

fn audit_reason(raw: &[u8], call: &Call<'_>) -> Result<String, Failure> {
    let bad = |message: &str| {
        let errors = json!({ "X-Audit-Log-Reason": { "_errors": [{ "code": "BASE_TYPE_BAD_LENGTH", "message": message }] } });
        Err(Failure::form(errors, format!("X-Audit-Log-Reason: {message}")))
    };
    let Ok(text) = std::str::from_utf8(raw) else { return bad("is not percent-encoded") };
    let Ok(reason) = String::from_utf8(percent_decode_str(text).collect()) else { return bad("is no UTF-8") };
    if !text.is_ascii() {
        call.findings.house("X-Audit-Log-Reason is not percent-encoded");
    }
    if !(1..=REASON).contains(&reason.chars().count()) {
        return bad("Must be between 1 and 512 in length.");
    }
    if text.len() > REASON {
        call.findings.house("X-Audit-Log-Reason is longer than 512 once encoded");
    }
    Ok(reason)
}

fn is_user_agent(agent: &str) -> bool {
    let inside = agent.strip_prefix("DiscordBot (").and_then(|rest| rest.split_once(')'));
    let parts = inside.and_then(|(inside, _)| inside.split_once(','));
    parts.is_some_and(|(url, version)| url.trim().starts_with("http") && !version.trim().is_empty())
}

/// Returns the headers to record.
pub(super) fn of_note(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |name: header::HeaderName| {
        let value = headers.get(&name)?.to_str().ok()?.to_owned();
        Some((name.to_string(), value))
    };
    let token =
        headers.contains_key(header::AUTHORIZATION).then(|| ("authorization".into(), "present".into()));
    [header::USER_AGENT, header::CONTENT_TYPE].into_iter().filter_map(text).chain(token).collect()
}
