//! A colleague notes that somebody wants no more mail.

use courant::domain::{DeliveryState as S, Outcome, Reply, SkipReason, Suppression};
use courant::ledger::Submit;

use super::props::{at, list, reader, sending};
use super::stage::Stage;

pub async fn what_a_colleague_noted_is_taken_back_and_what_a_reader_said_is_not(stage: Stage) {
    let ledger = stage.ledger.clone();
    let noted = |name: &str, reason| Suppression {
        key: reader(&ledger, name).key,
        scope: Suppression::EVERYTHING.to_owned(),
        reason,
        evidence: format!("{reason:?}"),
        at: at(1),
    };
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let first = sender.claim(mailing.id, 1, at(1)).await.unwrap().remove(0);
    for name in ["a", "b", "c"] {
        assert!(ledger.suppress(noted(name, SkipReason::Manual)).await.unwrap(), "{name}");
        assert!(!ledger.suppress(noted(name, SkipReason::Manual)).await.unwrap(), "no news");
    }
    let answer = sender.submit(mailing.id, first.key, at(2)).await.unwrap();
    assert_eq!(answer, Submit::Skipped(SkipReason::Manual), "also of a letter that is in hand");
    assert_eq!(ledger.counts(mailing.id).await.unwrap().of(S::Skipped), 3);

    let own = noted("b", SkipReason::Unsubscribed);
    assert!(ledger.suppress(own.clone()).await.unwrap(), "their own word weighs more");
    assert!(!ledger.suppress(noted("b", SkipReason::Manual)).await.unwrap());
    assert_eq!(ledger.suppressions_of(own.key).await.unwrap(), std::slice::from_ref(&own));
    assert!(!ledger.take_back(own.key, "bela", at(3)).await.unwrap());
    let key = reader(&ledger, "a").key;
    for seconds in [3, 5] {
        assert!(ledger.take_back(key, "bela", at(seconds)).await.unwrap());
        assert!(!ledger.take_back(key, "bela", at(seconds)).await.unwrap(), "nothing stands any more");
        if seconds == 3 {
            assert!(
                ledger.suppress(noted("a", SkipReason::Manual)).await.unwrap(),
                "they may change their mind"
            );
        }
    }
    let record = ledger.suppressions_of(key).await.unwrap();
    let back: Vec<_> = record.iter().map(Suppression::taken_back_at).collect();
    assert_eq!(back, [Some(at(3)), Some(at(5))]);
    assert_eq!(record[0].evidence, "Manual; bela", "it stays on record");

    let next = sending(&ledger, "autumn", &["a", "b", "c"]).await;
    let counts = ledger.counts(next.id).await.unwrap();
    assert_eq!((counts.of(S::Planned), counts.of(S::Skipped)), (1, 2));
    assert_eq!(ledger.standing(&next.issue).await.unwrap().against(key, &list("press"), true), None);
    for id in [mailing.id, next.id] {
        let audit = ledger.audit(id).unwrap();
        assert!(audit.agrees(), "{audit:?}");
    }
}

pub async fn of_whoever_is_left_out_the_reason_is_told_and_not_what_a_server_said_before(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let row = sender.claim(mailing.id, 1, at(1)).await.unwrap().remove(0);
    sender.submit(mailing.id, row.key, at(1)).await.unwrap();
    let said = Some(Reply { code: 450, enhanced: None, text: "not now".to_owned() });
    let later = Outcome::Deferred { class: "temporary", reply: said, retry_at: at(60) };
    sender.record(mailing.id, row.key, later, None, at(2)).await.unwrap();
    let reason = async || ledger.missing(mailing.id).await.unwrap().remove(0).reason;
    assert_eq!(reason().await, "450 not now");
    ledger.pause(mailing.id, "anna", at(3)).await.unwrap();
    ledger.cancel(mailing.id, "anna", at(4)).await.unwrap();
    assert_eq!(reason().await, "cancelled");
}
