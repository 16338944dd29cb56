//! The ledger's promises at the edges: leaving one list at the last moment, dates, what was given back, who was replaced.

use courant::domain::{
    AddrKey, DeliveryState as S, HoldReason, MailingState as M, Outcome, SkipReason, Suppression,
};
use courant::ledger::Submit;

use super::props::{at, new_mailing, plan, reader, sending};
use super::stage::Stage;

fn leaves(key: AddrKey, scope: &str) -> Suppression {
    Suppression {
        key,
        scope: scope.to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: "one-click".to_owned(),
        at: at(5),
    }
}

fn not_handed_over() -> Outcome {
    Outcome::Released { detail: "the line broke".to_owned() }
}

pub async fn leaving_a_list_stops_the_letters_of_that_list_and_no_other(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c", "d"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let claimed = sender.claim(mailing.id, 2, at(2)).await.unwrap();
    ledger.suppress(leaves(claimed[0].key, "partners")).await.unwrap();
    ledger.suppress(leaves(claimed[1].key, "press")).await.unwrap();
    let left = sender.submit(mailing.id, claimed[0].key, at(6)).await.unwrap();
    assert_eq!(left, Submit::Skipped(SkipReason::Unsubscribed));
    assert_eq!(sender.submit(mailing.id, claimed[1].key, at(6)).await.unwrap(), Submit::Go);
    let keys = ["a", "b", "c", "d"].map(|name| reader(&ledger, name).key);
    let waiting = keys.into_iter().filter(|key| claimed.iter().all(|row| row.key != *key));
    for (key, scope) in waiting.zip(["partners", "press"]) {
        ledger.suppress(leaves(key, scope)).await.unwrap();
    }
    let counts = ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.of(S::Skipped), counts.of(S::Planned), counts.of(S::Submitting)), (2, 1, 1));
}

pub async fn when_the_date_comes_whatever_waits_is_left_out_also_for_another_try(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mut new = new_mailing("summer");
    new.expires_at = Some(at(10));
    let mailing = ledger.create_mailing(new, at(0)).await.unwrap();
    plan(&ledger, mailing.id, &["a", "b"]);
    let (_lock, sender, _) = stage.turn("boot").await;
    let row = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    let later = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(9) };
    sender.record(mailing.id, row.key, later, None, at(3)).await.unwrap();
    assert_eq!(sender.expire(mailing.id, at(9)).await.unwrap(), 0);
    assert_eq!(sender.expire(mailing.id, at(10)).await.unwrap(), 2);
    let left_out = ledger.progress(mailing.id, at(10)).await.unwrap().left_out;
    assert_eq!(left_out, [(SkipReason::Expired, 2)].into());
}

pub async fn a_letter_that_was_claimed_in_time_is_not_handed_over_after_the_end(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mut new = new_mailing("summer");
    new.expires_at = Some(at(10));
    let mailing = ledger.create_mailing(new, at(0)).await.unwrap().id;
    plan(&ledger, mailing, &["anna", "bence"]);
    let (_lock, sender, _) = stage.turn("boot").await;
    sender.claim(mailing, 2, at(2)).await.unwrap();
    let submit = async |name, when| sender.submit(mailing, reader(&ledger, name).key, when).await.unwrap();
    assert_eq!(submit("anna", at(9)).await, Submit::Go);
    assert_eq!(submit("bence", at(10)).await, Submit::Skipped(SkipReason::Expired));
}

pub async fn what_was_not_handed_over_is_no_try_and_its_time_begins_with_the_first(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    for (marked, taken, stands) in [(false, 2, S::Planned), (true, 20, S::Deferred), (false, 30, S::Planned)]
    {
        let row = sender.claim(mailing.id, 1, at(taken)).await.unwrap().remove(0);
        assert_eq!((row.attempt, row.first_at), (0, at(taken)));
        if marked {
            assert_eq!(sender.submit(mailing.id, row.key, at(taken)).await.unwrap(), Submit::Go);
        }
        let back = sender.record(mailing.id, row.key, not_handed_over(), None, at(taken + 1)).await.unwrap();
        assert_eq!(back, stands);
    }
}

pub async fn nobody_is_on_record_as_having_it_whose_letter_was_not_marked(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    if ledger.is_shared() {
        // There the answer shows that a mark was lost with the server.
        return;
    }
    let row = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    let taken = Outcome::Accepted { reply: None };
    assert!(sender.record(mailing.id, row.key, taken, None, at(3)).await.is_err());
    assert_eq!(ledger.counts(mailing.id).await.unwrap().of(S::Claimed), 1);
}

pub async fn what_was_cancelled_while_it_was_claimed_is_given_back_in_vain(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 2, at(2)).await.unwrap();
    ledger.pause(mailing.id, "anna", at(3)).await.unwrap();
    assert_eq!(ledger.cancel(mailing.id, "anna", at(3)).await.unwrap().state, M::Cancelled);
    sender.release(mailing.id, rows.iter().map(|row| row.key).collect(), at(4)).await.unwrap();
    assert_eq!(ledger.counts(mailing.id).await.unwrap().of(S::Skipped), 2);
}

pub async fn a_letter_in_flight_is_being_handed_over_also_when_its_mailing_is_paused(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let row = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    assert!(!ledger.is_being_handed_over(row.key).await.unwrap(), "it is only claimed");
    sender.submit(mailing.id, row.key, at(2)).await.unwrap();
    ledger.pause(mailing.id, "anna", at(3)).await.unwrap();
    assert!(ledger.is_being_handed_over(row.key).await.unwrap());
    sender.record(mailing.id, row.key, Outcome::Accepted { reply: None }, None, at(4)).await.unwrap();
    assert!(!ledger.is_being_handed_over(row.key).await.unwrap());
}

pub async fn the_newest_moment_is_that_of_a_mailing_a_sender_or_an_attempt(stage: Stage) {
    let ledger = stage.ledger.clone();
    let newest = async || ledger.newest_moment().await.unwrap();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    assert_eq!(newest().await, Some(at(0)));
    let (_lock, sender, _) = stage.turn("boot").await;
    assert_eq!(newest().await, Some(at(1)));
    let row = sender.claim(mailing.id, 1, at(60)).await.unwrap().remove(0);
    let later = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(99) };
    sender.record(mailing.id, row.key, later, None, at(60)).await.unwrap();
    assert_eq!(newest().await, Some(at(60)));
}

pub async fn what_was_seen_before_a_person_called_the_clock_right_counts_no_more(stage: Stage) {
    let ledger = stage.ledger.clone();
    let seen = async || (ledger.newest_moment().await.unwrap(), ledger.clock_trusted().await.unwrap());
    let evening = at(8 * 3600);
    let mailing = ledger.create_mailing(new_mailing("summer"), evening).await.unwrap();
    plan(&ledger, mailing.id, &["a"]);
    let (_lock, sender, _) = stage.turn("boot").await;
    let row = sender.claim(mailing.id, 1, evening).await.unwrap().remove(0);
    let later = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(99) };
    sender.record(mailing.id, row.key, later, None, evening).await.unwrap();
    sender.beat(evening).await.unwrap();
    let held = async |why| {
        sender.hold(mailing.id, why, None, at(2)).await.unwrap();
        ledger.resume(mailing.id, "anna", at(3)).await.unwrap();
    };
    held(HoldReason::TestMode).await;
    assert_eq!(seen().await, (Some(evening), 0), "nothing was said of the clock");
    held(HoldReason::Clock { detail: "it was set".to_owned(), shared: false }).await;
    assert_eq!(seen().await, (Some(at(3)), 1));
    ledger.create_mailing(new_mailing("autumn"), evening).await.unwrap();
    assert_eq!(seen().await, (Some(evening), 1), "what comes after it counts again");
}

pub async fn what_came_last_of_a_letter_is_told_and_not_what_a_sender_found_left_behind(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b"]).await;
    let (lock, sender, _) = stage.turn("boot").await;
    assert_eq!(ledger.last_heard().await.unwrap(), None);
    let rows = sender.claim(mailing.id, 2, at(60)).await.unwrap();
    for row in &rows {
        sender.submit(mailing.id, row.key, at(60)).await.unwrap();
    }
    sender.record(mailing.id, rows[0].key, Outcome::Accepted { reply: None }, None, at(0)).await.unwrap();
    drop((lock, sender));
    let (_lock, _sender, recovered) = stage.turn("boot").await;
    assert_eq!(recovered.unknown, 1);
    assert_eq!(ledger.last_heard().await.unwrap(), Some(at(0)));
}

pub async fn what_kept_the_sender_before_from_sending_is_not_said_of_the_next(stage: Stage) {
    let ledger = stage.ledger.clone();
    let (lock, sender, _) = stage.turn("boot").await;
    sender.trouble(Some("no route".to_owned())).await.unwrap();
    assert_eq!(ledger.trouble().await.unwrap().as_deref(), Some("no route"));
    sender.end(at(2)).await.unwrap();
    drop((lock, sender));
    let (_lock, _sender, _) = stage.turn("boot").await;
    assert_eq!(ledger.trouble().await.unwrap(), None);
}

pub async fn a_letter_that_waits_for_another_try_keeps_its_mailing_open_until_its_reader_leaves(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let row = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    let later = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(99) };
    sender.record(mailing.id, row.key, later, None, at(3)).await.unwrap();
    assert!(sender.finish(mailing.id, at(4)).await.is_err());
    ledger.suppress(leaves(row.key, "*")).await.unwrap();
    assert_eq!(ledger.counts(mailing.id).await.unwrap().of(S::Skipped), 1);
    assert_eq!(sender.finish(mailing.id, at(6)).await.unwrap().state, M::Sent);
}

/// Of two that wait, the readers on both belong to the one that was written first: also within one millisecond, or with a
/// clock that was set back.
pub async fn mailings_of_an_issue_stand_in_the_order_in_which_they_were_written(stage: Stage) {
    let mut written = Vec::new();
    for second in [0, 0, 0, -5, -5, 7] {
        written.push(stage.ledger.create_mailing(new_mailing("summer"), at(second)).await.unwrap());
    }
    assert!(written.is_sorted_by(|earlier, later| earlier.created_at < later.created_at), "{written:?}");
    assert_eq!((written[0].created_at, written[5].created_at), (at(0), at(7)));
    let other = stage.ledger.create_mailing(new_mailing("autumn"), at(-9)).await.unwrap();
    assert_eq!(other.created_at, at(-9));
}

pub async fn a_reason_to_hold_that_was_met_before_somebody_let_it_go_on_is_refused(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let hold = async |under, seconds| sender.hold(mailing.id, HoldReason::TestMode, under, at(seconds)).await;
    let begun = sender.go_ahead(mailing.id).await.unwrap();
    assert_eq!(hold(Some(begun), 2).await.unwrap().state, M::Held);
    ledger.resume(mailing.id, "anna", at(3)).await.unwrap();
    let late = hold(Some(begun), 3).await;
    assert!(late.as_ref().is_err_and(|error| error.is_refusal()), "{late:?}");
    assert_eq!(ledger.mailing(mailing.id).await.unwrap().state, M::Sending);
    let resumed = sender.go_ahead(mailing.id).await.unwrap();
    assert_eq!(hold(Some(resumed), 4).await.unwrap().state, M::Held);
}

pub async fn a_ledger_that_machines_share_keeps_which_of_them_has_held_a_mailing(stage: Stage) {
    let ledger = stage.ledger.clone();
    let shared = ledger.is_shared();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let held = sender.hold(mailing.id, HoldReason::TestMode, None, at(2)).await.unwrap();
    assert_eq!((held.held, held.held_on.is_some()), (Some(HoldReason::TestMode), shared));
    let told = ledger.progress(mailing.id, at(2)).await.unwrap();
    assert_eq!((told.held, told.held_on), (Some(HoldReason::TestMode), held.held_on));
    let resumed = ledger.resume(mailing.id, "anna", at(3)).await.unwrap();
    assert_eq!((resumed.held, resumed.held_on), (None, None));
}
