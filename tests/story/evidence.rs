//! What shows that an uncertain letter has arrived.

use courant::domain::{Decision, DeliveryState, MailingId, Outcome, SkipReason, Suppression};
use courant::ledger::{Decided, Error};

use super::props::{at, new_mailing, reader, sending};
use super::stage::Stage;

pub async fn who_leaves_by_the_link_in_an_uncertain_letter_has_it_and_nothing_is_sent_again_to_who_has_left(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (lock, sender, _) = stage.turn("boot").await;
    for row in sender.claim(mailing.id, 9, at(2)).await.unwrap() {
        sender.submit(mailing.id, row.key, at(2)).await.unwrap();
        let lost = Outcome::Unknown { detail: "the line broke".to_owned() };
        sender.record(mailing.id, row.key, lost, None, at(2)).await.unwrap();
    }
    let by_the_link_of = |name, mailing| Suppression {
        evidence: Suppression::by_the_link_of(mailing),
        key: reader(&ledger, name).key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        at: at(5),
    };
    ledger.suppress(by_the_link_of("a", mailing.id)).await.unwrap();
    ledger.suppress(by_the_link_of("a", mailing.id)).await.unwrap();
    // By that of another letter, and of one that is not known here any more.
    let autumn = ledger.create_mailing(new_mailing("autumn"), at(3)).await.unwrap();
    ledger.suppress(by_the_link_of("b", autumn.id)).await.unwrap();
    ledger.suppress(by_the_link_of("c", MailingId([9; 8]))).await.unwrap();
    let before = ledger.counts(mailing.id).await.unwrap();
    let by = |state| before.of(state);
    assert_eq!((by(DeliveryState::Accepted), by(DeliveryState::Unknown)), (1, 2));

    // Who leaves while nobody knows yet that it will be uncertain, has it too.
    let spring = sending(&ledger, "spring", &["d", "e", "f"]).await;
    let key = |name| reader(&ledger, name).key;
    sender.claim(spring.id, 9, at(2)).await.unwrap();
    for name in ["d", "e", "f"] {
        sender.submit(spring.id, key(name), at(2)).await.unwrap();
    }
    ledger.suppress(by_the_link_of("d", spring.id)).await.unwrap();
    ledger.suppress(by_the_link_of("e", spring.id)).await.unwrap();
    ledger.suppress(by_the_link_of("f", autumn.id)).await.unwrap();
    let lost = Outcome::Unknown { detail: "the line broke".to_owned() };
    let landed = sender.record(spring.id, key("d"), lost, None, at(6)).await.unwrap();
    assert_eq!(landed, DeliveryState::Accepted);
    drop((lock, sender));
    let (_lock, _, recovered) = stage.turn("boot").await;
    let counts = ledger.counts(spring.id).await.unwrap();
    let by = |state| counts.of(state);
    assert_eq!((by(DeliveryState::Accepted), by(DeliveryState::Unknown)), (2, 1), "{recovered:?}");
    let audit = ledger.audit(spring.id).unwrap();
    assert!(audit.agrees(), "{audit:?}");

    let key = reader(&ledger, "b").key;
    let said = |decision| Decided { mailing: mailing.id, key, decision, by: "anna".to_owned(), why: None };
    let again = ledger.decide(said(Decision::Resend), at(4)).await;
    assert!(matches!(again, Err(Error::HasLeft { why: SkipReason::Unsubscribed, .. })), "{again:?}");
    assert_eq!(ledger.counts(mailing.id).await.unwrap(), before, "it may still have arrived");
    ledger.decide(said(Decision::Accepted), at(4)).await.unwrap();
    let audit = ledger.audit(mailing.id).unwrap();
    assert!(audit.agrees(), "{audit:?}");
}
