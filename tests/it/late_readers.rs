//! Whoever comes onto a list after its mailing has begun.

use std::collections::BTreeMap;
use std::fs;

use courant::domain::DeliveryState as S;

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::send_props::Stage;

#[tokio::test]
async fn who_comes_onto_a_list_later_gets_the_issue_by_another_mailing_that_reaches_nobody_else() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let first = stage.mailing(3).await;
    stage.send().await;
    let list = stage.root().join("subscribers/partners.csv");
    let rows = fs::read_to_string(&list).unwrap() + "late@example.eu,Late,hu\n";
    fs::write(&list, rows).unwrap();
    stage.send().await;
    assert_eq!(relay.truth.accepted().len(), 3, "a mailing takes nobody in once it has begun");

    let second = stage.mailing(1).await;
    stage.send().await;
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    relay
        .truth
        .accepted()
        .into_iter()
        .flat_map(|letter| letter.to)
        .for_each(|to| *times.entry(to).or_default() += 1);
    assert!(times.len() == 4 && times.values().all(|times| *times == 1), "{times:?}");
    let [first, second] =
        [stage.ledger.counts(first.id).await, stage.ledger.counts(second.id).await].map(Result::unwrap);
    assert_eq!((first.of(S::Accepted), second.of(S::Accepted), second.of(S::Skipped)), (3, 1, 3));
}
