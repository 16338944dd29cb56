//! What those see who watch the service: whether it is well, and figures, with nobody's address in either.

use std::collections::{BTreeMap, BTreeSet};

use courant::domain::{HoldReason, Outcome, Reply, SkipReason, Suppression};
use courant::ledger::Submit;

use crate::story::props::{at, sending, turn};
use crate::web::{Site, status};

/// Samples by name and labels.
type Samples = BTreeMap<(String, BTreeMap<String, String>), f64>;

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

fn is_name(word: &str) -> bool {
    let first = word.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    first && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `a="b",c="d\"e"`, with the three escapes that there are.
fn labels(mut text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    while !text.is_empty() {
        let (name, rest) = text.split_once("=\"").expect("a label and its words");
        assert!(is_name(name), "{name}");
        let mut words = String::new();
        let mut chars = rest.char_indices();
        let end = loop {
            match chars.next().expect("a quote at the end") {
                (at, '"') => break at,
                (_, '\\') => words.push(match chars.next().map(|(_, c)| c) {
                    Some('n') => '\n',
                    Some(c @ ('\\' | '"')) => c,
                    other => panic!("no such escape: {other:?}"),
                }),
                (_, c) => words.push(c),
            }
        };
        assert_eq!(found.insert(name.to_owned(), words), None, "{name} twice");
        text = &rest[end + 1..];
        text = text.strip_prefix(',').unwrap_or_else(|| {
            assert!(text.is_empty(), "{text}");
            text
        });
    }
    found
}

/// Reads the text format 0.0.4 as strictly as it is meant: HELP, TYPE, then all samples of that name, each once.
fn samples(page: &str) -> Samples {
    let (mut found, mut families, mut helped) = (Samples::new(), BTreeSet::new(), None);
    let mut family = String::new();
    assert!(page.ends_with('\n') && !page.contains('\r'));
    for line in page.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').expect("words of help");
            assert!(!help.contains('\\') && is_name(name), "{line}");
            helped = Some(name.to_owned());
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').expect("a type");
            assert_eq!(helped.take().as_deref(), Some(name), "{line}");
            assert_eq!(kind, if name.ends_with("_total") { "counter" } else { "gauge" }, "{line}");
            assert!(families.insert(name.to_owned()), "{name} in two places");
            name.clone_into(&mut family);
        } else {
            let (series, value) = line.rsplit_once(' ').expect("a value");
            let (name, rest) = series.split_once('{').unwrap_or((series, "}"));
            assert_eq!(name, family, "{line}");
            let labels = labels(rest.strip_suffix('}').expect("a brace at the end"));
            let value = value.parse().expect("a number");
            assert_eq!(found.insert((name.to_owned(), labels), value), None, "{line} twice");
        }
    }
    found
}

fn of(samples: &Samples, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    let labels = labels.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect();
    samples.get(&(name.to_owned(), labels)).copied()
}

#[tokio::test]
async fn the_service_is_well_while_the_ledger_answers_and_somebody_sends() {
    let site = Site::open().await;
    let look = async || {
        let answer = site.get("/healthz", "").await;
        (status(&answer).to_owned(), body(&answer).to_owned())
    };
    let ill = |why: &str| ("503".to_owned(), format!("{why}\n"));
    assert_eq!(look().await, ill("no sender is running"));
    let (lock, sender, _) = turn(&site.ledger, "boot").await;
    let well = ("200".to_owned(), "well: the ledger answers, and a sender is running\n".to_owned());
    assert_eq!(look().await, well);
    // The page's clock shows a minute past.
    sender.beat(at(60 - 3 * 60)).await.unwrap();
    assert_eq!(look().await, ill("the sender has not been heard of for 3 minutes"));
    sender.beat(at(59)).await.unwrap();
    assert_eq!(look().await, well);
    let mailing = sending(&site.ledger, "summer", &["a"]).await;
    sender.hold(mailing.id, HoldReason::Storage { detail: "full".to_owned() }, None, at(59)).await.unwrap();
    assert_eq!(look().await, ill("a mailing is held: the disk is full, or can't be written"));
    site.ledger.resume(mailing.id, "anna", at(59)).await.unwrap();
    assert_eq!(look().await, well);
    std::fs::rename(site.ledger.path(), site.ledger.path().with_extension("away")).unwrap();
    assert_eq!(look().await, ill("the ledger does not answer"));
    let figures = site.get("/metrics", "").await;
    assert_eq!((status(&figures), body(&figures)), ("503", "the ledger does not answer\n"));
    std::fs::rename(site.ledger.path().with_extension("away"), site.ledger.path()).unwrap();
    drop(lock);
    assert_eq!(look().await, ill("no sender is running"));
}

#[tokio::test]
async fn watching_changes_nothing_and_is_guarded_like_every_page() {
    let site = Site::open().await;
    let before = site.bytes();
    for path in ["/healthz", "/metrics"] {
        let answer = site.get(path, "").await;
        let head = site.ask(&format!("HEAD {path} HTTP/1.1\r\nHost: news\r\n\r\n")).await;
        assert_eq!((status(&head), body(&head)), (status(&answer), ""), "{path}");
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
            let request = format!("{method} {path} HTTP/1.1\r\nHost: news\r\nContent-Length: 0\r\n\r\n");
            assert_eq!(status(&site.ask(&request).await), "405", "{method} {path}");
        }
        let lower = answer.to_lowercase();
        for header in [
            "content-type: text/plain; ",
            "content-security-policy: default-src 'none'; style-src 'none'; form-action 'self'",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "x-robots-tag: noindex",
        ] {
            assert!(lower.contains(header), "{path}: {header} is missing: {answer}");
        }
    }
    assert!(site.bytes() == before, "the ledger's files have changed");
    assert!(
        site.get("/metrics", "").await.contains("content-type: text/plain; version=0.0.4; charset=utf-8")
    );
    for further in ["X-Forwarded-For: 192.0.2.7\r\n", "forwarded: for=192.0.2.7\r\n", "Via: 1.1 front\r\n"] {
        assert_eq!(status(&site.get("/metrics", further).await), "404", "{further}");
        assert_eq!(status(&site.get("/healthz", further).await), "503", "{further}");
    }
}

#[tokio::test]
async fn figures_can_be_parsed_and_name_no_reader_and_nothing_that_a_server_said() {
    let site = Site::open().await;
    let relay = "the \"big\" \\ one\nof two";
    let (_lock, sender, _) = turn(&site.ledger, "boot").await;
    let rows = sender.claim(site.mailing, 2, at(2)).await.unwrap();
    let said = |code, words: &str| Some(Reply { code, enhanced: None, text: words.to_owned() });
    let outcomes = [
        Outcome::Accepted { reply: said(250, "queued for anna@example.eu") },
        Outcome::Failed { class: "address", reply: said(550, "canary@example.eu"), detail: "canary".into() },
    ];
    for (row, outcome) in rows.iter().zip(outcomes) {
        assert_eq!(sender.submit(site.mailing, row.key, at(2)).await.unwrap(), Submit::Go);
        sender.record(site.mailing, row.key, outcome, Some(relay.to_owned()), at(3)).await.unwrap();
    }
    let left = Suppression {
        key: rows[0].key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: "canary".to_owned(),
        at: at(4),
    };
    site.ledger.suppress(left).await.unwrap();
    sender.trouble(Some("the canary can't be reached".to_owned())).await.unwrap();
    sender.beat(at(18)).await.unwrap();
    let answer = site.get("/metrics", "").await;
    assert_eq!(status(&answer), "200", "{answer}");
    for secret in ["@", "anna", "bence", "cecilia", "canary", "550"] {
        assert!(!answer.contains(secret), "{secret}: {answer}");
    }
    let all = samples(body(&answer));
    let mailing = ("mailing", "2018-06-summer");
    let tried = |outcome, class| [mailing, ("relay", relay), ("outcome", outcome), ("class", class)];
    for (name, labels, value) in [
        ("courant_build_info", &[("version", env!("CARGO_PKG_VERSION"))][..], 1.0),
        ("courant_sender_alive", &[], 1.0),
        ("courant_sender_heartbeat_age_seconds", &[], 42.0),
        ("courant_sender_trouble", &[], 1.0),
        ("courant_mailings", &[("state", "sending")], 1.0),
        ("courant_mailings", &[("state", "held")], 0.0),
        ("courant_deliveries", &[mailing, ("state", "accepted")], 1.0),
        ("courant_deliveries", &[mailing, ("state", "failed")], 1.0),
        ("courant_deliveries", &[mailing, ("state", "planned")], 1.0),
        ("courant_deliveries", &[mailing, ("state", "unknown")], 0.0),
        ("courant_attempts_total", &tried("accepted", ""), 1.0),
        ("courant_attempts_total", &tried("failed", "address"), 1.0),
        ("courant_unsubscribed_readers", &[], 1.0),
    ] {
        assert_eq!(of(&all, name, labels), Some(value), "{name} {labels:?}: {all:#?}");
    }
}

#[tokio::test]
async fn a_relay_that_puts_off_every_letter_is_among_the_figures_without_its_words() {
    let site = Site::open().await;
    let (_lock, sender, _) = turn(&site.ledger, "boot").await;
    let said = Reply { code: 451, enhanced: None, text: "canary later".to_owned() };
    let later = |at| Outcome::Deferred { class: "temporary", reply: Some(said.clone()), retry_at: at };
    let next = async |second, outcome| {
        let row = sender.claim(site.mailing, 1, at(second)).await.unwrap().remove(0);
        sender.submit(site.mailing, row.key, at(second)).await.unwrap();
        let relay = Some("north".to_owned());
        sender.record(site.mailing, row.key, outcome, relay, at(second)).await.unwrap();
    };
    for second in 2..12 {
        next(second, later(at(second + 1))).await;
    }
    let labels = [("mailing", "2018-06-summer"), ("relay", "north")];
    let page = site.get("/metrics", "").await;
    let all = samples(body(&page));
    assert_eq!(of(&all, "courant_relay_puts_off", &labels), Some(1.0), "{page}");
    let tried = [&labels[..], &[("outcome", "deferred"), ("class", "temporary")]].concat();
    assert_eq!(of(&all, "courant_attempts_total", &tried), Some(10.0));
    assert!(!page.contains("canary"), "{page}");
}

#[tokio::test]
async fn figures_speak_of_trouble_only_while_a_mailing_is_under_way() {
    let site = Site::open().await;
    let (_lock, sender, _) = turn(&site.ledger, "boot").await;
    sender.trouble(Some("no route".to_owned())).await.unwrap();
    site.ledger.pause(site.mailing, "anna", at(2)).await.unwrap();
    let all = samples(body(&site.get("/metrics", "").await));
    let now = [
        of(&all, "courant_sender_trouble", &[]),
        of(&all, "courant_mailings", &[("state", "paused")]),
        of(&all, "courant_mailings", &[("state", "sending")]),
    ];
    assert_eq!(now, [Some(0.0), Some(1.0), Some(0.0)]);
}
