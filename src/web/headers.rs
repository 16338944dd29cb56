//! What every answer carries: nothing is loaded, framed, indexed, kept or passed on.

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The answer that carries a page. Links hold a token, so no address is passed on as a referrer, and of all that a
/// page could load or run only its own style sheet is allowed, by its hash.
pub fn protected(status: StatusCode, html: String) -> Response {
    let style = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let style = style.map_or("'none'".to_owned(), |(style, _)| {
        format!("'sha256-{}'", STANDARD.encode(digest(&SHA256, style.as_bytes())))
    });
    guarded(status, "text/html; charset=utf-8", &closed(&style), html)
}

/// The answer that carries plain text, guarded like a page.
pub fn plain(status: StatusCode, media_type: &str, text: String) -> Response {
    guarded(status, media_type, &closed("'none'"), text)
}

/// The answer that carries a file to keep or to open with another program.
pub fn attachment(media_type: &str, name: &str, text: String) -> Response {
    let mut response = guarded(StatusCode::OK, media_type, &closed("'none'"), text);
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// The answer to an address that is written otherwise: `name`, beside it.
pub fn moved(name: &str) -> Response {
    let mut response =
        guarded(StatusCode::PERMANENT_REDIRECT, "text/plain", &closed("'none'"), format!("{name}\n"));
    if let Ok(location) = HeaderValue::try_from(name) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// A page that may load its style alone.
fn closed(style: &str) -> String {
    format!(
        "default-src 'none'; style-src {style}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
}

/// The answer that carries `body`, which may load and do what `policy` allows.
pub fn guarded(status: StatusCode, media_type: &str, policy: &str, body: impl Into<Body>) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_SECURITY_POLICY, policy.to_owned()),
        (REFERRER_POLICY, "no-referrer".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
        (HeaderName::from_static("x-robots-tag"), "noindex".to_owned()),
    ];
    (status, headers, body.into()).into_response()
}
