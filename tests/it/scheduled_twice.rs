//! Two mailings of one issue that wait at the same time: nobody is counted for both, and none goes out to nobody.

use courant::desk::control;
use courant::desk::opened::Opened;
use courant::desk::reached::Reached;
use courant::desk::send::{Error, order};
use courant::domain::{
    DeliveryState as S, HoldReason, IssueId, Mailing, MailingKind, MailingState as M, Recipient, Schedule,
    SkipReason,
};
use courant::ledger::NewMailing;
use jiff::{SignedDuration, Timestamp};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::Act;
use crate::send_command::Demo;
use crate::send_props::{Stage, now};
use crate::story::props::{list, new_mailing, reader};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Waits for an hour, for the readers of one list of the demo.
async fn waits(opened: &Opened, name: &str, kind: MailingKind) -> Mailing {
    let mut new = NewMailing { kind, lists: vec![list(name)], ..new_mailing("2018-06-summer") };
    new.schedule = Schedule::now(&new.schedule.time_zone(), now() + HOUR);
    opened.ledger.create_mailing(new, now()).await.unwrap()
}

#[tokio::test]
async fn who_is_on_the_lists_of_a_mailing_that_waits_is_counted_as_scheduled_until_it_is_cancelled() {
    let demo = Demo::new();
    let opened = Opened::at(&demo.path("")).unwrap();
    let issue = IssueId::parse("2018-06-summer").unwrap();
    let both = [list("partners"), list("press")];
    let count = async |lists: &[_]| order::readers(&opened, &issue, lists).await.unwrap().audience;
    let (all, of_press) = (count(&both).await, count(&both[1..]).await.readers());
    let files = waits(&opened, "press", MailingKind::Files).await;
    assert_eq!(count(&both).await, all, "letters that become files reach nobody");
    control::cancel(&opened.ledger, &files.name, now()).await.unwrap();

    let first = waits(&opened, "press", MailingKind::Live).await;
    let counted = count(&both).await;
    assert_eq!(counted.readers(), all.readers() - of_press);
    assert_eq!(counted.left_out[&SkipReason::AlreadyScheduled], of_press);
    let [share] = &counted.scheduled[..] else { panic!("{:?}", counted.scheduled) };
    assert_eq!((share.mailing.as_str(), share.readers), (first.name.as_str(), of_press));
    assert_eq!((share.state, &share.schedule), (M::Scheduled, &first.schedule));
    let again = order::count(&opened, &issue, Some(both.to_vec()), true).await.unwrap().2;
    assert_eq!(again.audience.readers(), all.readers());

    control::cancel(&opened.ledger, &first.name, now()).await.unwrap();
    assert_eq!(count(&both).await, all);
}

#[tokio::test]
async fn an_order_for_which_nobody_is_left_is_refused_with_the_mailing_that_has_them() {
    let demo = Demo::new();
    let opened = Opened::at(&demo.path("")).unwrap();
    let first = waits(&opened, "press", MailingKind::Live).await;
    let dry = demo.json(&["-o", "json", "send", "2018", "--dry-run", "--to", "press"]);
    let readers = dry["scheduled"][0]["readers"].clone();
    assert_eq!((dry["readers"].as_u64(), &dry["left_out"]["already-scheduled"]), (Some(0), &readers));
    assert_eq!(dry["scheduled"][0]["mailing"], first.name.as_str());
    assert_eq!(dry["scheduled"][0]["due"], first.schedule.due.to_string());
    let words = ["-o", "json", "send", "2018", "--now", "--to", "press", "--confirm", "1"];
    assert_eq!(demo.exits(&words), Some(5));
    let refused = demo.json(&words);
    let (what, remedy) = (refused["error"].to_string(), refused["remedy"].to_string());
    assert!(what.contains(&format!("{readers} by {}, due ", first.name)), "{refused}");
    assert!(remedy.contains(&format!("courant cancel {}", first.name)), "{refused}");
    assert!(remedy.contains("--again"), "{refused}");
}

#[tokio::test]
async fn an_order_beside_a_mailing_that_has_begun_is_not_told_to_send_twice() {
    let demo = Demo::new();
    let opened = Opened::at(&demo.path("")).unwrap();
    let first = waits(&opened, "press", MailingKind::Live).await;
    let mut planner = opened.ledger.planner(first.id).unwrap();
    opened
        .workspace
        .read_subscribers(&list("press"), &mut |subscriber| {
            let key = opened.ledger.keys().addr_key(&subscriber.address);
            let address = subscriber.address.clone();
            planner.add(&Recipient { key, address, ..reader(&opened.ledger, "a") }).unwrap();
        })
        .unwrap();
    let held = HoldReason::Auth { reply: "535 no".to_owned() };
    planner.finish(now(), |_| Some(held)).unwrap();
    let dry = demo.json(&["-o", "json", "send", "2018", "--dry-run", "--to", "press"]);
    let (left_out, by) = (&dry["left_out"], &dry["scheduled"][0]);
    assert_eq!((&by["mailing"], &by["state"]), (&first.name.as_str().into(), &"held".into()), "{dry}");
    assert!(by["readers"].as_u64() > Some(0) && left_out["already-scheduled"] == by["readers"], "{dry}");
    assert_eq!(left_out["already-has-it"].as_u64(), None, "nobody has it yet");
    let table = demo.run(&["send", "2018", "--dry-run", "--to", "press"]).stdout;
    let table = String::from_utf8(table).unwrap();
    assert!(table.contains(&format!("({})", SkipReason::AlreadyScheduled.in_words())), "{table}");
    assert!(table.contains(&format!("  {} by {} (held)\n", by["readers"], first.name)), "{table}");
    let words = ["-o", "json", "send", "2018", "--now", "--to", "press", "--confirm", "1"];
    assert_eq!(demo.exits(&words), Some(5));
    let refused = demo.json(&words);
    let (what, remedy) = (refused["error"].to_string(), refused["remedy"].to_string());
    assert!(what.contains(&format!("is to get it by {}, which is held", first.name)), "{refused}");
    assert!(remedy.contains(&format!("courant cancel {}", first.name)), "{refused}");
    // Whom it does not concern is not told of it.
    std::fs::write(demo.path("subscribers/empty.csv"), "email,name\n").unwrap();
    let refused = demo.json(&["-o", "json", "send", "2018", "--now", "--to", "empty", "--confirm", "1"]);
    assert!(refused["error"].to_string().contains("there are no readers on empty"), "{refused}");
    assert!(!refused.to_string().contains(&first.name), "{refused}");
    control::cancel(&opened.ledger, &first.name, now()).await.unwrap();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run", "--to", "press"])["readers"].clone();
    assert!(readers.as_u64() > Some(0), "whoever it did not reach can be sent to");
}

#[tokio::test]
async fn of_two_that_wait_the_first_has_the_readers_and_the_other_is_held_never_sent_to_nobody() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 3, "");
    let first = stage.mailing_due("summer", 3, now() + HOUR).await;
    let second = stage.mailing(3).await;
    let (tell, sender) = stage.start();
    let state = async || stage.ledger.mailing(second.id).await.unwrap().state;
    crate::props::until::until("the end of the second", state, |state| {
        *state == M::Held || *state == M::Sent
    })
    .await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let held = stage.ledger.mailing(second.id).await.unwrap();
    assert_eq!((held.state, held.held), (M::Held, Some(HoldReason::NobodyLeft { confirmed: 3 })));
    let rows = stage.ledger.missing(second.id).await.unwrap();
    assert!(rows.len() == 3 && rows.iter().all(|row| row.state == S::Skipped), "{rows:?}");
    assert!(rows.iter().all(|row| row.reason == SkipReason::AlreadyScheduled.as_str()), "{rows:?}");
    let opened = Opened::at(stage.root()).unwrap();
    let refused = control::resume(&opened, &second.name, now()).await;
    assert!(
        matches!(&refused, Err(Error::Refused { remedy, .. }) if remedy.contains("courant cancel summer.2")),
        "{refused:?}"
    );
    control::cancel(&opened.ledger, &second.name, now()).await.unwrap();
    assert_eq!(stage.ledger.mailing(first.id).await.unwrap().state, M::Scheduled);
    assert!(relay.truth.accepted().is_empty());
}

/// A stage with five readers, two of whom are to get it by a mailing to the press; the other three, to whom another one
/// is due at `due`, were confirmed.
async fn two_of_five_by_the_first(relay: &TestRelay, due: Timestamp) -> (Stage, Mailing, Mailing) {
    let stage = Stage::new(relay, 5, "");
    let press = "email,name,language\nr0@example.eu,A,hu\nr1@example.eu,B,hu\n";
    std::fs::write(stage.root().join("subscribers/press.csv"), press).unwrap();
    let written = now() - HOUR;
    let mut new = NewMailing { lists: vec![list("press")], confirmed: 2, ..new_mailing("summer") };
    new.schedule = Schedule::now(&new.schedule.time_zone(), now() + HOUR);
    let first = stage.ledger.create_mailing(new, written).await.unwrap();
    let second = stage.mailing_at(3, written, due).await;
    (stage, first, second)
}

#[tokio::test]
async fn readers_of_a_mailing_that_would_be_cancelled_are_told_and_hold_nothing_where_they_are_no_more_than_confirmed()
 {
    let relay = start(server(|_| Act::Comply)).await;
    let (stage, first, second) = two_of_five_by_the_first(&relay, now() + HOUR).await;
    control::cancel(&stage.ledger, &second.name, now()).await.unwrap();
    let other = stage.mailing_at(5, now() - HOUR / 2, now() + HOUR).await;
    let root = stage.root().to_owned();
    let runtime = Handle::current();
    let reached = spawn_blocking(move || Reached::at(&root, &runtime)).await.unwrap().unwrap();
    let [heir] = &control::would_take_over(&reached, &first.name).await.unwrap()[..] else { panic!() };
    assert_eq!((&heir.mailing.name, heir.readers, heir.held), (&other.name, 5, false));
    assert!(
        control::would_take_over(&reached, &other.name).await.unwrap().is_empty(),
        "the first keeps its own"
    );
    let cancelled = control::cancel(&stage.ledger, &first.name, now()).await.unwrap();
    assert!(control::taken_over(&reached, &cancelled).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_mailing_that_gets_the_readers_of_a_cancelled_one_is_held_at_once_and_the_order_says_so() {
    let relay = start(server(|_| Act::Comply)).await;
    let (stage, first, second) = two_of_five_by_the_first(&relay, now() + HOUR).await;
    let root = stage.root().to_owned();
    let runtime = Handle::current();
    let reached = spawn_blocking(move || Reached::at(&root, &runtime)).await.unwrap().unwrap();
    let before = control::would_take_over(&reached, &first.name).await.unwrap();
    let cancelled = control::cancel(&stage.ledger, &first.name, now()).await.unwrap();
    let of = |heir: &control::Heir| (heir.mailing.name.clone(), heir.readers, heir.held);
    assert_eq!(before.iter().map(of).collect::<Vec<_>>(), [(second.name.clone(), 5, true)]);
    let over = control::taken_over(&reached, &cancelled).await.unwrap();
    assert_eq!(over.iter().map(|(by, n)| (&by.name, *n)).collect::<Vec<_>>(), [(&second.name, 5)]);
    let words = control::taken_over_in_words(&over[0]);
    assert!(words.contains("3 were confirmed for that, and 5 would get it"), "{words}");

    let (tell, sender) = stage.start();
    let stands = async || stage.ledger.mailing(second.id).await.unwrap();
    let held = crate::props::until::until("the hold", stands, |one| one.state == M::Held).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(held.held, Some(HoldReason::CountChanged { confirmed: 3, now: 5 }));
}

#[tokio::test]
async fn readers_of_a_cancelled_mailing_get_no_other_one_before_their_number_is_confirmed() {
    let relay = start(server(|_| Act::Comply)).await;
    let (stage, first, second) = two_of_five_by_the_first(&relay, now()).await;
    control::cancel(&stage.ledger, &first.name, now()).await.unwrap();
    stage.send().await;
    let held = stage.ledger.mailing(second.id).await.unwrap();
    assert_eq!((held.state, held.held), (M::Held, Some(HoldReason::CountChanged { confirmed: 3, now: 5 })));
    assert!(relay.truth.accepted().is_empty());
    stage.ledger.resume_for(second.id, 5, "anna", now()).await.unwrap();
    stage.send().await;
    assert_eq!(stage.ledger.mailing(second.id).await.unwrap().state, M::Sent);
    assert_eq!(relay.truth.accepted().len(), 5);
}
