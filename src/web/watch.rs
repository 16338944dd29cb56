//! What those see who watch the service: whether it is well, for everybody; its figures, for this machine alone.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use tokio::sync::Mutex;

use super::headers::plain;
use super::metrics;
use super::routes::{Site, nothing_here};
use crate::desk::health::health;
use crate::domain::{Clock, MailingState};
use crate::ledger::{self, Ledger};

/// Figures are this old at most, unless it took long to count them.
const FRESH: Duration = Duration::from_secs(5);
/// Of the time, one part in so many is spent on counting, however often somebody asks.
const SHARE: u32 = 20;
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
/// With one of these, a web server in front has passed the request on for somebody else.
const PASSED_ON: [&str; 4] = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];

/// Who is at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Counts, but not more often than a ledger at work can bear.
#[derive(Debug)]
pub struct Watch {
    ledger: Ledger,
    clock: Clock,
    last: Mutex<Option<Figures>>,
}

#[derive(Debug)]
struct Figures {
    text: Arc<str>,
    good_until: Instant,
}

impl Watch {
    pub fn new(ledger: Ledger, clock: Clock) -> Self {
        Self { ledger, clock, last: Mutex::default() }
    }

    /// Whoever asks while somebody counts waits for the same figures.
    async fn figures(&self, asked: Instant) -> Result<Arc<str>, ledger::Error> {
        self.ledger.answers_soon().await?;
        let mut last = self.last.lock().await;
        if let Some(figures) = last.as_ref().filter(|figures| asked < figures.good_until) {
            return Ok(Arc::clone(&figures.text));
        }
        let begun = Instant::now();
        self.ledger.is_in_place()?;
        let (pulse, tally) = (self.ledger.pulse().await?, self.ledger.tally().await?);
        let mut put_offs = Vec::new();
        for of in tally.mailings.iter().filter(|of| of.mailing.state == MailingState::Sending) {
            put_offs.push((of.mailing.name.clone(), self.ledger.put_offs(of.mailing.id).await?));
        }
        let text = Arc::from(metrics::text(&pulse, &tally, &put_offs, self.clock.now()));
        let good_until = begun + FRESH.max(begun.elapsed() * SHARE);
        *last = Some(Figures { text: Arc::clone(&text), good_until });
        Ok(text)
    }
}

/// GET and HEAD `/healthz`.
pub async fn healthz(State(site): State<Site>) -> Response {
    match health(&site.watch.ledger, site.clock.now()).await {
        Ok(()) => {
            plain(StatusCode::OK, TEXT, "well: the ledger answers, and a sender is running\n".to_owned())
        }
        Err(ailment) => plain(StatusCode::SERVICE_UNAVAILABLE, TEXT, format!("{ailment}\n")),
    }
}

/// GET and HEAD `/metrics`. To others it is not there.
pub async fn figures(
    State(site): State<Site>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    if !asks_from_here(peer, &headers) {
        return nothing_here().await;
    }
    match site.watch.figures(Instant::now()).await {
        Ok(text) => plain(StatusCode::OK, metrics::MEDIA_TYPE, text.to_string()),
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, TEXT, "the ledger does not answer\n".to_owned()),
    }
}

fn asks_from_here(peer: IpAddr, headers: &HeaderMap) -> bool {
    peer.to_canonical().is_loopback() && !PASSED_ON.iter().any(|name| headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_for_this_machine_and_for_nobody_behind_a_web_server() {
        for (peer, near) in [
            ("127.0.0.1", true),
            ("127.8.0.1", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("::ffff:192.0.2.1", false),
            ("192.0.2.1", false),
            ("10.0.0.1", false),
            ("fe80::1", false),
            ("0.0.0.0", false),
        ] {
            let peer = peer.parse().unwrap();
            assert_eq!(asks_from_here(peer, &HeaderMap::new()), near, "{peer}");
            for name in PASSED_ON {
                let passed_on = HeaderMap::from_iter([(name.parse().unwrap(), "a".parse().unwrap())]);
                assert!(!asks_from_here(peer, &passed_on), "{peer} {name}");
            }
        }
    }

    #[tokio::test]
    async fn however_often_somebody_asks_it_is_counted_once_in_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let ledger = Ledger::open(&path).unwrap();
        let watch = Watch::new(ledger, Clock::Fixed(jiff::Timestamp::UNIX_EPOCH));
        let begun = Instant::now();
        let first = watch.figures(begun).await.unwrap();
        let again = watch.figures(begun + FRESH / 2).await.unwrap();
        assert!(Arc::ptr_eq(&first, &again), "it was counted anew");
        // However long the first count took.
        let late = begun + Duration::from_secs(3600);
        let anew = watch.figures(late).await.unwrap();
        assert!(!Arc::ptr_eq(&first, &anew), "it was never counted anew");
    }
}
