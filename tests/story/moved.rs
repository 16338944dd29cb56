//! The rules of a zone give a mailing that waits another instant.

use courant::domain::{DstShift, Schedule};

use super::props::{at, new_mailing};
use super::stage::Stage;

pub async fn new_rules_move_what_waits_once_by_one_sender_and_nothing_that_does_not_wait(stage: Stage) {
    let ledger = stage.ledger.clone();
    let written = ledger.create_mailing(new_mailing("summer"), at(-60)).await.unwrap();
    let (_lock, sender, _) = stage.turn("boot").await;
    let to = |seconds, shift| Schedule { due: at(seconds), shift, ..written.schedule.clone() };
    let moves = async |from, to, now| sender.reschedule(from, &to, "why".to_owned(), at(now)).await.unwrap();
    let moved = async || ledger.moved_by_rules(written.id).await.unwrap();
    assert_eq!(moved().await, None);
    assert!(moves(&written, to(3600, Some(DstShift::Gap)), -50).await);
    let later = ledger.mailing(written.id).await.unwrap();
    assert_eq!((later.schedule.clone(), moved().await), (to(3600, Some(DstShift::Gap)), Some(at(-50))));
    // Whoever has not seen that it was moved moves nothing.
    assert!(!moves(&written, to(7200, None), -40).await);
    assert_eq!(ledger.mailing(written.id).await.unwrap(), later);

    ledger.pause(written.id, "anna", at(-30)).await.unwrap();
    assert!(!moves(&later, to(0, None), -20).await, "it waits for a person");
    ledger.resume(written.id, "anna", at(-10)).await.unwrap();
    assert_eq!(
        (ledger.mailing(written.id).await.unwrap().schedule, moved().await),
        (later.schedule.clone(), None)
    );
    assert!(moves(&later, to(0, None), -5).await);
    assert_eq!(moved().await, Some(at(-5)));
    assert_eq!(ledger.audit(written.id).unwrap().findings, []);
}
