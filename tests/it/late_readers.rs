//! Whoever comes onto a list after its mailing has begun.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

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

#[tokio::test]
async fn where_other_readers_get_it_than_were_confirmed_the_status_says_both_numbers() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 5, "");
    for (confirmed, words) in [(3, "confirmed by anna for 3, 5 by now\n"), (1, "confirmed by anna for 1\n")] {
        let mailing = stage.mailing(confirmed).await;
        if confirmed == 1 {
            let list = stage.root().join("subscribers/partners.csv");
            let rows = fs::read_to_string(&list).unwrap() + "late@example.eu,Late,hu\n";
            fs::write(&list, rows).unwrap();
        }
        stage.send().await;
        let status = Command::new(env!("CARGO_BIN_EXE_courant"))
            .arg("-C")
            .arg(stage.root())
            .args(["status", &mailing.name])
            .output()
            .unwrap();
        let status = String::from_utf8(status.stdout).unwrap();
        assert!(status.contains(words), "{status}");
    }
}
