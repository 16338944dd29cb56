//! The number that is asked for, and the one that is planned, come from the same rules.

use courant::domain::{DeliveryState, SkipReason, Suppression};
use courant::ledger::Ledger;

use crate::story::props::{at, folder, list, new_mailing, reader, sending, turn};

#[tokio::test]
async fn whoever_has_left_or_is_to_get_the_issue_is_counted_as_the_plan_leaves_them_out() {
    let folder = folder();
    let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
    let first = sending(&ledger, "2018-06-summer", &["anna"]).await;
    let (_lock, _turn, _) = turn(&ledger, "boot").await;
    let wish = |name: &str, scope: &str, reason| Suppression {
        key: reader(&ledger, name).key,
        scope: scope.to_owned(),
        reason,
        evidence: "one-click".to_owned(),
        at: at(5),
    };
    for wish in [
        wish("bence", "*", SkipReason::Unsubscribed),
        wish("cecilia", "partners", SkipReason::Unsubscribed),
        wish("dora", "press", SkipReason::Unsubscribed),
    ] {
        ledger.suppress(wish).await.unwrap();
    }
    let standing = ledger.standing(&first.issue).await.unwrap();
    let mailing = ledger.create_mailing(new_mailing("2018-06-summer"), at(6)).await.unwrap();
    let mut planner = ledger.planner(mailing.id).unwrap();
    for name in ["anna", "bence", "cecilia", "dora", "erik"] {
        planner.add(&reader(&ledger, name)).unwrap();
    }
    planner.finish(at(7), |_| None).unwrap();
    let rows = ledger.missing(mailing.id).await.unwrap();
    let why = |name: &str| {
        let key = reader(&ledger, name).key;
        let row = rows.iter().find(|row| row.key == key && row.state == DeliveryState::Skipped);
        row.and_then(|row| SkipReason::from_word(&row.reason))
    };
    for (name, reason) in [
        ("anna", Some(SkipReason::AlreadyScheduled)),
        ("bence", Some(SkipReason::Unsubscribed)),
        ("cecilia", Some(SkipReason::Unsubscribed)),
        ("dora", None),
        ("erik", None),
    ] {
        let counted = standing.against(reader(&ledger, name).key, &list("partners"), false);
        assert_eq!((counted, why(name)), (reason, reason), "{name}");
    }
}
