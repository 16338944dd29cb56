//! What is counted for whoever watches from outside.

use std::collections::BTreeMap;

use courant::desk::reach::reaches;
use courant::domain::{Address, DeliveryState, MailingKind, Outcome, Recipient, SkipReason, Suppression};
use courant::ledger::{Boot, Holder, NewMailing, Rates, Turn};

use super::ledger::{accepted, refused};
use super::props::{add, at, lang, new_mailing, plan, reader, sending};
use super::stage::Stage;

pub async fn what_is_open_is_counted_by_state_and_its_attempts_by_relay_and_outcome(stage: Stage) {
    let ledger = stage.ledger.clone();
    assert_eq!(ledger.pulse().await.unwrap().beat_at, None);
    let over = sending(&ledger, "winter", &["zoe"]).await;
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    ledger.create_mailing(new_mailing("autumn"), at(1)).await.unwrap();
    let (_lock, sender, _) = stage.turn("boot").await;
    let land = async |mailing, outcome: Outcome, relay: Option<&str>| {
        let row = sender.claim(mailing, 1, at(2)).await.unwrap().remove(0);
        sender.submit(mailing, row.key, at(2)).await.unwrap();
        sender.record(mailing, row.key, outcome, relay.map(str::to_owned), at(3)).await.unwrap();
    };
    let accepted = || Outcome::Accepted { reply: None };
    land(over.id, accepted(), Some("north")).await;
    land(mailing.id, accepted(), Some("north")).await;
    land(mailing.id, Outcome::Deferred { class: "throttle", reply: None, retry_at: at(999) }, Some("south"))
        .await;
    land(mailing.id, accepted(), None).await;
    sender.finish(over.id, at(4)).await.unwrap();
    for (scope, reason) in [("*", SkipReason::Unsubscribed), ("press", SkipReason::Unsubscribed)] {
        let wish = Suppression {
            key: reader(&ledger, "zoe").key,
            scope: scope.to_owned(),
            reason,
            evidence: String::new(),
            at: at(5),
        };
        ledger.suppress(wish).await.unwrap();
    }
    sender.beat(at(6)).await.unwrap();
    sender.trouble(Some("no route".to_owned())).await.unwrap();
    let pulse = ledger.pulse().await.unwrap();
    assert!(pulse.alive && pulse.in_trouble && pulse.beat_at.is_some_and(|at_| at_ >= at(1)), "{pulse:?}");
    let tally = ledger.tally().await.unwrap();
    assert_eq!(tally.unsubscribed, 1, "a reader who left twice is one");
    let names: Vec<_> = tally.mailings.iter().map(|of| of.mailing.name.as_str()).collect();
    assert_eq!(names, ["summer", "autumn"]);
    let of = &tally.mailings[0];
    let rows = [DeliveryState::Accepted, DeliveryState::Deferred, DeliveryState::Planned];
    assert_eq!(rows.map(|state| of.counts.of(state)), [2, 1, 0]);
    let tried: Vec<_> = of
        .attempts
        .iter()
        .map(|(tried, n)| (tried.relay.as_str(), tried.outcome.as_str(), tried.class.as_str(), *n))
        .collect();
    let expected =
        [("", "accepted", "", 1), ("north", "accepted", "", 1), ("south", "deferred", "throttle", 1)];
    assert_eq!(tried, expected);
    assert!(tally.mailings[1].attempts.is_empty() && tally.mailings[1].counts.rows() == 0);
}

pub async fn how_fast_it_goes_is_told_by_language_and_by_domain_where_many_readers_are(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
    let mut planner = ledger.planner(mailing.id).unwrap();
    for (n, domain) in ["example.eu"; 6].into_iter().chain(["example.hu", "example.se"]).enumerate() {
        let address = Address::parse(&format!("r{n}@{domain}")).unwrap();
        let edition = lang(if n < 4 { "en" } else { "hu" });
        let key = ledger.keys().addr_key(&address);
        planner.add(&Recipient { key, address, edition, ..reader(&ledger, "a") }).unwrap();
    }
    planner.finish(at(0), |_| None).unwrap();
    let (_lock, sender, _) = stage.turn("boot").await;
    for (seconds, row) in (10..).zip(sender.claim(mailing.id, 8, at(2)).await.unwrap()) {
        sender.submit(mailing.id, row.key, at(seconds)).await.unwrap();
        let outcome = Outcome::Accepted { reply: None };
        sender.record(mailing.id, row.key, outcome, None, at(seconds)).await.unwrap();
    }
    let rates = ledger.rates(mailing.id, at(30)).await.unwrap();
    assert_eq!(rates.by_language, [(lang("en"), 8), (lang("hu"), 8)].into());
    assert_eq!(rates.by_domain, [("example.eu".to_owned(), 12), ("other".to_owned(), 4)].into());
    assert_eq!(rates.last_retry, None);
    assert_eq!(ledger.rates(mailing.id, at(9)).await.unwrap(), Rates::default());
    assert_eq!(ledger.rates(mailing.id, at(200)).await.unwrap().by_domain, BTreeMap::new());
}

pub async fn the_pace_is_counted_from_when_the_sender_was_started_and_there_is_none_without_one(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let letter = async |sender: &Turn, seconds| {
        let row = sender.claim(mailing.id, 1, at(seconds)).await.unwrap().remove(0);
        sender.submit(mailing.id, row.key, at(seconds)).await.unwrap();
        let outcome = Outcome::Accepted { reply: None };
        sender.record(mailing.id, row.key, outcome, Some("north".to_owned()), at(seconds)).await.unwrap();
    };
    let (lock, sender, _) = stage.turn("boot").await;
    letter(&sender, 2).await;
    assert_eq!(ledger.progress(mailing.id, at(31)).await.unwrap().per_minute, 2);
    sender.end(at(32)).await.unwrap();
    drop((sender, lock));
    let alone = ledger.progress(mailing.id, at(33)).await.unwrap();
    assert_eq!((alone.sender_alive, alone.per_minute, alone.by_relay), (false, 0, BTreeMap::new()));

    let holder = Holder { boot: "boot".to_owned(), ..Holder::this(&Boot("boot".to_owned()), at(100)) };
    let lock = ledger.sending_lock(holder).unwrap();
    let (sender, _) = ledger.take_over(&lock, at(100)).await.unwrap();
    letter(&sender, 105).await;
    assert_eq!(ledger.progress(mailing.id, at(109)).await.unwrap().per_minute, 0, "nine seconds say nothing");
    let progress = ledger.progress(mailing.id, at(120)).await.unwrap();
    assert_eq!((progress.per_minute, &progress.by_relay["north"]), (3, &3), "one in twenty seconds");
    assert_eq!(ledger.rates(mailing.id, at(120)).await.unwrap().by_language, [(lang("en"), 3)].into());
    assert_eq!(ledger.progress(mailing.id, at(165)).await.unwrap().per_minute, 1, "one in the last minute");
}

pub async fn who_has_an_issue_is_counted_once_over_its_mailings_and_stays_so_when_one_is_cancelled(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let first = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let land = async |mailing, count| {
        for row in sender.claim(mailing, count, at(2)).await.unwrap() {
            sender.submit(mailing, row.key, at(2)).await.unwrap();
            let accepted = Outcome::Accepted { reply: None };
            sender.record(mailing, row.key, accepted, None, at(3)).await.unwrap();
        }
    };
    land(first.id, 3).await;
    sender.finish(first.id, at(4)).await.unwrap();
    let new = NewMailing { again: true, ..new_mailing("summer") };
    let again = ledger.create_mailing(new, at(5)).await.unwrap();
    plan(&ledger, again.id, &["a", "b", "c"]);
    land(again.id, 1).await;
    ledger.pause(again.id, "anna", at(6)).await.unwrap();
    ledger.cancel(again.id, "anna", at(6)).await.unwrap();
    let other = sending(&ledger, "autumn", &["a", "b"]).await;
    let mut mailings = ledger.mailings().await.unwrap();
    mailings.reverse();
    let all = reaches(&ledger, &mailings, at(7)).await.unwrap();
    let summer = &all[&first.issue];
    assert_eq!((summer.readers, summer.got, summer.alone), (3, 1, false));
    assert_eq!(summer.sent.as_ref().map(|sent| sent.name.as_str()), Some("summer"));
    assert_eq!((all[&other.issue].readers, all[&other.issue].got), (0, 0));
    assert_eq!(ledger.readers_with(&first.issue, MailingKind::Files).await.unwrap(), 0);
}

pub async fn of_whoever_is_missing_it_is_known_which_mailing_has_reached_them(stage: Stage) {
    let ledger = stage.ledger.clone();
    let first = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let missing = async || ledger.missing(first.id).await.unwrap().remove(0);
    let key = missing().await.key;
    let land = async |mailing, outcome| {
        sender.claim(mailing, 9, at(9)).await.unwrap();
        sender.submit(mailing, key, at(9)).await.unwrap();
        sender.record(mailing, key, outcome, None, at(9)).await.unwrap();
    };
    land(first.id, refused()).await;
    let new = NewMailing { missing_of: Some(first.id), ..new_mailing("summer") };
    let second = ledger.create_mailing(new, at(9)).await.unwrap();
    let mut planner = ledger.planner(second.id).unwrap();
    add(&mut planner, &ledger, &["a"]);
    planner.only_missing_of(first.id).unwrap();
    planner.finish(at(9), |_| None).unwrap();
    assert_eq!(missing().await.has_it_by, None, "they wait for it");
    land(second.id, accepted()).await;
    assert_eq!(missing().await.has_it_by, Some(second.name));
}
