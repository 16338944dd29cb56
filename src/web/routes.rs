//! Which address answers what.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::{ACCEPT_LANGUAGE, ALLOW, CONTENT_SECURITY_POLICY, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;

use crate::desk::calendar::CalendarAnswer;
use crate::desk::health::Ailment;
use crate::desk::unsubscribe::{Door, Page, PageKind};
use crate::domain::{Clock, Lang};

use super::headers::{attachment, moved, plain, protected};
use super::watch::{self, Watch};

/// More than this is no wish to unsubscribe.
const LARGEST_BODY: usize = 8 * 1024;

/// Seconds after which a wish that could not be noted is worth another try.
const RETRY_IN: &str = "60";

/// What the routes know.
#[derive(Debug, Clone)]
pub struct Site {
    pub door: Arc<Door>,
    pub watch: Arc<Watch>,
    pub clock: Clock,
}

/// All addresses there are.
pub fn routes(site: Site) -> Router {
    Router::new()
        .route("/u/{token}", get(ask).post(leave))
        .route("/stop/{token}", get(ask_to_stop).post(stop))
        .route("/calendar/{issue}/{file}", get(event))
        .route("/healthz", get(watch::healthz))
        .route("/metrics", get(watch::figures))
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(map_response(in_words))
        .with_state(site)
}

/// Whatever is asked, while the ledger can't be opened: nothing was done, and it is worth another try.
pub fn closed() -> Router {
    let watched =
        async || plain(StatusCode::SERVICE_UNAVAILABLE, watch::TEXT, format!("{}\n", Ailment::Ledger));
    let asked = async || {
        let mut response = protected(StatusCode::SERVICE_UNAVAILABLE, short(StatusCode::SERVICE_UNAVAILABLE));
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(RETRY_IN));
        response
    };
    Router::new().route("/healthz", get(watched)).fallback(asked)
}

/// GET and HEAD: the question. Link scanners open it, so it changes nothing.
async fn ask(State(site): State<Site>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    answer(site.door.ask(&token, &wanted(&headers)).await)
}

/// POST: takes effect, whatever the body says; it is durable before this answers.
async fn leave(
    State(site): State<Site>,
    Path(token): Path<String>,
    headers: HeaderMap,
    _: Bytes,
) -> Response {
    answer(site.door.leave(&token, &wanted(&headers), site.clock.now()).await)
}

/// GET and HEAD: what would be stopped. Mail programs and their scanners open links, so it changes nothing.
async fn ask_to_stop(State(site): State<Site>, Path(token): Path<String>) -> Response {
    answer(site.door.ask_to_stop(&token, site.clock.now()).await)
}

/// POST: the mailing is paused, durably, before this answers.
async fn stop(State(site): State<Site>, Path(token): Path<String>, _: Bytes) -> Response {
    answer(site.door.stop(&token, site.clock.now()).await)
}

/// GET and HEAD: an event for a calendar, once it has gone out.
async fn event(
    State(site): State<Site>,
    Path((issue, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match site.door.calendar(&issue, &file, &wanted(&headers)).await {
        CalendarAnswer::File { name, media_type, text } => attachment(&media_type, &name, text),
        CalendarAnswer::CalledSo(name) => moved(&name),
        CalendarAnswer::Page(page) => answer(page),
    }
}

pub async fn nothing_here() -> Response {
    protected(StatusCode::NOT_FOUND, short(StatusCode::NOT_FOUND))
}

/// What was refused before any of this was asked, an address that is no text among it, is answered like everything else.
async fn in_words(mut response: Response) -> Response {
    if response.headers().contains_key(CONTENT_SECURITY_POLICY) {
        return response;
    }
    let status = response.status();
    let mut answer = protected(status, short(status));
    if let Some(allowed) = response.headers_mut().remove(ALLOW) {
        answer.headers_mut().insert(ALLOW, allowed);
    }
    answer
}

/// A page for whoever came by an address of their own.
fn short(status: StatusCode) -> String {
    let words = match status {
        StatusCode::BAD_REQUEST => "This address can't be read.",
        StatusCode::NOT_FOUND => "There is nothing at this address.",
        StatusCode::METHOD_NOT_ALLOWED => "Nothing can be done here in this way.",
        StatusCode::SERVICE_UNAVAILABLE => {
            "This can't be done just now, and nothing was noted. Please try again in some minutes."
        }
        StatusCode::PAYLOAD_TOO_LARGE => "That is more than is taken here.",
        _ => "That did not work.",
    };
    format!("<!doctype html><html lang=\"en\"><title>{status}</title><p>{words}</p></html>")
}

fn answer(page: Page) -> Response {
    let status = match page.kind {
        PageKind::Question | PageKind::Done | PageKind::Test => StatusCode::OK,
        PageKind::Unknown => StatusCode::NOT_FOUND,
        PageKind::Failed => StatusCode::SERVICE_UNAVAILABLE,
    };
    let mut response = protected(status, page.html);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(RETRY_IN));
    }
    response
}

/// The languages that the browser asks for, best first as browsers write them; at most ten are read.
fn wanted(headers: &HeaderMap) -> Vec<Lang> {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    asked.split(',').take(10).filter_map(|part| Lang::parse(part.split(';').next()?.trim()).ok()).collect()
}
