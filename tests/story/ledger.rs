//! The ledger's promises, one at a time.

use courant::domain::{
    Decision, DeliveryState, HoldReason, MailingKind, MailingState, Outcome, Reply, SkipReason, Suppression,
};
use courant::ledger::{Decided, Error, Ledger, Standing, Submit};
use jiff::SignedDuration;

use super::props::{add, again, at, letter, list, new_mailing, plan, reader, sending};
use super::stage::Stage;

pub(super) fn accepted() -> Outcome {
    Outcome::Accepted { reply: Some(Reply { code: 250, enhanced: Some((2, 0, 0)), text: "ok".to_owned() }) }
}

pub(super) fn refused() -> Outcome {
    let reply = Reply { code: 550, enhanced: Some((5, 1, 1)), text: "no such user".to_owned() };
    Outcome::Failed { class: "address", reply: Some(reply), detail: String::new() }
}

fn gone(ledger: &Ledger, name: &str) -> Suppression {
    Suppression {
        key: reader(ledger, name).key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: "one-click".to_owned(),
        at: at(5),
    }
}

pub async fn a_mailing_comes_back_as_it_was_written(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mut new = new_mailing("2018-06-summer");
    let mut with_picture = letter("hu");
    with_picture.pictures.push(courant::domain::InlinePicture {
        cid: "ward".to_owned(),
        file_name: "ward.jpg".to_owned(),
        mime: "image/jpeg".to_owned(),
        bytes: vec![1, 2, 3].into(),
    });
    new.letters.push(with_picture);
    new.lists.push(list("press"));
    let first = ledger.create_mailing(new.clone(), at(0)).await.unwrap();
    let second = ledger.create_mailing(new.clone(), at(0)).await.unwrap();
    assert_eq!((first.name.as_str(), second.name.as_str()), ("2018-06-summer", "2018-06-summer.2"));
    assert_eq!(ledger.letters(first.id).await.unwrap(), new.letters);
    assert_eq!(ledger.mailing(first.id).await.unwrap(), first);
    assert_eq!((first.state, first.kind), (MailingState::Scheduled, MailingKind::Live));
    assert_eq!((&first.lists, &first.schedule, first.confirmed), (&new.lists, &new.schedule, 3));
    assert_eq!(
        ledger.find_mailing("2018-06-summer").await.unwrap().id,
        first.id,
        "a whole name is never ambiguous"
    );
    assert!(matches!(ledger.find_mailing("2018").await, Err(Error::Ambiguous { .. })));
    assert!(matches!(ledger.find_mailing("2019").await, Err(Error::NoSuchMailing(_))));
}

pub async fn after_a_kill_what_was_claimed_is_planned_and_what_was_marked_is_uncertain(stage: Stage) {
    let ledger = stage.ledger.clone();
    for (issue, boot, planned, unknown) in [("summer", "first", 2, 1), ("autumn", "second", 0, 3)] {
        let mailing = sending(&ledger, issue, &["a", "b", "c", "d"]).await;
        let (lock, sender, _) = stage.turn("first").await;
        let rows = sender.claim(mailing.id, 3, at(2)).await.unwrap();
        assert_eq!(sender.submit(mailing.id, rows[0].key, at(2)).await.unwrap(), Submit::Go);
        drop((lock, sender));
        let (lock, _, recovered) = stage.turn(boot).await;
        assert_eq!((recovered.planned, recovered.unknown), (planned, unknown), "{boot} boot");
        let once = ledger.missing(mailing.id).await.unwrap();
        drop(lock);
        let (_lock, _, recovered) = stage.turn(boot).await;
        assert_eq!((recovered.planned, recovered.unknown), (0, 0), "recovering again finds nothing");
        assert_eq!(ledger.missing(mailing.id).await.unwrap(), once);
    }
}

pub async fn a_sender_that_was_replaced_can_do_nothing_more(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b"]).await;
    let (lock, old, _) = stage.turn("boot").await;
    let row = old.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    drop(lock);
    let (_lock, _new, _) = stage.turn("boot").await;
    if ledger.is_shared() {
        assert_eq!(old.submit(mailing.id, row.key, at(3)).await.unwrap(), Submit::Lost);
        let stands = old.record(mailing.id, row.key, accepted(), None, at(3)).await.unwrap();
        assert_eq!(stands, DeliveryState::Planned);
        let waits = old.finish(mailing.id, at(3)).await;
        assert!(matches!(waits, Err(Error::NotPossible { .. })), "its rows are another's: {waits:?}");
    } else {
        let done = sending(&ledger, "autumn", &[]).await;
        assert!(matches!(old.finish(done.id, at(3)).await, Err(Error::Fenced)));
        assert!(matches!(old.hold(done.id, HoldReason::TestMode, None, at(3)).await, Err(Error::Fenced)));
        assert!(matches!(old.drained(done.id, at(3)).await, Err(Error::Fenced)));
        assert_eq!(ledger.mailing(done.id).await.unwrap().state, MailingState::Sending);
        assert!(matches!(old.submit(mailing.id, row.key, at(3)).await, Err(Error::Fenced)));
        assert!(matches!(old.record(mailing.id, row.key, accepted(), None, at(3)).await, Err(Error::Fenced)));
        assert!(matches!(old.claim(mailing.id, 1, at(3)).await, Err(Error::Fenced)));
        assert!(matches!(
            old.step(mailing.id, [].into(), vec![row.key], None, at(3)).await,
            Err(Error::Fenced)
        ));
        assert!(matches!(old.release(mailing.id, vec![row.key], at(3)).await, Err(Error::Fenced)));
        assert!(matches!(old.expire(mailing.id, at(3)).await, Err(Error::Fenced)));
    }
    assert_eq!(ledger.counts(mailing.id).await.unwrap().of(DeliveryState::Planned), 2);
}

pub async fn whoever_leaves_gets_nothing_even_if_their_letter_is_claimed(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let claimed = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    for name in ["a", "b", "c"] {
        assert!(ledger.suppress(gone(&ledger, name)).await.unwrap());
        assert!(!ledger.suppress(gone(&ledger, name)).await.unwrap(), "the second time is no news");
    }
    let answer = sender.submit(mailing.id, claimed.key, at(6)).await.unwrap();
    assert_eq!(answer, Submit::Skipped(SkipReason::Unsubscribed));
    assert!(sender.claim(mailing.id, 9, at(6)).await.unwrap().is_empty());
    let progress = ledger.progress(mailing.id, at(6)).await.unwrap();
    assert_eq!(progress.left_out, [(SkipReason::Unsubscribed, 3)].into());
}

pub async fn leaving_one_list_leaves_the_others(stage: Stage) {
    let ledger = stage.ledger.clone();
    ledger.suppress(Suppression { scope: "partners".to_owned(), ..gone(&ledger, "a") }).await.unwrap();
    let mut new = new_mailing("summer");
    new.lists.push(list("press"));
    let mailing = ledger.create_mailing(new, at(0)).await.unwrap();
    let mut planner = ledger.planner(mailing.id).unwrap();
    let mut press = reader(&ledger, "a");
    press.list = list("press");
    press.list_rank = 1;
    planner.add(&reader(&ledger, "a")).unwrap();
    planner.add(&press).unwrap();
    let (_, planned) = planner.finish(at(0), |_| None).unwrap();
    assert_eq!((planned.recipients, planned.on_several_lists), (1, 1));
    assert_eq!(ledger.missing(mailing.id).await.unwrap()[0].list, list("press"));
}

pub async fn nobody_gets_an_issue_twice_over_its_mailings_unless_again_is_said(stage: Stage) {
    let ledger = stage.ledger.clone();
    let first = sending(&ledger, "summer", &["a", "b"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(first.id, 2, at(2)).await.unwrap();
    for (row, outcome) in rows.iter().zip([accepted(), refused()]) {
        assert_eq!(sender.submit(first.id, row.key, at(2)).await.unwrap(), Submit::Go);
        sender.record(first.id, row.key, outcome, None, at(2)).await.unwrap();
    }
    let standing = ledger.standing(&first.issue).await.unwrap();
    let second = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let counts = ledger.counts(second.id).await.unwrap();
    assert_eq!((counts.recipients(), counts.left_out()), (2, 1), "who has it is left out, who failed is not");
    let would = |standing: &Standing, again| {
        ["a", "b", "c"].iter().filter(|name| standing.skips(&reader(&ledger, name), again).is_some()).count()
    };
    assert_eq!(
        (would(&standing, false), would(&standing, true)),
        (1, 0),
        "the count beforehand says the same"
    );

    let mut again = new_mailing("summer");
    again.again = true;
    let again = ledger.create_mailing(again, at(0)).await.unwrap();
    plan(&ledger, again.id, &["a", "b", "c"]);
    assert_eq!(ledger.counts(again.id).await.unwrap().recipients(), 3);
    let other = sending(&ledger, "autumn", &["a", "b", "c"]).await;
    assert_eq!(ledger.counts(other.id).await.unwrap().recipients(), 3, "another issue is another matter");
}

pub async fn files_do_not_count_as_having_it(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mut files = new_mailing("summer");
    files.kind = MailingKind::Files;
    let files = ledger.create_mailing(files, at(0)).await.unwrap();
    plan(&ledger, files.id, &["a"]);
    let live = sending(&ledger, "summer", &["a"]).await;
    assert_eq!(ledger.counts(live.id).await.unwrap().recipients(), 1);
}

pub async fn a_plan_that_is_interrupted_leaves_no_rows(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
    let mut planner = ledger.planner(mailing.id).unwrap();
    planner.add(&reader(&ledger, "a")).unwrap();
    drop(planner);
    assert_eq!(ledger.counts(mailing.id).await.unwrap().rows(), 0);
    assert_eq!(ledger.mailing(mailing.id).await.unwrap().state, MailingState::Scheduled);
    plan(&ledger, mailing.id, &["a"]);
    let again = ledger.planner(mailing.id).unwrap();
    assert!(matches!(again.finish(at(0), |_| None), Err(Error::NotPossible { .. })), "it starts once");
}

pub async fn a_hundred_thousand_rows_are_planned_without_standing_in_memory(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
    let mut planner = ledger.planner(mailing.id).unwrap();
    let mut one = reader(&ledger, "a");
    for n in 0_u32..100_000 {
        one.key.0[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
        planner.add(&one).unwrap();
    }
    let (mailing, planned) = planner.finish(at(0), |_| None).unwrap();
    assert_eq!((mailing.state, planned.recipients), (MailingState::Sending, 100_000));
}

pub async fn after_a_pause_nothing_is_handed_over_and_what_is_under_way_still_lands(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 2, at(2)).await.unwrap();
    assert_eq!(sender.submit(mailing.id, rows[0].key, at(2)).await.unwrap(), Submit::Go);
    assert_eq!(ledger.pause(mailing.id, "anna", at(3)).await.unwrap().state, MailingState::Pausing);
    assert_eq!(sender.submit(mailing.id, rows[1].key, at(3)).await.unwrap(), Submit::Stop);
    assert!(sender.claim(mailing.id, 9, at(3)).await.unwrap().is_empty());
    assert!(matches!(sender.drained(mailing.id, at(3)).await, Err(Error::NotPossible { .. })));
    sender.record(mailing.id, rows[0].key, accepted(), None, at(4)).await.unwrap();
    assert_eq!(sender.drained(mailing.id, at(4)).await.unwrap().state, MailingState::Paused);
    assert_eq!(ledger.resume(mailing.id, "anna", at(5)).await.unwrap().state, MailingState::Sending);
    assert_eq!(sender.claim(mailing.id, 9, at(5)).await.unwrap().len(), 2);
}

pub async fn cancelling_leaves_out_everybody_who_has_not_got_it(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c", "d"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 3, at(2)).await.unwrap();
    for row in &rows[..2] {
        assert_eq!(sender.submit(mailing.id, row.key, at(2)).await.unwrap(), Submit::Go);
    }
    ledger.pause(mailing.id, "anna", at(3)).await.unwrap();
    ledger.cancel(mailing.id, "anna", at(3)).await.unwrap();
    let answer = sender.submit(mailing.id, rows[2].key, at(3)).await.unwrap();
    assert_eq!(answer, Submit::Skipped(SkipReason::Cancelled));
    let late = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(99) };
    let states = [
        sender.record(mailing.id, rows[0].key, accepted(), None, at(4)).await.unwrap(),
        sender.record(mailing.id, rows[1].key, late, None, at(4)).await.unwrap(),
    ];
    assert_eq!(states, [DeliveryState::Accepted, DeliveryState::Skipped], "nobody is tried again");
    assert_eq!(ledger.counts(mailing.id).await.unwrap().left_out(), 3);
}

pub async fn a_letter_asked_to_wait_is_taken_again_when_it_is_due_and_after_first_attempts(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let row = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0);
    sender.submit(mailing.id, row.key, at(2)).await.unwrap();
    let wait = Outcome::Deferred { class: "temporary", reply: None, retry_at: at(100) };
    sender.record(mailing.id, row.key, wait, None, at(2)).await.unwrap();
    assert!(matches!(sender.finish(mailing.id, at(3)).await, Err(Error::NotPossible { .. })));
    let other = sender.claim(mailing.id, 9, at(99)).await.unwrap();
    assert_eq!(other.len(), 1, "only the one that was never tried");
    let again = sender.claim(mailing.id, 9, at(100)).await.unwrap();
    assert_eq!((again[0].key, again[0].attempt, again[0].first_at), (row.key, 1, at(2)));
}

pub async fn an_uncertain_letter_is_sent_again_only_by_a_decision_which_reopens_the_mailing(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let key = sender.claim(mailing.id, 1, at(2)).await.unwrap().remove(0).key;
    let said = |decision| Decided { mailing: mailing.id, key, decision, by: "anna".to_owned(), why: None };
    let early = ledger.decide(said(Decision::Resend), at(2)).await;
    assert!(matches!(early, Err(Error::NotUncertain("claimed"))));
    sender.submit(mailing.id, key, at(2)).await.unwrap();
    let lost = Outcome::Unknown { detail: "the line broke".to_owned() };
    sender.record(mailing.id, key, lost, None, at(2)).await.unwrap();
    assert_eq!(sender.finish(mailing.id, at(3)).await.unwrap().state, MailingState::Sent);
    assert!(sender.claim(mailing.id, 9, at(4)).await.unwrap().is_empty());
    assert_eq!(ledger.decide(said(Decision::Leave), at(4)).await.unwrap(), DeliveryState::Unknown);
    assert_eq!(ledger.decide(said(Decision::Resend), at(5)).await.unwrap(), DeliveryState::Planned);
    assert_eq!(ledger.mailing(mailing.id).await.unwrap().state, MailingState::Sending);
    assert_eq!(sender.claim(mailing.id, 9, at(6)).await.unwrap()[0].key, key);
}

pub async fn a_mailing_to_the_missing_reaches_those_that_failed_and_nobody_else(stage: Stage) {
    let ledger = stage.ledger.clone();
    let first = sending(&ledger, "summer", &["a", "b", "c", "d"]).await;
    ledger.suppress(gone(&ledger, "d")).await.unwrap();
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(first.id, 9, at(2)).await.unwrap();
    let lost = Outcome::Unknown { detail: String::new() };
    for (row, outcome) in rows.iter().zip([accepted(), refused(), lost]) {
        sender.submit(first.id, row.key, at(2)).await.unwrap();
        sender.record(first.id, row.key, outcome, None, at(2)).await.unwrap();
    }
    assert_eq!(again(&ledger, first.id).await, 1);
    let mut new = new_mailing("summer");
    new.missing_of = Some(first.id);
    let second = ledger.create_mailing(new, at(9)).await.unwrap();
    assert_eq!(ledger.missing_of(second.id).await.unwrap(), Some(first.id));
    let mut planner = ledger.planner(second.id).unwrap();
    add(&mut planner, &ledger, &["a", "b", "c", "d", "e"]);
    planner.only_missing_of(first.id).unwrap();
    assert_eq!(planner.finish(at(9), |_| None).unwrap().1.recipients, 1);
    assert_eq!(ledger.missing(second.id).await.unwrap()[0].key, rows[1].key);
}

pub async fn whoever_has_it_by_now_or_has_left_is_not_counted_among_those_to_send_to_again(stage: Stage) {
    let ledger = stage.ledger.clone();
    let first = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    for row in sender.claim(first.id, 9, at(2)).await.unwrap() {
        sender.submit(first.id, row.key, at(2)).await.unwrap();
        sender.record(first.id, row.key, refused(), None, at(2)).await.unwrap();
    }
    ledger.suppress(gone(&ledger, "a")).await.unwrap();
    assert_eq!(again(&ledger, first.id).await, 2, "one has left");

    let second = ledger.create_mailing(new_mailing("summer"), at(9)).await.unwrap();
    plan(&ledger, second.id, &["b"]);
    assert_eq!(again(&ledger, first.id).await, 1, "one gets it by another mailing");
    let key = sender.claim(second.id, 9, at(10)).await.unwrap().remove(0).key;
    sender.submit(second.id, key, at(10)).await.unwrap();
    sender.record(second.id, key, refused(), None, at(10)).await.unwrap();
    assert_eq!(again(&ledger, first.id).await, 2, "and did not get it by that one either");

    let autumn = ledger.create_mailing(new_mailing("autumn"), at(11)).await.unwrap();
    plan(&ledger, autumn.id, &["b", "c"]);
    assert_eq!(again(&ledger, first.id).await, 2, "another issue is another letter");
}

pub async fn a_plan_that_is_not_what_was_confirmed_is_held_with_its_rows(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap();
    let mut planner = ledger.planner(mailing.id).unwrap();
    planner.add(&reader(&ledger, "a")).unwrap();
    let why = HoldReason::CountChanged { confirmed: 3, now: 1 };
    let (held, _) = planner.finish(at(0), |_| Some(why.clone())).unwrap();
    assert_eq!((held.state, held.held), (MailingState::Held, Some(why)));
    assert_eq!(ledger.resume(mailing.id, "anna", at(1)).await.unwrap().state, MailingState::Sending);
    assert_eq!(ledger.mailing(mailing.id).await.unwrap().held, None);
}

pub async fn progress_adds_up_to_the_rows(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let rows = sender.claim(mailing.id, 2, at(2)).await.unwrap();
    for (row, outcome) in rows.iter().zip([accepted(), refused()]) {
        sender.submit(mailing.id, row.key, at(2)).await.unwrap();
        sender
            .record(mailing.id, row.key, outcome, Some("relay.example.eu".to_owned()), at(2))
            .await
            .unwrap();
    }
    let progress = ledger.progress(mailing.id, at(30)).await.unwrap();
    let counts = &progress.counts;
    let sums = (counts.done(), counts.waiting(), counts.rows(), progress.per_minute);
    assert_eq!(sums, (2, 1, 3, 2), "one in half a minute is two a minute");
    let begun = ledger.progress(mailing.id, at(9)).await.unwrap();
    assert_eq!(begun.per_minute, 0, "nine seconds do not say how fast it goes");
    assert_eq!(progress.failures, [("550 5.1.1 no such user".to_owned(), 1)]);
    assert!(progress.sender_alive);
    let later = ledger.progress(mailing.id, at(2) + SignedDuration::from_mins(2)).await.unwrap();
    assert_eq!(later.per_minute, 0);
}

pub async fn trouble_is_told_of_what_is_under_way_even_after_the_sender_has_gone_and_never_of_what_is_over(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let under_way = sending(&ledger, "summer", &["anna"]).await;
    let waits = ledger.create_mailing(new_mailing("spring"), at(0)).await.unwrap();
    let done = sending(&ledger, "winter", &["ben"]).await;
    ledger.pause(done.id, "anna", at(1)).await.unwrap();
    ledger.cancel(done.id, "anna", at(1)).await.unwrap();
    let (lock, sender, _) = stage.turn("a").await;
    sender.trouble(Some("no route".to_owned())).await.unwrap();
    for (mailing, told) in [(&under_way, Some("no route")), (&waits, None), (&done, None)] {
        let progress = ledger.progress(mailing.id, at(3)).await.unwrap();
        assert_eq!(progress.trouble.as_deref(), told, "{}", mailing.name);
    }
    drop((lock, sender));
    let progress = ledger.progress(under_way.id, at(3)).await.unwrap();
    assert_eq!(progress.trouble.as_deref(), Some("no route"));
    // A worker at a database is only missed after its lease.
    assert_eq!(progress.sender_alive, ledger.is_shared());
}

pub async fn letters_that_travel_together_are_settled_and_marked_in_one_step(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let keys: Vec<_> = sender.claim(mailing.id, 3, at(2)).await.unwrap().iter().map(|row| row.key).collect();
    let stepped = sender.step(mailing.id, [].into(), keys[..2].to_vec(), None, at(2)).await.unwrap();
    assert!(stepped.leaving.iter().all(|may| matches!(may, Ok(Submit::Go))), "{stepped:?}");
    ledger.pause(mailing.id, "anna", at(3)).await.unwrap();
    let came = [(keys[0], accepted()), (keys[1], refused())].into();
    let stepped = sender.step(mailing.id, came, keys[2..].to_vec(), None, at(3)).await.unwrap();
    let stand: Vec<_> = stepped.came.into_iter().map(Result::unwrap).collect();
    assert_eq!(stand, [DeliveryState::Accepted, DeliveryState::Failed]);
    assert!(matches!(stepped.leaving[..], [Ok(Submit::Stop)]), "{:?}", stepped.leaving);
    assert_eq!(sender.drained(mailing.id, at(4)).await.unwrap().state, MailingState::Paused);
}
