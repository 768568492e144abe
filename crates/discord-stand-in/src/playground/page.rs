//! The page itself: files embedded in the binary, served with a strict Content-Security-Policy.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The policy: everything comes from the page's own origin; no inline script or style, no frame around the page.
pub(super) const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// The files: name, content type, content.
const ASSETS: &[(&str, &str, &str)] = &[
    ("style.css", CSS, include_str!("web/style.css")),
    ("icon.svg", SVG, include_str!("web/icon.svg")),
    ("acts.js", JS, include_str!("web/acts.js")),
    ("api.js", JS, include_str!("web/api.js")),
    ("app.js", JS, include_str!("web/app.js")),
    ("chat.js", JS, include_str!("web/chat.js")),
    ("commands.js", JS, include_str!("web/commands.js")),
    ("components.js", JS, include_str!("web/components.js")),
    ("composer.js", JS, include_str!("web/composer.js")),
    ("dom.js", JS, include_str!("web/dom.js")),
    ("embed.js", JS, include_str!("web/embed.js")),
    ("fields.js", JS, include_str!("web/fields.js")),
    ("hints.js", JS, include_str!("web/hints.js")),
    ("inspector.js", JS, include_str!("web/inspector.js")),
    ("json.js", JS, include_str!("web/json.js")),
    ("markdown.js", JS, include_str!("web/markdown.js")),
    ("menus.js", JS, include_str!("web/menus.js")),
    ("modal.js", JS, include_str!("web/modal.js")),
    ("picker.js", JS, include_str!("web/picker.js")),
    ("sentences.js", JS, include_str!("web/sentences.js")),
    ("sidebar.js", JS, include_str!("web/sidebar.js")),
    ("store.js", JS, include_str!("web/store.js")),
];

/// `GET /`
pub(super) async fn index() -> Response {
    asset(HTML, include_str!("web/index.html"))
}

/// `GET /playground/{file}`
pub(super) async fn file(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, content)) => asset(kind, content),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn asset(kind: &'static str, content: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    let mut response = content.into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_the_page_imports_is_served() {
        let sources = ASSETS.iter().map(|(_, _, content)| *content).chain([include_str!("web/index.html")]);
        for source in sources {
            for import in source.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(
                    ASSETS.iter().any(|(name, ..)| *name == import),
                    "{import} is imported and not served"
                );
            }
        }
    }

    #[test]
    fn what_people_write_never_becomes_markup() {
        for (name, _, content) in ASSETS.iter().filter(|(_, kind, _)| *kind == JS) {
            for door in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "srcdoc"]
            {
                assert!(!content.contains(door), "{name} uses {door}");
            }
        }
    }

    #[test]
    fn the_page_loads_nothing_from_elsewhere() {
        let page = include_str!("web/index.html");
        assert!(!page.contains("http:") && !page.contains("https:") && !page.contains(" style="));
        assert!(!include_str!("web/style.css").contains("url("));
    }
}
