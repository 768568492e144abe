//! The page itself: files embedded in the binary, compressed at the first request, served with a strict
//! Content-Security-Policy.

use std::io::Write;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

/// The policy: everything comes from the page's own origin; no inline script or style, no frame around the page.
pub(super) const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const JSON: &str = "application/json";

/// The smallest answer that is worth compressing, in bytes.
const SMALL: usize = 1400;

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
    ("inspector.js", JS, include_str!("web/inspector.js")),
    ("json.js", JS, include_str!("web/json.js")),
    ("markdown.js", JS, include_str!("web/markdown.js")),
    ("menus.js", JS, include_str!("web/menus.js")),
    ("modal.js", JS, include_str!("web/modal.js")),
    ("picker.js", JS, include_str!("web/picker.js")),
    ("sentences.js", JS, include_str!("web/sentences.js")),
    ("sidebar.js", JS, include_str!("web/sidebar.js")),
    ("store.js", JS, include_str!("web/store.js")),
    ("switches.js", JS, include_str!("web/switches.js")),
    ("tour.js", JS, include_str!("web/tour.js")),
    ("wire.js", JS, include_str!("web/wire.js")),
];

/// A file as it is served.
struct Served {
    name: &'static str,
    kind: &'static str,
    tag: String,
    plain: Bytes,
    gzip: Bytes,
}

/// All files; the page itself is the one without a name.
static SERVED: LazyLock<Vec<Served>> = LazyLock::new(|| {
    let page = [("", HTML, index_html())];
    let files = ASSETS.iter().map(|(name, kind, content)| (*name, *kind, (*content).to_owned()));
    let served = |(name, kind, content): (&'static str, &'static str, String)| Served {
        name,
        kind,
        tag: format!("\"{}\"", sha1_smol::Sha1::from(&content).digest()),
        gzip: gzip(content.as_bytes()),
        plain: content.into(),
    };
    page.into_iter().chain(files).map(served).collect()
});

/// Returns the page with all modules named in its head, so that the browser asks for them at once.
fn index_html() -> String {
    let modules = ASSETS.iter().filter(|(_, kind, _)| *kind == JS);
    let links: String = modules
        .map(|(name, ..)| format!("  <link rel=\"modulepreload\" href=\"/playground/{name}\">\n"))
        .collect();
    include_str!("web/index.html").replace("</head>", &format!("{links}</head>"))
}

fn gzip(content: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory can't fail.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default().into()
}

/// `GET /`
pub(super) async fn index(headers: HeaderMap) -> Response {
    file(Path(String::new()), headers).await
}

/// `GET /playground/{file}`
pub(super) async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(found) = SERVED.iter().find(|one| one.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = HeaderValue::from_str(&found.tag).unwrap_or(HeaderValue::from_static("\"\""));
    let mut response = if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        encoded(&headers, found.kind, found.plain.clone(), || found.gzip.clone())
    };
    response.headers_mut().insert(header::ETAG, tag);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// Returns an answer of data, compressed if it is large.
pub(super) fn json(headers: &HeaderMap, value: &Value) -> Response {
    let plain = Bytes::from(value.to_string());
    encoded(headers, JSON, plain.clone(), || gzip(&plain))
}

fn encoded(headers: &HeaderMap, kind: &'static str, plain: Bytes, gzip: impl FnOnce() -> Bytes) -> Response {
    let takes = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let compressed = plain.len() >= SMALL && takes.is_some_and(|takes| takes.contains("gzip"));
    let mut response = if compressed { gzip() } else { plain }.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "accept-encoding"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
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
    fn all_files_together_are_small_when_compressed() {
        let transferred: usize = SERVED.iter().map(|one| one.gzip.len()).sum();
        assert!(transferred < 80_000, "{transferred} bytes");
    }

    #[test]
    fn the_page_loads_nothing_from_elsewhere() {
        let page = include_str!("web/index.html");
        assert!(!page.contains("http:") && !page.contains("https:") && !page.contains(" style="));
        assert!(!include_str!("web/style.css").contains("url("));
    }
}
