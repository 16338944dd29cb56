//! What the ledger knows of a mailing's first letters, whoever sent them.

use courant::domain::{HoldReason, Outcome};
use courant::ledger::FirstAnswers;

use super::props::{at, sending};
use super::stage::Stage;

pub async fn of_a_mailings_first_letters_those_to_no_address_are_counted_over_senders_and_asked_of_once(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let failed = |class| Outcome::Failed { class, reply: None, detail: String::new() };
    let later = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(99) };
    let another = sending(&ledger, "spring", &["a"]).await;
    let mailing = sending(&ledger, "summer", &["a", "b", "c", "d", "e"]).await;
    for came in [
        vec![(another.id, failed("address-invalid"))],
        vec![(mailing.id, failed("address-invalid")), (mailing.id, later)],
        vec![
            (mailing.id, Outcome::Accepted { reply: None }),
            (mailing.id, failed("policy")),
            (mailing.id, failed("address-invalid")),
        ],
    ] {
        let (_lock, sender, _) = stage.turn("boot").await;
        for (id, outcome) in came {
            let row = sender.claim(id, 1, at(2)).await.unwrap().remove(0);
            sender.submit(id, row.key, at(2)).await.unwrap();
            sender.record(id, row.key, outcome, None, at(2)).await.unwrap();
        }
    }
    let first = async |most| ledger.first_answers(mailing.id, most).await.unwrap();
    let are = |settled, no_such_address| FirstAnswers { settled, no_such_address, was_held: false };
    assert_eq!([first(1).await, first(3).await, first(200).await], [are(1, 1), are(3, 1), are(4, 2)]);

    let (_lock, sender, _) = stage.turn("boot").await;
    let why = HoldReason::ManyBounces { hard: 2, of: 4 };
    sender.hold(mailing.id, why, None, at(3)).await.unwrap();
    ledger.resume(mailing.id, "anna", at(4)).await.unwrap();
    assert_eq!(first(200).await, FirstAnswers { was_held: true, ..are(4, 2) });
    assert!(!ledger.first_answers(another.id, 200).await.unwrap().was_held);
}
