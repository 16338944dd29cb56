//! What can't be changed in a ledger, and how it shows where it was changed all the same.

use std::collections::BTreeSet;

use courant::domain::{
    AddrKey, Decision, DeliveryState as S, HoldReason, LEGAL, MailingId, Outcome, Reply, SkipReason,
    Suppression,
};
use courant::ledger::{Decided, NewMailing, Turn};

use super::props::{at, new_mailing, plan, reader, sending};
use super::stage::Stage;

pub async fn the_store_itself_refuses_every_step_that_the_table_does_not_name(stage: Stage) {
    let mailing = sending(&stage.ledger, "summer", &[]).await;
    let (id, key) = (stage.literal(&mailing.id.0), stage.literal(&[7; 16]));
    stage
        .past(&format!(
            "INSERT INTO decision (mailing, addr_key, n, person, what, at) VALUES ({id}, {key}, 1, 'anna', 'resend', 0)"
        ))
        .unwrap();
    let mut taken = Vec::new();
    for from in S::ALL {
        for to in S::ALL {
            let (from_word, to_word) = (from.as_str(), to.as_str());
            stage
                .past(&format!(
                    "DELETE FROM delivery;
                     INSERT INTO delivery (mailing, addr_key, list, lang, state, reason, retry_at, changed_at)
                     VALUES ({id}, {key}, 'l', 'en', '{from_word}', 'manual',
                             CASE WHEN '{from_word}' = 'deferred' THEN 1 END, 0)"
                ))
                .unwrap();
            let step = format!(
                "UPDATE delivery SET state = '{to_word}', decided = 1,
                     retry_at = CASE WHEN '{to_word}' = 'deferred' THEN 1 END"
            );
            match stage.past(&step) {
                Ok(()) => taken.push((from, to)),
                Err(complaint) => assert!(complaint.contains("may not change like this"), "{complaint}"),
            }
        }
    }
    taken.sort_unstable();
    let mut legal = LEGAL.to_vec();
    legal.sort_unstable();
    assert_eq!(taken, legal);
}

pub async fn what_was_written_down_is_only_added_to(stage: Stage) {
    let mailing = everything(&stage).await;
    let before = stage.ledger.audit(mailing).unwrap();
    for change in [
        "UPDATE attempt SET outcome = 'failed'",
        "UPDATE attempt SET at = at + 1",
        "DELETE FROM attempt",
        "UPDATE decision SET person = 'ben'",
        "DELETE FROM decision",
        "UPDATE happening SET state = 'paused'",
        "DELETE FROM happening",
    ] {
        let refused = stage.past(change);
        assert!(refused.as_ref().is_err_and(|why| why.contains("are only added")), "{change}: {refused:?}");
    }
    if stage.ledger.is_shared() {
        for table in ["attempt", "decision", "happening"] {
            assert!(stage.past(&format!("TRUNCATE {table}")).is_err(), "{table}");
        }
    }
    assert_eq!(stage.ledger.audit(mailing).unwrap(), before);
}

fn reply(code: u16, text: &str) -> Option<Reply> {
    let class = u8::try_from(code / 100).unwrap();
    Some(Reply { code, enhanced: Some((class, 0, 0)), text: text.to_owned() })
}

fn outcome(what: S) -> Outcome {
    match what {
        S::Accepted => Outcome::Accepted { reply: reply(250, "ok") },
        S::Deferred => Outcome::Deferred { class: "temporary", reply: reply(451, "later"), retry_at: at(0) },
        S::Failed => {
            Outcome::Failed { class: "address", reply: reply(550, "no such user"), detail: String::new() }
        }
        _ => Outcome::Unknown { detail: "the line broke".to_owned() },
    }
}

async fn hand_over(sender: &Turn, mailing: MailingId, key: AddrKey, what: S) {
    sender.submit(mailing, key, at(3)).await.unwrap();
    sender.record(mailing, key, outcome(what), Some("mx".to_owned()), at(4)).await.unwrap();
}

/// A mailing in which each reader has a fate of their own, called by it.
async fn everything(stage: &Stage) -> MailingId {
    let ledger = &stage.ledger;
    let names = ["accepted", "failed", "again", "lost", "settled", "resent", "gone", "killed"];
    let id = sending(ledger, "summer", &names).await.id;
    let key = |name: &str| reader(ledger, name).key;
    let gone = Suppression {
        key: key("gone"),
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: "page".to_owned(),
        at: at(2),
    };
    ledger.suppress(gone).await.unwrap();
    let (lock, sender, _) = stage.turn("boot").await;
    assert_eq!(sender.claim(id, 99, at(2)).await.unwrap().len(), 7);
    for (name, what) in [
        ("accepted", S::Accepted),
        ("failed", S::Failed),
        ("again", S::Deferred),
        ("lost", S::Unknown),
        ("settled", S::Unknown),
        ("resent", S::Unknown),
    ] {
        hand_over(&sender, id, key(name), what).await;
    }
    for (name, decision) in
        [("settled", Decision::Leave), ("settled", Decision::Accepted), ("resent", Decision::Resend)]
    {
        let said = Decided { mailing: id, key: key(name), decision, by: "anna".to_owned(), why: None };
        ledger.decide(said, at(5)).await.unwrap();
    }
    for row in sender.claim(id, 99, at(6)).await.unwrap() {
        hand_over(&sender, id, row.key, S::Accepted).await;
    }
    sender.submit(id, key("killed"), at(7)).await.unwrap();
    drop((lock, sender));
    let (_lock, sender, recovered) = stage.turn("boot").await;
    assert_eq!((recovered.planned, recovered.unknown), (0, 1));
    sender.finish(id, at(9)).await.unwrap();
    id
}

pub async fn a_ledger_that_was_left_alone_agrees_with_itself(stage: Stage) {
    let mailing = everything(&stage).await;
    let audit = stage.ledger.audit(mailing).unwrap();
    assert_eq!(audit.findings, []);
    assert!(audit.agrees());
    let counts = &audit.counts;
    let sums =
        (audit.planned, counts.rows(), counts.of(S::Accepted), counts.of(S::Failed), counts.not_certain());
    assert_eq!(sums, (Some(8), 8, 4, 1, 2));
    assert_eq!(audit.left_out, [(SkipReason::Unsubscribed, 1)].into());

    let waits = stage.ledger.create_mailing(new_mailing("autumn"), at(0)).await.unwrap();
    let audit = stage.ledger.audit(waits.id).unwrap();
    assert!(audit.agrees() && audit.planned.is_none(), "{audit:?}");
    let held = plan(&stage.ledger, waits.id, &["a", "b"]);
    stage.ledger.pause(held.id, "anna", at(1)).await.unwrap();
    stage.ledger.cancel(held.id, "anna", at(1)).await.unwrap();
    let audit = stage.ledger.audit(held.id).unwrap();
    assert!(audit.agrees(), "{audit:?}");
    assert_eq!(audit.left_out, [(SkipReason::Cancelled, 2)].into());
}

/// What somebody does, to whose row, and the invariants that name it. Times are the milliseconds of the ledger.
const DAMAGES: &[(&str, &str, &[&str])] = &[
    ("UPDATE delivery SET addr = 'other@example.eu' WHERE addr = 'accepted@example.eu'", "other", &["I1"]),
    ("DELETE FROM decision WHERE what = 'resend'", "resent", &["I4", "I18"]),
    ("DELETE FROM delivery WHERE addr = 'accepted@example.eu'", "", &["I5"]),
    ("DELETE FROM delivery WHERE addr = 'gone@example.eu'", "", &["I5"]),
    ("DELETE FROM delivery", "", &["I5"]),
    ("UPDATE delivery SET lang = 'hu' WHERE addr = 'accepted@example.eu'", "", &["I5"]),
    ("UPDATE delivery SET state = 'planned' WHERE addr = 'gone@example.eu'", "", &["I5"]),
    ("UPDATE delivery SET state = 'accepted' WHERE addr = 'failed@example.eu'", "failed", &["I6"]),
    ("UPDATE delivery SET state = 'accepted' WHERE addr = 'lost@example.eu'", "lost", &["I6"]),
    ("UPDATE delivery SET state = 'failed' WHERE addr = 'accepted@example.eu'", "accepted", &["I7"]),
    ("UPDATE attempt SET code = 354 WHERE outcome = 'accepted'", "accepted", &["I6", "I18"]),
    ("UPDATE attempt SET code = 250 WHERE outcome = 'failed'", "failed", &["I7", "I18"]),
    (
        "INSERT INTO attempt (mailing, addr_key, n, outcome, at)
         SELECT mailing, addr_key, 1, 'accepted', at FROM attempt WHERE outcome = 'accepted' AND n = 1 LIMIT 1",
        "",
        &["I8", "I18"],
    ),
    ("DELETE FROM suppression", "gone", &["I10"]),
    (
        "INSERT INTO suppression (addr_key, scope, reason, evidence, at)
         SELECT addr_key, '*', 'complaint', 'by hand', changed_at - 7200000 FROM delivery
         WHERE addr = 'accepted@example.eu'",
        "accepted",
        &["I10"],
    ),
    (
        "INSERT INTO happening (mailing, state, at) SELECT id, 'sent', due - 7200000 FROM mailing;
         UPDATE happening SET at = due_then.due + 90000000 FROM (SELECT due FROM mailing) due_then
         WHERE state = 'sending'",
        "accepted",
        &["I11"],
    ),
    (
        "INSERT INTO attempt (mailing, addr_key, n, outcome, at)
         SELECT mailing, addr_key, 2, 'accepted', at + 7200000 FROM attempt WHERE outcome = 'deferred'",
        "again",
        &["I11"],
    ),
    ("UPDATE delivery SET state = 'arrived' WHERE addr = 'accepted@example.eu'", "accepted", &["I13"]),
    ("UPDATE delivery SET reason = 'dull' WHERE addr = 'gone@example.eu'", "gone", &["I13"]),
    ("UPDATE attempt SET outcome = 'planned' WHERE outcome = 'failed'", "failed", &["I7", "I13"]),
    ("DELETE FROM happening WHERE state = 'sending'", "", &["I13"]),
    ("UPDATE mailing SET planned_at = due - 1", "", &["I16"]),
    ("UPDATE delivery SET state = 'skipped', reason = 'expired' WHERE addr = 'gone@example.eu'", "gone", &["I18"]),
    ("UPDATE delivery SET state = 'skipped', reason = 'cancelled' WHERE addr = 'gone@example.eu'", "gone", &["I18"]),
    ("UPDATE delivery SET reply = 'queued' WHERE addr = 'accepted@example.eu'", "accepted", &["I18"]),
    ("DELETE FROM attempt WHERE outcome = 'deferred'", "again", &["I18"]),
    ("DELETE FROM attempt WHERE outcome = 'failed'", "failed", &["I7"]),
    ("DELETE FROM decision WHERE what = 'leave'", "settled", &["I18"]),
    ("UPDATE delivery SET decided = 0 WHERE addr = 'settled@example.eu'", "settled", &["I18"]),
    ("UPDATE delivery SET attempt = 9 WHERE addr = 'accepted@example.eu'", "accepted", &["I18"]),
    ("UPDATE mailing SET state = 'sending'", "", &["I18"]),
    ("UPDATE letter SET body = replace(body, 'Summer', 'Winter')", "", &["letters"]),
];

pub async fn whatever_is_changed_past_the_program_is_named(stage: Stage) {
    let ledger = stage.ledger.clone();
    let mailing = everything(&stage).await;
    assert!(ledger.audit(mailing).unwrap().agrees());
    let tables = ["mailing", "letter", "delivery", "attempt", "decision", "happening", "suppression"];
    let keep = tables.map(|table| format!("CREATE TABLE kept_{table} AS SELECT * FROM {table};"));
    stage.damage(&keep.concat());
    for (damage, whose, codes) in DAMAGES {
        stage.damage(damage);
        let audit = ledger.audit(mailing).unwrap();
        let found: BTreeSet<&str> = audit.found.keys().map(|invariant| invariant.code()).collect();
        assert!(codes.iter().all(|code| found.contains(code)), "{damage}: {:?}", audit.findings);
        let address = format!("{whose}@example.eu");
        let named = |one: &courant::ledger::Finding| {
            codes.contains(&one.invariant.code())
                && one.address.as_ref().is_some_and(|found| found.as_str() == address)
        };
        assert!(whose.is_empty() || audit.findings.iter().any(named), "{damage}: {:?}", audit.findings);
        let back = |table: &&str| !["mailing"].contains(table);
        let clear: String =
            tables.iter().filter(|table| back(table)).map(|t| format!("DELETE FROM {t};")).collect();
        let fill: String = tables
            .iter()
            .filter(|table| back(table))
            .map(|table| {
                format!("INSERT INTO {table} {} SELECT * FROM kept_{table};", overriding(&stage, table))
            })
            .collect();
        let mailing_back = "UPDATE mailing SET state = k.state, planned_at = k.planned_at FROM kept_mailing k
             WHERE k.id = mailing.id;";
        stage.damage(&format!("{clear}{fill}{mailing_back}"));
        assert_eq!(ledger.audit(mailing).unwrap().findings, [], "after {damage} was taken back");
    }
}

/// The numbers of these are the database's own otherwise.
fn overriding(stage: &Stage, table: &str) -> &'static str {
    let numbered = stage.ledger.is_shared() && ["attempt", "happening"].contains(&table);
    if numbered { "OVERRIDING SYSTEM VALUE" } else { "" }
}

/// One machine's clock is eight hours ahead of the other's, or was, and was put right.
pub async fn clocks_that_differ_or_were_set_make_no_ledger_wrong(stage: Stage) {
    let (ledger, evening) = (stage.ledger.clone(), at(8 * 3600));
    let first = ledger.create_mailing(new_mailing("summer"), at(0)).await.unwrap().id;
    let mut planner = ledger.planner(first).unwrap();
    for name in ["anna", "bence", "cili"] {
        planner.add(&reader(&ledger, name)).unwrap();
    }
    planner.finish(evening, |_| None).unwrap();
    let (_lock, sender, _) = stage.turn("boot").await;
    let sent = async |id, name, at| {
        let key = reader(&ledger, name).key;
        sender.submit(id, key, at).await.unwrap();
        sender.record(id, key, outcome(S::Accepted), None, at).await.unwrap();
    };
    sender.claim(first, 9, evening).await.unwrap();
    sent(first, "anna", evening).await;
    sent(first, "bence", at(2 * 3600)).await;
    // She has it already, and leaves when it is earlier by the clock.
    let anna = Suppression {
        key: reader(&ledger, "anna").key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: "page".to_owned(),
        at: at(3 * 3600),
    };
    ledger.suppress(anna).await.unwrap();
    sender.hold(first, HoldReason::TestMode, None, at(3 * 3600)).await.unwrap();
    ledger.resume(first, "anna", evening).await.unwrap();
    sent(first, "cili", at(5 * 3600)).await;
    let finished = sender.finish(first, at(5 * 3600)).await.unwrap();
    assert!(finished.started_at > finished.finished_at, "{finished:?}");

    let again = NewMailing { again: true, ..new_mailing("summer") };
    let second = ledger.create_mailing(again, at(6 * 3600)).await.unwrap().id;
    let mut planner = ledger.planner(second).unwrap();
    planner.add(&reader(&ledger, "bence")).unwrap();
    planner.finish(at(6 * 3600), |_| None).unwrap();
    sender.claim(second, 9, at(6 * 3600)).await.unwrap();
    sent(second, "bence", at(6 * 3600)).await;
    for id in [first, second] {
        assert_eq!(ledger.audit(id).unwrap().findings, []);
    }
}

pub async fn an_issue_from_two_mailings_is_named_unless_it_was_said(stage: Stage) {
    let ledger = stage.ledger.clone();
    let first = sending(&ledger, "summer", &["a", "b"]).await;
    let mut new = new_mailing("summer");
    new.again = true;
    let second = ledger.create_mailing(new, at(0)).await.unwrap();
    plan(&ledger, second.id, &["a", "b"]);
    let (_lock, sender, _) = stage.turn("boot").await;
    sender.claim(first.id, 9, at(2)).await.unwrap();
    assert_eq!(sender.claim(second.id, 1, at(2)).await.unwrap().len(), 1);
    for id in [first.id, second.id] {
        assert_eq!(ledger.audit(id).unwrap().findings, [], "it was said");
    }
    stage.damage("UPDATE mailing SET again = (1 = 0)");
    for (id, other) in [(first.id, "summer.2"), (second.id, "summer")] {
        let audit = ledger.audit(id).unwrap();
        let [finding] = &audit.findings[..] else { panic!("{:?}", audit.findings) };
        assert_eq!(finding.invariant.code(), "I21");
        assert!(finding.what.ends_with(&format!("from {other} as well")), "{finding:?}");
    }
}

pub async fn a_readers_histories_are_told_whatever_the_mailing(stage: Stage) {
    let ledger = stage.ledger.clone();
    let summer = everything(&stage).await;
    let autumn = sending(&ledger, "autumn", &["resent", "failed"]).await.id;
    let told = ledger.histories_of(reader(&ledger, "resent").key).await.unwrap();
    let of = |id| told.iter().find(|history| history.mailing == id).unwrap();
    assert_eq!(told.len(), 2);
    let words: Vec<String> = of(summer).attempts.iter().map(|one| one.said.in_words()).collect();
    assert_eq!(words, ["the line broke", "250 2.0.0 ok"]);
    assert_eq!(of(summer).decisions[0].what, "resend");
    assert_eq!(of(autumn).row.as_ref().unwrap().state(), Some(S::Planned));
    let gone = ledger.histories_of(reader(&ledger, "gone").key).await.unwrap();
    assert_eq!(gone[0].row.as_ref().unwrap().skipped(), Some(SkipReason::Unsubscribed));
    assert!(ledger.histories_of(reader(&ledger, "stranger").key).await.unwrap().is_empty());
}
