//! A ledger that takes no change of a row for a while, under a sender that lives through it.

use courant::domain::{DeliveryState as S, MailingState, Outcome};
use courant::ledger::Submit;

use super::props::{at, sending};
use super::stage::Stage;

pub async fn what_could_not_be_written_for_a_while_is_written_before_anybody_else_is_taken(stage: Stage) {
    let mailing = sending(&stage.ledger, "summer", &["a", "b", "c", "d", "e"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 4, at(2)).await.unwrap();
    for row in &rows[..2] {
        assert_eq!(sender.submit(mailing.id, row.key, at(2)).await.unwrap(), Submit::Go);
    }
    stage.takes_no_rows(true);
    let taken = Outcome::Accepted { reply: None };
    sender.record(mailing.id, rows[0].key, taken.clone(), None, at(3)).await.unwrap_err();
    sender.keep(mailing.id, rows[0].key, taken, None, at(3));
    sender.submit(mailing.id, rows[2].key, at(3)).await.unwrap_err();
    sender.release(mailing.id, vec![rows[3].key], at(3)).await.unwrap_err();
    let not_left: Vec<_> = rows[1..].iter().map(|row| row.key).collect();
    sender.gives_back_later(mailing.id, &not_left, at(3));
    sender.claim(mailing.id, 9, at(4)).await.unwrap_err();
    let backlog = sender.backlog();
    assert_eq!((backlog.answers, backlog.rows), (1, 3));
    stage.ledger.pause(mailing.id, "anna", at(5)).await.unwrap();
    stage.takes_no_rows(false);
    stage.ledger.resume(mailing.id, "anna", at(6)).await.unwrap();
    assert_eq!(sender.claim(mailing.id, 9, at(7)).await.unwrap().len(), 4);
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.of(S::Accepted), counts.of(S::Claimed)), (1, 4));
    assert!(sender.backlog().is_empty());
    let audit = stage.ledger.audit(mailing.id).unwrap();
    assert!(audit.agrees(), "{audit:?}");
}

pub async fn a_pause_that_waits_for_what_could_not_be_given_back_is_over_with_the_next_sign_of_life(
    stage: Stage,
) {
    let mailing = sending(&stage.ledger, "summer", &["a", "b"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 2, at(2)).await.unwrap();
    assert_eq!(sender.submit(mailing.id, rows[0].key, at(2)).await.unwrap(), Submit::Go);
    stage.takes_no_rows(true);
    stage.ledger.pause(mailing.id, "anna", at(3)).await.unwrap();
    let keys: Vec<_> = rows.iter().map(|row| row.key).collect();
    sender.release(mailing.id, keys.clone(), at(3)).await.unwrap_err();
    sender.gives_back_later(mailing.id, &keys, at(3));
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    assert_eq!(state().await, MailingState::Pausing);
    stage.takes_no_rows(false);
    sender.beat(at(4)).await.unwrap();
    assert_eq!(state().await, MailingState::Paused);
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(counts.of(S::Claimed) + counts.of(S::Submitting), 0, "{counts:?}");
}

pub async fn what_the_last_turn_of_a_process_could_not_write_the_next_one_does(stage: Stage) {
    let mailing = sending(&stage.ledger, "summer", &["a", "b", "c"]).await;
    let (lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 3, at(2)).await.unwrap();
    for row in &rows[..2] {
        assert_eq!(sender.submit(mailing.id, row.key, at(2)).await.unwrap(), Submit::Go);
    }
    stage.takes_no_rows(true);
    let taken = Outcome::Accepted { reply: None };
    sender.record(mailing.id, rows[0].key, taken.clone(), None, at(3)).await.unwrap_err();
    sender.keep(mailing.id, rows[0].key, taken, None, at(3));
    sender.gives_back_later(mailing.id, &[rows[1].key, rows[2].key], at(3));
    sender.end(at(4)).await.unwrap_err();
    drop((lock, sender));
    stage.takes_no_rows(false);
    let (_lock, next, recovered) = stage.turn("boot").await;
    assert_eq!((recovered.unknown, next.backlog().is_empty()), (0, true));
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    let stand = [S::Accepted, S::Unknown, S::Claimed, S::Submitting].map(|state| counts.of(state));
    assert_eq!(stand, [1, 0, 0, 0], "{counts:?}");
}
