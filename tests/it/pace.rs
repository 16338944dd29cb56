//! How fast a mailing goes, and when it will be done: said of what is being sent, and of nothing else.

use courant::desk::reached::Reached;
use courant::desk::status::{Status, status};
use courant::domain::{HoldReason, Outcome};
use courant::ledger::Boot;

use crate::send_command::Demo;
use crate::story::props::{at, sending, turn};

#[tokio::test]
async fn where_no_sender_is_running_no_pace_and_no_end_are_named() {
    let demo = Demo::new();
    let reached = Reached::at(&demo.path(""), &tokio::runtime::Handle::current()).unwrap();
    let ledger = &reached.ledger;
    let mailing = sending(ledger, "2018-06-summer", &["anna", "bence", "cecilia"]).await;
    let (lock, sender, _) = turn(ledger, "boot").await;
    let row = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    sender.submit(mailing.id, row.key, at(2)).await.unwrap();
    sender.record(mailing.id, row.key, Outcome::Accepted { reply: None }, None, at(2)).await.unwrap();

    let look = async || status(&reached, Some("2018-06-summer"), at(31)).await.unwrap().remove(0);
    let said = |of: &Status| (of.progress.per_minute, of.rates.by_language.len(), of.eta);
    assert_eq!(said(&look().await), (2, 1, Some(at(91))), "two more at two a minute");
    drop((sender, lock));
    assert_eq!(said(&look().await), (0, 0, None));
}

#[tokio::test]
async fn what_a_killed_sender_had_in_hand_is_told_with_what_becomes_of_it() {
    for held in [false, true] {
        let demo = Demo::new();
        let reached = Reached::at(&demo.path(""), &tokio::runtime::Handle::current()).unwrap();
        let ledger = &reached.ledger;
        let mailing = sending(ledger, "2018-06-summer", &["anna", "bence", "cecilia"]).await;
        let (lock, sender, _) = turn(ledger, &Boot::current().0).await;
        let rows = sender.claim(mailing.id, 2, at(2)).await.unwrap();
        sender.submit(mailing.id, rows[0].key, at(2)).await.unwrap();
        if held {
            let reason = HoldReason::Auth { reply: "535 no".to_owned() };
            sender.hold(mailing.id, reason, None, at(3)).await.unwrap();
        }
        let told = |words: &[&str]| String::from_utf8(demo.run(words).stdout).unwrap();
        let why = || [0, 1].map(|row: usize| told(&["why", rows[row].address.as_str()]));
        assert!(!told(&["status", "2018"]).contains("handing over"));
        let begun = ["it is being handed over", if held { "it goes on after" } else { "it is sent when" }];
        for (text, next) in why().iter().zip(begun) {
            assert!(text.contains(&format!("next: {next}")), "{text}");
        }

        drop((sender, lock));
        let status = told(&["status", "2018"]);
        let in_hand = "the last sender was handing over 1 of those that wait: the next one brings in the answers that could still be \
             kept, and finds the others not certain";
        assert!(status.contains(in_hand), "{status}");
        let next = "next: no sender is running: the next one (`courant work`) ";
        let then =
            if held { "puts it back, and it goes on after `courant resume 2018-06" } else { "sends it" };
        let thens = ["finds it not certain, as the last one was handing it over", then];
        for (text, then) in why().iter().zip(thens) {
            assert!(text.contains(&format!("{next}{then}")), "{text}");
        }

        let (_lock, _sender, _) = turn(ledger, &Boot::current().0).await;
        let status = told(&["status", "2018"]);
        assert!(!status.contains("handing over") && status.contains("1 not certain"), "{status}");
    }
}
