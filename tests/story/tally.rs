//! What is counted for whoever watches from outside.

use courant::domain::{DeliveryState, Outcome, SkipReason, Suppression};

use super::props::{at, new_mailing, reader, sending};
use super::stage::Stage;

pub async fn what_is_open_is_counted_by_state_and_its_attempts_by_relay_and_outcome(stage: Stage) {
    let ledger = stage.ledger.clone();
    assert_eq!(ledger.pulse().await.unwrap().beat_at, None);
    let over = sending(&ledger, "winter", &["zoe"]).await;
    let mailing = sending(&ledger, "summer", &["a", "b", "c"]).await;
    ledger.create_mailing(new_mailing("autumn"), at(1)).await.unwrap();
    let (_lock, sender, _) = stage.turn("boot").await;
    let land = async |mailing, outcome: Outcome, relay: Option<&str>| {
        let row = sender.claim(mailing, 1, at(2)).await.unwrap().remove(0);
        sender.submit(mailing, row.key, at(2)).await.unwrap();
        sender.record(mailing, row.key, outcome, relay.map(str::to_owned), at(3)).await.unwrap();
    };
    let accepted = || Outcome::Accepted { reply: None };
    land(over.id, accepted(), Some("north")).await;
    land(mailing.id, accepted(), Some("north")).await;
    land(mailing.id, Outcome::Deferred { class: "throttle", reply: None, retry_at: at(999) }, Some("south"))
        .await;
    land(mailing.id, accepted(), None).await;
    sender.finish(over.id, at(4)).await.unwrap();
    for (scope, reason) in [("*", SkipReason::Unsubscribed), ("press", SkipReason::Unsubscribed)] {
        let wish = Suppression {
            key: reader(&ledger, "zoe").key,
            scope: scope.to_owned(),
            reason,
            evidence: String::new(),
            at: at(5),
        };
        ledger.suppress(wish).await.unwrap();
    }
    sender.beat(at(6)).await.unwrap();
    sender.trouble(Some("no route".to_owned())).await.unwrap();
    let pulse = ledger.pulse().await.unwrap();
    assert!(pulse.alive && pulse.in_trouble && pulse.beat_at.is_some_and(|at_| at_ >= at(1)), "{pulse:?}");
    let tally = ledger.tally().await.unwrap();
    assert_eq!(tally.unsubscribed, 1, "a reader who left twice is one");
    let names: Vec<_> = tally.mailings.iter().map(|of| of.mailing.name.as_str()).collect();
    assert_eq!(names, ["summer", "autumn"]);
    let of = &tally.mailings[0];
    let rows = [DeliveryState::Accepted, DeliveryState::Deferred, DeliveryState::Planned];
    assert_eq!(rows.map(|state| of.counts.of(state)), [2, 1, 0]);
    let tried: Vec<_> = of
        .attempts
        .iter()
        .map(|(tried, n)| (tried.relay.as_str(), tried.outcome.as_str(), tried.class.as_str(), *n))
        .collect();
    let expected =
        [("", "accepted", "", 1), ("north", "accepted", "", 1), ("south", "deferred", "throttle", 1)];
    assert_eq!(tried, expected);
    assert!(tally.mailings[1].attempts.is_empty() && tally.mailings[1].counts.rows() == 0);
}
