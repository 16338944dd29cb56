//! Which address of the preview answers what. All lie below a word that nobody can guess.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::issue::{Made, Previewed};
use super::view::View;
use super::{letter, page};
use crate::desk::reader_copy::{ReaderCopy, picture_name, reader_copy};
use crate::domain::{InlinePicture, Letter};
use crate::web::headers::{guarded, plain};
use crate::web::routes::nothing_here;

const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// What the routes know.
#[derive(Debug)]
pub struct Site {
    pub issue: Previewed,
    /// The first part of every address.
    pub secret: String,
}

/// All addresses there are.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new()
        .route("/{secret}/", get(whole))
        .route("/{secret}/letter", get(framed))
        .route("/{secret}/changes", get(changes))
        .route("/{secret}/{picture}", get(picture))
        .fallback(nothing_here)
        .layer(from_fn_with_state(site.clone(), known))
        .layer(from_fn(of_this_machine))
        .with_state(site)
}

/// A page elsewhere can give its own name the address of this machine, and would then be let in by the browser of whoever
/// looks at it: only names that always mean this machine are answered.
async fn of_this_machine(headers: HeaderMap, request: Request, next: Next) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(_) => host.split_inclusive(']').next(),
        None => host.split(':').next(),
    };
    if ["localhost", "127.0.0.1", "[::1]"].contains(&name.unwrap_or_default()) {
        return next.run(request).await;
    }
    plain(StatusCode::MISDIRECTED_REQUEST, TEXT, "Open the address as it was printed.\n".to_owned())
}

/// Whoever does not know the secret learns nothing, not even which addresses there are.
async fn known(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let said = request.uri().path().split('/').nth(1).unwrap_or_default();
    match verify_slices_are_equal(said.as_bytes(), site.secret.as_bytes()) {
        Ok(()) => next.run(request).await,
        Err(_) => nothing_here().await,
    }
}

async fn whole(State(site): State<Arc<Site>>, RawQuery(query): RawQuery) -> Response {
    let made = site.issue.now().await;
    let view = asked(query, &made);
    let copy = copy(&made, &view);
    let html = page::page(&site.issue.id, &made, &view, copy.as_ref().map(|(letter, copy)| (*letter, copy)));
    let hash = |text: &str| STANDARD.encode(digest(&SHA256, text.as_bytes()));
    let (style, script) = page::parts();
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; connect-src 'self'; frame-src 'self'; \
         form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
        hash(style),
        hash(script)
    );
    guarded(StatusCode::OK, HTML, &policy, html)
}

async fn framed(State(site): State<Arc<Site>>, RawQuery(query): RawQuery) -> Response {
    let made = site.issue.now().await;
    let view = asked(query, &made);
    match copy(&made, &view) {
        Some((_, copy)) => {
            guarded(StatusCode::OK, HTML, &letter::policy(&view), letter::shown(&copy.html, &view))
        }
        None => nothing_here().await,
    }
}

/// Answers once the files are others than those of the mark behind the question mark, or after a while: with their mark.
async fn changes(State(site): State<Arc<Site>>, RawQuery(known): RawQuery) -> Response {
    let mark = site.issue.another(&known.unwrap_or_default()).await;
    plain(StatusCode::OK, TEXT, mark.to_string())
}

async fn picture(State(site): State<Arc<Site>>, Path((_, name)): Path<(String, String)>) -> Response {
    let made = site.issue.now().await;
    let all = made.pressed.iter().flat_map(|pressed| pressed.letters.values());
    let named = |picture: &&InlinePicture| picture_name(picture) == name;
    match all.flat_map(|letter| &letter.pictures).find(named) {
        Some(picture) => {
            let bytes = Body::from(picture.bytes.to_vec());
            guarded(StatusCode::OK, &picture.mime, "default-src 'none'", bytes)
        }
        None => nothing_here().await,
    }
}

/// The view that is asked for: of the first edition where it names none, or none that there is.
fn asked(query: Option<String>, made: &Made) -> View {
    let view = View::asked(&query.unwrap_or_default());
    let languages = made.pressed.as_ref().map(page::languages).unwrap_or_default();
    let wanted = view.lang.as_ref().filter(|lang| languages.contains(lang));
    let lang = wanted.or(languages.first().copied()).cloned();
    View { lang, ..view }
}

fn copy<'m>(made: &'m Made, view: &View) -> Option<(&'m Letter, ReaderCopy)> {
    let pressed = made.pressed.as_ref().ok()?;
    let letter = pressed.letters.get(view.lang.as_ref()?)?;
    let copy =
        reader_copy(letter, pressed.settings.as_ref()?, pressed.templates.as_ref()?, &view.reader.slots());
    Some((letter, copy))
}
