//! Who waits for an issue in one mailing is told from who has it, by the next one.

use std::collections::BTreeMap;

use courant::domain::{Outcome, SkipReason as Why};
use courant::ledger::{Correction, Submit};

use super::props::{at, new_mailing, plan, reader, sending};
use super::stage::Stage;

/// `a` has the issue, of `u` nobody knows, `f` was refused; `d` was asked to wait and `p` was not tried yet.
pub async fn who_waits_in_a_mailing_that_has_begun_is_told_from_who_has_it(stage: Stage) {
    let ledger = stage.ledger.clone();
    let names = ["a", "u", "f", "d", "p"];
    let old = sending(&ledger, "spring", &names).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    for row in sender.claim(old.id, 9, at(1)).await.unwrap() {
        assert_eq!(sender.submit(old.id, row.key, at(1)).await.unwrap(), Submit::Go);
        sender.record(old.id, row.key, Outcome::Accepted { reply: None }, None, at(1)).await.unwrap();
    }
    let first = sending(&ledger, "summer", &names).await;
    for row in sender.claim(first.id, 9, at(2)).await.unwrap() {
        let name = names.into_iter().find(|name| reader(&ledger, name).key == row.key).unwrap();
        let outcome = match name {
            "p" => continue,
            "u" => Outcome::Unknown { detail: "the line broke".to_owned() },
            "f" => Outcome::Failed { class: "address", reply: None, detail: String::new() },
            "d" => Outcome::Deferred { class: "greylist", reply: None, retry_at: at(9_000) },
            _ => Outcome::Accepted { reply: None },
        };
        assert_eq!(sender.submit(first.id, row.key, at(2)).await.unwrap(), Submit::Go);
        sender.record(first.id, row.key, outcome, None, at(3)).await.unwrap();
    }
    let reasons = |name: &str| match name {
        "a" | "u" => Some(Why::AlreadyHasIt),
        "d" | "p" => Some(Why::AlreadyScheduled),
        _ => None,
    };
    let sums: BTreeMap<_, _> = [(Why::AlreadyHasIt, 2), (Why::AlreadyScheduled, 2)].into();

    let standing = ledger.standing(&first.issue).await.unwrap();
    for name in names {
        let one = reader(&ledger, name);
        assert_eq!(standing.skips(&one, false), reasons(name), "{name}, counted");
        assert_eq!(standing.skips(&one, true), None, "{name}, once more");
        let waits = (reasons(name) == Some(Why::AlreadyScheduled)).then_some(first.id);
        assert_eq!(standing.waits_for(one.key), waits, "{name}");
    }
    let correction = Correction { of: old.id, lang: None };
    let would = ledger.would_correct(&correction, &first.issue, false).await.unwrap();
    assert_eq!(would.left_out, sums, "of a correction");

    let second = ledger.create_mailing(new_mailing("summer"), at(4)).await.unwrap();
    let second = plan(&ledger, second.id, &names);
    for row in ledger.missing(second.id).await.unwrap() {
        let name = names.into_iter().find(|name| reader(&ledger, name).key == row.key).unwrap();
        assert_eq!(Why::from_word(&row.reason), reasons(name), "{name}, planned");
    }
    assert_eq!(ledger.progress(second.id, at(5)).await.unwrap().left_out, sums);
    let audit = ledger.audit(second.id).unwrap();
    assert!(audit.agrees(), "{audit:?}");
}
