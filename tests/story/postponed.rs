//! Letters whose turn it is not.

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
