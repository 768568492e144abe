//! Admits requests of the own origin only. A foreign page must neither read the world nor act in it, be it
//! across origins or by pointing its own name here (DNS rebinding).

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use serde_json::json;

use crate::StandIn;

/// A refused request, with its reason.
#[derive(Debug)]
struct Objection(StatusCode, String);

impl IntoResponse for Objection {
    fn into_response(self) -> Response {
        (self.0, axum::Json(json!({ "message": self.1, "error": self.1 }))).into_response()
    }
}

/// The host names that stand for this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// The loopback's names and addresses: the stand-in listens there only.
    Loopback,
    /// Any address, `localhost` and names without a dot, as containers have: no foreign page goes by one of these.
    Addresses,
}

impl Guard {
    /// Returns the guard for the address that the stand-in listens on.
    pub(super) fn of(sim: &StandIn) -> Self {
        let uri: Option<Uri> = sim.api_url().parse().ok();
        let listens = uri.and_then(|uri| uri.host().and_then(address));
        if listens.is_none_or(|ip| ip.is_loopback()) { Self::Loopback } else { Self::Addresses }
    }

    fn knows(self, host: &str) -> bool {
        let name = host.parse::<axum::http::uri::Authority>();
        let Ok(name) = name.as_ref().map(|authority| authority.host()) else { return false };
        name.eq_ignore_ascii_case("localhost")
            || address(name).is_some_and(|ip| ip.is_loopback() || self == Self::Addresses)
            || (self == Self::Addresses && !name.is_empty() && !name.contains(['.', ':']))
    }

    /// Returns the refusal of a request that is not allowed.
    fn objection(self, method: &Method, headers: &HeaderMap) -> Option<Objection> {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let host = text("host").unwrap_or_default();
        if !self.knows(host) {
            let why = format!("The stand-in does not go by the name {host:?}; call it localhost.");
            return Some(Objection(StatusCode::FORBIDDEN, why));
        }
        let same =
            |origin: &str| origin.strip_prefix("http://").is_some_and(|rest| rest.eq_ignore_ascii_case(host));
        let foreign = text("origin").is_some_and(|origin| !same(origin))
            || text("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
        // A link from elsewhere may open the page, which then loads the rest by itself.
        let opens = method == Method::GET && text("sec-fetch-mode") == Some("navigate");
        if foreign && !opens {
            let why = "Pages of another origin are not answered.".to_owned();
            return Some(Objection(StatusCode::FORBIDDEN, why));
        }
        let json = || {
            text("content-type")
                .is_none_or(|kind| kind.split(';').next().map(str::trim) == Some("application/json"))
        };
        if method != Method::GET && method != Method::HEAD && !json() {
            let why = "A body must be application/json.".to_owned();
            return Some(Objection(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
        None
    }
}

fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Lets requests of this origin through.
pub(super) async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let objection = guard.objection(request.method(), request.headers());
    let mut response = match objection {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, axum::http::HeaderValue::from_static("nosniff"));
    headers
        .entry("cross-origin-resource-policy")
        .or_insert(axum::http::HeaderValue::from_static("same-origin"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(guard: Guard, method: &Method, headers: &[(&str, &str)]) -> Option<u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(axum::http::HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
        }
        guard.objection(method, &map).map(|Objection(status, _)| status.as_u16())
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let get = |guard, host| answer(guard, &Method::GET, &[("host", host)]);
        for host in ["localhost:9000", "127.0.0.1:9000", "[::1]:9000", "LOCALHOST", "127.9.9.9"] {
            assert_eq!(get(Guard::Loopback, host), None, "{host}");
        }
        for host in
            ["rebound.example:9000", "192.168.0.9:9000", "localhost.example", "127.0.0.1.example", "", "a b"]
        {
            assert_eq!(get(Guard::Loopback, host), Some(403), "{host}");
        }
        assert_eq!(get(Guard::Addresses, "192.168.0.9:9000"), None);
        assert_eq!(get(Guard::Addresses, "stand-in:9000"), None, "a container's name");
        assert_eq!(get(Guard::Loopback, "stand-in:9000"), Some(403));
        assert_eq!(get(Guard::Addresses, "rebound.example:9000"), Some(403));
        assert_eq!(answer(Guard::Loopback, &Method::GET, &[]), Some(403), "no host");
    }

    #[test]
    fn foreign_pages_are_refused() {
        let post = |more: &[(&str, &str)]| {
            let own = [("host", "localhost:9000"), ("content-type", "application/json")];
            answer(Guard::Loopback, &Method::POST, &[&own[..], more].concat())
        };
        assert_eq!(post(&[]), None);
        assert_eq!(post(&[("origin", "http://localhost:9000"), ("sec-fetch-site", "same-origin")]), None);
        for origin in ["http://localhost:9001", "https://foreign.example", "null", "http://127.0.0.1:9000"] {
            assert_eq!(post(&[("origin", origin)]), Some(403), "{origin}");
        }
        assert_eq!(post(&[("sec-fetch-site", "same-site")]), Some(403));
        assert_eq!(post(&[("content-type", "text/plain")]), Some(415));
        assert_eq!(post(&[("content-type", "application/json; charset=utf-8")]), None);
    }

    #[test]
    fn a_link_from_elsewhere_opens_the_page_but_reads_nothing() {
        let from = |mode| {
            let headers = [("host", "localhost"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", mode)];
            answer(Guard::Loopback, &Method::GET, &headers)
        };
        assert_eq!(from("navigate"), None);
        assert_eq!(from("no-cors"), Some(403));
        assert_eq!(from("cors"), Some(403));
    }
}
