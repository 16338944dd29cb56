//! Readers who are held since the issue has no edition in their language, by all that a ledger knows of them.

use std::collections::BTreeMap;

use courant::domain::{EditionChoice, Outcome, Recipient, SkipReason as Why, Suppression};
use courant::ledger::{Ledger, Submit};

use super::props::{at, lang, list, new_mailing, reader, sending};
use super::stage::Stage;

fn held(ledger: &Ledger, name: &str) -> Recipient {
    let (edition, why, skipped) = (lang("fi"), EditionChoice::Held, Some(Why::NoEdition));
    Recipient { edition, why, skipped, ..reader(ledger, name) }
}

/// `a` has the issue, `w` waits for it, `l` has left, `p` is on a list that does not hold, and `h` on none.
pub async fn who_is_held_is_left_out_for_that_alone_if_nothing_else_is_known(stage: Stage) {
    let ledger = stage.ledger.clone();
    let first = sending(&ledger, "summer", &["a", "w"]).await;
    let (_lock, sender, _) = stage.turn("boot").await;
    let key = reader(&ledger, "a").key;
    assert!(sender.claim(first.id, 9, at(1)).await.unwrap().iter().any(|row| row.key == key));
    assert_eq!(sender.submit(first.id, key, at(1)).await.unwrap(), Submit::Go);
    sender.record(first.id, key, Outcome::Accepted { reply: None }, None, at(1)).await.unwrap();
    let (key, scope, evidence) = (reader(&ledger, "l").key, "*".to_owned(), "one-click".to_owned());
    let left = Suppression { key, scope, reason: Why::Unsubscribed, evidence, at: at(1) };
    ledger.suppress(left).await.unwrap();
    let names = ["a", "w", "l", "p", "h"];
    let reasons = |name: &str| match name {
        "a" => Why::AlreadyHasIt,
        "w" => Why::AlreadyScheduled,
        "l" => Why::Unsubscribed,
        _ => Why::NoEdition,
    };
    let standing = ledger.standing(&first.issue).await.unwrap();
    for name in names {
        assert_eq!(standing.skips(&held(&ledger, name), false), Some(reasons(name)), "{name}, counted");
    }

    let second = ledger.create_mailing(new_mailing("summer"), at(2)).await.unwrap();
    let mut planner = ledger.planner(second.id).unwrap();
    for name in names {
        planner.add(&held(&ledger, name)).unwrap();
    }
    planner.add(&Recipient { list: list("press"), list_rank: 1, ..reader(&ledger, "p") }).unwrap();
    let (_, planned) = planner.finish(at(2), |_| None).unwrap();
    assert_eq!((planned.recipients, planned.on_several_lists), (1, 1));
    let mut left_out = BTreeMap::new();
    for row in ledger.missing(second.id).await.unwrap() {
        let name = names.into_iter().find(|name| reader(&ledger, name).key == row.key).unwrap();
        let expected = if name == "p" { None } else { Some(reasons(name)) };
        assert_eq!(Why::from_word(&row.reason), expected, "{name}, planned");
        expected.into_iter().for_each(|reason| *left_out.entry(reason).or_default() += 1);
    }
    assert_eq!(ledger.progress(second.id, at(3)).await.unwrap().left_out, left_out);
    let audit = ledger.audit(second.id).unwrap();
    assert!(audit.agrees(), "{audit:?}");
}
