//! A save-the-date is not sent after its date: at the gate, in the ledger, and at the last moment.

use courant::desk::missing::send_again;
use courant::desk::opened::Opened;
use courant::domain::{DeliveryState as S, MailingState as M, SkipReason};
use courant::ledger::{Ledger, Submit};
use jiff::{SignedDuration, Timestamp};

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::send_command::Demo;
use crate::send_props::{Stage, now};
use crate::story::props::{at, folder, new_mailing, plan, reader, turn};

#[test]
fn a_mailing_expires_with_its_event_and_can_not_be_scheduled_for_after_it() {
    let demo = Demo::new();
    let file = demo.path("issues/2018-06-summer/issue.toml");
    let issue = std::fs::read_to_string(&file).unwrap();
    // A Thursday too, as the text says.
    let ahead = issue.replace("starts = \"2018-10-25\"", "starts = \"2046-10-25\"");
    assert_ne!(issue, ahead);
    std::fs::write(&file, ahead).unwrap();
    let late = demo.run(&["send", "2018", "--at", "2046-10-26 09:00", "--confirm", "30"]);
    let said = String::from_utf8(late.stderr).unwrap();
    assert_eq!(late.status.code(), Some(3), "{said}");
    assert!(said.contains("EVT001") && said.contains("over when the letters leave"), "{said}");
    let in_time = demo.run(&["send", "2018", "--at", "2046-10-24 09:00", "--confirm", "30"]);
    assert_eq!(in_time.status.code(), Some(0), "{}", String::from_utf8_lossy(&in_time.stderr));
    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mailing = runtime.block_on(ledger.find_mailing("2018-06-summer")).unwrap();
    let midnight: Timestamp = "2046-10-25T22:00:00Z".parse().unwrap();
    assert_eq!(mailing.expires_at, Some(midnight), "the day counts until it is over");
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
}

#[tokio::test]
async fn a_letter_that_was_claimed_in_time_is_not_handed_over_after_the_date() {
    let folder = folder();
    let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
    let mut new = new_mailing("2018-06-summer");
    new.expires_at = Some(at(10));
    let mailing = ledger.create_mailing(new, at(0)).await.unwrap().id;
    plan(&ledger, mailing, &["anna", "bence"]);
    let (_lock, turn, _) = turn(&ledger, "boot").await;
    turn.claim(mailing, 2, at(2)).await.unwrap();
    let submit = async |name, when| turn.submit(mailing, reader(&ledger, name).key, when).await.unwrap();
    assert_eq!(submit("anna", at(9)).await, Submit::Go);
    assert_eq!(submit("bence", at(10)).await, Submit::Skipped(SkipReason::Expired));
}

#[tokio::test]
async fn only_a_row_that_is_claimed_may_leave() {
    let folder = folder();
    let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
    let mailing = ledger.create_mailing(new_mailing("2018-06-summer"), at(0)).await.unwrap().id;
    plan(&ledger, mailing, &["anna"]);
    let (_lock, turn, _) = turn(&ledger, "boot").await;
    let key = reader(&ledger, "anna").key;
    assert!(turn.submit(mailing, key, at(2)).await.is_err(), "it is planned");
    turn.claim(mailing, 1, at(2)).await.unwrap();
    assert_eq!(turn.submit(mailing, key, at(3)).await.unwrap(), Submit::Go);
    assert!(turn.submit(mailing, key, at(4)).await.is_err(), "it is leaving already");
    assert_eq!(ledger.counts(mailing).await.unwrap().of(S::Submitting), 1);
}

#[tokio::test]
async fn whoever_was_missed_gets_it_until_the_same_date_and_no_later() {
    let relay = start(server(|moment| match moment.step {
        Step::Rcpt if moment.line.contains("r1@") => Act::Say("550 5.1.1 no such user\r\n".to_owned()),
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 3, "");
    let date = now() + SignedDuration::from_hours(1);
    let first = stage.mailing_until(3, date).await;
    stage.send().await;
    let first = stage.ledger.mailing(first.id).await.unwrap();
    assert_eq!(first.state, M::Sent);
    let opened = Opened::at(stage.root()).unwrap();
    for (when, expires_at) in [(now(), first.expires_at), (date, None)] {
        let again = send_again(&opened, &first, 1, when).await.unwrap();
        assert_eq!(again.expires_at, expires_at);
        stage.ledger.cancel(again.id, "anna", now()).await.unwrap();
    }
}
