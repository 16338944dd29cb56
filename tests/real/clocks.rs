//! Machines whose clocks differ, at one database: its clock counts for all of them.

use courant::desk::send::Sender;
use courant::domain::settings::PostgresStore;
use courant::domain::{Clock, DeliveryState as S, HoldReason, MailingState as M};
use courant::ledger::Ledger;
use jiff::SignedDuration;
use tokio::sync::watch;

use crate::props::Postgres;
use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::props::until::until;
use crate::send_props::{Stage, now};

#[tokio::test]
async fn a_machine_whose_clock_is_wrong_sends_by_the_databases_and_says_how_far_it_is_off() {
    let (relay, database) = (start(server(|_| Act::Comply)).await, Postgres::start());
    let mut stage = Stage::new(&relay, 3, "");
    let store = PostgresStore::parse(&database.url(&database.database())).unwrap();
    stage.ledger = Ledger::open_postgres(&store, None, None, stage.ledger.path()).unwrap();
    let ledger = &stage.ledger;
    let tonight = stage.mailing_due("evening", 3, now() + SignedDuration::from_hours(8)).await;
    let within_an_hour = stage.mailing_until(3, now() + SignedDuration::from_hours(1)).await;
    for (hours, issue) in [(9, "autumn"), (33, "winter"), (-9, "spring")] {
        let begun = now();
        let noon = stage.mailing_due(issue, 3, begun).await;
        let wrong = SignedDuration::from_hours(hours);
        let sender = Sender { clock: Clock::Set(wrong), ends_when_idle: false, ..stage.sender() };
        let (tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await });
        let sent = async || ledger.mailing(noon.id).await.unwrap();
        let sent =
            until("the end", sent, |mailing| mailing.state != M::Scheduled && mailing.state != M::Sending);
        let sent = sent.await;
        assert_eq!((sent.state, sent.held), (M::Sent, None));
        assert!((begun..=now()).contains(&sent.finished_at.unwrap()), "{:?}", sent.finished_at);
        let off = async || ledger.clocks_ahead().await.unwrap();
        let near = |by: &SignedDuration| (*by - wrong).abs() < SignedDuration::from_mins(1);
        until("what is said of its clock", off, |said| said.iter().any(|(_, by)| near(by))).await;
        tell.send(true).unwrap();
        sender.await.unwrap().unwrap();
        assert!(ledger.newest_moment().await.unwrap().unwrap() <= now());
        assert!(ledger.audit(noon.id).unwrap().agrees());
    }
    assert_eq!(ledger.mailing(tonight.id).await.unwrap().state, M::Scheduled);
    assert_eq!(ledger.counts(within_an_hour.id).await.unwrap().of(S::Accepted), 3);
}

#[tokio::test]
async fn where_a_database_contradicts_what_it_has_seen_no_machine_is_blamed() {
    let (relay, database) = (start(server(|_| Act::Comply)).await, Postgres::start());
    let mut stage = Stage::new(&relay, 1, "");
    let store = PostgresStore::parse(&database.url(&database.database())).unwrap();
    stage.ledger = Ledger::open_postgres(&store, None, None, stage.ledger.path()).unwrap();
    let ahead = now() + SignedDuration::from_hours(8);
    stage.mailing_at(1, ahead, ahead).await;
    let noon = stage.mailing_due("autumn", 1, now()).await;
    stage.ledger.pause(stage.ledger.find_mailing("summer").await.unwrap().id, "anna", now()).await.unwrap();
    stage.send().await;
    let held = stage.ledger.mailing(noon.id).await.unwrap();
    let Some(why @ HoldReason::Clock { shared: true, .. }) = &held.held else { panic!("{:?}", held.held) };
    assert!(!why.is_of_the_machine());
    stage.ledger.resume(noon.id, "anna", now()).await.unwrap();
    stage.send().await;
    assert_eq!(stage.ledger.mailing(noon.id).await.unwrap().state, M::Sent);
}
