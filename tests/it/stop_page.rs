//! The Stop page behind the link of an alert: opening it changes nothing, its button pauses one mailing.

use courant::domain::{MailingState as M, Outcome};
use courant::ledger::Submit;
use courant::mail::token;

use crate::story::props::{at, lang, new_mailing, plan, turn};
use crate::web::{FORM, Site, status};

fn link(site: &Site) -> String {
    format!("/stop/{}", token::stop(site.ledger.keys(), site.mailing).expect("a token"))
}

async fn state(site: &Site) -> M {
    site.ledger.mailing(site.mailing).await.expect("there").state
}

#[tokio::test]
async fn opening_it_again_and_again_shows_what_would_be_stopped_and_changes_nothing() {
    let site = Site::open().await;
    let before = site.bytes();
    for n in 0..1_000 {
        let method = ["GET", "HEAD"][n % 2];
        let answer = site.ask(&format!("{method} {} HTTP/1.1\r\nHost: news\r\n\r\n", link(&site))).await;
        assert_eq!(status(&answer), "200");
        let shown = ["Stop 2018-06-summer?", "3, of whom 0 have it", "<form method=\"post\"><button>"];
        assert!(method == "HEAD" || shown.iter().all(|words| answer.contains(words)), "{answer}");
    }
    assert!(site.bytes() == before, "the ledger's files have changed");
    assert_eq!(state(&site).await, M::Sending);
}

#[tokio::test]
async fn its_button_pauses_the_mailing_before_it_answers_and_twice_is_as_good_as_once() {
    let site = Site::open().await;
    for _ in 0..2 {
        let answer = site.post(&link(&site), FORM, "").await;
        assert_eq!(status(&answer), "200");
        assert_eq!(state(&site).await, M::Paused);
        assert!(answer.contains("2018-06-summer is stopped") && !answer.contains("<form"), "{answer}");
        let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        assert!(!head.contains("set-cookie") && !head.contains("location:"), "{head}");
        for line in ["default-src 'none'; style-src 'sha256-", "no-store", "no-referrer", "noindex"] {
            assert!(head.contains(line), "{line}");
        }
    }
    let waiting = site.ledger.create_mailing(new_mailing("autumn"), at(0)).await.expect("a mailing");
    let token = token::stop(site.ledger.keys(), waiting.id).expect("a token");
    assert_eq!(status(&site.post(&format!("/stop/{token}"), FORM, "").await), "200");
    assert_eq!(site.ledger.mailing(waiting.id).await.expect("there").state, M::Paused, "before it is due");
}

#[tokio::test]
async fn of_letters_under_way_it_says_that_they_land_only_while_their_sender_lives() {
    let site = Site::open().await;
    let (lock, turn, _) = turn(&site.ledger, "boot").await;
    let row = turn.claim(site.mailing, 1, at(2)).await.expect("claimed").remove(0);
    assert_eq!(turn.submit(site.mailing, row.key, at(3)).await.expect("submitted"), Submit::Go);
    let (lands, gone) =
        ("letters that were under way still land", "of 1 that a sender left behind nobody knows");
    let answer = site.post(&link(&site), FORM, "").await;
    assert!(answer.contains(lands) && !answer.contains(gone), "{answer}");
    drop((turn, lock));
    let answer = site.post(&link(&site), FORM, "").await;
    assert!(answer.contains(gone) && !answer.contains(lands), "{answer}");
}

#[tokio::test]
async fn who_comes_too_late_is_told_so() {
    let site = Site::open().await;
    let (_lock, turn, _) = turn(&site.ledger, "boot").await;
    turn.claim(site.mailing, 3, at(2)).await.expect("claimed");
    for name in ["anna", "bence", "cecilia"] {
        let key = site.key(name);
        assert_eq!(turn.submit(site.mailing, key, at(3)).await.expect("submitted"), Submit::Go);
        turn.record(site.mailing, key, Outcome::Accepted { reply: None }, None, at(4))
            .await
            .expect("recorded");
    }
    turn.finish(site.mailing, at(5)).await.expect("done");
    let asked = site.ask(&format!("GET {} HTTP/1.1\r\nHost: news\r\n\r\n", link(&site))).await;
    for answer in [asked, site.post(&link(&site), FORM, "").await] {
        assert_eq!(status(&answer), "200");
        assert!(answer.contains("Too late") && answer.contains("3 readers have it"), "{answer}");
    }
    assert_eq!(state(&site).await, M::Sent);
}

#[tokio::test]
async fn a_token_of_another_purpose_another_mailing_or_nobody_stops_nothing() {
    let site = Site::open().await;
    let keys = site.ledger.keys();
    let other = site.ledger.create_mailing(new_mailing("autumn"), at(0)).await.expect("a mailing");
    let other = plan(&site.ledger, other.id, &["anna"]);
    let of_reader = token::unsubscribe(keys, site.key("anna"), site.mailing).expect("a token");
    let inert = token::inert(keys, &lang("en"), site.mailing).expect("a token");
    let own = token::stop(keys, site.mailing).expect("a token");
    for path in [
        format!("/stop/{of_reader}"),
        format!("/stop/{inert}"),
        format!("/stop/{}", &own[..33]),
        format!("/stop/{}", own.chars().rev().collect::<String>()),
        "/stop/x".to_owned(),
        format!("/u/{own}"),
    ] {
        assert_eq!(status(&site.post(&path, FORM, "").await), "404", "{path}");
    }
    assert_eq!(state(&site).await, M::Sending);
    assert_eq!(site.reasons_of_anybody().await, 0, "a stop link takes nobody off");
    let of_other = token::stop(keys, other.id).expect("a token");
    assert_eq!(status(&site.post(&format!("/stop/{of_other}"), FORM, "").await), "200");
    assert_eq!(state(&site).await, M::Sending, "the other one is stopped, not this");
}
