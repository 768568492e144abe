//! `GET /`: a page that says what answers here, for a person who opens the address in a browser.

use axum::http::header;
use axum::response::IntoResponse;
use maud::{DOCTYPE, html};

/// The project's own address.
const PROJECT: &str = env!("CARGO_PKG_REPOSITORY");

/// The owner in the project's address as long as it has none.
const PLACEHOLDER: &str = "/OWNER/";

/// Nothing on the page needs a script, a style or another address.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

pub(super) async fn show() -> impl IntoResponse {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { "Gavel" }
            }
            body {
                h1 { "Gavel" }
                p { "Discord moderation that is an HTTP server. This is one, and it is up." }
                p {
                    "Discord sends interactions to " code { "POST /interactions" } " and webhook events to "
                    code { "POST /webhook-events" } ", and signs each. There is nothing to see there for a browser."
                }
                p { "In a server with Gavel, type " code { "/help" } "." }
                p {
                    "For its operator: " a href="/healthz" { "is it up" } ", " a href="/readyz" { "can it work" }
                    @if !PROJECT.contains(PLACEHOLDER) { ", " a href=(PROJECT) { "source and documentation" } }
                    "."
                }
            }
        }
    };
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)],
        page.into_string(),
    )
}
