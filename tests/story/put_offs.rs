//! What the ledger knows of a mail server that puts off everybody.

use courant::domain::{Outcome, PutOff, Reply};
use courant::ledger::Turn;

use super::props::{at, sending};
use super::stage::Stage;

fn later(at_: i64) -> Outcome {
    let reply = Reply { code: 451, enhanced: Some((4, 3, 0)), text: format!("later {at_}") };
    Outcome::Deferred { class: "temporary", reply: Some(reply), retry_at: at(at_) }
}

fn accepted() -> Outcome {
    Outcome::Accepted { reply: None }
}

async fn land(
    sender: &Turn,
    mailing: courant::domain::MailingId,
    outcomes: Vec<Outcome>,
    relay: &str,
    seconds: i64,
) {
    for (outcome, seconds) in outcomes.into_iter().zip(seconds..) {
        let row = sender.claim(mailing, 1, at(seconds)).await.unwrap().remove(0);
        sender.submit(mailing, row.key, at(seconds)).await.unwrap();
        sender.record(mailing, row.key, outcome, Some(relay.to_owned()), at(seconds)).await.unwrap();
    }
}

fn all_later(letters: i64, seconds: i64) -> Vec<Outcome> {
    (0..letters).map(|n| later(seconds + n + 1)).collect()
}

pub async fn a_relay_that_puts_off_ten_in_a_row_is_known_from_the_first_of_them_until_it_takes_one(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let other = sending(&ledger, "spring", &["a", "b"]).await;
    let names: Vec<String> = (0..12).map(|n| format!("r{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let id = sending(&ledger, "summer", &names).await.id;
    let (lock, sender, _) = stage.turn("boot").await;
    land(&sender, other.id, vec![later(900), later(900)], "north", 2).await;
    land(&sender, id, vec![accepted()], "north", 5).await;
    land(&sender, id, all_later(9, 900), "north", 10).await;
    assert!(ledger.put_offs(id).await.unwrap().by.is_empty(), "nine are not too many");
    drop((lock, sender));
    let (_lock, sender, _) = stage.turn("boot").await;
    let silent = Outcome::Deferred { class: "line-broken", reply: None, retry_at: at(950) };
    land(&sender, id, vec![silent], "north", 20).await;
    assert!(ledger.put_offs(id).await.unwrap().by.is_empty(), "nobody said anything to that one");
    land(&sender, id, all_later(1, 960), "north", 30).await;
    let known = ledger.put_offs(id).await.unwrap();
    let said = "451 4.3.0 later 961".to_owned();
    assert_eq!(known.by, [PutOff { relay: Some("north".to_owned()), since: at(10), said }]);
    assert!(known.alone);
    assert_eq!(known.of_all_since(), Some(at(10)));
    assert!(ledger.put_offs(other.id).await.unwrap().by.is_empty());

    land(&sender, id, vec![accepted()], "south", 2000).await;
    let known = ledger.put_offs(id).await.unwrap();
    assert_eq!((known.by.len(), known.alone), (1, false), "what another takes is not taken by it");
    assert_eq!(known.of_all_since(), Some(at(2000)), "that one was not put off");
    land(&sender, id, vec![accepted()], "north", 2010).await;
    assert!(ledger.put_offs(id).await.unwrap().by.is_empty());
}

pub async fn the_last_few_whom_nobody_takes_are_no_sign_against_a_relay_that_took_the_others(stage: Stage) {
    let ledger = stage.ledger.clone();
    let took = sending(&ledger, "summer", &["a", "b", "c"]).await.id;
    let never = sending(&ledger, "autumn", &["a", "b", "c"]).await.id;
    let (_lock, sender, _) = stage.turn("boot").await;
    land(&sender, took, vec![accepted()], "north", 1).await;
    // More than are looked at one by one.
    for tries in 0..150 {
        let seconds = 10 + tries * 100;
        land(&sender, took, all_later(2, seconds), "north", seconds).await;
        land(&sender, never, all_later(2, seconds), "north", seconds + 50).await;
    }
    assert!(ledger.put_offs(took).await.unwrap().by.is_empty());
    let known = ledger.put_offs(never).await.unwrap();
    assert_eq!(known.by.iter().map(|one| one.since).collect::<Vec<_>>(), [at(60)]);
}

pub async fn when_a_quota_was_filled_is_known_by_the_letters_that_a_relay_took(stage: Stage) {
    let ledger = stage.ledger.clone();
    let id = sending(&ledger, "summer", &["a", "b", "c", "d", "e"]).await.id;
    let (_lock, sender, _) = stage.turn("boot").await;
    let unknown = Outcome::Unknown { detail: String::new() };
    land(&sender, id, vec![accepted(), unknown, later(900)], "north", 10).await;
    land(&sender, id, vec![accepted()], "south", 20).await;
    land(&sender, id, vec![accepted()], "north", 30).await;
    let taken = async |nth, since| ledger.nth_last_taken("north", nth, at(since)).await.unwrap();
    assert_eq!([taken(1, 0).await, taken(2, 0).await, taken(3, 0).await], [30, 11, 10].map(|s| Some(at(s))));
    assert_eq!([taken(4, 0).await, taken(3, 10).await, taken(2, 10).await], [None, None, Some(at(11))]);
}
