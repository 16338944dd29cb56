//! How fast a mailing goes, and when it will be done: said of what is being sent, and of nothing else.

use courant::desk::reached::Reached;
use courant::desk::status::{Status, status};
use courant::domain::Outcome;

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
