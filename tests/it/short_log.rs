//! A log of the ledger whose end is gone, while the machine went on.

use std::fs;

use courant::domain::{DeliveryState as S, Outcome};
use courant::ledger::Ledger;

use crate::story::props::{at, folder, sending, turn};

#[tokio::test]
async fn who_was_handed_a_letter_whose_mark_was_cut_off_the_log_is_uncertain_and_the_others_wait() {
    let home = folder();
    let (path, memory) = (home.path().join("ledger.db"), home.path().join("state"));
    let files = [path.clone(), home.path().join("ledger.db-wal")];
    let open = || Ledger::open_remembered(&path, Some(&memory)).unwrap();
    let ledger = open();
    let mailing = sending(&ledger, "summer", &["a", "b", "c", "d", "e"]).await;
    let (lock, sender, _) = turn(&ledger, "boot").await;
    let rows = sender.claim(mailing.id, 4, at(2)).await.unwrap();
    let synced = files.each_ref().map(|file| fs::read(file).unwrap());
    sender.submit(mailing.id, rows[0].key, at(2)).await.unwrap();
    sender.record(mailing.id, rows[0].key, Outcome::Accepted { reply: None }, None, at(2)).await.unwrap();
    let both = vec![rows[1].key, rows[2].key];
    sender.step(mailing.id, [].into(), both, None, at(2)).await.unwrap();
    drop((lock, sender, ledger));
    for (file, bytes) in files.iter().zip(synced) {
        fs::write(file, bytes).unwrap();
    }

    let ledger = open();
    assert_eq!(ledger.doubt().await.unwrap(), None, "whatever was synced is there");
    let (_lock, sender, recovered) = turn(&ledger, "boot").await;
    assert_eq!((recovered.unknown, recovered.planned), (3, 1));
    let counts = ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.of(S::Unknown), counts.of(S::Planned)), (3, 2));
    let audit = ledger.audit(mailing.id).unwrap();
    assert!(audit.agrees(), "{audit:?}");
    assert_eq!(sender.claim(mailing.id, 9, at(3)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn who_is_claimed_again_after_an_answer_is_not_taken_for_somebody_whose_mark_was_lost() {
    let home = folder();
    let path = home.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    let mailing = sending(&ledger, "summer", &["a", "b"]).await;
    let (lock, sender, _) = turn(&ledger, "boot").await;
    for row in sender.claim(mailing.id, 2, at(2)).await.unwrap() {
        sender.submit(mailing.id, row.key, at(2)).await.unwrap();
        let later = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(3) };
        sender.record(mailing.id, row.key, later, None, at(2)).await.unwrap();
    }
    assert_eq!(sender.claim(mailing.id, 2, at(4)).await.unwrap().len(), 2);
    drop((lock, sender, ledger));
    let ledger = Ledger::open(&path).unwrap();
    let (_lock, _, recovered) = turn(&ledger, "boot").await;
    assert_eq!((recovered.unknown, recovered.planned), (0, 2));
}
