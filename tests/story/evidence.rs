//! What shows that an uncertain letter has arrived.

use courant::domain::{
    Decision, DeliveryState, DeliveryState as S, Mailing, MailingId, MailingState, Outcome, SkipReason,
    Suppression,
};
use courant::ledger::{Decided, Error, Ledger, NewMailing, Submit, Turn};

use super::props::{again, at, new_mailing, plan, reader, sending};
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

pub async fn an_old_letter_is_not_sent_once_more_to_whoever_has_a_newer_one_of_the_issue(stage: Stage) {
    let ledger = stage.ledger.clone();
    let (_lock, sender, _) = stage.turn("boot").await;
    let old = uncertain(&ledger, &sender, "summer", &["a", "b"]).await;
    let again = NewMailing { again: true, ..new_mailing("summer") };
    let newer = ledger.create_mailing(again, at(5)).await.unwrap();
    let newer = plan(&ledger, newer.id, &["a"]);
    let row = sender.claim(newer.id, 1, at(6)).await.unwrap().remove(0);
    sender.submit(newer.id, row.key, at(6)).await.unwrap();
    let taken = Outcome::Accepted { reply: None };
    sender.record(newer.id, row.key, taken, None, at(6)).await.unwrap();
    let before = ledger.counts(old.id).await.unwrap();
    let refused = say(&ledger, &old, "a", Decision::Resend, 7).await;
    assert!(matches!(&refused, Err(Error::HasNewer(name)) if *name == newer.name), "{refused:?}");
    assert_eq!(ledger.counts(old.id).await.unwrap(), before);
    assert_eq!(say(&ledger, &old, "b", Decision::Resend, 7).await.unwrap(), S::Planned);
}

/// A mailing until `at(100)` whose letters were all handed over, and nothing was heard of them.
async fn uncertain(ledger: &Ledger, sender: &Turn, issue: &str, names: &[&str]) -> Mailing {
    let new = NewMailing { expires_at: Some(at(100)), ..new_mailing(issue) };
    let mailing = ledger.create_mailing(new, at(0)).await.unwrap();
    let mailing = plan(ledger, mailing.id, names);
    for row in sender.claim(mailing.id, 9, at(2)).await.unwrap() {
        sender.submit(mailing.id, row.key, at(2)).await.unwrap();
        let lost = Outcome::Unknown { detail: "the line broke".to_owned() };
        sender.record(mailing.id, row.key, lost, None, at(2)).await.unwrap();
    }
    mailing
}

async fn say(
    ledger: &Ledger,
    mailing: &Mailing,
    name: &str,
    decision: Decision,
    when: i64,
) -> Result<S, Error> {
    let key = reader(ledger, name).key;
    let said = Decided { mailing: mailing.id, key, decision, by: "anna".to_owned(), why: None };
    ledger.decide(said, at(when)).await
}

/// How many are uncertain of `rows`, and everything agrees; none of them gets the issue by another mailing.
async fn stay_uncertain(ledger: &Ledger, mailing: &Mailing, rows: u64) {
    assert_eq!(ledger.counts(mailing.id).await.unwrap().of(S::Unknown), rows);
    assert_eq!(again(ledger, mailing.id).await, 0);
    let audit = ledger.audit(mailing.id).unwrap();
    assert_eq!(audit.findings, []);
}

pub async fn a_letter_that_was_to_be_sent_once_more_is_uncertain_again_when_its_mailing_is_over(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let (_lock, sender, _) = stage.turn("boot").await;
    let late = uncertain(&ledger, &sender, "summer", &["a", "b", "c"]).await;
    assert_eq!(sender.finish(late.id, at(3)).await.unwrap().state, MailingState::Sent);
    assert_eq!(say(&ledger, &late, "a", Decision::Resend, 5).await.unwrap(), S::Planned);
    assert_eq!(say(&ledger, &late, "b", Decision::Resend, 5).await.unwrap(), S::Planned);
    // One of them is asked to wait, which says nothing of the first time.
    let key = sender.claim(late.id, 1, at(6)).await.unwrap().remove(0).key;
    let wait = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(200) };
    sender.submit(late.id, key, at(6)).await.unwrap();
    sender.record(late.id, key, wait, None, at(6)).await.unwrap();
    assert_eq!(sender.expire(late.id, at(100)).await.unwrap(), 2);
    stay_uncertain(&ledger, &late, 3).await;
    let again = say(&ledger, &late, "c", Decision::Resend, 100).await;
    assert!(again.is_err_and(|error| error.is_refusal()), "its end has come");
    assert_eq!(sender.finish(late.id, at(101)).await.unwrap().state, MailingState::Sent);
    let again = say(&ledger, &late, "a", Decision::Resend, 102).await;
    assert!(again.is_err_and(|error| error.is_refusal()), "and is past");
    assert_eq!(ledger.mailing(late.id).await.unwrap().state, MailingState::Sent);
    stay_uncertain(&ledger, &late, 3).await;
    say(&ledger, &late, "a", Decision::Leave, 103).await.unwrap();
    assert_eq!(say(&ledger, &late, "a", Decision::Accepted, 104).await.unwrap(), S::Accepted);
    stay_uncertain(&ledger, &late, 2).await;
}

pub async fn a_letter_that_was_to_be_sent_once_more_is_uncertain_again_when_it_is_cancelled_or_its_reader_leaves(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let (_lock, sender, _) = stage.turn("boot").await;
    let gone = |name, evidence: String| Suppression {
        key: reader(&ledger, name).key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence,
        at: at(7),
    };
    let mailing = uncertain(&ledger, &sender, "summer", &["a", "b", "c", "d", "e"]).await;
    for name in ["a", "b", "c", "d"] {
        say(&ledger, &mailing, name, Decision::Resend, 5).await.unwrap();
    }
    // One leaves by a page, which says nothing of the letter, and one by the link in it.
    ledger.suppress(gone("c", "page".to_owned())).await.unwrap();
    ledger.suppress(gone("d", Suppression::by_the_link_of(mailing.id))).await.unwrap();
    let counts = ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.of(S::Unknown), counts.of(S::Accepted), counts.of(S::Planned)), (2, 1, 2));
    let claimed = sender.claim(mailing.id, 1, at(8)).await.unwrap().remove(0).key;
    ledger.pause(mailing.id, "anna", at(8)).await.unwrap();
    ledger.cancel(mailing.id, "anna", at(9)).await.unwrap();
    stay_uncertain(&ledger, &mailing, 4).await;
    // Whoever has one of them in hand learns it.
    assert_eq!(sender.submit(mailing.id, claimed, at(9)).await.unwrap(), Submit::Lost);
    sender.release(mailing.id, vec![claimed], at(9)).await.unwrap();
    stay_uncertain(&ledger, &mailing, 4).await;
    let again = say(&ledger, &mailing, "e", Decision::Resend, 10).await;
    assert!(again.is_err_and(|error| error.is_refusal()), "it is cancelled");
    let anew = ledger.create_mailing(new_mailing("summer"), at(11)).await.unwrap();
    plan(&ledger, anew.id, &["a", "b", "c", "d", "e", "f"]);
    assert_eq!(ledger.counts(anew.id).await.unwrap().of(S::Planned), 1, "the others may have it");
    stay_uncertain(&ledger, &mailing, 4).await;
}
