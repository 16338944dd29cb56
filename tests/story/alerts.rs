//! What the team was told is known to the ledger, so that it is told once.

use courant::domain::Occasion;

use super::props::{at, new_mailing};
use super::stage::Stage;

pub async fn an_alert_is_taken_on_by_one_and_again_only_when_it_is_due_again(stage: Stage) {
    let ledger = stage.ledger.clone();
    let id = ledger.create_mailing(new_mailing("2018-06-summer"), at(0)).await.unwrap().id;
    let (soon, held) = (Occasion::Soon, Occasion::Held(at(7)));
    let claim = async |occasion, way, now| {
        ledger.claim_alert(id, occasion, way, at(now + 60), at(now)).await.unwrap()
    };
    let (one, other) = (ledger.clone(), ledger.clone());
    let race = tokio::join!(
        one.claim_alert(id, soon, "command", at(60), at(0)),
        other.claim_alert(id, soon, "command", at(60), at(0)),
    );
    let taken = [race.0.unwrap(), race.1.unwrap()];
    assert_eq!(taken.iter().flatten().count(), 1, "{taken:?}");
    assert_eq!(claim(soon, "other", 1).await, Some(1), "another way");
    assert_eq!(claim(held, "command", 1).await, Some(1), "another occasion");
    assert_eq!(claim(Occasion::Held(at(8)), "command", 1).await, Some(1), "another hold");
    assert_eq!((claim(soon, "command", 59).await, claim(soon, "command", 60).await), (None, Some(2)));
    ledger
        .settle_alert(id, soon, "command", Some("it failed".to_owned()), Some(at(100)), at(61))
        .await
        .unwrap();
    assert_eq!((claim(soon, "command", 99).await, claim(soon, "command", 100).await), (None, Some(3)));
    ledger.settle_alert(id, soon, "command", None, None, at(101)).await.unwrap();
    assert_eq!(claim(soon, "command", 100_000).await, None);
    let known = ledger.alerts(id).await.unwrap();
    let told = known.iter().find(|one| one.occasion == "soon" && one.way == "command").unwrap();
    assert_eq!((told.tries, told.next_at, &told.trouble, told.at), (3, None, &None, at(101)));
    assert_eq!(known.len(), 4);
}

pub async fn since_when_a_mailing_stands_as_it_does_and_which_were_over_lately_is_known(stage: Stage) {
    let ledger = stage.ledger.clone();
    let id = ledger.create_mailing(new_mailing("2018-06-summer"), at(0)).await.unwrap().id;
    assert_eq!(ledger.in_its_state_since(id).await.unwrap(), Some(at(0)));
    for (when, pause) in [(10, true), (20, false), (30, true)] {
        match pause {
            true => ledger.pause(id, "anna", at(when)).await.unwrap(),
            false => ledger.resume(id, "anna", at(when)).await.unwrap(),
        };
        assert_eq!(ledger.in_its_state_since(id).await.unwrap(), Some(at(when)));
    }
    ledger.cancel(id, "anna", at(40)).await.unwrap();
    let known = async |since| ledger.open_mailings_and_those_over_since(at(since)).await.unwrap().len();
    assert_eq!((known(39).await, known(40).await), (1, 0));
    ledger.create_mailing(new_mailing("2018-06-summer"), at(0)).await.unwrap();
    assert_eq!(known(40).await, 1);
}
