//! Letters whose turn, or whose hour, it is not.

use courant::domain::{DeliveryState, Outcome};

use super::props::{at, sending};
use super::stage::Stage;

pub async fn a_letter_whose_turn_it_is_not_waits_without_an_attempt(stage: Stage) {
    let mailing = sending(&stage.ledger, "summer", &["a", "b"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 2, at(2)).await.unwrap();
    let until = rows.iter().zip([50, 60]).map(|(row, seconds)| (row.key, at(seconds))).collect();
    sender.postpone(mailing.id, until, at(2)).await.unwrap();
    assert!(sender.claim(mailing.id, 9, at(49)).await.unwrap().is_empty());
    let again = sender.claim(mailing.id, 9, at(55)).await.unwrap();
    assert_eq!(again.len(), 1);
    assert_eq!((again[0].key, again[0].attempt, again[0].first_at), (rows[0].key, 0, at(55)));
}

pub async fn outside_of_the_hours_those_alone_are_taken_who_were_tried_before(stage: Stage) {
    let mailing = sending(&stage.ledger, "summer", &["a", "b", "c", "d"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let due = async || stage.ledger.tried_due(mailing.id).await.unwrap();
    assert_eq!((sender.claim_tried(mailing.id, 9, at(2)).await.unwrap(), due().await), (Vec::new(), None));
    let [tried, not_its_turn] = sender.claim(mailing.id, 2, at(2)).await.unwrap().try_into().unwrap();
    sender.postpone(mailing.id, vec![(not_its_turn.key, at(20))], at(3)).await.unwrap();
    assert_eq!(due().await, None);
    let later = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(50) };
    let state = sender.record(mailing.id, tried.key, later, None, at(3)).await.unwrap();
    assert_eq!((state, due().await), (DeliveryState::Deferred, Some(at(50))));
    assert!(sender.claim_tried(mailing.id, 9, at(49)).await.unwrap().is_empty());
    // Taken and given back, it is no first attempt either.
    for taken in [50, 51] {
        let again = sender.claim_tried(mailing.id, 9, at(taken)).await.unwrap();
        assert_eq!(again.iter().map(|row| row.key).collect::<Vec<_>>(), [tried.key]);
        assert_eq!((again[0].attempt, again[0].first_at), (1, at(3)));
        sender.release(mailing.id, vec![tried.key], at(taken)).await.unwrap();
        assert!(due().await.is_some_and(|due| due <= at(taken)));
    }
    stage.ledger.pause(mailing.id, "anna", at(60)).await.unwrap();
    assert!(sender.claim_tried(mailing.id, 9, at(61)).await.unwrap().is_empty());
    stage.ledger.resume(mailing.id, "anna", at(62)).await.unwrap();
    assert_eq!(sender.claim(mailing.id, 9, at(63)).await.unwrap().len(), 4, "at their hour all of them");
}
